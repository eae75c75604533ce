#include "option/option_command.h"

#include "io/profile.h"

static const struct option_command *
row_at(const struct option_commands *c, size_t i)
{
	return (const void *)((const char *)c->rows + i * c->size);
}

const void *
option_command_find(
    const struct option_commands *c, const char *name, struct err *e)
{
	const char *near = NULL;
	size_t least = 2;

	for (size_t i = 0; i < c->n; i++) {
		const struct option_command *row = row_at(c, i);
		size_t d = profile_distance(name, row->name);

		if (d == 0)
			return row;
		if (d > least || (near && d == least))
			continue;
		least = d;
		near = row->name;
	}
	if (near)
		err_set(e, ST_FAIL,
		    "\"%s\" is no command, %s is near; try '%s --help'",
		    excerpt(span_str(name)).s, near, c->program);
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
