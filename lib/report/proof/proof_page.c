#include "report/proof/proof_page.h"

#include "html/html.h"
#include "report/page/frame.h"
#include "report/page/sources.h"
#include "report/proof/steps.h"

static void
put_answer(const struct proof *p, struct buf *b)
{
	const struct checks *c = p->checks;
	struct buf piece[2] = { 0 };
	enum word w = c->failed ? WORD_CHECKS_FAILED : WORD_CHECKS_HOLD;

	html_count(&piece[0], c->n);
	html_count(&piece[1], c->failed);
	if (c->n == 0)
		w = WORD_CHECKS_NONE;
	frame_header(b, p->lang, p->title, WORD_PROOF_TITLE, p->date);
	buf_printf(b, "<p id=\"answer\" class=\"%s\">",
	    c->failed  ? "bad"
		: c->n ? "ok"
		       : "none");
	word_put(b, p->lang, w,
	    (struct span[]){ buf_span(&piece[0]), buf_span(&piece[1]) });
	buf_str(b, "</p>\n</header>\n");
	buf_free(&piece[0]);
	buf_free(&piece[1]);
}

static void
put_check(const struct proof *p, struct buf *b, const struct check *c)
{
	buf_printf(b, "<tr class=\"%s\"><th scope=\"row\">",
	    c->holds ? "holds" : "fails");
	buf_add(b, buf_span(&c->what));
	buf_printf(b, "</th><td class=\"f\" data-l=\"%s\">",
	    word(p->lang, WORD_EXPECTED));
	buf_add(b, buf_span(&c->one));
	buf_printf(b, "</td><td class=\"f\" data-l=\"%s\">",
	    word(p->lang, WORD_FOUND));
	buf_add(b, buf_span(&c->other));
	buf_printf(b, "</td><td class=\"%s\" data-l=\"%s\">%s</td></tr>\n",
	    c->holds ? "good" : "bad", word(p->lang, WORD_VERDICT),
	    word(p->lang, c->holds ? WORD_HOLDS : WORD_FAILS));
}

/* The checks of a part, if there are any. */
static void
put_part(const struct proof *p, struct buf *b, enum check_part part,
    const char *id, enum word heading)
{
	size_t n = 0;

	for (size_t i = 0; i < p->checks->n; i++)
		n += p->checks->of[i].part == part;
	if (!n)
		return;
	view_section(b, id, word(p->lang, heading));
	view_table(
	    b, id, "t stack", span_str(word(p->lang, WORD_CHECKS_CAPTION)));
	view_heading(b, word(p->lang, WORD_CHECK), VIEW_WORDS);
	view_heading(b, word(p->lang, WORD_EXPECTED), VIEW_WORDS);
	view_heading(b, word(p->lang, WORD_FOUND), VIEW_WORDS);
	view_heading(b, word(p->lang, WORD_VERDICT), VIEW_WORDS);
	buf_str(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < p->checks->n; i++)
		if (p->checks->of[i].part == part)
			put_check(p, b, &p->checks->of[i]);
	buf_str(b, "</tbody>\n");
	view_table_end(b);
	buf_str(b, "</section>\n");
}

static int
put_days(const struct proof *p, struct buf *b, struct err *e)
{
	if (!p->days)
		return 0;
	view_section(b, "days", word(p->lang, WORD_DAYS));
	view_table(
	    b, "days", "t stack", span_str(word(p->lang, WORD_DAYS_CAPTION)));
	view_heading(b, word(p->lang, WORD_DATE), VIEW_WORDS);
	view_heading(b, word(p->lang, WORD_DAYS_RUN), VIEW_NUMBERS);
	for (int i = 0; i < DAY_TOTALS; i++)
		view_heading(b, word(p->lang, days_words[i]), VIEW_WORDS);
	view_heading(b, word(p->lang, WORD_DAYS_DIGEST), VIEW_WORDS);
	buf_str(b, "</tr></thead>\n<tbody>\n");
	if (days_put(p->days, p->date, p->lang, b, e))
		return -1;
	buf_str(b, "</tbody>\n");
	view_table_end(b);
	buf_str(b, "</section>\n");
	return 0;
}

/* The options of a program, a line each. */
static void
put_options(const struct proof *p, struct buf *b, const struct stage *s)
{
	buf_printf(
	    b, "<td class=\"f\" data-l=\"%s\">", word(p->lang, WORD_OPTIONS));
	for (size_t i = 0; i < s->options.n; i++) {
		buf_str(b, i ? "<br>" : "");
		html_data(b, s->options.of[i].name);
		buf_str(b, " = ");
		html_data(b, s->options.of[i].value);
	}
	if (!s->options.n)
		html_none(b);
	buf_str(b, "</td>");
}

static void
put_told(const struct proof *p, struct buf *b)
{
	view_section(b, "told", word(p->lang, WORD_PROGRAMS));
	view_table(b, "told", "t stack",
	    span_str(word(p->lang, WORD_PROGRAMS_CAPTION)));
	view_heading(b, word(p->lang, WORD_PROGRAM), VIEW_WORDS);
	view_heading(b, word(p->lang, WORD_OPTIONS), VIEW_WORDS);
	view_heading(b, word(p->lang, WORD_BEGUN), VIEW_WORDS);
	view_heading(b, word(p->lang, WORD_FACTS), VIEW_WORDS);
	buf_str(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < p->stages->n; i++) {
		const struct stage *s = &p->stages->of[i];

		buf_str(b, "<tr><th scope=\"row\">");
		html_data(b, s->program);
		buf_byte(b, ' ');
		html_data(b, s->version);
		buf_str(b, "</th>");
		put_options(p, b, s);
		buf_printf(b, "<td data-l=\"%s\">", word(p->lang, WORD_BEGUN));
		html_data(b, s->begun);
		buf_printf(b, "</td><td class=\"d\" data-l=\"%s\">",
		    word(p->lang, WORD_FACTS));
		html_data(b, span_str(s->path));
		buf_printf(b, "<br><code>%s</code></td></tr>\n", s->digest);
	}
	buf_str(b, "</tbody>\n");
	view_table_end(b);
	buf_str(b, "</section>\n");
}

int
proof_page_format(const struct proof *p, struct buf *b, struct err *e)
{
	const struct steps steps = { p->lang, p->days ? p->days->path : NULL,
		p->results, p->stages };

	frame_begin(b, p->lang,
	    p->title ? p->title : word(p->lang, WORD_PROOF_TITLE), p->date);
	put_answer(p, b);
	if (p->stages->n) {
		view_section(b, "sources", word(p->lang, WORD_SOURCES));
		sources_put_files(b, p->lang, p->stages);
		buf_str(b, "</section>\n");
	}
	put_part(p, b, CHECK_LINK, "links", WORD_LINKS);
	put_part(p, b, CHECK_STAGE, "within", WORD_WITHIN);
	put_part(p, b, CHECK_DAYS, "state", WORD_STATE_DIR);
	if (put_days(p, b, e))
		return -1;
	if (p->stages->n)
		put_told(p, b);
	view_section(b, "steps", word(p->lang, WORD_STEPS));
	steps_put(&steps, b);
	buf_str(b, "</section>\n");
	frame_end(b, p->lang, p->made_by);
	return 0;
}
