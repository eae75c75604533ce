#include "help.h"

#include <stdlib.h>

#include "io/output.h"
#include "io/profile_find.h"
#include "options.h"

static _Noreturn void
print_and_leave(struct span text)
{
	struct err e;

	if (output_text(NULL, text, &e))
		messages_die(&e);
	exit(ST_OK);
}

static void
put_option(struct buf *b, const struct option_row *o, bool goes_on)
{
	if (goes_on)
		buf_str(b, ", ");
	else if (o->letter)
		buf_printf(b, "  -%c, ", o->letter);
	else
		buf_str(b, "      ");
	buf_printf(b, "--%s", o->name);
	if (o->argument)
		buf_printf(b, " %s", o->argument);
}

/* The words on an option stand in a column of their own. */
static void
put_words(struct buf *b, size_t begun, size_t column, const char *words)
{
	size_t width = b->len - begun;

	if (*words)
		buf_printf(
		    b, "%*s", width < column ? (int)(column - width) : 2, "");
	for (; *words; words++) {
		buf_byte(b, *words);
		if (*words == '\n')
			buf_printf(b, "%*s", (int)column, "");
	}
	buf_byte(b, '\n');
}

int
help_print(void *at, const struct option_given *given, struct err *e)
{
	const struct program *p = at;
	struct buf b = { 0 };
	size_t begun = 0;
	bool goes_on = false;

	(void)given, (void)e;
	buf_str(&b, p->usage);
	for (size_t i = 0; i < p->options->n; i++) {
		const struct option_row *o = &p->options->list[i].row;

		if (!o->name) {
			buf_str(&b, o->help);
			continue;
		}
		if (!goes_on)
			begun = b.len;
		put_option(&b, o, goes_on);
		goes_on = !strcmp(o->help, ",");
		if (!goes_on)
			put_words(&b, begun, p->column, o->help);
	}
	print_and_leave(buf_span(&b));
}

int
help_profiles(void *at, const struct option_given *given, struct err *e)
{
	char *installed = program_profiles();
	struct buf b = { 0 };

	(void)at, (void)given, (void)e;
	profile_list(installed, &b);
	free(installed);
	print_and_leave(buf_span(&b));
}

int
help_version(void *at, const struct option_given *given, struct err *e)
{
	const struct program *p = at;
	struct buf b = { 0 };

	(void)given, (void)e;
	buf_printf(&b, "%s %s\n", p->name, program_version);
	print_and_leave(buf_span(&b));
}
