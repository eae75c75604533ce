/*
 * recon-join: matches the records of two sides, key by key.
 */
#include "program.h"

#include <inttypes.h>
#include <stdlib.h>

#include "join/join_doubts.h"
#include "join/join_parallel.h"
#include "option/option_value.h"
#include "stream/run_out.h"
#include "sys/machine.h"
#include "sys/threads.h"

enum {
	WINDOW_MAX = 36525, /* days: a century */
	MEMORY_SHARE = 8,   /* the default is one part of so many */
};

struct settings {
	struct join_rules rules;
	bool exit_code;
	unsigned threads;
};

static int
add_tolerance(void *at, const struct option_given *o, struct err *e)
{
	return tolerance_add(at, o->value, e);
}

static int
add_tolerance_total(void *at, const struct option_given *o, struct err *e)
{
	return residual_cap_add(at, o->value, e);
}

static int
add_compared(void *at, const struct option_given *o, struct err *e)
{
	return compared_fields_add(at, o->value, e);
}

static int
set_window(void *at, const struct option_given *o, struct err *e)
{
	struct match_rules *rules = at;

	rules->dated = true;
	return option_value_number(&rules->window, o, e);
}

static int
set_unique(void *at, const struct option_given *o, struct err *e)
{
	return match_rules_unique(at, o->value, e);
}

static const char usage[] =
    "usage: recon-join [-gv] [-j N] [-S SIZE] [-T DIR] [-o FILE] [-p PROFILE]\n"
    "           [--tolerance T] [--tolerance-total AMOUNT] [--date-window N]\n"
    "           [--unique L|R|LR] [--compare FIELDS] [--exit-code] [FILE...]\n"
    "\n"
    "Merges sorted record streams (FILE, or standard input) and writes one\n"
    "result line for each match, difference and record left alone.\n"
    "\n";

static const struct option_row options[] = {
	{ "aggregate", 'g', NULL, option_value_flag,
	    .at = offsetof(struct settings, rules.aggregate),
	    .help = "one line per key and currency: sums and counts" },
	{ "tolerance", 0, "T", add_tolerance,
	    .at = offsetof(struct settings, rules.match.tolerances),
	    .help = "amounts that differ by T or less match: 0.05,\n"
		    "0.5% (of the larger), 0.5%,0.05 (the larger of\n"
		    "the two), -0.01..+0.05 (left - right), CNY=0.05\n"
		    "(one currency)" },
	{ "tolerance-total", 0, "AMOUNT", add_tolerance_total,
	    .at = offsetof(struct settings, rules.caps),
	    .help = "such differences may add up to AMOUNT, without\n"
		    "their signs; CNY=AMOUNT: those of one currency" },
	{ "date-window", 0, "N", set_window,
	    .at = offsetof(struct settings, rules.match), .most = WINDOW_MAX,
	    .help = "records match only if their DATEs are at most N\n"
		    "days apart" },
	{ "unique", 0, "L|R|LR", set_unique,
	    .at = offsetof(struct settings, rules.match),
	    .help = "of a KEY and currency of that side or those only\n"
		    "the first is matched, others are duplicates" },
	{ "compare", 0, "FIELDS", add_compared,
	    .at = offsetof(struct settings, rules.compared),
	    .help = "what matches has to agree in carried fields, too:\n"
		    "A,B; A=B where the right calls it B" },
	{ "threads", 'j', "N", option_value_number,
	    .at = offsetof(struct settings, threads), .least = 1,
	    .most = THREADS_MAX,
	    .help = "threads to use; as many as processors, at most 8" },
	{ "memory", 'S', "SIZE", option_value_memory,
	    .at = offsetof(struct settings, rules.spill.memory),
	    .help = "memory for the records of a KEY (K, M, G, T or %);\n"
		    "an eighth of the machine's" },
	{ "temp", 'T', "DIR", option_value_text,
	    .at = offsetof(struct settings, rules.spill.dir),
	    .help = "for temporary files; $TMPDIR, else /tmp" },
	{ "exit-code", 0, NULL, option_value_flag,
	    .at = offsetof(struct settings, exit_code),
	    .help = "status 1 when not every line is \"matched\"" },
	{ "output",
	    .help = "write to FILE, which appears when all is written" },
	{ .name = "profile" },
	{ "plain", .help = "write no #recon and #total lines" },
	{ "require-total", .help = "refuse a stream without #total" },
	{ .name = "allow-empty" },
	{ .name = "comments" },
	{ .name = "progress" },
	{ "verbose", .help = "tell on stderr how many lines were written" },
	{ 0 },
};

