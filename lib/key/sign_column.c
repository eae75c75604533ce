#include "key/sign_column.h"

#include <stdlib.h>

#include "base/mem.h"

/* Adds the list between from and to. */
static int
add(struct columns *c, const char *from, const char *to, struct err *e)
{
	char *text = mem_dup((struct span){ from, (size_t)(to - from) });
	int r = columns_add(c, text, COLUMNS_PLAIN, e);

	free(text);
	return r;
}

static bool
is_among(struct span cell, const struct columns *values)
{
	for (size_t i = 0; i < values->n; i++) {
		const struct column *c = &values->list[i];

		if (span_eq(cell, (struct span){ c->label, c->label_len }))
			return true;
	}
	return false;
}

/* A value cannot mean both. */
static int
check_apart(const struct sign_column *d, struct err *e)
{
	for (size_t i = 0; i < d->out.n; i++) {
		const struct column *c = &d->out.list[i];

		if (is_among((struct span){ c->label, c->label_len }, &d->in))
			return err_set(e, ST_FAIL,
			    "\"%s\" is on both sides of the \"/\"", c->label);
	}
	return 0;
}

int
sign_column_parse(struct sign_column *d, const char *text, struct err *e)
{
	const char *eq = strchr(text, '=');
	const char *slash = eq ? strchr(eq, '/') : NULL;

	sign_column_free(d);
	if (!slash || add(&d->column, text, eq, e) || d->column.n != 1 ||
	    add(&d->in, eq + 1, slash, e) ||
	    add(&d->out, slash + 1, text + strlen(text), e))
		return err_set(e, ST_FAIL,
		    "\"%s\" is not "
		    "COLUMN=VALUES/VALUES",
		    text);
	return check_apart(d, e);
}

int
sign_column_of(const struct sign_column *d, struct span cell)
{
	if (is_among(cell, &d->in))
		return 1;
	return is_among(cell, &d->out) ? -1 : 0;
}

void
sign_column_free(struct sign_column *d)
{
	columns_free(&d->column);
	columns_free(&d->in);
	columns_free(&d->out);
}
