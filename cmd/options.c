#include "options.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "files_apart.h"
#include "help.h"
#include "options_bad.h"
#include "options_environment.h"
#include "options_profile.h"
#include "option/option_value.h"
#include "stream/engine/engine_options.h"
#include "whole/whole_options.h"

enum { LONG = 256 }; /* getopt_long's number of the first long option */

enum { OF_STREAMS = 1 }; /* the kind of what only streams have */

/* What all programs have, in this order behind what the program's own table
 * says; the settings are a struct program. */
static const struct option_row common[] = {
	{ "output", 'o', "FILE", option_value_text,
	    .at = offsetof(struct program, output), .file = OPTION_FILE_OUT,
	    .same_result = true, .help = "write there; appears when complete" },
	{ "plain", 0, NULL, option_value_flag,
	    .at = offsetof(struct program, plain), .kind = OF_STREAMS,
	    .help = "write no control lines" },
	{ "stream-version", 0, "N", option_value_number,
	    .at = offsetof(struct program, stream_version), .kind = OF_STREAMS,
	    .least = STREAM_VERSION_FIRST, .most = STREAM_VERSION_LAST,
	    .help = "write streams of that version of the format" },
	{ "require-total", 0, NULL, option_value_flag,
	    .at = offsetof(struct program, rules.require_total),
	    .kind = OF_STREAMS, .help = "refuse input without control lines" },
	{ "allow-empty", 0, NULL, option_value_flag,
	    .at = offsetof(struct program, rules.allow_empty),
	    .help = "accept an input of no bytes at all" },
	{ "facts", 0, "FILE", option_value_text,
	    .at = offsetof(struct program, facts_name), .file = OPTION_FILE_OUT,
	    .same_result = true,
	    .help = "write there what was read, done and written,\n"
		    "recon-facts(5)" },
	{ "progress", 0, NULL, option_value_flag,
	    .at = offsetof(struct program, progress), .same_result = true,
	    .help = "tell on stderr how far it is" },
	{ "profile", 'p', "NAME", option_value_text,
	    .at = offsetof(struct program, profile_name), .same_result = true,
	    .help = "options from a profile, recon-profile(5); list\n"
		    "shows which there are" },
	{ "verbose", 'v', NULL, option_value_flag,
	    .at = offsetof(struct program, verbose), .same_result = true,
	    .help = "say how many rows came and went" },
	{ "help", 'h', NULL, help_print, .help = "this text" },
	{ "version", 'V', NULL, help_version, .help = "the version" },
	{ 0 },
};

/* What those that read streams have, and whose streams are parted: their tables
 * name it. */
static const struct option_row readers[] = {
	{ "comments", 0, NULL, option_value_flag,
	    .at = offsetof(struct program, rules.comments),
	    .help = "lines with # and a TAB are comments, too" },
	{ "engine", 0, "NAME", engine_option_name,
	    .at = offsetof(struct program, rules.engine),
	    .help = "lines are as spark, hive or hadoop hand them on" },
	{ "null", 0, "TEXT", engine_option_null,
	    .at = offsetof(struct program, rules.engine),
	    .help = "a field that is TEXT, or empty, is absent" },
	{ "end-tab", 0, NULL, option_value_flag,
	    .at = offsetof(struct program, rules.engine.end_tab),
	    .help = "TABs at the end of a line are not there" },
	{ "end-cr", 0, NULL, option_value_flag,
	    .at = offsetof(struct program, rules.engine.end_cr),
	    .help = "a CR at the end of a line is not there" },
	{ "ctrl-a", 0, NULL, option_value_flag,
	    .at = offsetof(struct program, rules.engine.ctrl_a),
	    .help = "the byte 0x01 is a TAB" },
	{ "part", 0, "K/N", whole_option_own_part, .kind = OF_STREAMS,
	    .help = "#total names the part of a run: K/N, K/N@RUN" },
	{ 0 },
};

const struct option_known *
options_find(const struct options *o, const char *name)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->list[i].row.name && !strcmp(o->list[i].row.name, name))
			return &o->list[i];
	return NULL;
}

/* An option that programs share. */
static const struct option_row *
shared(const char *name)
{
	const struct option_row *row = option_row_find(common, name);

	return row ? row : option_row_find(readers, name);
}