static void
set_defaults(struct settings *s)
{
	const char *dir = getenv("TMPDIR");

	s->threads = threads_default();
	s->rules.spill = (struct line_sorter_options){
		.memory = (size_t)(machine_memory() / MEMORY_SHARE),
		.threads = 1,
		.dir = dir && *dir ? dir : "/tmp",
	};
}

/* Options that make no sense together. */
static void
check(const struct settings *s)
{
	if (s->rules.caps.n && !s->rules.match.tolerances.n)
		messages_bad_usage("--tolerance-total needs --tolerance");
	if (s->rules.aggregate && s->rules.match.dated)
		messages_bad_usage("--date-window is of two records; "
				   "--aggregate has sums");
	if (s->rules.aggregate &&
	    (s->rules.match.unique_left || s->rules.match.unique_right))
		messages_bad_usage("--unique is of records; --aggregate has "
				   "sums");
	if (s->rules.aggregate && s->rules.compared.n)
		messages_bad_usage("--compare is of two records; --aggregate "
				   "has sums");
}

/* What people have to know of a result that is whole. */
static void
say(const struct join *j, const struct group *from)
{
	struct buf b = { 0 };

	if (residuals_tell(&j->residuals, &b))
		messages_say("%.*s", (int)b.len, b.p);
	buf_clear(&b);
	if (join_doubts(j, from, &b))
		messages_say("%.*s", (int)b.len, b.p);
	buf_free(&b);
}

static void
say_counts(const struct join *j, uint64_t lines)
{
	static const enum result_class always[] = { CLASS_MATCHED, CLASS_AMOUNT,
		CLASS_LEFT, CLASS_RIGHT };
	static const enum result_class asked_for[] = { CLASS_FIELD,
		CLASS_DUPLICATE };
	struct buf b = { 0 };

	buf_printf(&b,
	    "%" PRIu64 " records in, %" PRIu64 " lines out:", j->placed, lines);
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		buf_printf(&b, "%s %" PRIu64 " %s", i ? "," : "",
		    j->of[always[i]], result_class_name(always[i]));
	for (size_t i = 0; i < sizeof asked_for / sizeof *asked_for; i++)
		if (j->of[asked_for[i]])
			buf_printf(&b, ", %" PRIu64 " %s", j->of[asked_for[i]],
			    result_class_name(asked_for[i]));
	messages_say("%.*s", (int)b.len, b.p);
	buf_free(&b);
}

int
main(int argc, char **argv)
{
	struct settings s = { 0 };
	struct join join = { .rules = &s.rules };
	struct program program = { "recon-join", usage, 23, options,
		.settings = &s, .kind = STREAM_RESULT };
	struct stream_out out;
	struct group group;
	struct err e;
	uint64_t lines;

	set_defaults(&s);
	program_begin(&program, argc, argv);
	check(&s);
	if (group_open(&group, program.operands, program.n_operands,
		&program.rules, &e))
		messages_die(&e);
	if (stream_create(
		&out, program.output, STREAM_RESULT, program.plain, &e))
		messages_die(&e);
	if (join_parallel_run(
		&join, &group, &out, s.threads, JOIN_PARALLEL_BLOCK, &e)) {
		for (size_t i = 0; i < group.n_sources; i++)
			run_out(&group.sources[i].in, &e);
		stream_abandon(&out);
		messages_die(&e);
	}
	lines = out.total.records;
	if (stream_finish(&out, &e))
		messages_die(&e);
	say(&join, &group);
	if (program.verbose)
		say_counts(&join, lines);
	group_close(&group);
	join_free(&join);
	join_rules_free(&s.rules);
	program_end(&program);
	return s.exit_code && lines != join.of[CLASS_MATCHED] ? ST_DIFFER
							      : ST_OK;
}
