#include "flow/send/flow_target.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "event/event_id.h"
#include "sys/clock.h"
#include "sys/file/flock_file.h"
#include "transport/target.h"

enum {
	LOCK_STEP_MS = 100,
	LOCK_MS = 60000,       /* for a transport of a runner that died */
	START_MS = 1000,       /* before it is started again */
	START_TRIES = 3,       /* until those that wait are told */
	IDLE_MS = 30000,       /* until it is ended */
	ANSWERS_MAX = 1 << 26, /* bytes until its file is begun anew */
};

static char *
path_of(const char *dir, const char *hex, const char *end)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s/%s%s%c", dir, hex, end, '\0');
	return b.p;
}

void
flow_target_init(struct flow_target *t, const char *dir, const char *transports,
    const char *file, const char *name)
{
	char *real = realpath(file, NULL);
	struct span parts[] = { span_str(real ? real : file), span_str(name) };
	struct event_id id = event_id_of(parts, 2);
	char hex[EVENT_ID_TEXT + 1];

	event_id_format(&id, hex);
	*t = (struct flow_target){
		.file = mem_dup(span_str(file)),
		.name = mem_dup(span_str(name)),
		.answers_path = path_of(dir, hex, ".answers"),
		.lock_path = path_of(dir, hex, ".lock"),
		.transports = transports,
		.lock = -1,
		.lock_until = INT64_MAX,
		.idle_at = clock_monotonic_ms(),
	};
	free(real);
}

static void
let_lock_go(struct flow_target *t)
{
	if (t->lock >= 0)
		close(t->lock);
	t->lock = -1;
	t->lock_until = INT64_MAX;
}

void
flow_target_free(struct flow_target *t)
{
	courier_free(&t->courier);
	answer_free(&t->answer.answer);
	left_answers_free(&t->left);
	flow_events_free(&t->events);
	let_lock_go(t);
	free(t->file);
	free(t->name);
	free(t->answers_path);
	free(t->lock_path);
}

void
flow_target_send(struct flow_target *t, int64_t attempt, struct span id,
    struct span line, int64_t until)
{
	flow_events_add(&t->events, attempt, id, line, until);
}

/* The lock lasts as long as a transport of a runner that died, too. */
static bool
have_lock(struct flow_target *t, struct flow_answers *to)
{
	int64_t now = clock_monotonic_ms();
	struct err e;
	int r;

	if (t->lock >= 0)
		return true;
	if (t->lock_until == INT64_MAX)
		t->lock_until = now + LOCK_MS;
	r = flock_file_try(t->lock_path, &t->lock, &e);
	if (r == 0 && now >= t->lock_until)
		r = err_set(&e, ST_AGAIN,
		    "%s: its transport of an earlier runner does not end",
		    t->name);
	if (r == 1 && left_answers_read(&t->left, t->answers_path, &e))
		r = -1;
	if (r < 0) {
		flow_events_end_all(&t->events, to, ANSWER_RETRY, e.text);
		let_lock_go(t);
	}
	t->start_at = now + (r < 0 ? START_MS : LOCK_STEP_MS);
	return r == 1;
}

/* Those that were answered before. */
static void
take_left(struct flow_target *t, struct flow_answers *to)
{
	struct answer a = { 0 };

	for (size_t i = 0; i < t->events.n && t->left.n;) {
		struct flow_event *v = &t->events.list[i];

		if (!v->given &&
		    left_answers_take(&t->left, buf_span(&v->id), &a)) {
			flow_events_end(&t->events, i, to, &a);
			a = (struct answer){ 0 };
		} else {
			i++;
		}
	}
	answer_free(&a);
}

static int
start_courier(struct flow_target *t, struct err *e)
{
	struct target_common common = { 0 };
	struct buf path = { 0 };
	struct target target;
	int r;

	if (target_read_common(&target, t->file, t->name, &common, e))
		return -1;
	target_transport(&target, &common, t->transports, &path);
	r = courier_start(&t->courier,
	    &(struct courier_setup){
		.transport = path.p,
		.targets = t->file,
		.target = t->name,
		.answers = t->answers_path,
		.hold = t->lock,
		.answer_within = common.answer_within,
	    },
	    e);
	buf_free(&path);
	target_free(&target);
	return r;
}

