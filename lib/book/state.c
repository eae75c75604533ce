#include "book/state.h"

#include <stdlib.h>

#include "value/date.h"
#include "io/lines.h"
#include "base/mem.h"

/* The comment in a day's file that says which day it is and which day it was
 * rolled from. */
#define HEAD "# open at the end of "
#define FROM ", rolled from "
#define FIRST ", the first day"

/* A day as text. */
struct day_text {
	char s[DATE_LEN + 1];
};

static struct day_text
text_of(int32_t day)
{
	struct day_text t;

	date_format(day, t.s);
	return t;
}

/* Adds days as people name them: one of them, or the first, the last and how
 * many. */
static void
add_days(struct buf *b, int32_t from, int32_t to, size_t n)
{
	buf_str(b, text_of(from).s);
	if (n > 1)
		buf_printf(b, " to %s (%zu days)", text_of(to).s, n);
}

/* A day out of turn: a note if it is forced, else an error. */
static int
out_of_turn(struct state *s, bool force, const struct buf *what,
    const char *advice, struct err *e)
{
	if (!force)
		return err_set(e, ST_FAIL, "%s: %.*s; %s", s->dir.dir,
		    (int)what->len, what->p, advice);
	buf_printf(
	    &s->notes, "%s: %.*s\n", s->dir.dir, (int)what->len, what->p);
	return 0;
}

static int
check_later(struct state *s, bool force, struct err *e)
{
	const struct state_dir *d = &s->dir;
	struct buf b = { 0 };
	int r;

	if (!s->later)
		return 0;
	buf_printf(&b, "going back to %s throws away ", text_of(s->today).s);
	add_days(&b, d->days[d->n - s->later], d->days[d->n - 1], s->later);
	r = out_of_turn(s, force, &b,
	    "--force does it, and they have to be "
	    "run again",
	    e);
	buf_free(&b);
	return r;
}

static int
check_gap(struct state *s, bool force, struct err *e)
{
	struct buf b = { 0 };
	int32_t last;
	int r;

	if (!s->earlier || s->dir.days[s->earlier - 1] + 1 == s->today)
		return 0;
	last = s->dir.days[s->earlier - 1];
	buf_printf(&b, "%s comes after %s, which skips ", text_of(s->today).s,
	    text_of(last).s);
	add_days(&b, last + 1, s->today - 1, (size_t)(s->today - last - 1));
	r = out_of_turn(s, force, &b,
	    "run that first, or --force goes on "
	    "without",
	    e);
	buf_free(&b);
	return r;
}

/* The day and its origin, as the comment in a day's file has them. */
struct head {
	bool there; /* there is such a comment */
	bool first; /* a chain begins with it */
	int32_t day, from;
};

static bool
parse_head(struct span line, struct head *h)
{
	struct span date = { line.p + sizeof HEAD - 1, DATE_LEN }, rest;

	if (line.len < sizeof HEAD - 1 + DATE_LEN ||
	    !span_begins(line, SPAN(HEAD)) || !date_parse(date, &h->day))
		return false;
	rest = (struct span){ date.p + DATE_LEN,
		line.len - (sizeof HEAD - 1) - DATE_LEN };
	h->first = span_eq(rest, SPAN(FIRST));
	if (h->first)
		return true;
	date.p = rest.p + sizeof FROM - 1;
	return rest.len == sizeof FROM - 1 + DATE_LEN &&
	    span_begins(rest, SPAN(FROM)) && date_parse(date, &h->from);
}

/* Reads the first two lines of a day's file. */
static int
read_head(const struct state *s, int32_t day, struct head *h, struct err *e)
{
	char *path = state_dir_path(&s->dir, day);
	struct lines l;
	struct span line;
	int r = lines_open(&l, path, e);

	*h = (struct head){ 0 };
	for (int i = 0; i < 2 && r == 0 && !h->there; i++) {
		r = lines_next(&l, &line, e);
		h->there = r == 1 && parse_head(line, h);
		r = r < 0 ? -1 : 0;
	}
	lines_close(&l);
	if (h->there && h->day != day)
		r = err_set(e, ST_DATA,
		    "%s: holds what was open at the end "
		    "of %s",
		    path, text_of(h->day).s);
	free(path);
	return r;
}

