#include "options_bad.h"

#include <getopt.h>
#include <stdlib.h>

#include "base/mem.h"
#include "text/near_name.h"

const char *
options_nearest(const struct options *o, const char *name, size_t n)
{
	char *word = mem_dup((struct span){ name, n });
	struct near_name near;

	near_name_begin(&near, word);
	for (size_t i = 0; i < o->n; i++)
		if (o->list[i].row.name)
			near_name_try(&near, o->list[i].row.name);
	free(word);
	return near.name;
}

/* The options that a word may be short for. */
static size_t
candidates(const struct options *o, struct span word, struct buf *list)
{
	size_t n = 0;

	for (size_t i = 0; i < o->n; i++) {
		const char *name = o->list[i].row.name;

		if (!name || !span_begins(span_str(name), word) ||
		    (i && o->list[i - 1].row.name &&
			!strcmp(name, o->list[i - 1].row.name)))
			continue;
		buf_printf(list, " '--%s'", name);
		n++;
	}
	buf_byte(list, '\0');
	return n;
}

static _Noreturn void
bad_long(const struct options *o, const char *text)
{
	struct span word = { text + 2, strcspn(text + 2, "=") };
	int shown = (int)word.len;
	struct buf list = { 0 };
	const char *near;

	if (optopt) /* it was found */
		messages_fail("option '--%.*s' doesn't allow an argument; try "
			      "'%s --help'",
		    shown, word.p, mem_program);
	if (candidates(o, word, &list) > 1)
		messages_fail("option '--%.*s' is ambiguous; possibilities:%s",
		    shown, word.p, list.p);
	near = options_nearest(o, word.p, word.len);
	if (near)
		messages_fail("unrecognized option '--%s', '--%s' is near; try "
			      "'%s --help'",
		    excerpt(word).s, near, mem_program);
	messages_fail("unrecognized option '--%s'; try '%s --help'",
	    excerpt(word).s, mem_program);
}

void
options_bad(const struct options *o, int c, char **argv)
{
	const char *text = argv[optind - 1];
	bool is_long = !strncmp(text, "--", 2);

	if (c == ':' && is_long)
		messages_fail("option '%s' requires an argument; try '%s "
			      "--help'",
		    excerpt(span_str(text)).s, mem_program);
	if (c == ':')
		messages_fail("option requires an argument -- '%c'; try '%s "
			      "--help'",
		    optopt, mem_program);
	if (is_long)
		bad_long(o, text);
	messages_fail("invalid option -- '%s'; try '%s --help'",
	    excerpt((struct span){ (char[]){ (char)optopt }, 1 }).s,
	    mem_program);
}
