#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "attempt/attempt.h"
#include "attempt/process_stat.h"

enum attempt_verdict
attempt_judge(bool held, bool begun, bool result, bool same_machine)
{
	if (held)
		return same_machine ? ATTEMPT_ADOPT : ATTEMPT_FOREIGN;
	if (result)
		return ATTEMPT_ENDED;
	if (!same_machine)
		return ATTEMPT_LOST;
	return begun ? ATTEMPT_SWEEP_LOST : ATTEMPT_NEVER;
}

/* 1, held; 0, free, or never made; -1, errno says why. */
static int
try_lock(int dir)
{
	int fd = openat(dir, "lock", O_RDWR | O_CLOEXEC | O_NOFOLLOW), r = 0;

	if (fd < 0)
		return errno == ENOENT ? 0 : -1;
	while (r == 0 && flock(fd, LOCK_EX | LOCK_NB))
		r = errno == EWOULDBLOCK ? 1 : errno == EINTR ? 0 : -1;
	close(fd);
	return r;
}

/* Of this attempt, and where we are? */
static bool
is_here(const struct attempt_begun *b, const char *id)
{
	struct attempt_machine here;

	attempt_machine_read(&here, "/proc");
	return !strcmp(b->id, id) && attempt_machine_same(&b->machine, &here);
}

static void
look_into(int dir, bool held, const char *id, struct attempt_found *f)
{
	enum attempt_file result = attempt_result_read(&f->result, dir);
	enum attempt_file begun = attempt_begun_read(&f->begun, dir, "begun");
	struct attempt_begun lock;
	bool same;

	if (begun != ATTEMPT_ABSENT)
		same = is_here(&f->begun, id);
	else if (attempt_begun_read(&lock, dir, "lock") == ATTEMPT_WHOLE)
		same = is_here(&lock, id);
	else
		same = !held; /* no shim was there yet: nothing can have run */
	f->verdict = attempt_judge(held, begun != ATTEMPT_ABSENT,
	    result == ATTEMPT_WHOLE && !strcmp(f->result.id, id), same);
	if (f->verdict != ATTEMPT_ENDED)
		f->result = (struct attempt_result){ 0 };
}

int
attempt_look(
    const char *dir, const char *id, struct attempt_found *f, struct err *e)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), held;

	*f = (struct attempt_found){ .verdict = ATTEMPT_NEVER };
	if (fd < 0)
		return errno == ENOENT ? 0 : err_sys(e, ST_FAIL, "%s", dir);
	held = try_lock(fd);
	if (held < 0)
		err_sys(e, ST_FAIL, "%s/lock", dir);
	else
		look_into(fd, held, id, f);
	close(fd);
	return held < 0 ? -1 : 0;
}

int
attempt_watch(const struct attempt_found *f)
{
	struct process_stat shim = { .pid = f->begun.shim,
		.start = f->begun.shim_start };

	return shim.pid && f->verdict == ATTEMPT_ADOPT
	    ? process_stat_watch(&shim)
	    : -1;
}
