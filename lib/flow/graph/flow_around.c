#include "flow/graph/flow_around.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "flow/file/flow_classes.h"
#include "flow/file/flow_keys.h"
#include "flow/file/flow_runner_ini.h"
#include "sys/file/path_beside.h"
#include "transport/target.h"
#include "value/time/calendar.h"

void
flow_around_path(const struct flow *f, const char *name, struct buf *b)
{
	path_beside(f->path, name, b);
}

static bool
can_run(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    access(path, X_OK) == 0;
}

/* Is it in a directory of PATH? */
static bool
is_in_path(const char *name, struct buf *b)
{
	const char *dir = getenv("PATH");

	while (dir) {
		const char *end = strchr(dir, ':');
		size_t n = end ? (size_t)(end - dir) : strlen(dir);

		buf_clear(b);
		buf_add(b, (struct span){ dir, n });
		buf_printf(b, "%s%s%c", n ? "/" : "./", name, '\0');
		if (can_run(b->p))
			return true;
		dir = end ? end + 1 : NULL;
	}
	return false;
}

static void
check_command(const char *file, const struct named_words *w, uint64_t line,
    const char *key, struct told *told)
{
	struct span word = named_words_command(w);
	struct buf name = { 0 }, path = { 0 };

	if (word.len == 0)
		return;
	buf_add(&name, word);
	buf_byte(&name, '\0');
	if (memchr(word.p, '/', word.len)) {
		path_beside(file, name.p, &path);
		if (!can_run(path.p))
			told_add(told, file, line,
			    "%s: %s: there is no such program, or it may not "
			    "be run",
			    key, path.p);
	} else if (!is_in_path(name.p, &path)) {
		told_add(told, file, line,
		    "%s: %s: there is no such program in PATH", key, name.p);
	}
	buf_free(&name);
	buf_free(&path);
}

static void
check_class(const struct flow *f, const struct flow_node *n,
    const struct flow_classes *classes, const char *path, struct told *told)
{
	const struct flow_class *c = flow_class(classes, n->class);
	uint64_t line = flow_key_said(flow_keys_node, n->said, "class");

	if (!c)
		told_add(told, f->path, line,
		    "class: there is no [class %s] in %s", n->class, path);
	else if (n->lane && !flow_class_has_lane(c, n->lane))
		told_add(told, f->path,
		    flow_key_said(flow_keys_node, n->said, "lane"),
		    "lane: [class %s] in %s has no \"lane %s\", and it is none "
		    "of fast, slow, retry, broken",
		    n->class, path, n->lane);
}

static void
check_classes(const struct flow *f, struct told *told)
{
	struct flow_classes classes = { 0 };
	struct buf path = { 0 };
	struct err e;
	int r = 0;

	flow_around_path(f, "classes.ini", &path);
	if (access(path.p, F_OK) == 0 || errno != ENOENT)
		r = flow_classes_read(&classes, path.p, told, &e);
	if (r)
		told_err(told, f->path, 0, &e);
	for (size_t i = 0; r == 0 && i < f->n_nodes; i++)
		if (f->nodes[i].class)
			check_class(f, &f->nodes[i], &classes, path.p, told);
	flow_classes_free(&classes);
	buf_free(&path);
}

/* The targets file beside the flow, and those of it that are known to be good
 * or were told. */
struct targets {
	struct buf path;
	const char *transports;
	struct names seen, bad;
};

/* 0 for a target that can be used. */
static int
read_target(struct targets *t, const char *name, struct err *e)
{
	struct target target;
	struct target_common settings = { 0 };
	struct buf path = { 0 };
	int r = 0;

	if (target_read_common(&target, t->path.p, name, &settings, e))
		return -1;
	target_transport(&target, &settings, t->transports, &path);
	if (!can_run(path.p))
		r = target_fail(
		    &target, e, "transport: there is no program %s", path.p);
	buf_free(&path);
	target_free(&target);
	return r;
}

static void
check_target(const char *file, struct targets *t, const char *name,
    uint64_t line, struct told *told)
{
	struct span s = span_str(name);
	struct err e;
	int seen = names_find(&t->seen, s);

	if (seen >= 0) {
		s = t->bad.list[seen];
		if (s.len)
			told_add(
			    told, file, line, "send: %.*s", (int)s.len, s.p);
		return;
	}
	names_add(&t->seen, s);
	if (read_target(t, name, &e)) {
		told_add(told, file, line, "send: %s", e.text);
		names_add(&t->bad, span_str(e.text));
	} else {
		names_add(&t->bad, SPAN(""));
	}
}

static void
check_alarm(const char *file, struct targets *t, const struct flow_alarm *a,
    struct told *told)
{
	for (size_t i = 0; i < a->n; i++)
		check_target(file, t, a->sends[i], a->lines[i], told);
}

static void
check_targets(const struct flow *f, struct targets *t, struct told *told)
{
	for (size_t i = 0; i < f->n_nodes; i++)
		if (f->nodes[i].kind == FLOW_SEND)
			check_target(f->path, t, f->nodes[i].does,
			    f->nodes[i].does_line, told);
	check_alarm(f->path, t, &f->alarm, told);
}

/* The file of who runs it, where there is one. */
static void
check_runner(const struct flow *f, struct targets *t, struct told *told)
{
	struct flow_runner_ini r = { 0 };
	struct buf path = { 0 };
	struct err e;

	flow_around_path(f, "runner.ini", &path);
	if (access(path.p, F_OK) && errno == ENOENT) {
		buf_free(&path);
		return;
	}
	if (flow_runner_ini_read(&r, path.p, told, &e))
		told_err(told, f->path, 0, &e);
	check_command(path.p, &r.ping, r.ping_line, "run", told);
	if (r.ping_send)
		check_target(path.p, t, r.ping_send, r.ping_line, told);
	check_alarm(path.p, t, &r.alarm, told);
	flow_runner_ini_free(&r);
	buf_free(&path);
}

static void
check_calendar(
    const struct flow *f, const struct flow_schedule *s, struct told *told)
{
	struct calendar c;
	struct buf path = { 0 };
	struct err e;

	flow_around_path(f, s->calendar, &path);
	if (calendar_read(&c, path.p, &e))
		told_add(told, f->path,
		    flow_key_said(flow_keys_schedule, s->said, "calendar"),
		    "calendar: %s", e.text);
	else
		calendar_free(&c);
	buf_free(&path);
}

void
flow_around_check(
    const struct flow *f, const char *transports, struct told *told)
{
	struct targets t = { .transports = transports };

	flow_around_path(f, "targets.ini", &t.path);
	for (size_t i = 0; i < f->n_nodes; i++) {
		const struct flow_node *n = &f->nodes[i];

		if (n->kind == FLOW_RUN)
			check_command(
			    f->path, &n->words, n->does_line, "run", told);
		check_command(f->path, &n->when,
		    flow_key_said(flow_keys_node, n->said, "when-run"),
		    "when-run", told);
	}
	check_classes(f, told);
	check_targets(f, &t, told);
	check_runner(f, &t, told);
	for (size_t i = 0; i < f->n_schedules; i++)
		if (f->schedules[i].calendar)
			check_calendar(f, &f->schedules[i], told);
	names_free(&t.seen);
	names_free(&t.bad);
	buf_free(&t.path);
}
