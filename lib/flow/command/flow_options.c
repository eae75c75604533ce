#include "flow/command/flow_options.h"

#include <getopt.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/mem.h"
#include "io/profile.h"
#include "option/option_value.h"
#include "value/time/duration.h"

enum { LONG = 256, FLOW_WAIT_S = 30 };

/* A uint32_t, seconds. */
static int
set_duration(void *at, const struct option_given *o, struct err *e)
{
	if (duration_parse(span_str(o->value), at))
		return 0;
	return err_set(e, ST_FAIL,
	    "\"%s\" is no duration: digits and s, m, h or d",
	    excerpt(span_str(o->value)).s);
}

#define AT(member) .at = offsetof(struct flow_options, member)

static const struct option_row rows[] = {
	{ "help", 'h', NULL, option_value_flag, AT(help) },
	{ "version", 'V', NULL, option_value_flag, AT(version) },
	{ "store", 0, "DIR", option_value_text, AT(store) },
	{ "json", 0, NULL, option_value_flag, AT(json) },
	{ "format", 0, "FORM", option_value_text, AT(format) },
	{ "html", 0, NULL, option_value_flag, AT(html) },
	{ "run", 0, "ID", option_value_text, AT(run) },
	{ "every", 0, "DURATION", set_duration, AT(every) },
	{ "output", 'o', "FILE", option_value_text, AT(output) },
	{ "channels", 0, NULL, option_value_flag, AT(channels) },
	{ "exit-code", 0, NULL, option_value_flag, AT(exit_code) },
	{ "until-idle", 0, NULL, option_value_flag, AT(until_idle) },
	{ "jobs", 'j', "N", option_value_number, AT(jobs), .least = 1,
	    .most = 10000 },
	{ "flows", 0, "DIR", option_value_text, AT(flows) },
	{ "metrics", 0, "FILE", option_value_text, AT(metrics) },
	{ "wait", 0, "DURATION", set_duration, AT(wait) },
	{ "why", 0, "TEXT", option_value_text, AT(why) },
	{ "and-after", 0, NULL, option_value_flag, AT(and_after) },
	{ "reset", 0, NULL, option_value_flag, AT(reset) },
	{ "keep", 0, "DURATION", set_duration, AT(keep) },
	{ "state", 0, "STATE", option_value_text, AT(state) },
	{ "flow", 0, "NAME", option_value_text, AT(flow) },
	{ "from", 0, "DATE", option_value_text, AT(from) },
	{ "to", 0, "DATE", option_value_text, AT(to) },
	{ "before", 0, "ID", option_value_text, AT(before) },
	{ "max", 'n', "N", option_value_number, AT(max), .least = 1,
	    .most = 100000 },
	{ "children", 0, NULL, option_value_flag, AT(children) },
	{ "of", 0, "RUN", option_value_text, AT(of) },
	{ "follow", 'f', NULL, option_value_flag, AT(follow) },
	{ "zone", 0, "ZONE", option_value_text, AT(zone) },
	{ 0 },
};

enum { ROWS = sizeof rows / sizeof *rows - 1 };

static void
make_tables(struct option longs[ROWS + 1], struct buf *letters)
{
	buf_byte(letters, ':');
	for (int i = 0; i < ROWS; i++) {
		longs[i] = (struct option){ rows[i].name,
			rows[i].argument ? required_argument : no_argument,
			NULL, LONG + i };
		if (rows[i].letter)
			buf_printf(letters, "%c%s", rows[i].letter,
			    rows[i].argument ? ":" : "");
	}
	longs[ROWS] = (struct option){ 0 };
	buf_byte(letters, '\0');
}

static const char *
nearest(struct span name)
{
	char *word = mem_dup(name);
	size_t least = name.len / 3 < 2 ? 2 : name.len / 3;
	const char *best = NULL;

	for (int i = 0; i < ROWS; i++) {
		size_t d = profile_distance(word, rows[i].name);

		if (d > least || (best && d == least))
			continue;
		least = d;
		best = rows[i].name;
	}
	free(word);
	return best;
}

/* What getopt_long(3) did not take. */
static int
refuse(int c, const char *text, struct err *e)
{
	struct span word = { text + 2, 0 };
	const char *near;

	if (strncmp(text, "--", 2) != 0)
		return err_set(e, ST_FAIL,
		    c == ':'
			? "option requires an argument -- '%c'; try "
			  "'recon-flow --help'"
			: "invalid option -- '%c'; try 'recon-flow --help'",
		    optopt);
	word.len = strcspn(text + 2, "=");
	if (c == ':')
		return err_set(e, ST_FAIL,
		    "option '%s' requires an argument; try 'recon-flow --help'",
		    excerpt(span_str(text)).s);
	if (optopt)
		return err_set(e, ST_FAIL,
		    "option '--%s' doesn't allow an argument; try 'recon-flow "
		    "--help'",
		    excerpt(word).s);
	near = nearest(word);
	if (near)
		return err_set(e, ST_FAIL,
		    "unrecognized option '--%s', '--%s' is near; try "
		    "'recon-flow --help'",
		    excerpt(word).s, near);
	return err_set(e, ST_FAIL,
	    "unrecognized option '--%s'; try 'recon-flow --help'",
	    excerpt(word).s);
}

/* The row of what getopt_long(3) returned; NULL: none. */
static int
row_of(int c)
{
	if (c >= LONG)
		return c - LONG;
	for (int i = 0; i < ROWS; i++)
		if (rows[i].letter == c)
			return i;
	return -1;
}

static int
set(struct flow_options *o, int at, const char *value, struct err *e)
{
	struct buf b = { 0 };

	o->given |= 1ul << at;
	if (option_row_set(&rows[at], o, value, e) == 0)
		return 0;
	buf_str(&b, e->text);
	buf_byte(&b, '\0');
	err_set(e, ST_FAIL, "--%s: %s", rows[at].name, b.p);
	buf_free(&b);
	return -1;
}

int
flow_options_read(struct flow_options *o, int argc, char **argv, struct err *e)
{
	struct option longs[ROWS + 1];
	struct buf letters = { 0 };
	int c, r = 0;

	*o = (struct flow_options){ .wait = FLOW_WAIT_S };
	make_tables(longs, &letters);
	opterr = 0;
	while (r == 0 &&
	    (c = getopt_long(argc, argv, letters.p, longs, NULL)) != -1) {
		int at = row_of(c);

		r = at < 0 ? refuse(c, argv[optind - 1], e)
			   : set(o, at, optarg, e);
	}
	buf_free(&letters);
	o->operands = argv + optind;
	o->n = (size_t)(argc - optind);
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
flow_options_other(const struct flow_options *o, const char *allowed)
{
	for (int i = 0; i < ROWS; i++)
		if ((o->given & 1ul << i) && !is_among(rows[i].name, allowed))
			return rows[i].name;
	return NULL;
}
