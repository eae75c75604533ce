#include "io/lines.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sys/meter.h"

enum { LINES_CAP = LINES_MEMORY / 2 };

int
lines_open(struct lines *l, const char *name, struct err *e)
{
	*l = (struct lines){ 0 };
	return input_open(&l->in, name, e);
}

/* Of a bill no line is as long; name is that of the input. */
static int
refuse_endless(void *name, size_t bytes, struct err *e)
{
	if (bytes <= LINES_MEMORY + 2 * LINES_BILL_MAX)
		return 0;
	err_set(e, ST_DATA, "a line of more than %d bytes", LINES_BILL_MAX);
	return err_at(e, name, 0);
}

void
lines_over(struct lines *l, struct input *in)
{
	*l = (struct lines){ .in = *in, .room = refuse_endless };
	memcpy(&l->room_arg, &in->name, sizeof in->name); /* not written to */
	*in = (struct input){ .fd = -1 };
}

void
lines_lent(struct lines *l, const char *name, struct span s)
{
	*l = (struct lines){
		.in = { .fd = -1, .name = name },
		.buf = { (char *)s.p },
		.end = s.len,
		.ended = true,
		.lent = true,
	};
}

void
lines_give(struct lines *l, char *p, size_t len, size_t cap, bool ended)
{
	l->buf[0] = p;
	l->cap[0] = cap;
	l->end = len;
	l->ended = ended;
}

static void
tell_meter(struct lines *l)
{
	if (!l->unmetered)
		meter_add(&meter.rows, l->count - l->metered);
	l->metered = l->count;
}

void
lines_skipped(struct lines *l, uint64_t count)
{
	l->count = count;
	tell_meter(l);
}

/* Room for so many bytes in a buffer, and for those that may be read behind
 * them. */
static void
grow(struct lines *l, int i, size_t want)
{
	size_t cap = l->cap[i] ? l->cap[i] : LINES_CAP;

	if (l->buf[i] && want <= l->cap[i])
		return;
	while (cap < want)
		cap *= 2;
	l->buf[i] = mem_resize(l->buf[i], cap + LINES_SLACK);
	l->cap[i] = cap;
}

/* Moves the unfinished line to the front of the other buffer, the one that does
 * not hold the line handed out last: so that line stays valid. */
static void
turn(struct lines *l)
{
	int to = !l->home;
	size_t rest = l->end - l->pos;
	size_t want = rest * 2 > LINES_CAP ? rest * 2 : LINES_CAP;

	grow(l, to, want);
	if (rest)
		memmove(l->buf[to], l->buf[l->cur] + l->pos, rest);
	l->cur = to;
	l->pos = 0;
	l->end = rest;
}

/* The current buffer will be used up to its byte n. Memory is asked for an
 * eighth ahead, as each call of room may cost the caller something. */
static int
use(struct lines *l, size_t n, struct err *e)
{
	size_t *used = &l->used[l->cur], all;

	if (n <= *used)
		return 0;
	*used = n;
	all = l->used[0] + l->used[1];
	if (!l->room || all <= l->asked || all <= LINES_MEMORY)
		return 0;
	l->asked = all + all / 8;
	return l->room(l->room_arg, l->asked, e);
}

/*
 * Reads more behind the unfinished line: not all that its buffer has room
 * for, else a long line would bring as much again of those behind it into
 * memory.
 */
static int
fill(struct lines *l, struct err *e)
{
	int64_t n;
	int c = l->cur;
	size_t more;

	if (l->end == l->cap[c])
		grow(l, c, l->cap[c] + 1);
	more = l->cap[c] - l->end;
	if (more > LINES_CAP)
		more = LINES_CAP;
	if (use(l, l->end + more, e))
		return -1;
	n = input_read(&l->in, l->buf[c] + l->end, more, e);
	if (n < 0)
		return -1;
	if (n == 0)
		l->ended = true;
	l->end += (size_t)n;
	return 0;
}

/* Hands out a line; skip is 1 for the LF behind it, or 0 at the end. */
static enum line_outcome
take(struct lines *l, size_t len, size_t skip, struct span *line)
{
	*line = (struct span){ l->buf[l->cur] + l->pos, len };
	lines_take(l, len);
	l->pos -= !skip;
	return LINE_OK;
}

/* The line is not whole in the buffer: seen bytes of it hold no LF. */
static enum line_outcome
next_slow(struct lines *l, size_t seen, struct span *line, struct err *e)
{
	turn(l);
	tell_meter(l);
	while (!l->ended) {
		char *from, *lf;

		if (fill(l, e))
			return LINE_ERROR;
		from = l->buf[l->cur] + seen;
		lf = memchr(from, '\n', l->end - seen);
		if (lf)
			return take(l, (size_t)(lf - l->buf[l->cur]), 1, line);
		seen = l->end;
	}
	if (l->end == 0)
		return LINE_END;
	l->unended = true;
	return take(l, l->end, 0, line);
}

enum line_outcome
lines_next(struct lines *l, struct span *line, struct err *e)
{
	size_t n = l->end - l->pos;
	char *from = NULL, *lf = NULL;

	if (n) { /* else nothing may have been read yet */
		from = l->buf[l->cur] + l->pos;
		lf = memchr(from, '\n', n);
	}
	if (lf)
		return take(l, (size_t)(lf - from), 1, line);
	if (l->ended && n == 0)
		return LINE_END;
	return next_slow(l, n, line, e);
}

void
lines_close(struct lines *l)
{
	input_close(&l->in);
	if (!l->lent) {
		free(l->buf[0]);
		free(l->buf[1]);
	}
	*l = (struct lines){ .in = { .fd = -1 } };
}
