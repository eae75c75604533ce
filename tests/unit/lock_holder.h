/*
 * lock_holder: another process that has a lock, for tests.
 */
#ifndef LOCK_HOLDER_H
#define LOCK_HOLDER_H

#include <sys/wait.h>

#include "scratch.h"
#include "test.h"

/*
 * A process that has what take takes, a descriptor, once this returns, until
 * *until is closed; with a child of its own that inherits it, it ends at once.
 */
static inline pid_t
lock_holder(int (*take)(void), bool has_child, int *until)
{
	int taken[2], end[2];
	char byte;
	pid_t pid;

	if (pipe(taken) || pipe(end))
		scratch_die("pipe");
	pid = fork();
	if (pid == 0) {
		int fd = take();

		close(end[1]);
		if (fd < 0)
			_exit(1);
		if (has_child && fork() > 0)
			_exit(0);
		if (write(taken[1], "x", 1) != 1)
			_exit(1);
		_exit(read(end[0], &byte, 1) < 0);
	}
	close(end[0]);
	close(taken[1]);
	EXPECT(read(taken[0], &byte, 1) == 1);
	close(taken[0]);
	*until = end[1];
	return pid;
}

#endif
