#include "sort/sorter_input.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sort/memory/line_ref.h"

enum { LINES = 64 }; /* taken at once */

struct sorter_input {
	struct input_layer layer; /* first, so that the input's pointer to it
				   * is one to the whole */
	struct line_sorter *from; /* borrowed */
	struct span lines[LINES];
	size_t n, next; /* lines, and which of them is read next, */
	size_t at;      /* and so many bytes of it were, its LF the last */
	bool failed;    /* it stays so */
	struct err why;
};

/* The next lines: 1, 0 at the end, -1. */
static int
take(struct sorter_input *s, struct err *e)
{
	int n = s->failed ? -1
			  : line_sorter_next(s->from, s->lines, LINES, &s->why);

	s->next = 0;
	s->n = n > 0 ? (size_t)n : 0;
	s->failed = n < 0;
	if (s->failed)
		*e = s->why;
	return n < 0 ? -1 : n > 0;
}

/* Lines of which all is still to be read, as many as fit. Most are copied in
 * pieces of a fixed length, LINE_REF_SLACK bytes can be read behind each. */
static char *
put_whole(struct sorter_input *s, char *p, const char *end)
{
	enum { WIDE = LINE_REF_SLACK };

	while (s->next < s->n) {
		struct span line = s->lines[s->next];

		if ((size_t)(end - p) < line.len + 1 + WIDE)
			break;
		memcpy(p, line.p, WIDE);
		if (line.len > 2 * WIDE)
			memcpy(p, line.p, line.len);
		else if (line.len > WIDE)
			memcpy(p + WIDE, line.p + WIDE, WIDE);
		p[line.len] = '\n';
		p += line.len + 1;
		s->next++;
	}
	return p;
}

/* As much of the next line as fits. */
static char *
put_part(struct sorter_input *s, char *p, const char *end)
{
	struct span line = s->lines[s->next];
	size_t n = line.len - s->at;

	if (n > (size_t)(end - p))
		n = (size_t)(end - p);
	if (n)
		memcpy(p, line.p + s->at, n);
	p += n;
	s->at += n;
	if (s->at < line.len || p == end)
		return p;
	*p++ = '\n';
	s->next++;
	s->at = 0;
	return p;
}

static int64_t
read_lines(
    struct input_layer *l, struct input *in, char *p, size_t cap, struct err *e)
{
	struct sorter_input *s = (struct sorter_input *)(void *)l;
	char *to = p, *end = p + cap;

	(void)in;
	while (to < end) {
		if (s->next == s->n) {
			int r = take(s, e);

			if (r < 0)
				return -1;
			if (r == 0)
				break;
		}
		if (s->at == 0)
			to = put_whole(s, to, end);
		if (s->next < s->n && to < end)
			to = put_part(s, to, end);
	}
	return to - p;
}

static void
close_layer(struct input_layer *l)
{
	free(l);
}

void
sorter_input_open(struct input *in, const char *name, struct line_sorter *from)
{
	struct sorter_input *s = mem_zeroed(1, sizeof *s);

	*in = (struct input){ .fd = -1, .name = name, .size = -1 };
	s->layer.read = read_lines;
	s->layer.close = close_layer;
	s->from = from;
	input_cover(in, &s->layer);
}
