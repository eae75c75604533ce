#include "cut/ask/cut_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "courier/courier.h"
#include "event/json_object.h"
#include "sys/clock.h"
#include "sys/file/file_growth.h"
#include "sys/file/nameless_file.h"
#include "transport/target.h"

/* Until something happens to it. */
static void
turn(struct courier *c)
{
	struct pollfd fds[COURIER_FDS];
	size_t n = courier_poll(c, fds);
	int64_t ms = courier_due(c) - clock_monotonic_ms();

	if (n == 0 || ms > INT32_MAX)
		ms = n ? INT32_MAX : FILE_GROWTH_STEP_MS;
	if (ms > 0)
		poll(fds, (nfds_t)n, (int)ms);
	courier_step(c);
}

/* Until it has taken the event, or has ended. */
static void
put(struct courier *c, const struct cut_message *m)
{
	struct buf id = { 0 }, line = { 0 };

	while (!courier_is_over(c) && courier_room(c) == 0)
		turn(c);
	if (!courier_is_over(c)) {
		cut_message_id(&id, m);
		cut_message_line(&line, m);
		courier_put(c, 0, buf_span(&id), buf_span(&line));
	}
	buf_free(&id);
	buf_free(&line);
}

static int
take(struct courier *c, const char *target, struct answer *a, struct err *e)
{
	struct courier_answer got = { 0 };
	struct span why;

	while (!courier_answer(c, &got) && !courier_is_over(c))
		turn(c);
	if (courier_has_refused(c)) {
		answer_free(&got.answer);
		return err_set(
		    e, ST_FAIL, "%s: its transport refuses the target", target);
	}
	if (got.answer.kind == ANSWER_NONE) { /* it was over before */
		why = courier_fault(c);
		answer_retry(
		    &got.answer, ANSWER_SOON, "%.*s", (int)why.len, why.p);
	}
	answer_free(a);
	*a = got.answer;
	return 0;
}

/* It ends by itself, and is not left behind. */
static void
finish(struct courier *c)
{
	struct courier_answer more = { 0 };

	courier_finish(c);
	while (!courier_is_over(c)) {
		turn(c);
		while (courier_answer(c, &more))
			;
	}
	answer_free(&more.answer);
	courier_free(c);
}

/* Can it be the name of a value, in a line of such? */
static bool
is_name(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == '=')
			return false;
	return s.len > 0;
}

/* Members of a reply that is an object become values. */
static void
add_reply(struct answer *a)
{
	struct json_object o = { 0 };
	struct buf reply = { 0 }, name = { 0 };
	struct err e;

	if (answer_find(a, "reply", &reply) &&
	    json_object_parse(&o, buf_span(&reply), &e) == 0)
		for (size_t i = 0; i < o.n; i++) {
			struct json_value v = json_object_at(&o, i);

			if (v.type == JSON_NULL ||
			    !is_name(json_object_name(&o, i)))
				continue;
			buf_clear(&name);
			buf_add(&name, json_object_name(&o, i));
			buf_byte(&name, '\0');
			answer_value(a, name.p, v.text);
		}
	json_object_free(&o);
	buf_free(&reply);
	buf_free(&name);
}

/* Without the file of targets nobody is reached; the book says which it is. */
static int
find_targets(const char *path, struct err *e)
{
	struct err why;

	if (access(path, F_OK) == 0)
		return 0;
	err_sys(&why, ST_FAIL, "%s", path);
	return err_set(e, ST_FAIL,
	    "%s; it says how systems are reached, recon-targets(5), and the "
	    "book names it (targets =)",
	    why.text);
}

static int
start(struct courier *c, const struct cut_way *w, int answers, struct err *e)
{
	struct target_common common = { 0 };
	struct buf path = { 0 };
	struct target target;
	char file[32];
	int r;

	if (find_targets(w->targets, e) ||
	    target_read_common(&target, w->targets, w->target, &common, e))
		return -1;
	target_transport(&target, &common, w->transports, &path);
	snprintf(file, sizeof file, "/proc/self/fd/%d", answers);
	r = courier_start(c,
	    &(struct courier_setup){
		.transport = path.p,
		.targets = w->targets,
		.target = w->target,
		.answers = file,
		.hold = -1,
		.answer_within = w->within ? w->within : common.answer_within,
	    },
	    e);
	buf_free(&path);
	target_free(&target);
	return r;
}

int
cut_ask(const struct cut_way *w, const struct cut_message *m, struct answer *a,
    struct err *e)
{
	const char *dir = getenv("TMPDIR");
	struct courier c = { 0 };
	int answers, r;

	if (!dir || !*dir)
		dir = "/tmp";
	answers = nameless_file(dir);
	if (answers < 0)
		return err_sys(e, ST_FAIL, "%s", dir);
	r = start(&c, w, answers, e);
	close(answers);
	if (r)
		return -1;
	put(&c, m);
	r = take(&c, w->target, a, e);
	finish(&c);
	if (r == 0 && a->kind == ANSWER_OK)
		add_reply(a);
	return r;
}
