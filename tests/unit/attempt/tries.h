/*
 * tries: attempts made for tests, below "runs" of a directory of their own, by
 * the shim of the build that the test is of.
 */
#ifndef TRIES_H
#define TRIES_H

#include <limits.h>
#include <poll.h>
#include <signal.h>

#include "attempt/attempt.h"
#include "attempt/process_stat.h"
#include "scratch.h"
#include "test.h"

enum { TRIES_STEP_MS = 2, TRIES_STEPS = 10000 };

static char try_shim[PATH_MAX], try_dir[64], try_id[64], try_mark[64];
static char try_sh[] = "/bin/sh", try_c[] = "-c";
static char try_search[] = "PATH=/usr/bin:/bin";
static char *try_argv[] = { try_sh, try_c, NULL, NULL };
static char *try_env[] = { try_search, NULL };
static struct attempt_spec spec;
static struct attempt_started started;
static struct attempt_found found;
static struct err e;

static inline void
tries_begin(const char *argv0)
{
	char *slash, path[PATH_MAX];

	if (!realpath(argv0, path) || !(slash = strstr(path, "/unit/attempt/")))
		scratch_die(argv0);
	*slash = '\0';
	if (snprintf(try_shim, sizeof try_shim, "%s/libexec/recon/attempt",
		path) >= (int)sizeof try_shim)
		scratch_die(path);
	/* an argument that no other process has */
	snprintf(try_mark, sizeof try_mark, "1000.%ld", (long)getpid());
	scratch_begin();
}

static inline void
tries_end(void)
{
	if (system("rm -rf runs")) /* nothing but that */
		scratch_die("runs");
	scratch_end();
}

/* The next attempt: a script for sh. MARK in it is an argument by which its
 * processes are counted. */
static inline void
try_script(const char *script)
{
	static char text[4096];
	static unsigned n;
	const char *mark;
	size_t at = 0;

	while ((mark = strstr(script, "MARK"))) {
		at += (size_t)snprintf(text + at, sizeof text - at, "%.*s%s",
		    (int)(mark - script), script, try_mark);
		script = mark + 4;
	}
	snprintf(text + at, sizeof text - at, "%s", script);
	snprintf(
	    try_dir, sizeof try_dir, "runs/r/node/%ld-%u", (long)getpid(), ++n);
	snprintf(try_id, sizeof try_id, "test-%ld-%u", (long)getpid(), n);
	try_argv[2] = text;
	spec = (struct attempt_spec){ .shim = try_shim,
		.id = try_id,
		.dir = try_dir,
		.argv = try_argv,
		.env = try_env,
		.cwd = ".",
		.grace = ATTEMPT_GRACE,
		.output_max = ATTEMPT_OUTPUT_MAX };
}

static inline void
try_start(void)
{
	EXPECT(attempt_start(&spec, &started, &e) == ATTEMPT_STARTED);
}

static inline enum attempt_verdict
try_look(void)
{
	if (attempt_look(try_dir, try_id, &found, &e)) {
		printf("# %s\n", e.text);
		scratch_die("look");
	}
	return found.verdict;
}

/* The same when the lock was let go: the command has it, too, until it is
 * executed. */
static inline enum attempt_verdict
try_look_behind(void)
{
	enum attempt_verdict v = try_look();

	for (int i = 0;
	     i < TRIES_STEPS && (v == ATTEMPT_ADOPT || v == ATTEMPT_FOREIGN);
	     i++) {
		poll(NULL, 0, TRIES_STEP_MS);
		v = try_look();
	}
	return v;
}

/* Waits for the shim; its status as waitpid has it. */
static inline int
try_wait(void)
{
	int status = -1;

	EXPECT(waitpid(started.pid, &status, 0) == started.pid);
	if (started.watch >= 0)
		close(started.watch);
	started.watch = -1;
	return status;
}

/* Starts it, waits, looks: it has a result. */
static inline const struct attempt_result *
try_all(void)
{
	try_start();
	EXPECT(try_wait() == 0);
	EXPECT(try_look() == ATTEMPT_ENDED);
	return &found.result;
}

static inline void
try_pause(void)
{
	poll(NULL, 0, TRIES_STEP_MS);
}

/* Waits until the file of the attempt is there. */
static inline void
try_await(const char *name)
{
	char path[128];
	int steps = TRIES_STEPS;

	snprintf(path, sizeof path, "%s/%s", try_dir, name);
	while (access(path, F_OK) && --steps)
		try_pause();
	EXPECT(steps > 0);
}

static inline const char *
try_path(const char *name)
{
	static char path[128];

	snprintf(path, sizeof path, "%s/%s", try_dir, name);
	return path;
}

struct try_count {
	unsigned n;
};

static inline bool
try_has_mark(pid_t pid)
{
	char path[64], line[8192];
	ssize_t n;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/cmdline", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = read(fd, line, sizeof line - 1);
	close(fd);
	if (n <= 0)
		return false;
	line[n] = '\0';
	for (ssize_t at = 0; at < n; at += (ssize_t)strlen(line + at) + 1)
		if (strstr(line + at, try_mark))
			return true;
	return false;
}

static inline void
try_count_one(void *arg, const struct process_stat *s)
{
	struct try_count *c = arg;

	if (!s->dead && s->pid != getpid() && s->pid != started.pid)
		c->n += process_stat_has(s->pid, "RECON_ATTEMPT", try_id) ||
		    try_has_mark(s->pid);
}

/* How many processes of the attempt are alive, but for its shim. */
static inline unsigned
try_alive(void)
{
	struct try_count c = { 0 };

	if (!process_stat_each(try_count_one, &c))
		scratch_die("no /proc");
	return c.n;
}

/* Changes the value of a name in a file of the attempt. */
static inline void
try_edit(const char *file, const char *name, const char *value)
{
	char command[512];

	snprintf(command, sizeof command, "sed -i 's/^%s\t.*/%s\t%s/' %s/%s",
	    name, name, value, try_dir, file);
	if (system(command))
		scratch_die(command);
}

#endif
