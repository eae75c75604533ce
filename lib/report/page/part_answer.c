#include "html/html.h"
#include "report/page/parts.h"
#include "report/page/frame.h"

static void
put_results(const struct view *v, struct buf *b)
{
	struct buf n = { 0 };

	html_count(&n, v->day->results);
	word_put(b, v->lang,
	    v->day->results == 1 ? WORD_RESULTS_1 : WORD_RESULTS_N,
	    &(struct span){ n.p, n.len });
	buf_free(&n);
}

/* "2 of 7 results are open, the oldest for 3 days; ..." */
static int
put_open(const struct view *v, struct buf *b, struct err *e)
{
	struct buf piece[2] = { 0 };
	const struct day *d = v->day;
	int r;

	html_count(&piece[0], d->open_lines);
	put_results(v, &piece[1]);
	word_put(b, v->lang, d->open_lines == 1 ? WORD_OPEN_1 : WORD_OPEN_N,
	    (struct span[]){ buf_span(&piece[0]), buf_span(&piece[1]) });
	buf_clear(&piece[0]);
	buf_clear(&piece[1]);
	if (d->has_oldest) {
		view_days(&piece[0], v, d->oldest);
		buf_str(b, word(v->lang, WORD_COMMA));
		word_put(b, v->lang,
		    d->open_lines == 1 ? WORD_OLDEST_1 : WORD_OLDEST,
		    &(struct span){ piece[0].p, piece[0].len });
	}
	r = view_differences(&piece[1], v, &d->open, VIEW_SENTENCE, e);
	buf_str(b, word(v->lang, WORD_SEMICOLON));
	word_put(b, v->lang, WORD_OPEN_DIFFERENCE,
	    &(struct span){ piece[1].p, piece[1].len });
	buf_free(&piece[0]);
	buf_free(&piece[1]);
	return r;
}

static int
put_closed(const struct view *v, struct buf *b, struct err *e)
{
	struct buf n = { 0 };
	int r;

	html_count(&n, v->day->results);
	word_put(b, v->lang,
	    v->day->results == 1 ? WORD_ALL_CLOSED_1 : WORD_ALL_CLOSED_N,
	    &(struct span){ n.p, n.len });
	buf_clear(&n);
	r = view_differences(&n, v, &v->day->summary.all, VIEW_SENTENCE, e);
	buf_str(b, word(v->lang, WORD_SEMICOLON));
	word_put(
	    b, v->lang, WORD_CLOSED_DIFFERENCE, &(struct span){ n.p, n.len });
	buf_free(&n);
	return r;
}

/* What the sides are, if that was told. */
static void
put_sides(const struct view *v, struct buf *b)
{
	struct buf side[2] = { 0 };

	if (!v->left_is)
		return;
	html_data(&side[0], span_str(v->left_is));
	html_data(&side[1], span_str(v->right_is));
	buf_str(b, "<p class=\"m\">");
	word_put(b, v->lang, WORD_SIDES,
	    (struct span[]){ buf_span(&side[0]), buf_span(&side[1]) });
	buf_str(b, "</p>\n");
	buf_free(&side[0]);
	buf_free(&side[1]);
}

int
part_answer(const struct view *v, struct buf *b, struct err *e)
{
	int r = 0;

	frame_header(b, v->lang, v->title, WORD_TITLE, v->date);
	buf_printf(b, "<p id=\"answer\" class=\"%s\">",
	    v->day->results == 0     ? "none"
		: v->day->open_lines ? "open"
				     : "ok");
	if (v->day->results == 0) {
		buf_str(b, word(v->lang, WORD_NOTHING));
	} else {
		r = v->day->open_lines ? put_open(v, b, e)
				       : put_closed(v, b, e);
		buf_str(b, word(v->lang, WORD_STOP));
	}
	buf_printf(b, "</p>\n<p class=\"%s\">", v->checked ? "m" : "bad");
	put_results(v, b);
	buf_str(b, word(v->lang, WORD_COMMA));
	buf_str(b, word(v->lang, v->checked ? WORD_CHECKED : WORD_NOT_CHECKED));
	buf_str(b, word(v->lang, WORD_STOP));
	buf_str(b, "</p>\n");
	put_sides(v, b);
	buf_str(b, "</header>\n");
	return r;
}
