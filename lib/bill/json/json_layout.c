#include "bill/json/json_layout.h"

#include <stdlib.h>

#include "base/mem.h"

int
json_layout_rows(struct json_layout *l, const char *pointer, struct err *e)
{
	json_pointer_free(&l->rows);
	l->rows_said = true;
	return json_pointer_parse(&l->rows, span_str(pointer), e);
}

int
json_layout_column(struct json_layout *l, const char *text, struct err *e)
{
	const char *equals = strchr(text, '=');
	struct json_column c = { .optional = false };
	struct span name, at;

	if (!equals)
		return err_set(e, ST_FAIL,
		    "\"%s\" is not a column like id = /order/id", text);
	name = span_trim((struct span){ text, (size_t)(equals - text) });
	if (name.len && name.p[name.len - 1] == '?') {
		c.optional = true;
		name.len--;
		name = span_trim(name);
	}
	if (name.len == 0 || names_find(&l->names, name) >= 0)
		return err_set(e, ST_FAIL, "\"%s\": %s", text,
		    name.len ? "there is such a column already"
			     : "the column has no name");
	if (l->names.n == JSON_COLUMNS_MAX)
		return err_set(
		    e, ST_FAIL, "more than %d columns", JSON_COLUMNS_MAX);
	at = span_trim(span_str(equals + 1));
	c.outer = span_take(&at, '^');
	if (json_pointer_parse(&c.at, at, e))
		return -1;
	l->columns = mem_grow(
	    l->columns, &l->cap_columns, l->names.n + 1, sizeof *l->columns);
	l->columns[l->names.n] = c;
	names_add(&l->names, name);
	return 0;
}

void
json_layout_free(struct json_layout *l)
{
	for (size_t i = 0; i < l->names.n; i++)
		json_pointer_free(&l->columns[i].at);
	free(l->columns);
	json_pointer_free(&l->rows);
	names_free(&l->names);
	json_figures_free(&l->figures);
	*l = (struct json_layout){ 0 };
}
