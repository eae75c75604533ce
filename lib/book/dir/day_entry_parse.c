/* Reading the file of a day. */
#include "book/dir/day_entry.h"

#include "book/dir/state_name.h"
#include "text/tsv.h"
#include "value/time/date.h"

enum { FIELDS = 5 };

/* The text that is read, line by line. */
struct cursor {
	struct span rest;
	uint64_t line; /* the number of the next one */
	struct span f[FIELDS];
	struct span behind; /* the first field of the line last taken: all of
	                     * the line behind it */
};

/* Takes the next line if it begins with the name and has n fields behind it,
 * or any number for n 0. */
static bool
take(struct cursor *c, const char *name, size_t n)
{
	const char *lf =
	    c->rest.len ? memchr(c->rest.p, '\n', c->rest.len) : NULL;
	struct span line, first;
	size_t i = 0;

	if (!lf)
		return false;
	line = (struct span){ c->rest.p, (size_t)(lf - c->rest.p) };
	if (!tsv_next(&line, &first) || !span_eq(first, span_str(name)))
		return false;
	c->behind = line;
	while (i < n && i < FIELDS && tsv_next(&line, &c->f[i])) {
		if (c->f[i++].len == 0)
			return false;
	}
	if (i < n || (n ? line.p != NULL : c->behind.p == NULL))
		return false;
	c->rest.len -= (size_t)(lf + 1 - c->rest.p);
	c->rest.p = lf + 1;
	c->line++;
	return true;
}

static bool
take_kind(struct cursor *c, enum day_kind *kind)
{
	if (!take(c, "kind", 1))
		return false;
	for (int i = DAY_ROLLED; i <= DAY_TAKEN_OVER; i++) {
		if (!span_eq(
			c->f[0], span_str(day_kind_name((enum day_kind)i))))
			continue;
		*kind = (enum day_kind)i;
		return true;
	}
	return false;
}

static bool
take_from(struct cursor *c, struct day_entry *d)
{
	if (take(c, "from", 1))
		return tsv_is_none(c->f[0]);
	if (!take(c, "from", 3) || !digest_is(c->f[2]))
		return false;
	d->from_digest = c->f[2];
	return date_parse(c->f[0], &d->from) && d->from < d->day &&
	    state_name_generation(c->f[1], &d->from_generation);
}

static bool
take_head(struct cursor *c, struct day_entry *d)
{
	if (!take(c, "date", 1) || !date_parse(c->f[0], &d->day) ||
	    !take(c, "generation", 1) ||
	    !state_name_generation(c->f[0], &d->generation) ||
	    !take_kind(c, &d->kind) || !take_from(c, d) || !take(c, "when", 1))
		return false;
	d->when = c->f[0];
	if (!take(c, "user", 2))
		return false;
	d->user = c->f[0];
	d->uid = c->f[1];
	if (!take(c, "version", 1))
		return false;
	d->version = c->f[0];
	return true;
}

/* Lines of one name, without it, which stand behind each other: they are put
 * together in the arena. */
static struct span
take_lines(struct cursor *c, struct day_entry *d, const char *name, size_t n)
{
	struct buf b = { 0 };
	struct span all;

	while (take(c, name, n)) {
		buf_add(&b, c->behind);
		buf_byte(&b, '\n');
	}
	all = arena_copy(&d->arena, buf_span(&b));
	buf_free(&b);
	return all;
}

/* NAME BYTES DIGEST from field at on. */
static bool
read_bytes(const struct cursor *c, size_t at, struct day_bytes *b)
{
	b->name = c->f[at];
	b->digest = c->f[at + 2];
	return span_count(c->f[at + 1], &b->bytes) && digest_is(b->digest);
}

/* What a #total line has, behind a first field. */
static bool
is_total(struct span line)
{
	struct total t = { 0 };
	struct err e;
	bool is = total_parse(&t, line, &e) == 0;

	total_free(&t);
	return is;
}

