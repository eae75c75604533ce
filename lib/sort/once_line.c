#include "sort/once_line.h"

#include <inttypes.h>

#include "stream/line/carried_fields.h"
#include "text/tsv.h"

enum { PART = '\1', DIGITS = 16 };

static int
find(
    const struct record *r, struct span name, struct span *value, struct err *e)
{
	struct span found;

	if (!record_fixed(r, name, value) &&
	    carried_find(r->carried, name, &found, value, e))
		return -1;
	if (!tsv_is_empty(*value))
		return 0;
	return err_set(e, ST_DATA,
	    "%s: the record has none, and --once knows records by it",
	    excerpt(name).s);
}

static int
put_id(struct buf *b, const struct names *id, const struct record *r,
    struct err *e)
{
	buf_byte(b, r->side);
	for (size_t i = 0; i < id->n; i++) {
		struct span value;

		if (find(r, id->list[i], &value, e))
			return -1;
		buf_byte(b, '\t');
		buf_add(b, value);
	}
	return 0;
}

int
once_line_make(struct buf *b, const struct names *id, const struct record *r,
    size_t operand, uint64_t number, struct err *e)
{
	struct span line = r->line, src, value;
	size_t at = line.len;

	if (put_id(b, id, r, e) ||
	    carried_find(r->carried, SPAN("src"), &src, &value, e))
		return -1;
	if (src.p)
		at = (size_t)(src.p - line.p) - 1;
	buf_byte(b, PART);
	buf_add(b, (struct span){ line.p, at });
	if (src.p)
		buf_add(b,
		    (struct span){
			src.p + src.len, line.len - at - 1 - src.len });
	buf_printf(b, "%c%0*zx%0*zx", PART, DIGITS, operand, DIGITS, at);
	if (src.p)
		buf_add(b, src);
	buf_printf(b, "%c%0*" PRIx64, PART, DIGITS, number);
	return 0;
}

static struct span
next_part(struct span *rest)
{
	const char *end = memchr(rest->p, PART, rest->len);
	size_t n = end ? (size_t)(end - rest->p) : rest->len;
	struct span part = { rest->p, n };

	n += end != NULL;
	*rest = (struct span){ rest->p + n, rest->len - n };
	return part;
}

static uint64_t
number_at(const char *p)
{
	uint64_t n = 0;

	for (int i = 0; i < DIGITS; i++)
		n = n << 4 |
		    (uint64_t)(p[i] <= '9' ? p[i] - '0' : p[i] - 'a' + 10);
	return n;
}

void
once_line_read(struct once_line *o, struct span line)
{
	struct span from;

	o->id = next_part(&line);
	o->content = next_part(&line);
	from = next_part(&line);
	o->operand = (size_t)number_at(from.p);
	o->at = (size_t)number_at(from.p + DIGITS);
	o->src =
	    (struct span){ from.p + 2 * DIGITS, from.len - 2 * (size_t)DIGITS };
	if (o->src.len == 0)
		o->src.p = NULL;
	o->number = number_at(line.p);
}

void
once_line_restore(struct buf *b, const struct once_line *o)
{
	buf_add(b, (struct span){ o->content.p, o->at });
	if (!o->src.p)
		return;
	buf_byte(b, '\t');
	buf_add(b, o->src);
	buf_add(
	    b, (struct span){ o->content.p + o->at, o->content.len - o->at });
}
