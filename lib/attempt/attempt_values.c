#include "attempt/attempt_values.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file/write_whole.h"
#include "text/tsv.h"

enum { NAME_CAP = 32 };

static const char last[] = "end\n";

void
attempt_values_add(struct buf *b, const char *name, struct span value)
{
	buf_str(b, name);
	buf_byte(b, '\t');
	tsv_escape(b, value);
	buf_byte(b, '\n');
}

void
attempt_values_count(struct buf *b, const char *name, uint64_t n)
{
	buf_printf(b, "%s\t%" PRIu64 "\n", name, n);
}

void
attempt_values_end(struct buf *b)
{
	buf_str(b, last);
}

static bool
read_all(int fd, struct buf *b)
{
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) || !S_ISREG(st.st_mode) ||
	    st.st_size > ATTEMPT_FILE_MAX)
		return false;
	do {
		char *to = buf_room(b, (size_t)st.st_size + 1);

		n = read(fd, to, (size_t)st.st_size + 1);
		if (n > 0)
			b->len += (size_t)n;
	} while (
	    (n > 0 && b->len <= ATTEMPT_FILE_MAX) || (n < 0 && errno == EINTR));
	return n == 0;
}

static bool
is_whole(struct span text)
{
	const size_t n = sizeof last - 1;

	return text.len >= n && !memcmp(text.p + text.len - n, last, n) &&
	    (text.len == n || text.p[text.len - n - 1] == '\n');
}

enum attempt_file
attempt_values_read(struct attempt_values *v, int dir, const char *name)
{
	int fd =
	    openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool whole;

	*v = (struct attempt_values){ 0 };
	if (fd < 0)
		return errno == ENOENT ? ATTEMPT_ABSENT : ATTEMPT_DAMAGED;
	whole = read_all(fd, &v->text) && is_whole(buf_span(&v->text));
	close(fd);
	if (whole)
		v->text.len -= sizeof last - 1;
	else
		buf_clear(&v->text);
	return whole ? ATTEMPT_WHOLE : ATTEMPT_DAMAGED;
}

bool
attempt_values_next(
    struct attempt_values *v, struct span *name, struct span *value)
{
	struct span rest = { v->text.p + v->at, v->text.len - v->at };
	const char *end = rest.len ? memchr(rest.p, '\n', rest.len) : NULL;

	if (!end)
		return false;
	rest.len = (size_t)(end - rest.p);
	v->at += rest.len + 1;
	buf_clear(&v->value);
	*value = (struct span){ 0 };
	tsv_next(&rest, name);
	if (tsv_next(&rest, value))
		tsv_unescape(&v->value, *value);
	buf_room(&v->value, 1)[0] = '\0'; /* a value can be taken as text */
	*value = buf_span(&v->value);
	return true;
}

uint64_t
attempt_values_number(struct span value)
{
	uint64_t n = 0;

	span_count(value, &n);
	return n;
}

void
attempt_values_free(struct attempt_values *v)
{
	buf_free(&v->text);
	buf_free(&v->value);
	*v = (struct attempt_values){ 0 };
}

int
attempt_values_write(int dir, const char *name, struct span text)
{
	char temp[NAME_CAP];
	int fd, r, saved;

	snprintf(temp, sizeof temp, ".%s", name);
	fd = openat(dir, temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
	    ATTEMPT_FILE_MODE);
	if (fd < 0)
		return -1;
	r = write_whole(fd, text);
	saved = errno;
	if (close(fd) && r == 0)
		return -1;
	errno = saved;
	return r ? -1 : renameat(dir, temp, dir, name);
}

int
attempt_sync(int fd)
{
	while (fsync(fd)) {
		if (errno == EINTR)
			continue;
		if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP)
			break;
		return -1;
	}
	return 0;
}
