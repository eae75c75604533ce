#include "sort/disk/run_reader.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sort/disk/front_code.h"

/* What an entry may take beside its line, and what may be read behind it. */
enum { MORE = FRONT_CODE_HEAD_MAX + FRONT_CODE_SLACK };

size_t
run_room(const struct temp_file *s, const struct run *r)
{
	return s->block + 3 * (r->longest + MORE);
}

void
run_open(struct run_reader *r, struct temp_file *s, struct run *run)
{
	*r = (struct run_reader){ .spill = s,
		.run = *run,
		.left = run->packed,
		.cap = s->block + run->longest + MORE };
	r->buf = mem_alloc(r->cap);
	for (int i = 0; i < 2; i++)
		r->line[i].p = mem_zeroed(1, run->longest + MORE);
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

/* Makes the line behind the one in the other place. */
static int
make(struct run_reader *r, struct err *e)
{
	struct run_line *to = &r->line[r->next], *before = &r->line[!r->next];
	struct front_code_shape s;
	size_t head;

	while (!is_whole(r, &s, &head)) {
		if (r->left == 0)
			return broken(r, e);
		if (fill(r, e))
			return -1;
	}
	if (!front_code_make(s, (struct span){ before->p, before->len },
		r->buf + r->pos + head, to->p, r->run.longest, &to->len))
		return broken(r, e);
	r->pos += head + s.fresh;
	__builtin_prefetch(r->buf + r->pos + 2 * 64);
	return 0;
}

static int
at_end(const struct run_reader *r, struct err *e)
{
	if (r->left || r->pos < r->end || r->bytes != r->run.bytes)
		return broken(r, e);
	return 0;
}

int
run_next(struct run_reader *r, struct span *line, struct err *e)
{
	const struct run_line *here = &r->line[r->next];

	if (r->lines == r->run.lines)
		return at_end(r, e);
	if (r->lines == 0 && make(r, e))
		return -1;
	*line = (struct span){ here->p, here->len };
	r->lines++;
	r->bytes += here->len;
	r->next = !r->next;
	return r->lines < r->run.lines && make(r, e) ? -1 : 1;
}

void
run_close(struct run_reader *r)
{
	free(r->run.blocks);
	free(r->buf);
	free(r->line[0].p);
	free(r->line[1].p);
	*r = (struct run_reader){ 0 };
}
