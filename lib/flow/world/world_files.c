#include "flow/world/world_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file/dir_names.h"
#include "sys/file/trusted_file.h"

/* -1, errno says why. */
static int
read_all(int fd, struct buf *b)
{
	enum { PIECE = 1 << 16 };
	size_t begin = b->len;

	for (;;) {
		ssize_t n = read(fd, buf_room(b, PIECE), PIECE);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return (int)n;
		b->len += (size_t)n;
		if (b->len - begin > WORLD_FILE_MAX) {
			errno = EFBIG;
			return -1;
		}
	}
}

int
world_files_read(const char *path, bool trusted, struct buf *b, struct err *e)
{
	size_t begin = b->len;
	struct stat st;
	int fd, why, r = 0;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return err_sys(e, ST_FAIL, "%s", path);
	}
	errno = 0;
	if (trusted && trusted_file_check(path, TRUST_WRITE, e))
		return -1;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_sys(e, ST_FAIL, "%s", path);
	if (read_all(fd, b)) {
		b->len = begin;
		r = err_sys(e, ST_FAIL, "%s", path);
	}
	why = errno;
	close(fd);
	errno = why;
	return r;
}

struct listing {
	const char *end;
	struct names *names;
};

static void
see(void *arg, int dir, const char *name)
{
	struct listing *l = arg;
	size_t n = strlen(name), m = strlen(l->end);

	(void)dir;
	if (name[0] != '.' && n > m && !strcmp(name + n - m, l->end))
		names_add(l->names, (struct span){ name, n });
}

static int
by_name(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return span_cmp(*x, *y);
}

int
world_files_list(
    const char *dir, const char *end, struct names *names, struct err *e)
{
	struct listing l = { end, names };
	size_t before = names->n;

	if (dir_names_each(dir, see, &l, e))
		return -1;
	if (names->n > before)
		qsort(names->list + before, names->n - before,
		    sizeof *names->list, by_name);
	return 0;
}

/* All in the directory of that descriptor, which is closed. Links are not
 * followed. -1, errno says why. */
static int
empty(int fd)
{
	DIR *dir = fdopendir(fd);
	struct dirent *en;
	int r = 0, why;

	if (!dir) {
		close(fd);
		return -1;
	}
	while (r == 0 && (errno = 0, en = readdir(dir)) != NULL) {
		const char *name = en->d_name;

		if (!strcmp(name, ".") || !strcmp(name, ".."))
			continue;
		if (unlinkat(fd, name, 0) == 0 || errno == ENOENT)
			continue;
		if (errno == EISDIR || errno == EPERM) {
			int in = openat(fd, name,
			    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

			r = in < 0 ? -1 : empty(in);
			if (r == 0)
				r = unlinkat(fd, name, AT_REMOVEDIR);
		} else {
			r = -1;
		}
	}
	why = errno;
	closedir(dir);
	errno = why;
	return r || why ? -1 : 0;
}

int
world_files_remove(const char *dir, struct err *e)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0 || empty(fd) || (rmdir(dir) && errno != ENOENT))
		return err_sys(e, ST_FAIL, "%s", dir);
	return 0;
}
