#include "attempt/process_stat.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buf.h"

enum { PATH_CAP = 256, LINE_CAP = 1024, PIECE = 1 << 14 };

/* PID (NAME) STATE PARENT GROUP SESSION ..., proc(5); a name may hold ")". */
static bool
parse(struct process_stat *s, pid_t pid, const char *line)
{
	const char *at = strrchr(line, ')');
	int parent, group, session;
	char state;

	if (!at ||
	    sscanf(at,
		") %c %d %d %d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d "
		"%*d %*d %*d %" SCNu64,
		&state, &parent, &group, &session, &s->start) != 5)
		return false;
	s->pid = pid;
	s->parent = parent;
	s->group = group;
	s->session = session;
	s->dead = state == 'Z' || state == 'X';
	return true;
}

bool
process_stat_read(struct process_stat *s, const char *proc, pid_t pid)
{
	char path[PATH_CAP], line[LINE_CAP];
	ssize_t n;
	int fd;

	snprintf(path, sizeof path, "%s/%d/stat", proc, (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = read(fd, line, sizeof line - 1);
	close(fd);
	if (n <= 0)
		return false;
	line[n] = '\0';
	return parse(s, pid, line);
}

bool
process_stat_each(process_stat_fn *fn, void *arg)
{
	DIR *d = opendir("/proc");
	struct dirent *en;
	bool any = false;

	while (d && (en = readdir(d))) {
		struct process_stat s;

		if (*en->d_name < '1' || *en->d_name > '9' ||
		    !process_stat_read(&s, "/proc", (pid_t)atol(en->d_name)))
			continue;
		any = true;
		fn(arg, &s);
	}
	if (d)
		closedir(d);
	return any;
}

static void
read_environment(struct buf *b, pid_t pid)
{
	char path[PATH_CAP];
	ssize_t n = 0;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/environ", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	do {
		b->len += (size_t)n;
		n = read(fd, buf_room(b, PIECE), PIECE);
	} while (n > 0);
	close(fd);
}

bool
process_stat_has(pid_t pid, const char *name, const char *value)
{
	size_t n = strlen(name);
	struct buf b = { 0 };
	bool has = false;

	read_environment(&b, pid);
	buf_byte(&b, '\0');
	for (size_t at = 0; at < b.len && !has; at += strlen(b.p + at) + 1)
		has = !strncmp(b.p + at, name, n) && b.p[at + n] == '=' &&
		    !strcmp(b.p + at + n + 1, value);
	buf_free(&b);
	return has;
}

/* Is this still that process? */
static bool
is_same(const struct process_stat *s)
{
	struct process_stat now;

	return process_stat_read(&now, "/proc", s->pid) &&
	    now.start == s->start && !now.dead;
}

static int
open_process(const struct process_stat *s)
{
#ifdef SYS_pidfd_open
	int fd = (int)syscall(SYS_pidfd_open, s->pid, 0);

	if (fd >= 0 && !is_same(s)) {
		close(fd);
		errno = ESRCH;
		fd = -1;
	}
	return fd;
#else
	(void)s;
	errno = ENOSYS;
	return -1;
#endif
}

bool
process_stat_signal(const struct process_stat *s, int signal)
{
	int fd = open_process(s), r = -1, saved;

#ifdef SYS_pidfd_send_signal
	if (fd >= 0)
		r = (int)syscall(SYS_pidfd_send_signal, fd, signal, NULL, 0);
#endif
	saved = errno;
	if (fd >= 0)
		close(fd);
	errno = saved;
	if (r == 0 || (fd >= 0 && errno != ENOSYS) || errno == ESRCH)
		return r == 0;
	if (!is_same(s)) {
		errno = ESRCH;
		return false;
	}
	return kill(s->pid, signal) == 0;
}

int
process_stat_watch(const struct process_stat *s)
{
	return open_process(s);
}
