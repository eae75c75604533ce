#include "bill/fixed/fixed_split.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

enum { CUTTER_CAP = 1 << 16 }; /* bytes read at once */

struct cutter {
	struct input_layer layer;
	const struct fixed *f;
	struct buf *heads; /* owned, one a column: what a head said last */
	struct buf raw;    /* bytes read and not cut */
	size_t raw_pos;
	size_t seen;    /* bytes of raw without a line end */
	struct buf out; /* cut and not handed out */
	size_t out_pos;
	struct buf padded; /* a record with the blanks it lacks */
	bool in_row;       /* the record before was a row or added to one */
	bool ended;
};

static struct span
field_of(struct span line, const struct fixed_field *f)
{
	return (struct span){ line.p + f->from, f->len };
}

static bool
holds(const struct cutter *c, const struct fixed_test *t, struct span line)
{
	if (t->column >= 0)
		return span_eq(buf_span(&c->heads[t->column]), t->is);
	return line.len >= t->from + t->is.len &&
	    !memcmp(line.p + t->from, t->is.p, t->is.len);
}

/* The type of a record, -1 if it has none. */
static int
type_of(const struct cutter *c, struct span line)
{
	for (size_t i = 0; i < c->f->n; i++) {
		const struct fixed_record *r = &c->f->records[i];
		size_t j = 0;

		while (j < r->n_tests && holds(c, &r->tests[j], line))
			j++;
		if (j == r->n_tests)
			return (int)i;
	}
	return -1;
}

/* Bytes between the fields that are not blank; the first, or 0. */
static size_t
filled_gap(
    const struct fixed *f, const struct fixed_record *r, struct span line)
{
	for (size_t i = 0; f->gap && i + 1 < r->n_fields; i++) {
		size_t to = r->fields[i + 1].from;

		for (size_t k = r->fields[i].from + r->fields[i].len; k < to;
		     k++)
			if (line.p[k] != ' ')
				return k + 1;
	}
	return 0;
}

static void
put_bad(struct cutter *c, struct span line, const char *why)
{
	buf_byte(&c->out, FIXED_SPLIT_BAD);
	buf_str(&c->out, why);
	buf_byte(&c->out, FIXED_SPLIT_MARK);
	for (size_t i = 0; i < line.len; i++)
		buf_byte(
		    &c->out, line.p[i] == FIXED_SPLIT_MARK ? '?' : line.p[i]);
	buf_byte(&c->out, '\n');
}

static void
remember(struct cutter *c, const struct fixed_record *r, struct span line)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		struct buf *b;

		if (r->fields[i].column < 0)
			continue;
		b = &c->heads[r->fields[i].column];
		buf_clear(b);
		buf_add(b, span_trim(field_of(line, &r->fields[i])));
	}
}

static void
put_record(struct cutter *c, int type, struct span line)
{
	const struct fixed_record *r = &c->f->records[type];

	buf_byte(&c->out, (char)(FIXED_SPLIT_TYPE + type));
	for (size_t i = 0; i < r->n_fields; i++) {
		if (r->fields[i].column < 0)
			continue;
		buf_byte(&c->out, FIXED_SPLIT_MARK);
		buf_add(&c->out, field_of(line, &r->fields[i]));
	}
	buf_byte(&c->out, '\n');
	if (r->role == FIXED_HEAD)
		remember(c, r, line);
}

/* True, the reason written, if the line is not as its type of record says. */
static bool
is_bad(const struct cutter *c, const struct fixed_record *r, struct span line,
    struct err *why)
{
	size_t at;

	if (!r)
		err_set(why, ST_DATA, "a record of no type that was told");
	else if (r->role == FIXED_SKIP && memchr(line.p, '\r', line.len))
		err_set(why, ST_DATA,
		    "a record to skip with a CR within: do others stand behind "
		    "it?");
	else if (r->role == FIXED_SKIP)
		return false;
	else if (r->role == FIXED_MORE && !c->in_row)
		err_set(why, ST_DATA,
		    "a record that adds to a row, but none "
		    "is before it");
	else if (line.len != r->length)
		err_set(why, ST_DATA, "%zu bytes, but this record has %zu",
		    line.len, r->length);
	else if (memchr(line.p, FIXED_SPLIT_MARK, line.len))
		err_set(why, ST_DATA, "holds the byte 0x1f");
	else if ((at = filled_gap(c->f, r, line)) != 0)
		err_set(why, ST_DATA,
		    "byte %zu, between two fields, is not "
		    "blank",
		    at);
	else
		return false;
	return true;
}