static bool
read_input(struct cursor *c, struct day_bytes *b)
{
	struct span rest = c->behind, line = rest;

	for (int i = 0; i < 4; i++)
		if (!tsv_next(&rest, &c->f[i]) || c->f[i].len == 0)
			return false;
	b->role = c->f[0];
	if (!read_bytes(c, 1, b) || !rest.p)
		return false;
	b->total = rest;
	line.len -= (size_t)(b->digest.p - line.p);
	line.p = b->digest.p;
	return is_total(line);
}

static bool
take_inputs(struct cursor *c, struct day_entry *d)
{
	struct day_bytes b;

	while (take(c, "input", 0)) {
		if (!read_input(c, &b))
			return false;
		day_list_add(&d->inputs, &b);
	}
	return true;
}

static bool
take_totals(struct cursor *c, struct day_entry *d)
{
	struct err e;
	struct span name;

	for (int i = 0; i < DAY_TOTALS; i++) {
		struct span rest;

		if (!take(c, "total", 0))
			return i == DAY_REOPENED;
		rest = c->behind;
		if (!tsv_next(&rest, &name) ||
		    !span_eq(
			name, span_str(day_total_name((enum day_total)i))) ||
		    total_parse(&d->totals[i], c->behind, &e))
			return false;
		if (i == DAY_REOPENED && d->totals[i].records == 0)
			return false;
	}
	return true;
}

/* The file of the open items of this very day, under the name it has now or
 * had before it was taken over. */
static bool
is_open_name(struct span name, const struct day_entry *d)
{
	struct state_name n;
	int32_t day;
	bool back;

	if (state_name_parse(name, &n))
		return n.is == STATE_OPEN && n.day == d->day &&
		    n.generation == d->generation;
	return d->kind == DAY_TAKEN_OVER &&
	    state_name_older(name, &day, &back) && day == d->day;
}

static bool
take_tail(struct cursor *c, struct day_entry *d)
{
	struct day_bytes b = { 0 };
	struct state_name n;

	if (!take(c, "oldest", 1))
		return false;
	d->has_oldest = !tsv_is_none(c->f[0]);
	if (d->has_oldest && !date_parse(c->f[0], &d->oldest))
		return false;
	if (!take(c, "file", 4) || !span_eq(c->f[0], SPAN("open")) ||
	    !read_bytes(c, 1, &d->open) || !is_open_name(d->open.name, d))
		return false;
	while (take(c, "copy", 3)) {
		if (!read_bytes(c, 0, &b) || !state_name_parse(b.name, &n) ||
		    n.day != d->day || n.generation != d->generation ||
		    (n.is != STATE_INPUT && n.is != STATE_RESULTS))
			return false;
		day_list_add(&d->copies, &b);
	}
	return c->rest.len == 0;
}

static bool
take_all(struct cursor *c, struct day_entry *d)
{
	if (!take_head(c, d))
		return false;
	d->options = take_lines(c, d, "option", 2);
	d->forced = take_lines(c, d, "force", 1);
	if (take(c, "by", 2)) {
		d->by = c->f[0];
		d->why = c->f[1];
	}
	d->replies = take_lines(c, d, "reply", 3);
	if (!take_inputs(c, d))
		return false;
	d->facts = take_lines(c, d, "facts", 4);
	return take_totals(c, d) && take_tail(c, d);
}

int
day_entry_parse(
    struct day_entry *d, struct span text, const char *name, struct err *e)
{
	struct cursor c = { .line = 2 };
	struct span head = SPAN(DAY_ENTRY_HEAD "\n");

	*d = (struct day_entry){ 0 };
	if (!span_begins(text, head))
		return err_set(e, ST_DATA,
		    "%s: is no file of a day that this version knows", name);
	c.rest = arena_copy(
	    &d->arena, (struct span){ text.p + head.len, text.len - head.len });
	if (take_all(&c, d))
		return 0;
	day_entry_free(d);
	err_set(e, ST_DATA, "is no file of a day from here on");
	return err_at(e, name, c.line);
}
