/*
 * recon-sort: puts the lines of streams in order, in bounded memory.
 */
#include <inttypes.h>

#include "base/plural.h"
#include "option/option_value.h"
#include "sort/sort_once.h"
#include "sort/sort_streams.h"
#include "program.h"
#include "sys/threads.h"
#include "whole/whole_options.h"

enum {
	BUFFERS = 3 << 18, /* bytes that reading and writing take */
};

struct choices {
	struct sort_streams arrange;
	struct whole whole;
	struct names once; /* none: every record counts */
	bool merge, check;
};

static const char usage[] =
    "usage: recon-sort [OPTION]... [FILE]...\n"
    "Puts the lines of streams in the order of LC_ALL=C sort, their control\n"
    "lines merged.\n"
    "\n";

static const struct option_row options[] = {
	{ "aggregate", 'g', NULL, option_value_flag,
	    .at = offsetof(struct choices, arrange.sums),
	    .help = "add up records equal but for AMOUNT and carried fields" },
	{ "once", 0, "FIELDS", option_value_names,
	    .at = offsetof(struct choices, once),
	    .help = "records that several FILEs have count once; they are\n"
		    "known by these fields: key, amount, ... or carried" },
	{ "merge", 'm', NULL, option_value_flag,
	    .at = offsetof(struct choices, merge),
	    .help = "the inputs are in order already: merge them" },
	{ "check", 'c', NULL, option_value_flag,
	    .at = offsetof(struct choices, check),
	    .help = "only check that each input is in order: status 0 or 1" },
	{ "memory", 'S', "SIZE", option_value_memory,
	    .at = offsetof(struct choices, arrange.sorter.memory),
	    .same_result = true,
	    .help = "memory to use (K, M, G, T or %); an eighth of the\n"
		    "machine's" },
	{ "temp", 'T', "DIR", option_value_text,
	    .at = offsetof(struct choices, arrange.sorter.dir),
	    .same_result = true,
	    .help = "for temporary files; $TMPDIR, else /tmp" },
	{ "threads", 'j', "N", option_value_number,
	    .at = offsetof(struct choices, arrange.sorter.threads), .least = 1,
	    .most = THREADS_MAX, .same_result = true,
	    .help = "threads to use; as many as processors, at most 8" },
	{ "parts", 0, "N", whole_option_parts,
	    .at = offsetof(struct choices, whole),
	    .help = "the inputs are N parts of a run, each there once; or\n"
		    "N@RUN: of that run" },
	{ "expect-total", 0, "FILE", whole_option_expect_total,
	    .at = offsetof(struct choices, whole), .file = OPTION_FILE_IN,
	    .help = "they have to add up to the #total lines in FILE, or to\n"
		    "facts" },
	{ "part", 0, "K/N", whole_option_part,
	    .at = offsetof(struct choices, whole),
	    .help = "#total names the part of a run: K/N, K/N@RUN; input:\n"
		    "those that the inputs name" },
	{ "output", .help = "write FILE, which appears when it is complete" },
	{ .name = "profile" },
	{ "announce", 0, NULL, option_value_flag,
	    .at = offsetof(struct choices, arrange.announces),
	    .help = "write control lines, although no input has any" },
	{ .name = "plain" },
	{ .name = "stream-version" },
	{ "require-total", .help = "refuse an input without control lines" },
	{ .name = "allow-empty" },
	{ .name = "comments" },
	{ .name = "engine" },
	{ .name = "null" },
	{ .name = "end-tab" },
	{ .name = "end-cr" },
	{ .name = "ctrl-a" },
	{ "progress", .help = "show how far it is" },
	{ "verbose", .help = "say what was done" },
	{ "help", .help = "" },
	{ "version", .help = "" },
	{ 0 },
};

static void
take_common(struct sort_streams *a, const struct program *p)
{
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
refuse_contradictions(const struct choices *o)
{
	const char *other = o->arrange.sums ? "aggregate"
	    : o->merge                      ? "merge"
	    : o->arrange.output             ? "output"
	    : o->arrange.plain              ? "plain"
	    : o->arrange.announces          ? "announce"
	    : o->whole.names                ? "part"
					    : NULL;

	if (o->once.n)
		other = "once";
	if (o->check && other)
		messages_fail("--check: does not go with --%s", other);
	if (o->arrange.announces && o->arrange.plain)
		messages_fail("--announce: does not go with --plain");
	if (o->once.n && o->arrange.sums)
		messages_fail("--once: does not go with --aggregate: make the "
			      "sums of what it writes");
}

static void
tell(const struct sort_streams *a)
{
	messages_say("%" PRIu64 " line%s, %" PRIu64 " byte%s sorted; %" PRIu64
		     " run%s and %" PRIu64 " bucket%s put aside, %" PRIu64
		     " byte%s in %s, %" PRIu64 " merge%s",
	    a->lines, plural(a->lines), a->bytes, plural(a->bytes), a->runs,
	    plural(a->runs), a->buckets, plural(a->buckets), a->written,
	    plural(a->written), a->sorter.dir, a->merges, plural(a->merges));
}

/* Exports that overlap. */
static int
run_once(const struct choices *o, const struct program *p, struct err *e)
{
	const struct sort_streams *a = &o->arrange;
	struct sort_once once = {
		.names = a->names,
		.n = a->n,
		.rules = a->rules,
		.sorter = a->sorter,
		.whole = a->whole,
		.id = &o->once,
		.in_order = o->merge,
		.output = a->output,
		.plain = a->plain,
		.announces = a->announces,
	};

	if (sort_once_run(&once, e))
		return -1;
	facts_count(p->rules.facts, "once", once.again, NULL);
	if (once.again || p->verbose)
		messages_say("%" PRIu64 " record%s in, %" PRIu64
			     " out, %" PRIu64
			     " counted once with those of another FILE",
		    once.read, plural(once.read), once.written, once.again);
	return 0;
}

static bool
is_stream(const void *settings)
{
	const struct choices *o = settings;

	return !o->check;
}

int
main(int argc, char **argv)
{
	struct choices o = { 0 };
	struct program p = { "recon-sort", usage, 22, options, .settings = &o,
		.is_stream = is_stream, .in_place = true };
	struct err e;
	int r;

	line_sorter_usual(&o.arrange.sorter);
	program_begin(&p, argc, argv);
	take_common(&o.arrange, &p);
	refuse_contradictions(&o);
	o.arrange.whole = &o.whole;
	o.arrange.announces |= o.whole.names;
	if (expected_read(&o.whole.expected, &e))
		messages_die(&e);
	if (o.once.n)
		r = run_once(&o, &p, &e);
	else if (o.check)
		r = sort_streams_check(&o.arrange, &e);
	else if (o.merge)
		r = sort_streams_merge(&o.arrange, &e);
	else
		r = sort_streams_run(&o.arrange, &e);
	if (r)
		messages_die(&e);
	if (p.verbose && !o.check && !o.once.n)
		tell(&o.arrange);
	if (o.whole.expected.n && !o.whole.counted)
		messages_say("--expect-total: the #total lines do not say of "
			     "how many records they are (recon-join --part "
			     "does): only sums were compared");
	names_free(&o.once);
	whole_free(&o.whole);
	return program_end(&p, ST_OK);
}
