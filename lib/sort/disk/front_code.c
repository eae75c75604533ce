#include "sort/disk/front_code.h"

enum { MARK = 0xff }; /* where the first short length would stand */

struct front_code_shape
front_code_shape(struct span before, struct span line)
{
	size_t less = before.len < line.len ? before.len : line.len;
	size_t front = span_common(before, line);
	size_t tail = span_common_end(before, line, less - front);

	return (struct front_code_shape){ front, line.len - front - tail, tail,
		front == line.len && front == before.len };
}

static char *
put(char *to, size_t n)
{
	uint64_t w = n;

	memcpy(to, &w, sizeof w);
	return to + sizeof w;
}

size_t
front_code_write_long(struct front_code_shape s, char *head)
{
	char *to = head;

	*to++ = (char)MARK;
	to = put(to, s.front);
	to = put(to, s.fresh);
	put(to, s.tail);
	return FRONT_CODE_HEAD_MAX;
}

static size_t
get(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof w);
	return (size_t)w;
}

struct front_code_shape
front_code_read_long(const char *p)
{
	return (struct front_code_shape){ get(p + 1), get(p + 9), get(p + 17),
		false };
}
