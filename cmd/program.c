#include "program.h"

#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "progress.h"
#include "sys/threads.h"

#ifndef RECON_VERSION
#define RECON_VERSION "0"
#endif
#ifndef RECON_DATADIR
#define RECON_DATADIR "/usr/local/share/recon"
#endif

enum {
	OPT_PLAIN = 1000,
	OPT_REQUIRE_TOTAL,
	OPT_ALLOW_EMPTY,
	OPT_PROGRESS,
};

static const struct program_option common[] = {
	{ "help", 'h', false },
	{ "version", 'V', false },
	{ "profile", 'p', true },
	{ "output", 'o', true },
	{ "plain", OPT_PLAIN, false },
	{ "require-total", OPT_REQUIRE_TOTAL, false },
	{ "allow-empty", OPT_ALLOW_EMPTY, false },
	{ "verbose", 'v', false },
	{ "progress", OPT_PROGRESS, false },
	{ 0 },
};

void
program_say(const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s: ", mem_program);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

void
program_die(const struct err *e)
{
	if (e->text[0])
		program_say("%s", e->text);
	exit(e->status);
}

void
program_bad_option(const struct program *p, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s: %s: ", p->name, p->where);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(ST_FAIL);
}

/*
 * A closed descriptor 0, 1 or 2 would be given to the next file opened, and
 * messages or data would land in it. Each gets a stand-in on which the use
 * it is meant for fails.
 */
static void
hold_standard_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

static _Noreturn void
print_and_leave(const char *text)
{
	struct output o;
	struct err e;

	if (output_open(&o, NULL, &e))
		program_die(&e);
	output_write(&o, span_str(text));
	if (output_close(&o, &e))
		program_die(&e);
	exit(ST_OK);
}

static _Noreturn void
print_version(const struct program *p)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s %s\n%c", p->name, RECON_VERSION, '\0');
	print_and_leave(b.p);
}

/* Both tables as getopt_long(3) wants them. */
static void
make_getopt_tables(struct program *p)
{
	const struct program_option *tables[] = { p->own, common };
	struct buf longs = { 0 }, letters = { 0 };

	for (int t = 0; t < 2; t++) {
		for (const struct program_option *o = tables[t]; o->name; o++) {
			struct option lo = { o->name, o->takes_arg, NULL,
				o->letter };

			buf_add(
			    &longs, (struct span){ (char *)&lo, sizeof lo });
			if (o->letter > 255)
				continue;
			buf_byte(&letters, (char)o->letter);
			if (o->takes_arg)
				buf_byte(&letters, ':');
		}
	}
	memset(
	    buf_room(&longs, sizeof(struct option)), 0, sizeof(struct option));
	buf_byte(&letters, '\0');
	p->long_options = longs.p;
	p->letters = letters.p;
}

static _Noreturn void
usage_error(const struct program *p)
{
	/* getopt_long has said what is wrong */
	fprintf(stderr, "%s: try '%s --help'\n", p->name, p->name);
	exit(ST_FAIL);
}

static int
next_argument(struct program *p)
{
	int index = -1;
	int c =
	    getopt_long(p->argc, p->argv, p->letters, p->long_options, &index);

	if (c == '?')
		usage_error(p);
	if (index >= 0)
		snprintf(p->place, sizeof p->place, "--%s",
		    ((struct option *)p->long_options)[index].name);
	else
		snprintf(p->place, sizeof p->place, "-%c", c);
	p->where = p->place;
	p->arg = optarg;
	return c;
}

char *
program_profiles(void)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	struct buf b = { 0 };

	for (int up = 0; up < 2 && n > 0; up++)
		while (n > 0 && exe[--n] != '/')
			;
	if (n > 0) {
		buf_add(&b, (struct span){ exe, (size_t)n });
		buf_add(&b, SPAN("/share/recon/profiles\0"));
		if (access(b.p, R_OK) == 0)
			return b.p;
		buf_free(&b);
	}
	return mem_dup(SPAN(RECON_DATADIR "/profiles"));
}

static const struct program_option *
find_key(const struct program_option *o, const char *key)
{
	for (; o->name; o++)
		if (!strcmp(o->name, key))
			return o;
	return NULL;
}

/* Keys that make no sense in a profile. */
static bool
only_on_command_line(const struct program_option *o)
{
	return o->letter == 'h' || o->letter == 'V' || o->letter == 'p';
}

static const char *
nearest_key(const struct program *p, const char *key)
{
	const struct program_option *tables[] = { p->own, common };
	const char *best = "help";
	size_t least = SIZE_MAX;

	for (int t = 0; t < 2; t++) {
		for (const struct program_option *o = tables[t]; o->name; o++) {
			size_t d = profile_distance(key, o->name);

			if (!only_on_command_line(o) && d < least) {
				least = d;
				best = o->name;
			}
		}
	}
	return best;
}

