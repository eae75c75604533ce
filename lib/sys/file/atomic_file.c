#include "sys/file/atomic_file.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "sys/file/dir_sync.h"

enum {
	TEMP_MAX = 16,
	NAME_TAKEN = 200, /* bytes of the file's name that are in the temporary
			   * one: that may not be too long either */
	RANDOM = 6,       /* bytes that mkstemp(3) fills in */
};

/* In the name of every temporary file, and of no other. */
static const char mark[] = ".recon-tmp-";

/*
 * Files under temporary names, so that a signal that ends the program can
 * remove them: unlink(2) is all a handler may do.
 */
static char *volatile temps[TEMP_MAX];

static void
on_signal(int sig)
{
	for (int i = 0; i < TEMP_MAX; i++)
		if (temps[i])
			unlink(temps[i]);
	signal(sig, SIG_DFL);
	raise(sig);
}

static void
watch_signals(void)
{
	static const int ends[] = { SIGHUP, SIGINT, SIGTERM };
	static bool done;
	struct sigaction sa = { .sa_handler = on_signal };
	struct sigaction was;

	if (done)
		return;
	done = true;
	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (sigaction(ends[i], NULL, &was) == 0 &&
		    was.sa_handler == SIG_DFL)
			sigaction(ends[i], &sa, NULL);
	}
}

static void
remember(char *path)
{
	watch_signals();
	for (int i = 0; i < TEMP_MAX; i++) {
		if (!temps[i]) {
			temps[i] = path;
			return;
		}
	}
}

void
atomic_file_leave(const char *path)
{
	for (int i = 0; i < TEMP_MAX; i++)
		if (temps[i] == path)
			temps[i] = NULL;
}

static void
forget(char *path)
{
	atomic_file_leave(path);
	free(path);
}

/* Bytes of path up to and with the last slash. */
static size_t
dir_len(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

/* The mode a new file gets: that of the file it replaces, else the umask's. */
static mode_t
wanted_mode(const struct stat *old)
{
	mode_t mask;

	if (old)
		return old->st_mode & 07777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

int
atomic_file_open(
    const char *name, const struct stat *old, char **temp, struct err *e)
{
	struct buf b = { 0 };
	size_t dir = dir_len(name);
	int fd;

	*temp = NULL;
	buf_add(&b, (struct span){ name, dir });
	buf_byte(&b, '.');
	buf_printf(&b, "%.*s%sXXXXXX", NAME_TAKEN, name + dir, mark);
	buf_byte(&b, '\0');
	fd = mkstemp(b.p);
	if (fd < 0) {
		err_sys(e, ST_FAIL, "%s", name);
		buf_free(&b);
		return -1;
	}
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	fchmod(fd, wanted_mode(old));
	*temp = b.p;
	remember(*temp);
	return fd;
}

const char *
atomic_file_temp_of(const char *temp, size_t *len)
{
	size_t n = strlen(temp), end = sizeof mark - 1 + RANDOM;

	if (temp[0] != '.' || n <= end + 1 ||
	    strncmp(temp + n - end, mark, sizeof mark - 1))
		return NULL;
	*len = n - end - 1;
	return temp + 1;
}

int
atomic_file_appear(char **temp, const char *name, struct err *e)
{
	if (rename(*temp, name))
		return err_sys(e, ST_FAIL, "%s: rename", name);
	forget(*temp);
	*temp = NULL;
	return dir_sync_of(name, e);
}

void
atomic_file_remove(char *temp)
{
	unlink(temp);
	forget(temp);
}