static void
list_row(struct options *o, const struct option_row *row, void *settings)
{
	struct option_known k = { *row, settings };

	if (row->name && !row->set) {
		k.row = *shared(row->name);
		k.settings = o->program;
		if (row->help)
			k.row.help = row->help;
	}
	o->list = mem_grow(o->list, &o->cap, o->n + 1, sizeof *o->list);
	o->list[o->n++] = k;
}

static void
list_rows(struct options *o)
{
	char *settings = o->program->settings;
	const struct option_row *row, *in;

	for (row = o->program->rows; option_row_is(row); row++) {
		if (!row->rows)
			list_row(o, row, settings);
		for (in = row->rows; in && option_row_is(in); in++)
			list_row(o, in, settings + row->at);
	}
	for (row = common; option_row_is(row); row++)
		if (!options_find(o, row->name) &&
		    !(o->program->no_stream && row->kind == OF_STREAMS))
			list_row(o, row, o->program);
}

static void
note_given(struct program *p, const char *option, const char *value)
{
	p->given =
	    mem_grow(p->given, &p->cap_given, p->n_given + 1, sizeof *p->given);
	p->given[p->n_given++] = (struct program_given){ option, value };
}

void
options_set(struct options *o, const struct option_known *k, const char *value,
    const char *where)
{
	struct program *p = o->program;
	struct err e;

	if (k->settings != p) {
		p->said = mem_grow(
		    p->said, &p->cap_said, p->n_said + 1, sizeof *p->said);
		p->said[p->n_said++] = k->row.name;
	}
	if (!k->row.same_result)
		note_given(p, k->row.name, k->row.argument ? value : "yes");
	if (k->row.file)
		files_apart_note(p, &k->row, value);
	if (option_row_set(&k->row, k->settings, value, &e))
		messages_fail("%s: %s", where, e.text);
}

static void
make_getopt_tables(struct options *o)
{
	buf_byte(&o->letters, ':'); /* so that a missing value is told apart */
	for (size_t i = 0; i < o->n; i++) {
		const struct option_row *row = &o->list[i].row;
		struct option lo = { row->name, row->argument != NULL, NULL,
			LONG + (int)i };

		if (!row->name || options_find(o, row->name) != &o->list[i])
			continue;
		buf_add(&o->longs, (struct span){ (char *)&lo, sizeof lo });
		if (!row->letter)
			continue;
		buf_byte(&o->letters, (char)row->letter);
		if (row->argument)
			buf_byte(&o->letters, ':');
	}
	memset(buf_room(&o->longs, sizeof(struct option)), 0,
	    sizeof(struct option));
	buf_byte(&o->letters, '\0');
	opterr = 0; /* options_bad says what is wrong */
}

int
options_next(const struct options *o, int argc, char **argv)
{
	return getopt_long(
	    argc, argv, o->letters.p, (const void *)o->longs.p, NULL);
}

const struct option_known *
options_found(const struct options *o, int c)
{
	size_t i = 0;

	if (c >= LONG)
		return &o->list[c - LONG];
	while (o->list[i].row.letter != c)
		i++;
	return &o->list[i];
}

static void
set_argument(struct options *o, int c)
{
	const struct option_known *k;
	char where[512];

	k = options_found(o, c);
	if (c >= LONG)
		snprintf(where, sizeof where, "--%s", k->row.name);
	else
		snprintf(where, sizeof where, "-%c", c);
	options_set(o, k, optarg, where);
}

int
options_read(struct program *p, int argc, char **argv)
{
	struct options o = { .program = p };
	int c;

	if (argc > 0)
		argv[0] = (char *)p->name; /* for getopt_long's messages */
	p->options = &o;
	list_rows(&o);
	make_getopt_tables(&o);
	options_profile_read(&o, argc, argv);
	options_environment_read(&o);
	p->n_before = p->n_said;
	p->n_given_before = p->n_given;
	while ((c = options_next(&o, argc, argv)) != -1) {
		if (c == '?' || c == ':')
			options_bad(&o, c, argv);
		set_argument(&o, c);
	}
	p->options = NULL;
	free(o.list);
	buf_free(&o.longs);
	buf_free(&o.letters);
	return optind;
}
