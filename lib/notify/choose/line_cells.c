#include "notify/choose/line_cells.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/tsv.h"

size_t
line_cells_name(struct line_cells *c, struct span name)
{
	int i = names_find(&c->names, name);

	if (i < 0) {
		i = (int)c->names.n;
		names_add(&c->names, name);
	}
	return (size_t)i;
}

/* The fields that every line has, in their order. */
static const struct span fixed[] = {
	{ "key", 3 },
	{ "class", 5 },
	{ "left", 4 },
	{ "right", 5 },
	{ "diff", 4 },
	{ "currency", 8 },
	{ "date", 4 },
};

/* The field as it stands in the line. */
static bool
find_fixed(const struct result *r, struct span name, struct span *value)
{
	struct span rest = r->line, field;

	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
		if (!tsv_next(&rest, &field))
			return false;
		if (!span_eq(name, fixed[i]))
			continue;
		*value = tsv_is_none(field) && i > 1 ? SPAN("") : field;
		return true;
	}
	return false;
}

static bool
find_carried(struct span carried, struct span name, struct span *value)
{
	static const char sides[][3] = { "l.", "r.", "" };
	struct buf b = { 0 };
	bool found = false;

	for (size_t i = 0; i < sizeof sides / sizeof *sides && !found; i++) {
		buf_clear(&b);
		buf_str(&b, sides[i]);
		buf_add(&b, name);
		found = result_carried(carried, buf_span(&b), value);
	}
	buf_free(&b);
	return found;
}

/* The value, in the text where it had to be unescaped; what cannot be is
 * left as it stands. */
static struct span
unescaped(struct buf *text, struct span value)
{
	size_t was = text->len;

	if (value.len == 0 || !memchr(value.p, '\\', value.len))
		return value;
	if (!tsv_unescape(text, value)) {
		text->len = was;
		return value;
	}
	return (struct span){ text->p + was, text->len - was };
}

void
line_cells_read(struct line_cells *c, const struct result *r)
{
	if (!c->cells) {
		c->cells = mem_zeroed(c->names.n + 1, sizeof *c->cells);
		c->met = mem_zeroed(c->names.n + 1, sizeof *c->met);
	}
	buf_clear(&c->text);
	for (size_t i = 0; i < c->names.n; i++) {
		struct span value = SPAN("");

		if (find_fixed(r, c->names.list[i], &value) ||
		    find_carried(r->carried, c->names.list[i], &value))
			c->met[i] = true;
		/* unescaped text is never longer: the cells before stay */
		if (i == 0)
			buf_room(&c->text, c->names.n * r->line.len + 1);
		c->cells[i] = unescaped(&c->text, value);
	}
}

const struct span *
line_cells_unmet(const struct line_cells *c)
{
	for (size_t i = 0; c->met && i < c->names.n; i++)
		if (!c->met[i])
			return &c->names.list[i];
	return NULL;
}

void
line_cells_free(struct line_cells *c)
{
	names_free(&c->names);
	free(c->cells);
	free(c->met);
	buf_free(&c->text);
	*c = (struct line_cells){ 0 };
}
