#define _GNU_SOURCE /* fallocate */

#include "spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "buf.h"
#include "mem.h"

/* A file in dir that has no name. */
static int
nameless(const char *dir)
{
	struct buf b = { 0 };
	int fd = -1;

#ifdef O_TMPFILE
	fd = open(dir, O_RDWR | O_TMPFILE | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd; /* not every file system has it */
#endif
	buf_str(&b, dir);
	buf_add(&b, SPAN("/recon-XXXXXX\0"));
	fd = mkstemp(b.p);
	if (fd >= 0) {
		unlink(b.p);
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	buf_free(&b);
	return fd;
}

int
spill_open(struct spill *s, const char *dir, size_t block, struct err *e)
{
	*s = (struct spill){ .dir = dir, .block = block };
	s->fd = nameless(dir);
	if (s->fd < 0)
		return err_sys(e, ST_FAIL, "%s: no temporary file", dir);
	s->buf = mem_alloc(block);
	return 0;
}

static int
cannot_write(const struct spill *s, struct err *e)
{
	return err_sys(e, ST_FAIL,
	    "%s: write to temporary file (-T names another directory)",
	    s->dir);
}

static int
write_block(struct spill *s, uint32_t block, struct err *e)
{
	off_t at = (off_t)block * (off_t)s->block;
	size_t done = 0;

	while (done < s->len) {
		ssize_t n = pwrite(s->fd, s->buf + done, s->len - done,
		    at + (off_t)done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return cannot_write(s, e);
		done += (size_t)n;
	}
	return 0;
}

/* Writes what is in the buffer to a block that is free. */
static int
flush(struct spill *s, struct run *r, struct err *e)
{
	uint32_t block;

	if (s->len == 0)
		return 0;
	block = s->n_unused ? s->unused[--s->n_unused] : s->blocks++;
	if (write_block(s, block, e))
		return -1;
	r->blocks = mem_grow(r->blocks, &r->cap, r->n + 1, sizeof *r->blocks);
	r->blocks[r->n++] = block;
	s->len = 0;
	return 0;
}

static int
add_slowly(struct spill *s, struct run *r, struct span part, struct err *e)
{
	while (part.len) {
		size_t n = s->block - s->len;

		if (n > part.len)
			n = part.len;
		memcpy(s->buf + s->len, part.p, n);
		s->len += n;
		part.p += n;
		part.len -= n;
		if (s->len == s->block && flush(s, r, e))
			return -1;
	}
	return 0;
}

int
spill_line(struct spill *s, struct run *r, struct span line, struct err *e)
{
	r->lines++;
	r->bytes += line.len + 1;
	if (line.len > r->longest)
		r->longest = line.len;
	if (line.len < s->block - s->len) {
		if (line.len)
			memcpy(s->buf + s->len, line.p, line.len);
		s->len += line.len;
		s->buf[s->len++] = '\n';
		return s->len == s->block ? flush(s, r, e) : 0;
	}
	return add_slowly(s, r, line, e) ||
	    add_slowly(s, r, SPAN("\n"), e) ? -1 : 0;
}

int
spill_end(struct spill *s, struct run *r, struct err *e)
{
	return flush(s, r, e);
}

void
spill_last(struct spill *s)
{
	s->last = true;
}

void
spill_close(struct spill *s)
{
	if (s->fd >= 0)
		close(s->fd);
	free(s->buf);
	free(s->unused);
	*s = (struct spill){ .fd = -1 };
}

size_t
run_room(const struct spill *s, const struct run *r)
{
	return s->block + r->longest + 1;
}

void
run_open(struct run_reader *r, struct spill *s, struct run *run)
{
	*r = (struct run_reader){ .spill = s, .run = *run,
		.left = run->bytes, .cap = run_room(s, run) };
	r->buf = mem_alloc(r->cap);
	*run = (struct run){ 0 };
}

static int
broken(const struct run_reader *r, struct err *e)
{
	return err_set(e, ST_FAIL, "%s: temporary file: not what was written",
	    r->spill->dir);
}

/* Reads n bytes from their place in the file, all of them. */
static int
read_fully(const struct run_reader *r, char *to, size_t n, off_t at,
    struct err *e)
{
	while (n) {
		ssize_t got = pread(r->spill->fd, to, n, at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_sys(e, ST_FAIL, "%s: temporary file: read",
			    r->spill->dir);
		if (got == 0)
			return broken(r, e);
		to += got;
		n -= (size_t)got;
		at += got;
	}
	return 0;
}

static void
give_back(const struct spill *s, uint32_t block)
{
#ifdef FALLOC_FL_PUNCH_HOLE
	/* where it cannot be done, closing the file does it later */
	(void)!fallocate(s->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
	    (off_t)block * (off_t)s->block, (off_t)s->block);
#else
	(void)s;
	(void)block;
#endif
}

static void
give_up(struct spill *s, uint32_t block)
{
	if (s->last) {
		give_back(s, block);
		return;
	}
	s->unused = mem_grow(s->unused, &s->cap_unused, s->n_unused + 1,
	    sizeof *s->unused);
	s->unused[s->n_unused++] = block;
}

/* Reads the next block behind the unfinished line. */
static int
fill(struct run_reader *r, struct err *e)
{
	size_t rest = r->end - r->pos, n = r->spill->block;
	uint32_t block = r->run.blocks[r->block++];

	if (r->pos) /* else a long line would be moved for each block */
		memmove(r->buf, r->buf + r->pos, rest);
	r->pos = 0;
	r->end = rest;
	if (n > r->left)
		n = (size_t)r->left;
	if (n > r->cap - rest) /* a line longer than any that was written */
		return broken(r, e);
	if (read_fully(r, r->buf + rest, n,
	    (off_t)block * (off_t)r->spill->block, e))
		return -1;
	give_up(r->spill, block);
	r->end += n;
	r->left -= n;
	return 0;
}

int
run_next(struct run_reader *r, struct span *line, struct err *e)
{
	size_t seen = 0;

	for (;;) {
		const char *from = r->buf + r->pos;
		size_t n = r->end - r->pos;
		const char *lf = n > seen
		    ? memchr(from + seen, '\n', n - seen) : NULL;

		if (lf) {
			*line = (struct span){ from, (size_t)(lf - from) };
			r->pos += line->len + 1;
			r->lines++;
			return 1;
		}
		if (r->left == 0)
			break;
		seen = n;
		if (fill(r, e))
			return -1;
	}
	if (r->pos < r->end || r->lines != r->run.lines)
		return broken(r, e);
	return 0;
}

void
run_close(struct run_reader *r)
{
	free(r->run.blocks);
	free(r->buf);
	*r = (struct run_reader){ 0 };
}
