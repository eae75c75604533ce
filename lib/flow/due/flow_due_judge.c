#include "flow/due/flow_due_judge.h"

bool
flow_due_was_missed(
    const struct flow_schedule *s, const struct flow_due_row *row)
{
	int64_t slack =
	    s->grace > FLOW_DUE_SLACK_S ? s->grace : FLOW_DUE_SLACK_S;

	return row->found - row->due.at > slack;
}

/* Those that were missed and have not begun: how many are left missed in front
 * of those that are started, and how many are started. */
struct caught_up {
	size_t before, n;
};

static struct caught_up
catch_up(
    const struct flow_schedule *s, const struct flow_due_row *rows, size_t n)
{
	size_t missed = 0;

	for (size_t i = 0; i < n; i++)
		missed += !rows[i].begun && flow_due_was_missed(s, &rows[i]);
	switch (s->catch_up) {
	case FLOW_CATCH_LAST:
		return missed ? (struct caught_up){ missed - 1, 1 }
			      : (struct caught_up){ 0, 0 };
	case FLOW_CATCH_ALL:
		return (struct caught_up){ 0, s->catch_max };
	case FLOW_CATCH_NONE:
		break;
	}
	return (struct caught_up){ missed, 0 };
}

/* A start that is wanted, while going says whether a run goes on. */
static enum flow_due_does
start(const struct flow_schedule *s, bool missed, bool going)
{
	if (!going || s->overlap == FLOW_OVERLAP_RUN)
		return FLOW_DUE_STARTS;
	if (s->overlap == FLOW_OVERLAP_SKIP && !missed)
		return FLOW_DUE_SKIPPED;
	return FLOW_DUE_WAITS;
}

/* The moment at which the grace of a row is over, if it can be told. */
static bool
late_at(const struct flow_schedule *s, const struct flow_due_row *row,
    int64_t *moment)
{
	*moment = row->due.at + s->grace + 1;
	return s->grace && !row->begun && !row->told_late;
}

static bool
unfinished_at(
    struct flow_due_times *t, const struct flow_due_row *row, int64_t *moment)
{
	return !row->told_unfinished &&
	    flow_due_times_done_by(t, row->due.day, moment);
}

static bool
is_over(enum flow_due_does does)
{
	return does == FLOW_DUE_MISSED || does == FLOW_DUE_SKIPPED;
}

static void
alarms(struct flow_due_times *t, const struct flow_due_row *row, int64_t now,
    struct flow_due_verdict *v)
{
	int64_t moment;

	if (is_over(v->does))
		return;
	v->late = late_at(t->schedule, row, &moment) && now >= moment;
	v->unfinished = unfinished_at(t, row, &moment) && now >= moment;
}

void
flow_due_judge(struct flow_due_times *t, const struct flow_due_row *rows,
    size_t n, int64_t now, struct flow_due_verdict *verdicts)
{
	const struct flow_schedule *s = t->schedule;
	struct caught_up wanted = catch_up(s, rows, n);
	size_t missed = 0; /* of those seen so far */
	bool going = false;

	for (size_t i = 0; i < n; i++)
		going = going || rows[i].begun;
	for (size_t i = 0; i < n; i++) {
		bool was = flow_due_was_missed(s, &rows[i]);
		size_t place = missed;
		enum flow_due_does does;

		missed += was && !rows[i].begun;
		if (rows[i].begun)
			does = FLOW_DUE_GOES_ON;
		else if (was &&
		    (place < wanted.before ||
			place >= wanted.before + wanted.n))
			does = FLOW_DUE_MISSED;
		else
			does = start(s, was, going);
		going = going || does == FLOW_DUE_STARTS;
		verdicts[i] = (struct flow_due_verdict){ .does = does };
		alarms(t, &rows[i], now, &verdicts[i]);
	}
}

static void
earlier(int64_t *first, int64_t moment, int64_t now)
{
	if (moment > now && moment < *first)
		*first = moment;
}

int64_t
flow_due_wake(struct flow_due_times *t, const struct flow_due_row *rows,
    size_t n, int64_t now)
{
	int64_t first = INT64_MAX, moment;
	struct flow_due_time due;

	if (flow_due_times_next(t, now, &due))
		first = due.at;
	for (size_t i = 0; i < n; i++) {
		if (late_at(t->schedule, &rows[i], &moment))
			earlier(&first, moment, now);
		if (unfinished_at(t, &rows[i], &moment))
			earlier(&first, moment, now);
	}
	return first;
}
