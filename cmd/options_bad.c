#include "options_bad.h"

#include <getopt.h>
#include <stdlib.h>

#include "base/mem.h"

const char *
options_nearest(const struct options *o, const char *name, size_t n)
{
	char *word = mem_dup((struct span){ name, n });
	size_t least = n / 3 < 2 ? 2 : n / 3;
	const char *best = NULL;

	for (size_t i = 0; i < o->n; i++) {
		const char *known = o->list[i].row.name;
		size_t d = known ? profile_distance(word, known) : least + 1;

		if (d > least || (best && d == least))
			continue;
		least = d;
		best = known;
	}
	free(word);
	return best;
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
