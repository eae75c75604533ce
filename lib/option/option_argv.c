#include "option/option_argv.h"

#include <getopt.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "text/near_name.h"

enum { LONG = 256 };

static void
make_tables(const struct option_argv *a,
    struct option longs[OPTION_ARGV_ROWS + 1], struct buf *letters)
{
	int i = 0;

	buf_byte(letters, ':');
	for (; option_row_is(&a->rows[i]); i++) {
		const struct option_row *row = &a->rows[i];

		longs[i] = (struct option){ row->name,
			row->argument ? required_argument : no_argument, NULL,
			LONG + i };
		if (row->letter)
			buf_printf(letters, "%c%s", row->letter,
			    row->argument ? ":" : "");
	}
	longs[i] = (struct option){ 0 };
	buf_byte(letters, '\0');
}

static const char *
nearest(const struct option_argv *a, struct span name)
{
	char *word = mem_dup(name);
	struct near_name near;

	near_name_begin(&near, word);
	for (const struct option_row *row = a->rows; option_row_is(row); row++)
		near_name_try(&near, row->name);
	free(word);
	return near.name;
}

/* ST_FAIL with these words, and what to do. */
static int
refuse(const struct option_argv *a, struct buf *why, struct err *e)
{
	buf_str(why, "; ");
	if (a->hint)
		buf_str(why, a->hint);
	else
		buf_printf(why, "try '%s --help'", a->program);
	buf_byte(why, '\0');
	err_set(e, ST_FAIL, "%s", why->p);
	buf_free(why);
	return -1;
}

/* What getopt_long(3) did not take. */
static int
refuse_short(const struct option_argv *a, int c, struct err *e)
{
	const char letter = (char)optopt;
	struct buf why = { 0 };

	buf_printf(&why,
	    c == ':' ? "option requires an argument -- '%s'"
		     : "invalid option -- '%s'",
	    excerpt((struct span){ &letter, 1 }).s);
	return refuse(a, &why, e);
}

static int
refuse_long(const struct option_argv *a, int c, const char *text, struct err *e)
{
	struct span word = { text + 2, strcspn(text + 2, "=") };
	const char *near = optopt ? NULL : nearest(a, word);
	struct buf why = { 0 };

	if (c == ':')
		buf_printf(&why, "option '%s' requires an argument",
		    excerpt(span_str(text)).s);
	else if (optopt)
		buf_printf(&why, "option '--%s' doesn't allow an argument",
		    excerpt(word).s);
	else if (near)
		buf_printf(&why, "unrecognized option '--%s', '--%s' is near",
		    excerpt(word).s, near);
	else
		buf_printf(&why, "unrecognized option '--%s'", excerpt(word).s);
	return refuse(a, &why, e);
}

/* The row of what getopt_long(3) returned; -1: none. */
static int
row_of(const struct option_argv *a, int c)
{
	if (c >= LONG)
		return c - LONG;
	for (int i = 0; option_row_is(&a->rows[i]); i++)
		if (a->rows[i].letter == c)
			return i;
	return -1;
}

static int
set(struct option_argv *a, void *settings, int at, const char *value,
    struct err *e)
{
	const struct option_row *row = &a->rows[at];
	struct buf b = { 0 };

	a->given |= (uint64_t)1 << at;
	a->values[at] = value;
	if (option_row_set(row, settings, value, e) == 0)
		return 0;
	buf_str(&b, e->text);
	buf_byte(&b, '\0');
	err_set(e, ST_FAIL, "--%s: %s", row->name, b.p);
	buf_free(&b);
	return -1;
}

int
option_argv_read(
    struct option_argv *a, void *settings, int argc, char **argv, struct err *e)
{
	struct option longs[OPTION_ARGV_ROWS + 1];
	struct buf letters = { 0 };
	int c, r = 0;

	a->given = 0;
	make_tables(a, longs, &letters);
	opterr = 0;
	while (r == 0 &&
	    (c = getopt_long(argc, argv, letters.p, longs, NULL)) != -1) {
		int at = row_of(a, c);
		const char *text = argv[optind - 1];

		if (at >= 0)
			r = set(a, settings, at, optarg, e);
		else if (strncmp(text, "--", 2))
			r = refuse_short(a, c, e);
		else
			r = refuse_long(a, c, text, e);
	}
	buf_free(&letters);
	a->operands = argv + optind;
	a->n = (size_t)(argc - optind);
	return r;
}

static bool
is_among(const char *name, const char *list)
{
	size_t n = strlen(name);

	for (const char *p = list; (p = strstr(p, name)); p += n)
		if ((p == list || p[-1] == ' ') && (!p[n] || p[n] == ' '))
			return true;
	return false;
}

const char *
option_argv_other(const struct option_argv *a, const char *allowed)
{
	for (int i = 0; option_row_is(&a->rows[i]); i++)
		if ((a->given >> i & 1) && !is_among(a->rows[i].name, allowed))
			return a->rows[i].name;
	return NULL;
}
