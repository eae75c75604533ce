#define _GNU_SOURCE /* environ-like pointers of posix_spawn, pipe2 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "attempt/attempt.h"
#include "attempt/attempt_shim.h"
#include "base/mem.h"
#include "sys/file/write_whole.h"

enum { DIR_MODE = 0700 };

/* Makes the directories above path that are missing; *made is how many. */
static int
make_above(const char *path, unsigned *made)
{
	const char *slash = strrchr(path, '/');
	char *above;
	int r;

	if (!slash || slash == path) {
		errno = ENOENT;
		return -1;
	}
	above = mem_dup((struct span){ path, (size_t)(slash - path) });
	r = mkdir(above, DIR_MODE);
	if (r && errno == ENOENT && make_above(above, made) == 0)
		r = mkdir(above, DIR_MODE);
	if (r == 0)
		(*made)++;
	free(above);
	return r && errno != EEXIST ? -1 : 0;
}

/* 1 where it is there already. */
static int
make_dir(const char *dir, unsigned *made)
{
	int r = mkdir(dir, DIR_MODE);

	*made = 0;
	if (r && errno == ENOENT && make_above(dir, made) == 0)
		r = mkdir(dir, DIR_MODE);
	return r == 0 ? 0 : errno == EEXIST ? 1 : -1;
}

static int
write_spec(int dir, const struct attempt_spec *s, unsigned made)
{
	struct buf b = { 0 };
	int r;

	attempt_spec_add(&b, s, made);
	r = attempt_values_write(dir, "spec", buf_span(&b));
	buf_free(&b);
	return r;
}

/* The lock, held, and in it whose it is. Its text is there before a shim can
 * be. */
static int
take_lock(int dir, const char *id)
{
	int fd = openat(dir, "lock", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
	    ATTEMPT_FILE_MODE);
	struct attempt_begun b = { 0 };
	struct buf text = { 0 };
	int r;

	if (fd < 0)
		return -1;
	strcpy(b.id, id);
	attempt_machine_read(&b.machine, "/proc");
	attempt_begun_add(&text, &b);
	r = flock(fd, LOCK_EX | LOCK_NB);
	if (r == 0)
		r = write_whole(fd, buf_span(&text));
	buf_free(&text);
	if (r == 0)
		return fd;
	close(fd);
	return -1;
}

/* Signals wait until the shim looks at them: none is lost, or ends it, before
 * it knows what to do with it. */
static int
spawn(const struct attempt_spec *s, int lock, pid_t *pid)
{
	char *argv[] = { (char *)(uintptr_t)s->shim, (char *)(uintptr_t)s->dir,
		NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t all;
	int r;

	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigmask(&attr, &all);
	r = posix_spawn_file_actions_adddup2(&files, lock, ATTEMPT_SHIM_LOCK);
	if (r == 0)
		r = posix_spawn(pid, s->shim, &files, &attr, argv, s->env);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	errno = r;
	return r ? -1 : 0;
}

static int
watch(pid_t pid)
{
#ifdef SYS_pidfd_open
	return (int)syscall(SYS_pidfd_open, pid, 0);
#else
	(void)pid;
	return -1;
#endif
}

/* Nothing was started, so another start may find nothing. */
static void
remove_dir(int dir, const char *path)
{
	static const char *const names[] = { "spec", ".spec", "lock" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlinkat(dir, names[i], 0);
	rmdir(path);
}

static int
start_in(int dir, const struct attempt_spec *s, unsigned made,
    struct attempt_started *started, struct err *e)
{
	int lock = -1;

	if (write_spec(dir, s, made) || (lock = take_lock(dir, s->id)) < 0) {
		err_sys(e, ST_FAIL, "%s", s->dir);
	} else if (spawn(s, lock, &started->pid)) {
		err_sys(e, ST_FAIL, "%s", s->shim);
	} else {
		close(lock); /* never unlocked: the shim has it */
		started->watch = watch(started->pid);
		return ATTEMPT_STARTED;
	}
	remove_dir(dir, s->dir);
	if (lock >= 0)
		close(lock);
	return -1;
}

int
attempt_start(const struct attempt_spec *s, struct attempt_started *started,
    struct err *e)
{
	unsigned made;
	int r, dir;

	*started = (struct attempt_started){ .watch = -1 };
	if (!attempt_id_is_good(s->id))
		return err_set(e, ST_FAIL, "\"%s\" is no id of an attempt",
		    excerpt(span_str(s->id)).s);
	r = make_dir(s->dir, &made);
	if (r < 0)
		return err_sys(e, ST_FAIL, "%s", s->dir);
	if (r == 1)
		return ATTEMPT_LOST_ALREADY;
	dir = open(s->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0) {
		err_sys(e, ST_FAIL, "%s", s->dir);
		rmdir(s->dir);
		return -1;
	}
	r = start_in(dir, s, made, started, e);
	close(dir);
	return r;
}

bool
attempt_adopt_orphans(void)
{
#ifdef PR_SET_CHILD_SUBREAPER
	return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0;
#else
	return false;
#endif
}
