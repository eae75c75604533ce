#include "report/page/sources.h"

#include "html/html.h"
#include "report/page/view.h"
#include "text/tsv.h"

static void
put_file(struct buf *b, enum language lang, const struct stage *s,
    const struct stage_file *f)
{
	buf_str(b, "<tr><th scope=\"row\">");
	html_data(b, f->name);
	buf_printf(b, "</th><td data-l=\"%s\">", word(lang, WORD_TOLD));
	html_data(b, s->program);
	buf_str(b, "</td>");
	view_count(b, f->bytes, word(lang, WORD_BYTES));
	if (f->totalled)
		view_count(b, f->total.records, word(lang, WORD_RECORDS));
	else
		view_amount(
		    b, false, (struct amount){ 0 }, word(lang, WORD_RECORDS));
	buf_printf(
	    b, "<td class=\"d\" data-l=\"%s\"><code>", word(lang, WORD_DIGEST));
	html_text(b, f->digest);
	buf_str(b, "</code></td></tr>\n");
}

/* What none of the programs wrote. */
void
sources_put_files(struct buf *b, enum language lang, const struct stages *all)
{
	const struct stage *by;

	view_table(
	    b, "files", "t stack", span_str(word(lang, WORD_BILLS_CAPTION)));
	view_heading(b, word(lang, WORD_FILE), VIEW_WORDS);
	view_heading(b, word(lang, WORD_TOLD), VIEW_WORDS);
	view_heading(b, word(lang, WORD_BYTES), VIEW_NUMBERS);
	view_heading(b, word(lang, WORD_RECORDS), VIEW_NUMBERS);
	view_heading(b, word(lang, WORD_DIGEST), VIEW_WORDS);
	buf_str(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < all->n; i++) {
		const struct stage *s = &all->of[i];

		for (size_t k = 0; k < s->inputs.n; k++)
			if (!stages_wrote(all, s->inputs.of[k].digest, s, &by))
				put_file(b, lang, s, &s->inputs.of[k]);
	}
	buf_str(b, "</tbody>\n");
	view_table_end(b);
}

static void
put_count(struct buf *b, enum language lang, const struct stage *s,
    const char *name, enum word label)
{
	struct span n = stage_count(s, name);

	buf_printf(b, "<td class=\"n\" data-l=\"%s\">", word(lang, label));
	if (n.p)
		html_digits(b, n);
	else
		html_none(b);
	buf_str(b, "</td>");
}

static void
put_end(struct buf *b, enum language lang, const struct stage *s)
{
	struct buf piece[2] = { 0 };

	if (stage_is_well(s)) {
		buf_printf(b, "<td class=\"good\" data-l=\"%s\">%s</td>",
		    word(lang, WORD_ENDED), word(lang, WORD_ENDED_WELL));
		return;
	}
	html_count(&piece[0], s->status);
	html_data(&piece[1], s->reason.p ? s->reason : SPAN(TSV_NONE));
	buf_printf(
	    b, "<td class=\"bad f\" data-l=\"%s\">", word(lang, WORD_ENDED));
	word_put(b, lang, WORD_ENDED_BADLY,
	    (struct span[]){ buf_span(&piece[0]), buf_span(&piece[1]) });
	buf_str(b, "</td>");
	buf_free(&piece[0]);
	buf_free(&piece[1]);
}

static void
put_stage(struct buf *b, enum language lang, const struct stage *s)
{
	buf_str(b, "<tr><th scope=\"row\">");
	html_data(b, s->program);
	buf_printf(b, "</th><td data-l=\"%s\">", word(lang, WORD_VERSION));
	html_data(b, s->version);
	buf_printf(
	    b, "</td><td class=\"f\" data-l=\"%s\">", word(lang, WORD_PROFILE));
	if (s->profile.p)
		html_data(b, s->profile);
	else
		html_none(b);
	buf_str(b, "</td>");
	put_count(b, lang, s, "read.records", WORD_READ);
	put_count(b, lang, s, "written.records", WORD_WRITTEN);
	put_end(b, lang, s);
	buf_str(b, "</tr>\n");
}

void
sources_put_stages(struct buf *b, enum language lang, const struct stages *all)
{
	view_table(
	    b, "stages", "t stack", span_str(word(lang, WORD_STAGES_CAPTION)));
	view_heading(b, word(lang, WORD_PROGRAM), VIEW_WORDS);
	view_heading(b, word(lang, WORD_VERSION), VIEW_WORDS);
	view_heading(b, word(lang, WORD_PROFILE), VIEW_WORDS);
	view_heading(b, word(lang, WORD_READ), VIEW_NUMBERS);
	view_heading(b, word(lang, WORD_WRITTEN), VIEW_NUMBERS);
	view_heading(b, word(lang, WORD_ENDED), VIEW_WORDS);
	buf_str(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < all->n; i++)
		put_stage(b, lang, &all->of[i]);
	buf_str(b, "</tbody>\n");
	view_table_end(b);
}
