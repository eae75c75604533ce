/* What is told of events and of the target, and how it gets to the disk. */
#include "outbox/pending.h"
#include "outbox/pending_inside.h"
#include "sys/clock.h"
#include "text/tsv.h"

/* So many bytes of answers that were only ok are told before the log says how
 * far: that they are told twice changes nothing. */
enum { TAKEN_STEP = 1 << 16 };

enum event_state
pending_state(const struct pending *p, const struct pending_ref *ref)
{
	return open_run_state(&p->runs.runs[ref->at], ref->n);
}

void
pending_tell(
    struct pending *p, const struct pending_ref *ref, struct outcome *o)
{
	struct open_run *r = &p->runs.runs[ref->at];

	o->time_s = clock_wall_s();
	o->run = ref->run;
	o->n = ref->n;
	o->id = ref->id;
	r->log_bytes += outcome_log_tell(&p->log, o);
	open_runs_apply(&p->runs, o, 0);
}

void
pending_tell_target(struct pending *p, struct outcome *o)
{
	o->time_s = clock_wall_s();
	outcome_log_tell(&p->log, o);
}

static bool
is_done(const struct pending *p, const struct pending_ref *ref)
{
	enum event_state s = pending_state(p, ref);

	return s == EVENT_OK || s == EVENT_FORGOTTEN;
}

void
pending_ok(struct pending *p, const struct pending_ref *ref, uint32_t tries,
    struct span values)
{
	struct outcome o = {
		.word = OUTCOME_OK,
		.tries = tries,
		.values = values,
	};

	if (is_done(p, ref))
		return;
	pending_tell(p, ref, &o);
	p->ok++;
}

void
pending_retry(struct pending *p, const struct pending_ref *ref, uint32_t tries,
    int64_t due_s, struct span reason)
{
	struct outcome o = {
		.word = OUTCOME_RETRY,
		.tries = tries,
		.until_s = due_s,
		.reason = reason,
	};

	if (is_done(p, ref))
		return;
	pending_tell(p, ref, &o);
	p->others_told = true;
}

void
pending_dead(struct pending *p, const struct pending_ref *ref, uint32_t tries,
    struct span reason, struct span values)
{
	struct outcome o = {
		.word = OUTCOME_DEAD,
		.tries = tries,
		.reason = reason,
		.values = values,
	};

	if (is_done(p, ref))
		return;
	pending_tell(p, ref, &o);
	p->others_told = true;
}

void
pending_answers_taken(struct pending *p, uint64_t offset)
{
	p->taken = offset;
}

/* Says in the log how far the answers are told, where that matters. */
static void
tell_taken(struct pending *p)
{
	uint64_t from = p->taken_logged;
	struct outcome o = { .word = OUTCOME_ANSWERS, .number = p->taken };

	if (p->taken == from ||
	    (p->taken > from && !p->others_told &&
		p->taken - from < TAKEN_STEP))
		return;
	pending_tell_target(p, &o);
	p->taken_logged = p->taken;
	p->others_told = false;
}

int
pending_write(struct pending *p, struct err *e)
{
	tell_taken(p);
	return outcome_log_write(&p->log, e);
}

int
pending_sync(struct pending *p, struct err *e)
{
	tell_taken(p);
	return outcome_log_sync(&p->log, e);
}

int
pending_sync_ms(const struct pending *p)
{
	return outcome_log_sync_ms(&p->log);
}

void
pending_apply_target(struct pending *p, const struct outcome *o)
{
	switch (o->word) {
	case OUTCOME_GONE:
	case OUTCOME_HERE:
		p->gone = o->word == OUTCOME_GONE;
		buf_clear(&p->gone_why);
		tsv_unescape(&p->gone_why, o->reason);
		buf_byte(&p->gone_why, '\0');
		break;
	case OUTCOME_BREAKER:
		p->breaker =
		    (struct pending_breaker){ o->until_s, (uint32_t)o->number };
		break;
	case OUTCOME_ANSWERS:
		p->taken = o->number;
		break;
	default:
		break;
	}
}

const char *
pending_gone(const struct pending *p)
{
	return p->gone ? p->gone_why.p : NULL;
}

void
pending_set_gone(struct pending *p, struct span reason)
{
	struct outcome o = { .word = OUTCOME_GONE, .reason = reason };

	p->gone = true;
	buf_clear(&p->gone_why);
	buf_add(&p->gone_why, reason);
	buf_byte(&p->gone_why, '\0');
	pending_tell_target(p, &o);
}

struct pending_breaker
pending_breaker(const struct pending *p)
{
	return p->breaker;
}

void
pending_set_breaker(struct pending *p, struct pending_breaker b)
{
	struct outcome o = {
		.word = OUTCOME_BREAKER,
		.until_s = b.until_s,
		.number = b.pause_s,
	};

	p->breaker = b;
	pending_tell_target(p, &o);
}

/* The last line of the log about one event. */
struct last_line {
	uint64_t run;
	uint32_t n;
	struct buf *reason; /* unescaped */
};

static enum outcome_log_verdict
note_reason(void *arg, const struct outcome *o, uint64_t offset, uint64_t bytes)
{
	struct last_line *l = arg;

	(void)offset;
	(void)bytes;
	if (o->run == l->run && o->n == l->n) {
		buf_clear(l->reason);
		tsv_unescape(l->reason, o->reason);
	}
	return OUTCOME_KEEP;
}

static bool
first_dead(const struct pending *p, struct last_line *l)
{
	for (size_t i = 0; i < p->runs.n; i++) {
		const struct open_run *r = &p->runs.runs[i];

		for (uint32_t n = 1; r->dead && n <= r->n; n++) {
			if (open_run_state(r, n) != EVENT_DEAD)
				continue;
			l->run = r->run;
			l->n = n;
			return true;
		}
	}
	return false;
}

struct span
pending_dead_reason(struct pending *p)
{
	struct last_line l = { .reason = &p->reason };
	struct outcome_log_sums sums;
	struct err e;

	buf_clear(&p->reason);
	if (p->gone)
		buf_add(&p->reason, span_str(p->gone_why.p));
	else if (first_dead(p, &l) && pending_write(p, &e) == 0)
		outcome_log_read(p->log_path, note_reason, &l, &sums, &e);
	return buf_span(&p->reason);
}
