#define _XOPEN_SOURCE 700

#include "notify/private_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"

enum { OPEN_AT_ONCE = 8 }; /* directories, by nftw(3) */

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	remove(path);
	return 0;
}

/* Waits until nobody holds the other end, then removes. It is in no terminal's
 * group, and holds nobody's input or output. */
static _Noreturn void
watch(const char *path, int end)
{
	char none;
	ssize_t n;

	setsid();
	signal(SIGHUP, SIG_IGN);
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		close(fd);
	do
		n = read(end, &none, sizeof none);
	while (n < 0 && errno == EINTR);
	nftw(path, remove_one, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
	_exit(0);
}

static int
start_guard(struct private_dir *d)
{
	int end[2];

	if (pipe(end))
		return -1;
	fcntl(end[1], F_SETFD, FD_CLOEXEC);
	d->guard = fork();
	if (d->guard == 0) {
		close(end[1]);
		watch(d->path, end[0]);
	}
	close(end[0]);
	d->alive = end[1];
	if (d->guard < 0)
		close(end[1]);
	return d->guard < 0 ? -1 : 0;
}

int
private_dir_make(struct private_dir *d, struct err *e)
{
	const char *in = getenv("TMPDIR");
	struct buf path = { 0 };

	*d = (struct private_dir){ 0 };
	buf_printf(&path, "%s/recon-notify-XXXXXX", in && *in ? in : "/tmp");
	buf_byte(&path, '\0');
	if (!mkdtemp(path.p)) {
		err_sys(e, ST_FAIL, "%s", path.p);
		buf_free(&path);
		return -1;
	}
	d->path = path.p;
	if (start_guard(d) == 0)
		return 0;
	err_sys(e, ST_FAIL, "%s", path.p);
	rmdir(path.p);
	buf_free(&path);
	d->path = NULL;
	return -1;
}

void
private_dir_remove(struct private_dir *d)
{
	if (!d->path)
		return;
	close(d->alive);
	while (waitpid(d->guard, NULL, 0) < 0 && errno == EINTR)
		;
	free(d->path);
	*d = (struct private_dir){ 0 };
}
