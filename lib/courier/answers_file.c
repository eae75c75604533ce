#include "courier/answers_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file/file_growth.h"
#include "sys/file/write_whole.h"

enum { PIECE = 1 << 16 };

/* Half an answer may look like a whole one: with an empty field it is none. */
static int
end_line(int fd, int to, int64_t *size)
{
	static const struct span end = SPAN("\t\n");
	struct stat st;
	char last;

	if (fstat(fd, &st))
		return -1;
	*size = st.st_size;
	if (*size == 0)
		return 0;
	if (pread(fd, &last, 1, *size - 1) != 1)
		return -1;
	if (last == '\n')
		return 0;
	*size += (int64_t)end.len;
	return write_whole(to, end);
}

int
answers_file_open(
    struct answers_file *f, const char *path, int *to, struct err *e)
{
	*f = (struct answers_file){ .fd = -1, .growth = -1 };
	*to = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (*to < 0)
		return err_sys(e, ST_FAIL, "%s", path);
	f->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (f->fd < 0 || end_line(f->fd, *to, &f->read)) {
		err_sys(e, ST_FAIL, "%s", path);
		if (f->fd >= 0)
			close(f->fd);
		close(*to);
		return -1;
	}
	f->growth = file_growth_open(path);
	f->open = true;
	return 0;
}

/* What was not taken moves to the front. */
static void
pull_up(struct answers_file *f)
{
	if (f->at == 0)
		return;
	memmove(f->bytes.p, f->bytes.p + f->at, f->bytes.len - f->at);
	f->bytes.len -= f->at;
	f->at = 0;
}

/* Reads on: how many bytes, -1 with errno. */
static ssize_t
read_on(struct answers_file *f)
{
	ssize_t n;

	pull_up(f);
	do
		n = pread(f->fd, buf_room(&f->bytes, PIECE), PIECE, f->read);
	while (n < 0 && errno == EINTR);
	if (n > 0) {
		f->bytes.len += (size_t)n;
		f->read += n;
	}
	return n;
}

int
answers_file_next(struct answers_file *f, struct span *line, struct err *e)
{
	size_t seen = f->at; /* no line end before it */

	for (;;) {
		size_t left = f->bytes.len - seen;
		const char *end =
		    left ? memchr(f->bytes.p + seen, '\n', left) : NULL;
		ssize_t n;

		if (end) {
			const char *begin = f->bytes.p + f->at;

			*line = (struct span){ begin, (size_t)(end - begin) };
			f->at += line->len + 1;
			return 1;
		}
		if (f->bytes.len - f->at > ANSWERS_LINE_MAX)
			return err_set(e, ST_DATA,
			    "an answer of more than %d bytes",
			    ANSWERS_LINE_MAX);
		seen = f->bytes.len - f->at;
		n = read_on(f);
		if (n < 0)
			return err_sys(e, ST_FAIL, "answers");
		if (n == 0)
			return 0;
	}
}

bool
answers_file_has_more(const struct answers_file *f)
{
	struct stat st;

	return f->at < f->bytes.len ||
	    (fstat(f->fd, &st) == 0 && st.st_size > f->read);
}

void
answers_file_close(struct answers_file *f)
{
	if (!f->open)
		return;
	close(f->fd);
	if (f->growth >= 0)
		close(f->growth);
	buf_free(&f->bytes);
	*f = (struct answers_file){ 0 };
}