/*
 * Today was run before: it must be rolled from the same items again. A day's
 * file that does not say where it comes from was put there by hand, as what
 * is open when recon-roll takes over.
 */
static int
check_same(struct state *s, bool force, struct err *e)
{
	struct buf b = { 0 };
	struct head h;
	int32_t last;
	int r;

	if (read_head(s, s->today, &h, e))
		return -1;
	last = s->earlier ? s->dir.days[s->earlier - 1] : 0;
	if (h.there && (h.first ? !s->earlier : s->earlier && h.from == last))
		return 0;
	if (!h.there)
		buf_printf(&b,
		    "the open items of %s were put there by hand, "
		    "and running that day replaces them",
		    text_of(s->today).s);
	else if (h.first)
		buf_printf(&b, "%s was the first day, and now %s is before it",
		    text_of(s->today).s, text_of(last).s);
	else
		buf_printf(&b,
		    "%s was rolled from %s, whose file is not "
		    "there",
		    text_of(s->today).s, text_of(h.from).s);
	r = out_of_turn(s, force, &b, "--force goes on from what is there", e);
	buf_free(&b);
	return r;
}

/* True if there is a file of today: the day was run before. */
static bool
was_run(const struct state *s)
{
	return s->earlier + s->later < s->dir.n;
}

/* Finds today's place in the chain, and refuses a day out of turn. */
static int
find_place(struct state *s, bool force, struct err *e)
{
	struct head h;
	size_t noted;

	if (check_later(s, force, e))
		return -1;
	noted = s->notes.len;
	if ((was_run(s) ? check_same : check_gap)(s, force, e))
		return -1;
	s->after = state_dir_path(&s->dir, s->today);
	if (!s->earlier) {
		if (!was_run(s) || s->notes.len > noted)
			buf_printf(&s->notes,
			    "%s: a new chain of days "
			    "begins with %s\n",
			    s->dir.dir, text_of(s->today).s);
		return 0;
	}
	s->before = state_dir_path(&s->dir, s->dir.days[s->earlier - 1]);
	return read_head(s, s->dir.days[s->earlier - 1], &h, e);
}

int
state_open(
    struct state *s, const char *dir, int32_t today, bool force, struct err *e)
{
	*s = (struct state){ .today = today };
	if (state_dir_open(&s->dir, dir, e))
		return -1;
	for (size_t i = 0; i < s->dir.n; i++) {
		s->earlier += s->dir.days[i] < today;
		s->later += s->dir.days[i] > today;
	}
	if (find_place(s, force, e)) {
		state_close(s);
		return -1;
	}
	return 0;
}

int
state_create(const struct state *s, struct stream_out *open, struct err *e)
{
	struct buf b = { 0 };

	char *back = s->later ? state_dir_back_path(&s->dir, s->today) : NULL;
	int r = stream_create(
	    open, back ? back : s->after, STREAM_RESULT, false, e);

	free(back);
	if (r)
		return -1;
	buf_printf(&b, HEAD "%s", text_of(s->today).s);
	if (s->earlier)
		buf_printf(
		    &b, FROM "%s", text_of(s->dir.days[s->earlier - 1]).s);
	else
		buf_str(&b, FIRST);
	stream_put(open, buf_span(&b));
	buf_free(&b);
	return 0;
}

int
state_commit(struct state *s, struct stream_out *open, struct err *e)
{
	if (stream_finish(open, e))
		return -1;
	if (!s->later)
		return 0;
	s->dir.goes_back = true;
	s->dir.back = s->today;
	return state_dir_go_back(&s->dir, e);
}

void
state_close(struct state *s)
{
	state_dir_close(&s->dir);
	free(s->before);
	free(s->after);
	buf_free(&s->notes);
}
