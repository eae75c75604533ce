/*
 * kill_at: preloaded into a program, kills it with SIGKILL instead of the
 * $KILL_AT-th call that changes a file. Built by the tests that ask what a
 * program leaves when it dies at any point.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void
tick(void)
{
	static long left;
	const char *at = getenv("KILL_AT");

	if (left == 0)
		left = at ? atol(at) : -1;
	if (left > 0 && --left == 0)
		kill(getpid(), SIGKILL);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	tick();
	return syscall(SYS_write, fd, p, n);
}

int
fsync(int fd)
{
	tick();
	return (int)syscall(SYS_fsync, fd);
}

int
rename(const char *from, const char *to)
{
	tick();
	return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int
unlink(const char *path)
{
	tick();
	return unlinkat(AT_FDCWD, path, 0);
}

int
mkdir(const char *path, mode_t mode)
{
	tick();
	return mkdirat(AT_FDCWD, path, mode);
}

int
fchmod(int fd, mode_t mode)
{
	tick();
	return (int)syscall(SYS_fchmod, fd, mode);
}

int
close(int fd)
{
	tick();
	return (int)syscall(SYS_close, fd);
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	tick();
	return syscall(SYS_pwrite64, fd, p, n, at);
}

int
fdatasync(int fd)
{
	tick();
	return (int)syscall(SYS_fdatasync, fd);
}

int
ftruncate64(int fd, off64_t len)
{
	tick();
	return (int)syscall(SYS_ftruncate, fd, len);
}
