/*
 * recon-sort: puts the lines of streams in order, in bounded memory.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "sort/sort_streams.h"
#include "sys/machine.h"
#include "program.h"
#include "sys/threads.h"

static const char usage[] =
    "usage: recon-sort [OPTION]... [FILE]...\n"
    "Puts the lines of streams in the order of LC_ALL=C sort, their control\n"
    "lines merged.\n"
    "\n"
    "  -g, --aggregate     add up records equal but for AMOUNT and carried "
    "fields\n"
    "  -m, --merge         the inputs are in order already: merge them\n"
    "  -c, --check         only check that each input is in order: status 0 or "
    "1\n"
    "  -S, --memory SIZE   memory to use (K, M, G, T or %); an eighth of the\n"
    "                      machine's\n"
    "  -T, --temp DIR      for temporary files; $TMPDIR, else /tmp\n"
    "  -j, --threads N     threads to use; as many as processors, at most 8\n"
    "  -o, --output FILE   write FILE, which appears when it is complete\n"
    "  -p, --profile NAME  options from a profile, recon-profile(5)\n"
    "      --plain         write no control lines\n"
    "      --require-total refuse an input without control lines\n"
    "      --allow-empty   accept an input of no bytes at all\n"
    "      --progress      show how far it is\n"
    "  -v, --verbose       say what was done\n"
    "  -h, --help\n"
    "  -V, --version\n";

static const struct program_option options[] = {
	{ "aggregate", 'g', false },
	{ "merge", 'm', false },
	{ "check", 'c', false },
	{ "memory", 'S', true },
	{ "temp", 'T', true },
	{ "threads", 'j', true },
	{ 0 },
};

enum {
	MEMORY_SHARE = 8,  /* the default is one part of so many */
	BUFFERS = 3 << 18, /* bytes that reading and writing take */
};

struct choices {
	struct program program;
	struct sort_streams arrange;
	bool merge, check;
};

static size_t
memory_size(const struct program *p)
{
	uint64_t bytes;
	const char *why = machine_size(p->arg, &bytes);

	if (why)
		program_bad_option(p, "\"%s\" %s", p->arg, why);
	return (size_t)bytes;
}

static void
set_defaults(struct sort_streams *a)
{
	const char *dir = getenv("TMPDIR");

	a->sorter.dir = dir && *dir ? dir : "/tmp";
	a->sorter.threads = threads_default();
	a->sorter.memory = (size_t)(machine_memory() / MEMORY_SHARE);
}

static void
read_options(struct choices *o, int argc, char **argv)
{
	struct program *p = &o->program;
	struct sort_streams *a = &o->arrange;
	int c;

	program_begin(p, "recon-sort", usage, options, argc, argv);
	set_defaults(a);
	while ((c = program_option(p)) != 0) {
		switch (c) {
		case 'g':
			a->sums = true;
			break;
		case 'm':
			o->merge = true;
			break;
		case 'c':
			o->check = true;
			break;
		case 'S':
			a->sorter.memory = memory_size(p);
			break;
		case 'T':
			a->sorter.dir = p->arg;
			break;
		case 'j':
			a->sorter.threads = program_threads(p);
			break;
		}
	}
	a->names = p->operands;
	a->n = (size_t)p->n_operands;
	a->rules = p->rules;
	a->output = p->output;
	a->plain = p->plain;
	if (a->sorter.memory > 2 * BUFFERS)
		a->sorter.memory -= BUFFERS;
}

/* A check writes nothing: what says how to write has no meaning with it. */
static void
refuse_contradictions(struct choices *o)
{
	const char *other = o->arrange.sums ? "aggregate"
	    : o->merge                      ? "merge"
	    : o->arrange.output             ? "output"
	    : o->arrange.plain              ? "plain"
					    : NULL;

	o->program.where = "--check";
	if (o->check && other)
		program_bad_option(&o->program, "does not go with --%s", other);
}

static void
tell(const struct sort_streams *a)
{
	program_say("%" PRIu64 " lines, %" PRIu64 " bytes sorted; %" PRIu64
		    " runs and %" PRIu64 " buckets put aside, %" PRIu64
		    " bytes in %s, %" PRIu64 " merges",
	    a->lines, a->bytes, a->runs, a->buckets, a->written, a->sorter.dir,
	    a->merges);
}

int
main(int argc, char **argv)
{
	struct choices o = { 0 };
	struct err e;
	int r;

	read_options(&o, argc, argv);
	refuse_contradictions(&o);
	if (o.check)
		r = sort_streams_check(&o.arrange, &e);
	else if (o.merge)
		r = sort_streams_merge(&o.arrange, &e);
	else
		r = sort_streams_run(&o.arrange, &e);
	if (r)
		program_die(&e);
	if (o.program.verbose && !o.check)
		tell(&o.arrange);
	return program_end(&o.program);
}
