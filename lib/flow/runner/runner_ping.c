#include "flow/runner/runner_state.h"

#include <errno.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/alarm/flow_alarm_event.h"
#include "flow/alarm/flow_alarm_often.h"

/* What the world knows it by: no attempt, and no alarm. */
static const int64_t ping_attempt = -INT64_MAX;

bool
runner_ping_is(int64_t attempt)
{
	return attempt == ping_attempt;
}

/* Is anything wrong with the file, it is said, and nothing of it is done. */
void
runner_ini_read(struct runner *r)
{
	struct told told = { 0 };
	struct buf text = { 0 }, path = { 0 };
	struct err e;

	flow_runner_ini_free(&r->ini);
	r->ping.last = INT64_MIN;
	r->ping.wake = INT64_MAX;
	if (!r->flows || !r->schedules)
		return;
	buf_printf(&path, "%srunner.ini%c", r->flows, '\0');
	errno = 0;
	if (r->world->ops->read(r->world, path.p, true, &text, &e)) {
		if (errno != ENOENT)
			r->world->ops->say(r->world, e.text);
	} else {
		flow_runner_ini_read_text(
		    &r->ini, path.p, buf_span(&text), &told);
		if (told.n)
			flow_runner_ini_free(&r->ini);
		runner_say_told(r, &told);
	}
	free(r->ini_path);
	r->ini_path = mem_dup((struct span){ path.p, path.len - 1 });
	if (r->ini.ping_line)
		r->ping.wake = 0;
	buf_free(&text);
	buf_free(&path);
}

static int
take_oldest(void *arg, const struct flow_store_alarm *a, struct err *e)
{
	int64_t *oldest = arg;

	(void)e;
	if (a->first / 1000 < *oldest)
		*oldest = a->first / 1000;
	return 0;
}

/* Is it to be given, behind the commit? */
int
runner_ping(struct runner *r, struct err *e)
{
	int64_t oldest = INT64_MAX, now = r->now / 1000;
	uint32_t every = r->ini.ping_every;

	r->ping.is_due = false;
	if (!r->ini.ping_line || r->now < r->ping.wake)
		return 0;
	if (flow_store_alarms_owed(r->store, 1, take_oldest, &oldest, e))
		return -1;
	r->ping.is_due = !r->ping.going &&
	    flow_ping_is_due(r->ping.last, every, oldest, now);
	/* one that is held back is looked at as often */
	r->ping.wake = r->now + (int64_t)every * 1000;
	return 0;
}

static void
send(struct runner *r)
{
	struct buf event = { 0 }, targets = { 0 };
	struct event_id id =
	    flow_ping_event(&event, span_str(r->store->id), r->now / 1000);
	char text[EVENT_ID_TEXT + 1];

	event_id_format(&id, text);
	buf_printf(&targets, "%stargets.ini%c", r->flows, '\0');
	r->world->ops->send(r->world, ping_attempt, targets.p, r->ini.ping_send,
	    span_str(text), buf_span(&event), r->ini.ping_every);
	r->ping.going = true;
	buf_free(&event);
	buf_free(&targets);
}

/* Of the command only the last directory is kept. */
static void
run(struct runner *r)
{
	struct words words = { 0 };
	struct buf dir = { 0 }, id = { 0 };
	struct world_end end = { 0 };
	struct err e;

	buf_printf(&dir, "%s/ping%c", r->dir, '\0');
	buf_printf(&id, "%s-ping-%jd%c", r->store->id,
	    (intmax_t)(r->now / 1000), '\0');
	if (named_words_make(&r->ini.ping, NULL, NULL, &words, &e) ||
	    r->world->ops->remove(r->world, dir.p, &e)) {
		end.outcome.why = e.text;
	} else {
		struct world_attempt at = { .id = id.p,
			.words = &words,
			.cwd = r->flows,
			.timeout = r->ini.ping_every };

		dir.len--;
		buf_printf(&dir, "/%jd%c", (intmax_t)(r->now / 1000), '\0');
		at.dir = dir.p;
		r->ping.going = r->world->ops->begin(r->world, ping_attempt,
				    &at, &end) == WORLD_GOING;
	}
	if (!r->ping.going)
		runner_ping_ended(r, &end.outcome);
	words_free(&words);
	buf_free(&dir);
	buf_free(&id);
}

void
runner_ping_give(struct runner *r)
{
	if (!r->ping.is_due)
		return;
	r->ping.is_due = false;
	r->ping.last = r->now / 1000;
	if (r->ini.ping_send)
		send(r);
	else
		run(r);
}

/* It is no alarm: whoever misses it alarms. */
void
runner_ping_ended(struct runner *r, const struct run_outcome *o)
{
	bool good = o->kind == END_OK ||
	    (o->kind == END_EXITED && o->status == 0 && r->ping.going);
	struct buf line = { 0 };

	r->ping.going = false;
	if (!good && !r->ping.failed) {
		buf_printf(&line, "%s: the ping failed: %s%c", r->ini_path,
		    o->why ? o->why : "its command says so", '\0');
		r->world->ops->say(r->world, line.p);
		buf_free(&line);
	}
	r->ping.failed = !good;
}