static bool
flag_value(const struct program *p, const char *value)
{
	if (!strcmp(value, "yes"))
		return true;
	if (strcmp(value, "no"))
		program_bad_option(p, "\"%s\" is neither yes nor no", value);
	return false;
}

/* What stands in a mistyped section would be lost without a word. */
static void
check_section(const struct program *p, const struct profile_entry *en)
{
	if (profile_distance(en->section, p->name) <= 2)
		program_bad_option(p,
		    "no program is named by [%s]; [%s] is "
		    "near",
		    en->section, p->name);
}

/* The next entry of our section that is in force; 0 after the last. */
static int
next_entry(struct program *p)
{
	while (p->next_entry < p->profile.n) {
		struct profile_entry *en = &p->profile.entries[p->next_entry++];
		const struct program_option *o;

		snprintf(p->place, sizeof p->place, "%s:%ju: %s",
		    p->profile.path, (uintmax_t)en->line, en->key);
		p->where = p->place;
		if (strcmp(en->section, p->name)) {
			check_section(p, en);
			continue;
		}
		o = find_key(p->own, en->key);
		if (!o)
			o = find_key(common, en->key);
		if (!o || only_on_command_line(o))
			program_bad_option(p,
			    "unknown key; the nearest is "
			    "\"%s\"",
			    nearest_key(p, en->key));
		if (!o->takes_arg && !flag_value(p, en->value))
			continue;
		p->arg = en->value;
		return o->letter;
	}
	return 0;
}

/* True if the option was one of the common ones. */
static bool
take_common(struct program *p, int c)
{
	switch (c) {
	case 'h':
		print_and_leave(p->usage);
	case 'V':
		print_version(p);
	case 'p': /* loaded by program_begin */
		break;
	case 'o':
		p->output = p->arg;
		break;
	case OPT_PLAIN:
		p->plain = true;
		break;
	case OPT_REQUIRE_TOTAL:
		p->rules.require_total = true;
		break;
	case OPT_ALLOW_EMPTY:
		p->rules.allow_empty = true;
		break;
	case OPT_PROGRESS:
		p->progress = true;
		break;
	case 'v':
		p->verbose++;
		break;
	default:
		return false;
	}
	return true;
}

/* A first walk over the arguments finds the profile: its options come
 * before those of the command line. */
static void
load_profile(struct program *p)
{
	const char *name = NULL;
	char *installed;
	struct err e;
	int c;

	opterr = 0;
	while ((c = getopt_long(
		    p->argc, p->argv, p->letters, p->long_options, NULL)) != -1)
		if (c == 'p')
			name = optarg;
	opterr = 1;
	optind = 0; /* from the start again, as glibc and the BSDs have it */
	if (!name)
		return;
	installed = program_profiles();
	if (profile_load(&p->profile, name, installed, &e))
		program_die(&e);
	free(installed);
}

void
program_begin(struct program *p, const char *name, const char *usage,
    const struct program_option *own, int argc, char **argv)
{
	*p = (struct program){ .name = name, .usage = usage, .own = own };
	p->argc = argc;
	p->argv = argv;
	mem_program = name;
	if (argc > 0)
		argv[0] = (char *)name; /* getopt_long's messages use it */
	hold_standard_descriptors();
	signal(SIGXFSZ, SIG_IGN); /* write(2) tells that the file is full */
	make_getopt_tables(p);
	load_profile(p);
}

unsigned
program_threads(const struct program *p)
{
	uint64_t n;

	if (!span_count(span_str(p->arg), &n) || n < 1 || n > THREADS_MAX)
		program_bad_option(p, "\"%s\" is not a number from 1 to %d",
		    p->arg, THREADS_MAX);
	return (unsigned)n;
}

int
program_end(struct program *p)
{
	free(p->long_options);
	free(p->letters);
	profile_free(&p->profile);
	return ST_OK;
}

int
program_option(struct program *p)
{
	static char dash[] = "-";
	static char *only_stdin[] = { dash, NULL };
	int c;

	while ((c = next_entry(p)) != 0)
		if (!take_common(p, c))
			return c;
	while ((c = next_argument(p)) != -1)
		if (!take_common(p, c))
			return c;
	progress_begin(p->name, p->progress);
	p->operands = p->argv + optind;
	p->n_operands = p->argc - optind;
	if (p->n_operands == 0) {
		p->operands = only_stdin;
		p->n_operands = 1;
	}
	return 0;
}
