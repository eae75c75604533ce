#include "flow/world/world_out_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/tsv.h"

enum { LAST_LINE_MAX = 300 };

static const char out_name[] = "out";

/* -1 where it is not there or cannot be opened: errno. */
static int
open_in(const char *dir, const char *name)
{
	struct buf path = { 0 };
	int fd, why;

	buf_printf(&path, "%s/%s%c", dir, name, '\0');
	fd = open(path.p, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
	why = errno;
	buf_free(&path);
	errno = why;
	return fd;
}

/* Adds n bytes from there on, fewer at the end. */
static int
read_part(int fd, off_t at, size_t n, struct buf *b)
{
	while (n) {
		ssize_t got = pread(fd, buf_room(b, n), n, at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return (int)got;
		b->len += (size_t)got;
		at += got;
		n -= (size_t)got;
	}
	return 0;
}

/* One line, without its end. */
static int
take_line(struct span line, uint64_t number, struct buf *value,
    world_out_fn *fn, void *arg, struct err *e)
{
	struct span name;

	if (!tsv_next(&line, &name) || !line.p || name.len == 0)
		err_set(e, ST_DATA, "it is no NAME, TAB, VALUE");
	else if (buf_clear(value), !tsv_unescape(value, line))
		err_set(e, ST_DATA, "\"%s\": a backslash that escapes nothing",
		    excerpt(name).s);
	else if (value->len && memchr(value->p, '\0', value->len))
		err_set(e, ST_DATA, "\"%s\": a NUL is in it", excerpt(name).s);
	else {
		fn(arg, name, buf_span(value));
		return 0;
	}
	return err_at(e, "outputs", number);
}

static int
take_lines(struct span text, world_out_fn *fn, void *arg, struct err *e)
{
	struct buf value = { 0 };
	uint64_t number = 0;
	int r = 0;

	while (r == 0 && text.len) {
		const char *end = memchr(text.p, '\n', text.len);
		struct span line = { text.p,
			end ? (size_t)(end - text.p) : text.len };

		text.p += line.len + (end != NULL);
		text.len -= line.len + (end != NULL);
		if (++number > WORLD_OUTS_MAX)
			r = err_set(
			    e, ST_DATA, "more than %d outputs", WORLD_OUTS_MAX);
		else if (!end)
			r = err_set(e, ST_DATA,
			    "the last line has no end: it may be cut");
		else
			r = take_line(line, number, &value, fn, arg, e);
	}
	buf_free(&value);
	return r;
}

int
world_out_file(const char *dir, world_out_fn *fn, void *arg, struct err *e)
{
	int fd = open_in(dir, out_name), r = 0;
	struct buf b = { 0 };
	struct stat st;

	if (fd < 0)
		return errno == ENOENT ? 0 : err_sys(e, ST_FAIL, "outputs");
	if (fstat(fd, &st))
		r = err_sys(e, ST_FAIL, "outputs");
	else if (!S_ISREG(st.st_mode))
		r = err_set(e, ST_DATA, "outputs: it is no file");
	else if (st.st_size > WORLD_OUT_MAX)
		r = err_set(e, ST_DATA, "outputs: more than %d MiB",
		    WORLD_OUT_MAX >> 20);
	else if (read_part(fd, 0, (size_t)st.st_size, &b))
		r = err_sys(e, ST_FAIL, "outputs");
	else
		r = take_lines(buf_span(&b), fn, arg, e);
	close(fd);
	buf_free(&b);
	return r;
}

void
world_last_line(const char *dir, const char *name, struct buf *line)
{
	int fd = open_in(dir, name);
	struct buf b = { 0 };
	struct stat st;
	size_t end, begin;
	off_t at = 0;

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		if (st.st_size > LAST_LINE_MAX)
			at = st.st_size - LAST_LINE_MAX;
		read_part(fd, at, LAST_LINE_MAX, &b);
	}
	close(fd);
	for (end = b.len; end && (unsigned char)b.p[end - 1] <= ' '; end--)
		;
	for (begin = end; begin && b.p[begin - 1] != '\n'; begin--)
		;
	/* not in the middle of a letter */
	while (begin < end && ((unsigned char)b.p[begin] & 0xc0) == 0x80)
		begin++;
	if (end > begin)
		buf_add(line, (struct span){ b.p + begin, end - begin });
	buf_free(&b);
}
