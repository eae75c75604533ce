#define _GNU_SOURCE /* fallocate */

#include "sort/disk/temp_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "sort/disk/front_code.h"
#include "sys/file/nameless_file.h"
#include "sys/file/uncached_io.h"

/* Bytes that stay in memory at most. The kernel clears memory before it gives
 * it, which costs more than to write as much to a file that fits its cache. */
enum { KEEP_MAX = 128 << 20 };

static int
open_file(struct temp_file *s, struct err *e)
{
	s->fd = nameless_file(s->dir);
	if (s->fd < 0)
		return err_sys(e, ST_FAIL, "%s: no temporary file", s->dir);
	return 0;
}

void
temp_file_open(struct temp_file *s, const char *dir, size_t block)
{
	*s = (struct temp_file){ .dir = dir, .block = block, .fd = -1 };
}

void
temp_file_keep(struct temp_file *s, uint32_t blocks)
{
	const uint32_t most = (uint32_t)(KEEP_MAX / s->block);

	s->kept_from = s->blocks;
	s->keep = blocks < most ? blocks : most;
	s->kept = mem_map(s->block * s->keep + 1);
	mem_all_used(s->kept, s->block * s->keep);
}

static int
cannot_write(const struct temp_file *s, struct err *e)
{
	return err_sys(e, ST_FAIL,
	    "%s: write to temporary file (-T names another directory)", s->dir);
}

static off_t
place(const struct temp_file *s, uint32_t block)
{
	return (off_t)block * (off_t)s->block;
}

/* Where a block is that stays in memory; NULL for others. */
static char *
kept(const struct temp_file *s, uint32_t block)
{
	block -= s->kept_from; /* one before it becomes a great number */
	return block < s->keep ? s->kept + block * s->block : NULL;
}

static int
write_file(
    struct temp_file *s, const char *p, size_t n, off_t at, struct err *e)
{
	if (s->fd < 0 && open_file(s, e))
		return -1;
	while (n) {
		ssize_t put = pwrite(s->fd, p, n, at);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return cannot_write(s, e);
		p += put;
		n -= (size_t)put;
		at += put;
		s->written += (uint64_t)put;
	}
	return 0;
}

static int
write_block(
    struct temp_file *s, uint32_t block, const char *p, size_t n, struct err *e)
{
	char *to = kept(s, block);

	if (!to)
		return write_file(s, p, n, place(s, block), e);
	memcpy(to, p, n);
	return 0;
}

int
temp_file_give_way(struct temp_file *s, struct err *e)
{
	size_t n = temp_file_memory(s);

	if (s->kept && n &&
	    write_file(s, s->kept, n, place(s, s->kept_from), e))
		return -1;
	if (s->kept)
		mem_unmap(s->kept, s->block * s->keep + 1);
	s->kept = NULL;
	s->keep = 0;
	return 0;
}

int
temp_file_block(
    struct temp_file *s, struct run *r, const char *p, size_t n, struct err *e)
{
	uint32_t block = s->n_unused ? s->unused[--s->n_unused] : s->blocks++;

	if (write_block(s, block, p, n, e))
		return -1;
	r->blocks = mem_grow(r->blocks, &r->cap, r->n + 1, sizeof *r->blocks);
	r->blocks[r->n++] = block;
	return 0;
}

/* Writes what is in the buffer to a block that is free. */
static int
flush(struct temp_file *s, struct run *r, struct err *e)
{
	size_t n = s->len;

	s->len = 0;
	return n ? temp_file_block(s, r, s->buf, n, e) : 0;
}

static int
add_slowly(struct temp_file *s, struct run *r, struct span part, struct err *e)
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

/* The entry does not fit the block, or hardly. */
static int
put_slowly(struct temp_file *s, struct run *r, struct front_code_shape shape,
    struct span fresh, struct err *e)
{
	char head[FRONT_CODE_HEAD_MAX];
	size_t n = front_code_write(shape, head);

	r->packed += n + fresh.len;
	return add_slowly(s, r, (struct span){ head, n }, e) ||
		add_slowly(s, r, fresh, e)
	    ? -1
	    : 0;
}

int
temp_file_line(
    struct temp_file *s, struct run *r, struct span line, struct err *e)
{
	struct front_code_shape shape = front_code_shape(s->before, line);
	struct span fresh = { line.p + shape.front, shape.fresh };
	size_t left = s->block - s->len, n;

	s->before = line;
	r->lines++;
	r->bytes += line.len;
	if (line.len > r->longest)
		r->longest = line.len;
	if (!s->buf)
		s->buf = mem_alloc(s->block);
	if (left <= FRONT_CODE_HEAD_MAX ||
	    left - FRONT_CODE_HEAD_MAX <= fresh.len)
		return put_slowly(s, r, shape, fresh, e);
	n = front_code_write(shape, s->buf + s->len);
	span_put(s->buf + s->len + n, fresh);
	s->len += n + fresh.len;
	r->packed += n + fresh.len;
	return 0;
}

int
temp_file_end(struct temp_file *s, struct run *r, struct err *e)
{
	s->before = (struct span){ 0 };
	return flush(s, r, e);
}

void
temp_file_last(struct temp_file *s)
{
	s->last = true;
}

int
temp_file_read(const struct temp_file *s, uint32_t block, char *to, size_t n,
    struct err *e)
{
	off_t at = place(s, block);
	const char *from = kept(s, block);

	if (from) {
		memcpy(to, from, n);
		return 0;
	}
	while (n) {
		ssize_t got = pread(s->fd, to, n, at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_sys(
			    e, ST_FAIL, "%s: temporary file: read", s->dir);
		if (got == 0)
			return err_set(e, ST_FAIL,
			    "%s: temporary file: not "
			    "what was written",
			    s->dir);
		to += got;
		n -= (size_t)got;
		at += got;
	}
	return 0;
}

void
temp_file_soon(const struct temp_file *s, uint32_t block)
{
	/* advice: where it is not taken, reading waits */
	if (!kept(s, block))
		(void)posix_fadvise(s->fd, place(s, block), (off_t)s->block,
		    POSIX_FADV_WILLNEED);
}

static void
give_back(const struct temp_file *s, uint32_t block)
{
#ifdef FALLOC_FL_PUNCH_HOLE
	/* where it cannot be done, closing the file does it later */
	(void)!fallocate(s->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
	    place(s, block), (off_t)s->block);
#else
	(void)s;
	(void)block;
#endif
}

void
temp_file_give_up(struct temp_file *s, uint32_t block)
{
	if (s->last) {
		/* what is small goes at once when the file is closed */
		if (!kept(s, block) &&
		    uncached_is_large((uint64_t)s->blocks * s->block))
			give_back(s, block);
		return;
	}
	s->unused = mem_grow(
	    s->unused, &s->cap_unused, s->n_unused + 1, sizeof *s->unused);
	s->unused[s->n_unused++] = block;
}

void
temp_file_close(struct temp_file *s)
{
	if (s->fd >= 0)
		close(s->fd);
	if (s->kept)
		mem_unmap(s->kept, s->block * s->keep + 1);
	free(s->buf);
	free(s->unused);
	*s = (struct temp_file){ .fd = -1 };
}
