/*
 * due_rows: the rows of a schedule, kept as whoever runs flows keeps them, and
 * looks at them, for unit tests.
 */
#ifndef DUE_ROWS_H
#define DUE_ROWS_H

#include "base/buf.h"
#include "base/mem.h"
#include "flow/due/flow_due_judge.h"
#include "flow/due/flow_due_look.h"
#include "schedules.h"

enum due_state { DUE_OPEN, DUE_BEGUN, DUE_ENDED, DUE_MISSED, DUE_SKIPPED };

struct due_row {
	struct flow_due_row row;
	enum due_state state;
	int starts;
};

/* Cleared with {0} but for times. */
struct due_rows {
	struct flow_due_times *times;
	struct due_row *list; /* in the order they are due */
	size_t n, cap;
	bool known; /* there was a look, up to */
	int64_t looked;
	struct buf trace; /* what came of the look, a line each, and a NUL */
};

/* In the order they are due; what is due at one moment by what it is known by. */
static inline bool
due_is_before(const struct flow_due_time *a, const struct flow_due_time *b)
{
	if (a->at != b->at)
		return a->at < b->at;
	return a->day != b->day ? a->day < b->day : a->minute < b->minute;
}

/* One row a nominal time, in order. */
static inline void
due_rows_add(struct due_rows *d, const struct flow_due_time *due, int64_t now)
{
	size_t at = d->n;

	for (size_t i = 0; i < d->n; i++)
		if (d->list[i].row.due.day == due->day &&
		    d->list[i].row.due.minute == due->minute)
			return;
	while (at && due_is_before(due, &d->list[at - 1].row.due))
		at--;
	d->list = mem_grow(d->list, &d->cap, d->n + 1, sizeof *d->list);
	memmove(&d->list[at + 1], &d->list[at], (d->n - at) * sizeof *d->list);
	d->n++;
	d->list[at] = (struct due_row){ .row = { .due = *due, .found = now } };
}

/* Those that have not begun and are not due yet are taken back. */
static inline void
due_rows_back(struct due_rows *d, int64_t now)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->n; i++)
		if (d->list[i].starts ||
		    !flow_due_is_early(&d->list[i].row.due, now))
			d->list[kept++] = d->list[i];
	d->n = kept;
}

static inline void
due_rows_find(struct due_rows *d, int64_t now)
{
	struct flow_due_look l = { 0 };

	do {
		flow_due_look(&l, d->times, d->known ? &d->looked : NULL, now);
		if (l.back)
			due_rows_back(d, now);
		for (size_t i = 0; i < l.n; i++)
			due_rows_add(d, &l.list[i], now);
		d->known = true;
		d->looked = l.looked;
	} while (!l.whole);
	flow_due_look_free(&l);
}

static inline void
due_rows_trace(struct due_rows *d, const char *what, const struct due_row *r)
{
	char text[FLOW_DUE_TIME_LEN + 1];

	flow_due_time_format(&r->row.due, text);
	buf_printf(&d->trace, "%s %s\n", what, text);
}

static inline void
due_rows_apply(
    struct due_rows *d, struct due_row *r, const struct flow_due_verdict *v)
{
	switch (v->does) {
	case FLOW_DUE_STARTS:
		r->state = DUE_BEGUN;
		r->row.begun = true;
		r->starts++;
		due_rows_trace(d, "starts", r);
		break;
	case FLOW_DUE_MISSED:
		r->state = DUE_MISSED;
		due_rows_trace(d, "missed", r);
		break;
	case FLOW_DUE_SKIPPED:
		r->state = DUE_SKIPPED;
		due_rows_trace(d, "skipped", r);
		break;
	case FLOW_DUE_WAITS:
		EXPECT(r->state == DUE_OPEN);
		break;
	case FLOW_DUE_GOES_ON:
		EXPECT(r->state == DUE_BEGUN);
		break;
	}
	if (v->late) {
		EXPECT(!r->row.told_late);
		r->row.told_late = true;
		due_rows_trace(d, "late", r);
	}
	if (v->unfinished) {
		EXPECT(!r->row.told_unfinished);
		r->row.told_unfinished = true;
		due_rows_trace(d, "unfinished", r);
	}
}

/* Finds what is due, judges it, does it. */
static inline void
due_rows_look(struct due_rows *d, int64_t now)
{
	struct flow_due_row *rows;
	struct flow_due_verdict *v;
	size_t *places, n = 0;

	buf_clear(&d->trace);
	due_rows_find(d, now);
	rows = mem_zeroed(d->n + 1, sizeof *rows);
	v = mem_zeroed(d->n + 1, sizeof *v);
	places = mem_zeroed(d->n + 1, sizeof *places);
	for (size_t i = 0; i < d->n; i++)
		if (d->list[i].state <= DUE_BEGUN) {
			places[n] = i;
			rows[n++] = d->list[i].row;
		}
	flow_due_judge(d->times, rows, n, now, v);
	for (size_t i = 0; i < n; i++)
		due_rows_apply(d, &d->list[places[i]], &v[i]);
	buf_byte(&d->trace, '\0');
	free(rows);
	free(v);
	free(places);
}

/* The oldest run that goes on ends. */
static inline void
due_rows_end(struct due_rows *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->list[i].state == DUE_BEGUN) {
			d->list[i].state = DUE_ENDED;
			return;
		}
}

static inline void
due_rows_free(struct due_rows *d)
{
	free(d->list);
	buf_free(&d->trace);
}

#endif
