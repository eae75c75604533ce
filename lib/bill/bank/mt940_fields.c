#include "bill/bank/mt940_fields.h"

/* The fields of MT940, MT942 and MT950, and NS, a bank's own. */
static const char tags[][4] = {
	"13",
	"13D",
	"20",
	"21",
	"25",
	"25P",
	"28",
	"28C",
	"34F",
	"60F",
	"60M",
	"61",
	"62F",
	"62M",
	"64",
	"65",
	"86",
	"90C",
	"90D",
	"NS",
};

void
mt940_fields_open(struct mt940_fields *s, struct input *in)
{
	*s = (struct mt940_fields){ 0 };
	lines_over(&s->lines, in);
}

/* The tag a line begins with, or an empty span. */
static struct span
tag_of(struct span line)
{
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		size_t n = strlen(tags[i]);

		if (line.len >= n + 2 && line.p[0] == ':' &&
		    line.p[n + 1] == ':' && !memcmp(line.p + 1, tags[i], n))
			return (struct span){ line.p + 1, n };
	}
	return (struct span){ 0 };
}

static bool
ends_message(struct span line)
{
	return line.len && line.p[0] == '-' &&
	    (line.len == 1 || line.p[1] == '}' ||
		(unsigned char)line.p[1] < ' ');
}

/* The next line without its CR, into ahead. */
static int
look(struct mt940_fields *s, struct err *e)
{
	int r;

	if (s->has_ahead)
		return 1;
	r = lines_next(&s->lines, &s->ahead, e);
	if (r != 1)
		return r;
	if (s->ahead.len && s->ahead.p[s->ahead.len - 1] == '\r')
		s->ahead.len--;
	s->has_ahead = true;
	return 1;
}

/* A header, "{1:...}{2:...}{4:", has a brace that is not closed on its line;
 * acknowledgements and trailers, "{5:{CHK:...}}", have none. */
static bool
opens_block(struct span line)
{
	int open = 0;

	for (size_t i = 0; i < line.len && *line.p == '{'; i++)
		open += (line.p[i] == '{') - (line.p[i] == '}');
	return open > 0;
}

/* Passes a line that is no part of a field. */
static void
pass(struct mt940_fields *s)
{
	if (ends_message(s->ahead))
		s->block = 0;
	else if (!s->in_message && opens_block(s->ahead))
		s->block = s->lines.count;
	s->has_ahead = false;
}

static int
end_message(struct mt940_fields *s)
{
	s->in_message = false;
	strcpy(s->tag, "-");
	buf_clear(&s->value);
	s->line = s->lines.count;
	return 1;
}

/* Adds the lines up to the next field to the value. */
static int
take_value(struct mt940_fields *s, struct err *e)
{
	int r;

	while ((r = look(s, e)) == 1) {
		if (tag_of(s->ahead).len || ends_message(s->ahead))
			return 1;
		buf_byte(&s->value, '\n');
		buf_add(&s->value, s->ahead);
		s->has_ahead = false;
	}
	return r < 0 ? -1 : 1;
}

static int
take_field(struct mt940_fields *s, struct span tag, struct err *e)
{
	struct span line = s->ahead;

	memcpy(s->tag, tag.p, tag.len);
	s->tag[tag.len] = '\0';
	s->line = s->lines.count;
	if (mt940_fields_is(s, "20"))
		s->in_message = true;
	else if (!s->in_message) {
		err_set(e, ST_DATA,
		    "field %s outside a message: no field 20 "
		    "before it",
		    s->tag);
		return mt940_fields_err(s, e);
	}
	buf_clear(&s->value);
	buf_add(&s->value,
	    (struct span){ line.p + tag.len + 2, line.len - tag.len - 2 });
	s->has_ahead = false;
	return take_value(s, e);
}

int
mt940_fields_next(struct mt940_fields *s, struct err *e)
{
	int r;

	while ((r = look(s, e)) == 1) {
		struct span tag = tag_of(s->ahead);

		if (s->in_message && tag.len == 2 && !memcmp(tag.p, "20", 2))
			return end_message(s);
		if (tag.len)
			return take_field(s, tag, e);
		pass(s);
		if (s->in_message)
			return end_message(s); /* the line is outside of any
					        * field */
	}
	if (r == 0 && s->block) {
		err_set(e, ST_DATA,
		    "a message is opened here, but the file "
		    "ends before its \"-}\"");
		return err_at(e, lines_name(&s->lines), s->block);
	}
	if (r < 0 || !s->in_message)
		return r;
	return end_message(s);
}

int
mt940_fields_err(const struct mt940_fields *s, struct err *e)
{
	return err_at(e, lines_name(&s->lines), s->line);
}

void
mt940_fields_close(struct mt940_fields *s)
{
	lines_close(&s->lines);
	buf_free(&s->value);
}
