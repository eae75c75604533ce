#include "options_profile.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "text/near_name.h"
#include "help.h"

/* Keys that make no sense in a profile. */
static bool
only_on_command_line(const struct option_row *o)
{
	return o->letter == 'h' || o->letter == 'V' || o->letter == 'p' ||
	    o->set == help_profiles;
}

static const char *
nearest_key(const struct options *o, const char *key)
{
	const char *best = "help";
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < o->n; i++) {
		const struct option_row *row = &o->list[i].row;
		size_t d;

		if (!row->name || only_on_command_line(row))
			continue;
		d = near_name_distance(key, row->name);
		if (d < least) {
			least = d;
			best = row->name;
		}
	}
	return best;
}

static bool
flag_value(const char *value, const char *where)
{
	if (strcmp(value, "yes") && strcmp(value, "no"))
		messages_fail("%s: \"%s\" is neither yes nor no", where, value);
	return *value == 'y';
}

/* What stands in a mistyped section would be lost without a word. */
static void
check_section(const char *section, const char *where)
{
	char *all = mem_dup(span_str(program_names)), *rest = all, *name;
	const char *near = "";
	size_t least = SIZE_MAX;

	while ((name = strsep(&rest, " "))) {
		size_t d = near_name_distance(section, name);

		if (d < least) {
			least = d;
			near = name;
		}
	}
	if (least == 0) {
		free(all);
		return;
	}
	messages_fail("%s: no program is named by [%s]; the nearest is [%s]",
	    where, excerpt(span_str(section)).s, near);
}

static void
set_entry(struct options *o, const struct profile_entry *en)
{
	const char *name = o->program->name;
	const struct option_known *k;
	char where[512];

	snprintf(where, sizeof where, "%s:%" PRIu64 ": %s",
	    o->program->profile.path, en->line, en->key);
	if (strcmp(en->section, name)) {
		check_section(en->section, where);
		return;
	}
	k = options_find(o, en->key);
	if (!k || only_on_command_line(&k->row))
		messages_fail("%s: unknown key; the nearest is \"%s\"", where,
		    nearest_key(o, en->key));
	else if (k->row.argument || flag_value(en->value, where))
		options_set(o, k, en->value, where);
}

/* A first walk over the arguments finds the profile: its options come
 * before those of the command line. */
static void
load(const struct options *o, int argc, char **argv)
{
	struct program *p = o->program;
	char *installed;
	struct err e;
	int c;

	while ((c = options_next(o, argc, argv)) != -1)
		if (c != '?' && c != ':' &&
		    options_found(o, c)->row.letter == 'p')
			p->profile_name = optarg;
	optind = 0; /* from the start again, as glibc and the BSDs have it */
	if (!p->profile_name)
		return;
	if (!strcmp(p->profile_name, "list"))
		help_profiles(NULL, NULL, NULL);
	installed = program_profiles();
	if (profile_load(&p->profile, p->profile_name, installed, &e))
		messages_die(&e);
	free(installed);
}

void
options_profile_read(struct options *o, int argc, char **argv)
{
	load(o, argc, argv);
	for (size_t i = 0; i < o->program->profile.n; i++)
		set_entry(o, &o->program->profile.entries[i]);
}