/* The record with blanks at its end up to length, where they may be missing. */
static struct span
pad(struct cutter *c, struct span line, size_t length)
{
	if (!c->f->pad || line.len >= length)
		return line;
	buf_clear(&c->padded);
	buf_add(&c->padded, line);
	memset(buf_room(&c->padded, length - line.len), ' ', length - line.len);
	c->padded.len = length;
	return buf_span(&c->padded);
}

static void
cut(struct cutter *c, struct span line)
{
	const struct fixed_record *r;
	struct err why;
	int type;

	line = pad(c, line, c->f->length);
	type = type_of(c, line);
	r = type < 0 ? NULL : &c->f->records[type];
	if (r)
		line = pad(c, line, r->length);
	if (is_bad(c, r, line, &why))
		put_bad(c, line, why.text);
	else
		put_record(c, type, line);
	c->in_row =
	    r && (r->role == FIXED_ROW || (r->role == FIXED_MORE && c->in_row));
}

/* An empty line is no record, but a line; a lone 0x1a, with which DOS ended
 * files, is an empty one. */
static void
cut_line(struct cutter *c, struct span line)
{
	if (line.len && line.p[line.len - 1] == '\r')
		line.len--;
	if (line.len == 0 || (line.len == 1 && line.p[0] == '\x1a'))
		buf_byte(&c->out, '\n');
	else
		cut(c, line);
}

/* Cuts every whole line of raw; at the end of the input the last too. */
static void
cut_all(struct cutter *c)
{
	size_t left;

	while ((left = c->raw.len - c->raw_pos) != 0) {
		char *from = c->raw.p + c->raw_pos;
		char *lf = memchr(from + c->seen, '\n', left - c->seen);

		c->seen = 0;
		if (!lf && !c->ended) {
			c->seen = left;
			break;
		}
		if (lf)
			left = (size_t)(lf - from);
		cut_line(c, (struct span){ from, left });
		c->raw_pos += left + (lf != NULL);
	}
	left = c->raw.len - c->raw_pos;
	if (left)
		memmove(c->raw.p, c->raw.p + c->raw_pos, left);
	c->raw.len = left;
	c->raw_pos = 0;
}

static int
fill(struct cutter *c, struct input *in, struct err *e)
{
	char *to = buf_room(&c->raw, CUTTER_CAP);
	int64_t n = input_read_below(in, &c->layer, to, CUTTER_CAP, e);

	if (n < 0)
		return -1;
	c->raw.len += (size_t)n;
	c->ended = n == 0;
	cut_all(c);
	return 0;
}

static int64_t
read_cut(struct input_layer *layer, struct input *in, char *p, size_t cap,
    struct err *e)
{
	struct cutter *c = (struct cutter *)layer;
	size_t n;

	while (c->out_pos == c->out.len) {
		buf_clear(&c->out);
		c->out_pos = 0;
		if (c->ended)
			return 0;
		if (fill(c, in, e))
			return -1;
	}
	n = c->out.len - c->out_pos;
	if (n > cap)
		n = cap;
	memcpy(p, c->out.p + c->out_pos, n);
	c->out_pos += n;
	return (int64_t)n;
}

static void
close_layer(struct input_layer *layer)
{
	struct cutter *c = (struct cutter *)layer;

	for (size_t i = 0; i < c->f->n_columns; i++)
		buf_free(&c->heads[i]);
	free(c->heads);
	buf_free(&c->raw);
	buf_free(&c->padded);
	buf_free(&c->out);
	free(c);
}

void
fixed_split_cover(struct input *in, const struct fixed *f)
{
	struct cutter *c = mem_zeroed(1, sizeof *c);

	c->layer =
	    (struct input_layer){ .read = read_cut, .close = close_layer };
	c->f = f;
	c->heads = mem_zeroed(f->n_columns, sizeof *c->heads);
	input_cover(in, &c->layer);
}
