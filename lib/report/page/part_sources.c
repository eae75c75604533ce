#include "report/html/html.h"
#include "report/page/parts.h"
#include "stream/facts.h"
#include "text/tsv.h"

/* Which program wrote the bytes that were counted. */
static void
put_writer(const struct view *v, struct buf *b)
{
	const struct stage *by;
	const struct stage_file *f =
	    stages_wrote(v->stages, span_str(v->read->digest.hex), NULL, &by);
	struct buf piece[2] = { 0 };

	if (f) {
		html_data(&piece[0], by->program);
		html_data(&piece[1], f->name);
	}
	buf_printf(b, "%s<span class=\"%s\">",
	    v->lang == LANGUAGE_EN ? " " : "", f ? "good" : "bad");
	word_put(b, v->lang, f ? WORD_SOURCES_FROM : WORD_SOURCES_NOT_FROM,
	    (struct span[]){ buf_span(&piece[0]), buf_span(&piece[1]) });
	buf_str(b, "</span>");
	buf_free(&piece[0]);
	buf_free(&piece[1]);
}

/* Which bytes were counted. */
static void
put_read(const struct view *v, struct buf *b)
{
	struct buf piece[2] = { 0 };

	html_count(&piece[0], v->read->digest.bytes);
	buf_printf(&piece[1], "<code>%s</code>", v->read->digest.hex);
	buf_str(b, "<p>");
	word_put(b, v->lang, WORD_SOURCES_READ,
	    (struct span[]){ buf_span(&piece[0]), buf_span(&piece[1]) });
	if (v->stages->n)
		put_writer(v, b);
	buf_str(b, "</p>\n");
	buf_free(&piece[0]);
	buf_free(&piece[1]);
}

static void
put_file(const struct view *v, struct buf *b, const struct stage *s,
    const struct stage_file *f)
{
	buf_str(b, "<tr><th scope=\"row\">");
	html_data(b, f->name);
	buf_printf(b, "</th><td data-l=\"%s\">", word(v->lang, WORD_TOLD));
	html_data(b, s->program);
	buf_str(b, "</td>");
	view_count(b, f->bytes, word(v->lang, WORD_BYTES));
	if (f->totalled)
		view_count(b, f->total.records, word(v->lang, WORD_RECORDS));
	else
		view_amount(b, false, (struct amount){ 0 },
		    word(v->lang, WORD_RECORDS));
	buf_printf(b, "<td class=\"d\" data-l=\"%s\"><code>",
	    word(v->lang, WORD_DIGEST));
	html_text(b, f->digest);
	buf_str(b, "</code></td></tr>\n");
}

/* What none of the programs wrote. */
static void
put_files(const struct view *v, struct buf *b)
{
	const struct stage *by;

	view_table(
	    b, "files", "t stack", span_str(word(v->lang, WORD_BILLS_CAPTION)));
	view_heading(b, word(v->lang, WORD_FILE), VIEW_WORDS);
	view_heading(b, word(v->lang, WORD_TOLD), VIEW_WORDS);
	view_heading(b, word(v->lang, WORD_BYTES), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_RECORDS), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_DIGEST), VIEW_WORDS);
	buf_str(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < v->stages->n; i++) {
		const struct stage *s = &v->stages->of[i];

		for (size_t k = 0; k < s->inputs.n; k++)
			if (!stages_wrote(
				v->stages, s->inputs.of[k].digest, s, &by))
				put_file(v, b, s, &s->inputs.of[k]);
	}
	buf_str(b, "</tbody>\n");
	view_table_end(b);
}

static void
put_count(const struct view *v, struct buf *b, const struct stage *s,
    const char *name, enum word label)
{
	struct span n = stage_count(s, name);

	buf_printf(b, "<td class=\"n\" data-l=\"%s\">", word(v->lang, label));
	if (n.p)
		html_digits(b, n);
	else
		html_none(b);
	buf_str(b, "</td>");
}

static void
put_end(const struct view *v, struct buf *b, const struct stage *s)
{
	struct buf piece[2] = { 0 };

	if (stage_is_well(s)) {
		buf_printf(b, "<td class=\"good\" data-l=\"%s\">%s</td>",
		    word(v->lang, WORD_ENDED), word(v->lang, WORD_ENDED_WELL));
		return;
	}
	html_count(&piece[0], s->status);
	html_data(&piece[1], s->reason.p ? s->reason : SPAN(TSV_NONE));
	buf_printf(
	    b, "<td class=\"bad f\" data-l=\"%s\">", word(v->lang, WORD_ENDED));
	word_put(b, v->lang, WORD_ENDED_BADLY,
	    (struct span[]){ buf_span(&piece[0]), buf_span(&piece[1]) });
	buf_str(b, "</td>");
	buf_free(&piece[0]);
	buf_free(&piece[1]);
}

static void
put_stage(const struct view *v, struct buf *b, const struct stage *s)
{
	buf_str(b, "<tr><th scope=\"row\">");
	html_data(b, s->program);
	buf_printf(b, "</th><td data-l=\"%s\">", word(v->lang, WORD_VERSION));
	html_data(b, s->version);
	buf_printf(b, "</td><td class=\"f\" data-l=\"%s\">",
	    word(v->lang, WORD_PROFILE));
	if (s->profile.p)
		html_data(b, s->profile);
	else
		html_none(b);
	buf_str(b, "</td>");
	put_count(v, b, s, "read.records", WORD_READ);
	put_count(v, b, s, "written.records", WORD_WRITTEN);
	put_end(v, b, s);
	buf_str(b, "</tr>\n");
}

static void
put_stages(const struct view *v, struct buf *b)
{
	view_table(b, "stages", "t stack",
	    span_str(word(v->lang, WORD_STAGES_CAPTION)));
	view_heading(b, word(v->lang, WORD_PROGRAM), VIEW_WORDS);
	view_heading(b, word(v->lang, WORD_VERSION), VIEW_WORDS);
	view_heading(b, word(v->lang, WORD_PROFILE), VIEW_WORDS);
	view_heading(b, word(v->lang, WORD_READ), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_WRITTEN), VIEW_NUMBERS);
	view_heading(b, word(v->lang, WORD_ENDED), VIEW_WORDS);
	buf_str(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < v->stages->n; i++)
		put_stage(v, b, &v->stages->of[i]);
	buf_str(b, "</tbody>\n");
	view_table_end(b);
}

int
part_sources(const struct view *v, struct buf *b, struct err *e)
{
	(void)e;
	view_section(b, "sources", word(v->lang, WORD_SOURCES));
	put_read(v, b);
	if (v->stages->n) {
		put_files(v, b);
		put_stages(v, b);
	}
	buf_str(b, "</section>\n");
	return 0;
}
