#include "cut/turn/turn_ask.h"

#include <sys/random.h>

#include "cut/ask/cut_ask.h"
#include "cut/book/cut_turned.h"

/* No other question of this try has it: clocks and numbers of processes of
 * several machines may meet, so it is drawn by chance. */
static int
new_number(uint64_t *n, struct err *e)
{
	return getrandom(n, sizeof *n, 0) == (ssize_t)sizeof *n
	    ? 0
	    : err_sys(e, ST_FAIL, "getrandom");
}

/* The targets are those of the machine as they are now, if the book can tell. */
static const char *
targets(const struct turn *t, const struct turn_round *r)
{
	return t->told.n ? r->book->targets : t->book.targets;
}

int
turn_ask(struct turn *t, const struct turn_round *r, size_t system,
    enum cut_event event, const char *file, struct answer *a, struct err *e)
{
	const struct cut_system *s = &r->book->systems[system];
	const struct cut_way way = { targets(t, r), s->target,
		t->wish.transports,
		event == CUT_EXTRACT ? s->extract_timeout : 0 };
	struct cut_message m = {
		.event = event,
		.book = r->book->name,
		.book_title = r->book->title,
		.cycle = r->book->cycle,
		.system = s->name,
		.title = s->title,
		.date = r->date,
		.next = r->next,
		.cut_off = r->rule.cut_off,
		.attempt = r->kept.key.attempt,
		.late = r->rule.late,
		.rehearsal = t->wish.rehearsal,
		.file = file,
		.now = turn_now(t),
	};

	if (r->book->shadow) {
		answer_ok(a);
		answer_value(a, "shadow", SPAN("yes"));
		return 0;
	}
	if (new_number(&m.number, e) ||
	    cut_turned_day(r->book, m.date, &m.day, e) ||
	    cut_turned_day(r->book, m.next, &m.next_day, e))
		return -1;
	return cut_ask(&way, &m, a, e);
}

/* A date among the values. */
static int
read_date(const struct answer *a, enum cut_cycle c, const char *name, bool none,
    int32_t *date, struct err *e)
{
	struct buf value = { 0 };
	int r = 0;

	if (answer_repeats(a, name))
		r = err_set(
		    e, ST_DATA, "its answer to date says %s twice", name);
	else if (!answer_find(a, name, &value))
		r = err_set(e, ST_DATA, "its answer to date has no %s=%s", name,
		    cut_cycle_form(c));
	else if (none && span_eq(buf_span(&value), SPAN("-")))
		*date = INT32_MIN;
	else if (!cut_cycle_parse(c, buf_span(&value), date))
		r = err_set(e, ST_DATA,
		    "its answer to date says %s=%s, which is no date", name,
		    excerpt(buf_span(&value)).s);
	buf_free(&value);
	return r;
}

static int
read_try(const struct answer *a, unsigned *attempt, struct err *e)
{
	struct buf value = { 0 };
	uint64_t n = 0;
	int r = 0;

	if (answer_repeats(a, "try"))
		r = err_set(e, ST_DATA, "its answer to date says try twice");
	else if (answer_find(a, "try", &value) &&
	    (!span_count(buf_span(&value), &n) || n > UINT32_MAX))
		r = err_set(e, ST_DATA,
		    "its answer to date says try=%s, which is no number",
		    excerpt(buf_span(&value)).s);
	*attempt = (unsigned)n;
	buf_free(&value);
	return r;
}

static int
read_where(const struct answer *a, enum cut_cycle c, struct cut_where *w,
    struct err *e)
{
	if (a->kind != ANSWER_OK)
		return err_set(e,
		    a->kind == ANSWER_RETRY ? ST_AGAIN : ST_DIFFER,
		    "it does not say where it stands: %.*s", (int)a->reason.len,
		    a->reason.p);
	return read_date(a, c, "date", false, &w->date, e) ||
		read_date(a, c, "announced", true, &w->announced, e) ||
		read_try(a, &w->attempt, e)
	    ? -1
	    : 0;
}

int
turn_ask_where(struct turn *t, const struct turn_round *r, size_t system,
    enum cut_event event, enum cut_found *found, struct answer *a,
    struct err *e)
{
	struct cut_where w;

	if (turn_ask(t, r, system, CUT_DATE, NULL, a, e))
		return -1;
	if (r->book->shadow) {
		*found = CUT_FOUND_BEFORE;
		return 0;
	}
	if (read_where(a, r->book->cycle, &w, e))
		return -1;
	*found =
	    cut_where_found(&w, event, r->date, r->next, r->kept.key.attempt);
	return 0;
}
