#define _GNU_SOURCE /* memrchr */

#include "fetch/part.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file/atomic_file.h"
#include "text/tsv.h"

enum { LINE_MAX_BYTES = 1 << 16 };

static const struct span word = SPAN("#recon-part 1");

static void
name_part(struct buf *b, const char *file)
{
	const char *slash = strrchr(file, '/');
	size_t dir = slash ? (size_t)(slash + 1 - file) : 0;

	buf_add(b, (struct span){ file, dir });
	buf_printf(b, ".%s.recon-part", file + dir);
	buf_byte(b, '\0');
}

static void
add_text(struct buf *b, const char *text)
{
	buf_byte(b, '\t');
	tsv_escape(b, span_str(text));
}

void
part_mark_put(struct buf *b, const struct transfer_mark *m)
{
	buf_printf(b, "%" PRId64 "\t%" PRId64, m->size, m->mtime);
	add_text(b, m->etag);
	add_text(b, m->modified);
}

/* The line, with the LF before it and its own. */
static void
put_line(struct buf *b, const struct partial *p, const char *url,
    const struct file_sums *sums)
{
	buf_byte(b, '\n');
	buf_add(b, word);
	add_text(b, url);
	buf_printf(b, "\t%" PRId64 "\t", p->got);
	part_mark_put(b, &p->mark);
	buf_printf(b, "\t%s\n", sums->sha256);
}

/* The last line of the file, without its LF; empty where there is none that is
 * short enough. */
static int
read_line(const struct partial *p, int64_t size, struct buf *b, struct err *e)
{
	size_t want = size < LINE_MAX_BYTES ? (size_t)size : LINE_MAX_BYTES;
	char *at = buf_room(b, want + 1), *lf;
	ssize_t n = pread(p->fd, at, want, (off_t)size - (off_t)want);

	if (n < 0)
		return err_sys(e, ST_FAIL, "%s", p->temp);
	if (n < 2 || at[n - 1] != '\n')
		return 0;
	lf = memrchr(at, '\n', (size_t)n - 1);
	if (!lf)
		return 0;
	b->len = (size_t)(at + n - 1 - (lf + 1));
	memmove(at, lf + 1, b->len);
	return 0;
}

static bool
next_number(struct span *line, int64_t *n)
{
	struct span field;
	uint64_t u;

	if (!tsv_next(line, &field))
		return false;
	if (span_eq(field, SPAN("-1"))) {
		*n = -1;
		return true;
	}
	if (!span_count(field, &u) || u > INT64_MAX)
		return false;
	*n = (int64_t)u;
	return true;
}

static bool
next_text(struct span *line, char *to, size_t room)
{
	struct buf text = { 0 };
	struct span field;
	bool good = tsv_next(line, &field) && tsv_unescape(&text, field);

	buf_byte(&text, '\0');
	good = good && text.len <= room && strlen(text.p) + 1 == text.len;
	if (good)
		memcpy(to, text.p, text.len);
	buf_free(&text);
	return good;
}

bool
part_mark_take(struct span *line, struct transfer_mark *m)
{
	return next_number(line, &m->size) && next_number(line, &m->mtime) &&
	    next_text(line, m->etag, sizeof m->etag) &&
	    next_text(line, m->modified, sizeof m->modified);
}

/* What a part is of. */
struct part {
	int64_t got;
	struct transfer_mark mark;
	struct span sha256;
};

static bool
parse(struct span line, const char *url, struct part *part)
{
	struct buf of = { 0 };
	struct span field;
	bool same;

	tsv_escape(&of, span_str(url));
	same = tsv_next(&line, &field) && span_eq(field, word) &&
	    tsv_next(&line, &field) && span_eq(field, buf_span(&of));
	buf_free(&of);
	return same && next_number(&line, &part->got) &&
	    part_mark_take(&line, &part->mark) &&
	    tsv_next(&line, &part->sha256) && !line.p;
}

/* Cuts the line off, where the bytes before it are those that came: 1, 0. */
static int
take_bytes(struct partial *p, const struct part *part, struct err *e)
{
	struct file_sums sums;

	if (ftruncate(p->fd, part->got))
		return err_sys(e, ST_FAIL, "%s", p->temp);
	if (file_sums_of(&sums, p->fd, p->temp, e))
		return -1;
	if (!span_eq(part->sha256, span_str(sums.sha256)))
		return 0;
	p->got = part->got;
	p->mark = part->mark;
	return 1;
}

static int
look(struct partial *p, const char *url, const struct stat *st, struct err *e)
{
	struct buf line = { 0 };
	struct part part = { 0 };
	int r = read_line(p, st->st_size, &line, e);

	if (r == 0 && parse(buf_span(&line), url, &part) && part.got > 0 &&
	    part.got == st->st_size - (int64_t)line.len - 2)
		r = take_bytes(p, &part, e);
	buf_free(&line);
	return r;
}

/* The part has the partial's temporary name now. */
static int
open_part(struct partial *p, struct stat *st, struct err *e)
{
	int fd = open(p->temp, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
	struct stat was;

	if (fd < 0 || fstat(fd, st) || fstat(p->fd, &was) ||
	    fchmod(fd, was.st_mode & 07777)) {
		err_sys(e, ST_FAIL, "%s", p->temp);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	close(p->fd);
	p->fd = fd;
	return 0;
}

bool
part_is_ours(const struct stat *st)
{
	return S_ISREG(st->st_mode) && st->st_uid == geteuid() &&
	    st->st_nlink == 1;
}

int
part_take(struct partial *p, const char *url, struct err *e)
{
	struct buf path = { 0 };
	struct stat st;
	int r = 0;

	name_part(&path, p->file);
	if (lstat(path.p, &st) == 0 && part_is_ours(&st)) {
		if (rename(path.p, p->temp) == 0)
			r = open_part(p, &st, e) ? -1 : look(p, url, &st, e);
		else if (errno != ENOENT) /* another process has taken it */
			r = err_sys(e, ST_FAIL, "%s", path.p);
		if (r == 0)
			r = partial_restart(p, e);
	}
	buf_free(&path);
	return r < 0 ? -1 : 0;
}

static int
write_line(const struct partial *p, const char *url, struct err *e)
{
	struct file_sums sums;
	struct buf line = { 0 };
	struct span s;
	ssize_t n;

	if (file_sums_of(&sums, p->fd, p->file, e))
		return -1;
	put_line(&line, p, url, &sums);
	s = buf_span(&line);
	while (s.len && (n = pwrite(p->fd, s.p, s.len, sums.bytes)) > 0) {
		sums.bytes += n;
		s = (struct span){ s.p + n, s.len - (size_t)n };
	}
	buf_free(&line);
	return s.len || fsync(p->fd)
	    ? err_sys(e, ST_FAIL, "%s: to keep what came", p->file)
	    : 0;
}

int
part_keep(struct partial *p, const char *url, struct err *e)
{
	struct buf path = { 0 };
	int r = 0;

	if (p->temp && p->got > 0) {
		name_part(&path, p->file);
		r = write_line(p, url, e) ||
			atomic_file_appear(&p->temp, path.p, e)
		    ? -1
		    : 0;
		buf_free(&path);
	}
	partial_drop(p);
	return r;
}
