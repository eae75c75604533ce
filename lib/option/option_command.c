#include "option/option_command.h"

#include "text/near_name.h"

static const struct option_command *
row_at(const struct option_commands *c, size_t i)
{
	return (const void *)((const char *)c->rows + i * c->size);
}

const void *
option_command_find(
    const struct option_commands *c, const char *name, struct err *e)
{
	struct near_name near;

	near_name_begin(&near, name);
	for (size_t i = 0; i < c->n; i++) {
		const struct option_command *row = row_at(c, i);

		if (!strcmp(name, row->name))
			return row;
		near_name_try(&near, row->name);
	}
	if (near.name)
		err_set(e, ST_FAIL,
		    "\"%s\" is no command, %s is near; try '%s --help'",
		    excerpt(span_str(name)).s, near.name, c->program);
	else
		err_set(e, ST_FAIL, "\"%s\" is no command; try '%s --help'",
		    excerpt(span_str(name)).s, c->program);
	return NULL;
}

int
option_command_fits(
    const struct option_command *c, const struct option_argv *a, struct err *e)
{
	const char *other = option_argv_other(a, c->options);
	size_t n = a->n - 1;

	if (other)
		return err_set(e, ST_FAIL,
		    "%s: --%s is not of this command; try '%s --help'", c->name,
		    other, a->program);
	if (n < c->least || n > c->most)
		return err_set(e, ST_FAIL, "%s: it takes %s; try '%s --help'",
		    c->name, c->words, a->program);
	return 0;
}