/* A transport that ended, and was not to. */
static void
look_at_end(struct flow_target *t, struct flow_answers *to)
{
	struct span fault = courier_fault(&t->courier);
	char *why = fault.len ? mem_dup(fault) : NULL;
	bool refused = courier_has_refused(&t->courier);

	courier_free(&t->courier);
	t->renewing = false;
	if (!why) {
		/* All was answered: nobody needs its answers any more. */
		if (truncate(t->answers_path, 0) == 0 && t->events.n == 0)
			left_answers_free(&t->left);
		if (t->events.n == 0)
			let_lock_go(t);
		return;
	}
	t->failed = t->answered ? 1 : t->failed + 1;
	t->start_at = clock_monotonic_ms() + START_MS;
	if (refused)
		flow_events_end_all(&t->events, to, ANSWER_FAIL, why);
	else if (t->failed >= START_TRIES)
		flow_events_end_all(&t->events, to, ANSWER_RETRY, why);
	free(why);
}

static void
start(struct flow_target *t, struct flow_answers *to)
{
	struct err e;

	if (clock_monotonic_ms() < t->start_at || !have_lock(t, to))
		return;
	take_left(t, to);
	t->answered = false;
	if (t->events.n && start_courier(t, &e))
		flow_events_end_all(&t->events, to, ANSWER_FAIL, e.text);
}

static void
give(struct flow_target *t)
{
	for (size_t i = 0; i < t->events.n && courier_room(&t->courier); i++) {
		struct flow_event *v = &t->events.list[i];

		/* an id is with a transport only once */
		if (v->given || flow_events_late(&t->events, buf_span(&v->id)))
			continue;
		courier_put(
		    &t->courier, v->tag, buf_span(&v->id), buf_span(&v->line));
		v->given = true;
	}
}

static void
take_answers(struct flow_target *t, struct flow_answers *to)
{
	while (courier_answer(&t->courier, &t->answer)) {
		struct courier_answer *a = &t->answer;
		size_t i = flow_events_find(&t->events, a->tag);

		t->answered = true;
		if (t->events.list[i].late) {
			flow_events_drop(&t->events, i);
		} else if (!a->given) {
			t->events.list[i].given = false;
		} else {
			flow_events_end(&t->events, i, to, &a->answer);
			a->answer = (struct answer){ 0 };
		}
	}
}

static void
end_late(struct flow_target *t, struct flow_answers *to)
{
	int64_t now = clock_monotonic_ms();

	for (size_t i = 0; i < t->events.n;)
		if (t->events.list[i].until > now)
			i++;
		else
			flow_events_end_late(&t->events, i, to);
}

/* Ends it where it has nothing to do, or its file has become long. */
static void
perhaps_finish(struct flow_target *t)
{
	int64_t now = clock_monotonic_ms();

	if (t->events.n)
		t->idle_at = now;
	if (courier_answers_taken(&t->courier) > ANSWERS_MAX)
		t->renewing = true;
	if (now - t->idle_at >= IDLE_MS || t->renewing)
		courier_finish(&t->courier);
}

void
flow_target_step(struct flow_target *t, struct flow_answers *to)
{
	if (courier_is_over(&t->courier)) {
		if (t->events.n)
			start(t, to);
	} else {
		courier_step(&t->courier);
		take_answers(t, to);
		if (courier_is_over(&t->courier))
			look_at_end(t, to);
		else if (!t->renewing)
			perhaps_finish(t);
	}
	end_late(t, to);
	if (courier_is_over(&t->courier) || t->renewing)
		return;
	if (t->left.n)
		take_left(t, to);
	give(t);
}

size_t
flow_target_poll(const struct flow_target *t, struct pollfd *fds)
{
	return courier_poll(&t->courier, fds);
}

int64_t
flow_target_due(const struct flow_target *t)
{
	int64_t due = INT64_MAX;

	for (size_t i = 0; i < t->events.n; i++) {
		if (t->events.list[i].until < due)
			due = t->events.list[i].until;
	}
	if (courier_is_over(&t->courier))
		return t->events.n && t->start_at < due ? t->start_at : due;
	if (courier_due(&t->courier) < due)
		due = courier_due(&t->courier);
	if (t->events.n == 0 && t->idle_at + IDLE_MS < due && !t->renewing)
		due = t->idle_at + IDLE_MS;
	return due;
}
