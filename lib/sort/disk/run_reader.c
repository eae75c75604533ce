#include "sort/disk/run_reader.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sort/disk/front_code.h"

enum {
	/* What an entry may take beside its line, and what may be read behind
	 * it. */
	MORE = FRONT_CODE_HEAD_MAX + FRONT_CODE_SLACK,
	SHARE = 4, /* the part of a block that texts may have beyond need */
};

/* Bytes for the texts of lines: the last one and another, or several. */
static size_t
texts_room(const struct temp_file *s, const struct run *r)
{
	return 2 * (r->longest + MORE) + s->block / SHARE;
}

size_t
run_room(const struct temp_file *s, const struct run *r)
{
	return s->block + r->longest + MORE + texts_room(s, r);
}

void
run_open(struct run_reader *r, struct temp_file *s, struct run *run)
{
	*r = (struct run_reader){ .spill = s,
		.run = *run,
		.left = run->packed,
		.cap = s->block + run->longest + MORE };
	r->buf = mem_alloc(r->cap);
	r->room = texts_room(s, run);
	r->texts = mem_zeroed(1, r->room);
	r->before = (struct span){ r->texts, 0 };
	*run = (struct run){ 0 };
}

static int
broken(const struct run_reader *r, struct err *e)
{
	return err_set(e, ST_FAIL, "%s: temporary file: not what was written",
	    r->spill->dir);
}

/* Reads the next block behind the unfinished entry. */
static int
fill(struct run_reader *r, struct err *e)
{
	size_t rest = r->end - r->pos, n = r->spill->block;
	uint32_t block = r->run.blocks[r->block++];

	if (r->block < r->run.n)
		temp_file_soon(r->spill, r->run.blocks[r->block]);
	if (r->pos) /* else a long line would be moved for each block */
		memmove(r->buf, r->buf + r->pos, rest);
	r->pos = 0;
	r->end = rest;
	if (n > r->left)
		n = (size_t)r->left;
	if (n >
	    r->cap - rest - FRONT_CODE_SLACK) /* longer than any line written */
		return broken(r, e);
	if (temp_file_read(r->spill, block, r->buf + rest, n, e))
		return -1;
	temp_file_give_up(r->spill, block);
	r->end += n;
	r->left -= n;
	return 0;
}

/* Is the whole entry at hand? Its shape and the length of its head. */
static inline bool
is_whole(const struct run_reader *r, struct front_code_shape *s, size_t *head)
{
	size_t n = r->end - r->pos;

	*head = front_code_read(r->buf + r->pos, n, s);
	return *head && s->fresh <= n - *head;
}

/* Makes the line behind the one before, at to. */
static int
make(struct run_reader *r, char *to, struct err *e)
{
	struct front_code_shape s;
	size_t head, len;

	while (!is_whole(r, &s, &head)) {
		if (r->left == 0)
			return broken(r, e);
		if (fill(r, e))
			return -1;
	}
	if (!front_code_make(
		s, r->before, r->buf + r->pos + head, to, r->run.longest, &len))
		return broken(r, e);
	r->pos += head + s.fresh;
	r->before = (struct span){ to, len };
	return 0;
}

static int
at_end(const struct run_reader *r, struct err *e)
{
	if (r->left || r->pos < r->end || r->bytes != r->run.bytes)
		return broken(r, e);
	return 0;
}

/* The line handed out last moves to the beginning of the texts; returns where
 * there is room behind it. */
static char *
begin_texts(struct run_reader *r)
{
	memmove(r->texts, r->before.p, r->before.len);
	r->before.p = r->texts;
	return r->texts + r->before.len + FRONT_CODE_SLACK;
}

int
run_next(struct run_reader *r, struct span *lines, size_t max, struct err *e)
{
	const char *end = r->texts + r->room - r->run.longest - MORE;
	size_t n = 0;
	char *to;

	if (r->lines == r->run.lines)
		return at_end(r, e);
	for (to = begin_texts(r); n < max && to <= end; n++) {
		if (r->lines == r->run.lines)
			break;
		if (make(r, to, e))
			return -1;
		lines[n] = r->before;
		r->lines++;
		r->bytes += r->before.len;
		to += r->before.len + FRONT_CODE_SLACK;
	}
	return (int)n;
}

void
run_close(struct run_reader *r)
{
	free(r->run.blocks);
	free(r->buf);
	free(r->texts);
	*r = (struct run_reader){ 0 };
}
