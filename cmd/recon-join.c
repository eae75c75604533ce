/*
 * recon-join: matches the records of two sides, key by key.
 */
#include "program.h"

#include <limits.h>

#include "join/join_streams.h"
#include "join/join_told.h"
#include "match/match_options.h"
#include "option/option_value.h"
#include "sys/threads.h"
#include "whole/whole_options.h"

enum {
	WINDOW_MAX = 36525,  /* days: a century */
	SUM_STEPS = 1000000, /* to look for sums among the records of a KEY */
};

struct settings {
	struct join_streams join;
	struct whole whole;
	bool exit_code;
};

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

static int
set_pass(void *at, const struct option_given *o, struct err *e)
{
	return join_rules_pass(at, o->value, e);
}

static const char usage[] =
    "usage: recon-join [-gv] [-j N] [-S SIZE] [-T DIR] [-o FILE] [-p PROFILE]\n"
    "           [--tolerance T] [--tolerance-total AMOUNT] [--date-window N]\n"
    "           [--sum-of N [--sum-of-steps N]] [--unique L|R|LR]\n"
    "           [--compare FIELDS] [--sort]\n"
    "           [--pass NAME] [--left-open FILE --right-open FILE]\n"
    "           [--exit-code] [FILE...]\n"
    "\n"
    "Merges sorted record streams (FILE, or standard input) and writes one\n"
    "result line for each match, difference and record left alone.\n"
    "\n";

static const struct option_row options[] = {
	{ "aggregate", 'g', NULL, option_value_flag,
	    .at = offsetof(struct settings, join.how.aggregate),
	    .help = "one line per key and currency: sums and counts" },
	{ "tolerance", 0, "T", match_option_tolerance,
	    .at = offsetof(struct settings, join.how.match.tolerances),
	    .help = "amounts that differ by T or less match: 0.05,\n"
		    "0.5% (of the larger), 0.5%,0.05 (the larger of\n"
		    "the two), -0.01..+0.05 (left - right), CNY=0.05\n"
		    "(one currency)" },
	{ "tolerance-total", 0, "AMOUNT", match_option_residual_cap,
	    .at = offsetof(struct settings, join.how.caps),
	    .help = "such differences may add up to AMOUNT, without\n"
		    "their signs; CNY=AMOUNT: those of one currency" },
	{ "date-window", 0, "N", set_window,
	    .at = offsetof(struct settings, join.how.match), .most = WINDOW_MAX,
	    .help = "records match only if their DATEs are at most N\n"
		    "days apart" },
	{ "sum-of", 0, "N", option_value_number,
	    .at = offsetof(struct settings, join.how.match.sum_of),
	    .least = SUM_PARTS_MIN, .most = SUM_PARTS_MAX,
	    .help = "of what remains a record matches the sum of up to N of\n"
		    "the other side, 2 to 8" },
	{ "sum-of-steps", 0, "N", option_value_number,
	    .at = offsetof(struct settings, join.how.match.sum_steps),
	    .least = 1, .most = UINT_MAX,
	    .help = "no sums where that takes more steps; 1000000" },
	{ "unique", 0, "L|R|LR", set_unique,
	    .at = offsetof(struct settings, join.how.match),
	    .help = "of a KEY and currency of that side or those only\n"
		    "the first is matched, others are duplicates" },
	{ "compare", 0, "FIELDS", add_compared,
	    .at = offsetof(struct settings, join.how.compared),
	    .help = "what matches has to agree in carried fields, too:\n"
		    "A,B; A=B where the right calls it B" },
	{ "pass", 0, "NAME", set_pass,
	    .at = offsetof(struct settings, join.how.pass),
	    .help = "lines of what matches carry pass=NAME" },
	{ "left-open", 0, "FILE", option_value_text,
	    .at = offsetof(struct settings, join.open[0]),
	    .file = OPTION_FILE_OUT,
	    .help = "records of the left that are not matched go there, for\n"
		    "another pass, and not into a line," },
	{ "right-open", 0, "FILE", option_value_text,
	    .at = offsetof(struct settings, join.open[1]),
	    .file = OPTION_FILE_OUT, .help = "those of the right there" },
	{ "sort", 0, NULL, option_value_flag,
	    .at = offsetof(struct settings, join.sorts),
	    .help = "the inputs are in any order: sort them first" },
	{ "threads", 'j', "N", option_value_number,
	    .at = offsetof(struct settings, join.threads), .least = 1,
	    .most = THREADS_MAX, .same_result = true,
	    .help = "threads to use; as many as processors, at most 8" },
	{ "memory", 'S', "SIZE", option_value_memory,
	    .at = offsetof(struct settings, join.how.spill.memory),
	    .same_result = true,
	    .help = "memory for the records of a KEY, and for --sort (K, M,\n"
		    "G, T or %); an eighth of the machine's" },
	{ "temp", 'T', "DIR", option_value_text,
	    .at = offsetof(struct settings, join.how.spill.dir),
	    .same_result = true,
	    .help = "for temporary files; $TMPDIR, else /tmp" },
	{ "exit-code", 0, NULL, option_value_flag,
	    .at = offsetof(struct settings, exit_code),
	    .help = "status 1 when not every line is \"matched\"" },
	{ "part", 0, "K/N", whole_option_part,
	    .at = offsetof(struct settings, whole),
	    .help = "#total names the part of a run: K/N, K/N@RUN; input:\n"
		    "those that the inputs name" },
	{ "expect-total", 0, "FILE", whole_option_expect_total,
	    .at = offsetof(struct settings, whole), .file = OPTION_FILE_IN,
	    .help = "inputs have to add up to the #total lines in FILE, or\n"
		    "to facts" },
	{ "output",
	    .help = "write to FILE, which appears when all is written" },
	{ .name = "profile" },
	{ "plain", .help = "write no #recon and #total lines" },
	{ .name = "stream-version" },
	{ "require-total", .help = "refuse a stream without #total" },
	{ .name = "allow-empty" },
	{ .name = "comments" },
	{ .name = "engine" },
	{ .name = "null" },
	{ .name = "end-tab" },
	{ .name = "end-cr" },
	{ .name = "ctrl-a" },
	{ .name = "progress" },
	{ "verbose", .help = "tell on stderr how many lines were written" },
	{ 0 },
};

static void
set_defaults(struct settings *s)
{
	s->join.threads = threads_default();
	line_sorter_usual(&s->join.how.spill);
	s->join.how.spill.threads = 1;
}

/* Records that are open go to two files, apart from the results. */
static void
check_pass(const struct join_streams *s)
{
	if (!s->open[0] != !s->open[1])
		messages_bad_usage("--left-open and --right-open go together");
	if (!s->open[0])
		return;
	if (s->how.aggregate)
		messages_bad_usage("--left-open is of records; --aggregate "
				   "has sums");
	if (output_is_stdout(s->open[0]) || output_is_stdout(s->open[1]))
		messages_bad_usage("--left-open and --right-open take files, "
				   "not standard output");
}

/* Options that make no sense together. */
static void
check(const struct join_streams *s)
{
	const struct join_rules *how = &s->how;
	struct err e;

	if (how->caps.n && !how->match.tolerances.n)
		messages_bad_usage("--tolerance-total needs --tolerance");
	if (residual_caps_check(&how->caps, &how->match.tolerances, &e))
		messages_die(&e);
	if (how->match.sum_steps && !how->match.sum_of)
		messages_bad_usage("--sum-of-steps needs --sum-of");
	if (how->aggregate && how->match.sum_of)
		messages_bad_usage("--sum-of is of records; --aggregate adds "
				   "up all of them");
	if (how->aggregate && how->match.dated)
		messages_bad_usage("--date-window is of two records; "
				   "--aggregate has sums");
	if (how->aggregate &&
	    (how->match.unique_left || how->match.unique_right))
		messages_bad_usage("--unique is of records; --aggregate has "
				   "sums");
	if (how->aggregate && how->compared.n)
		messages_bad_usage("--compare is of two records; --aggregate "
				   "has sums");
	check_pass(s);
}

/* What people have to know of a result that is whole. */
static void
say(const struct join_streams *s, bool verbose)
{
	const struct join *j = &s->join;
	struct buf b = { 0 };

	if (residuals_tell(&j->residuals, &b))
		messages_say("%.*s", (int)b.len, b.p);
	buf_clear(&b);
	if (join_told_unsearched(j, &b))
		messages_say("%.*s", (int)b.len, b.p);
	buf_clear(&b);
	if (join_streams_doubts(s, &b))
		messages_say("%.*s", (int)b.len, b.p);
	buf_clear(&b);
	if (verbose) {
		join_told_counts(j, s->lines, s->passed, &b);
		messages_say("%.*s", (int)b.len, b.p);
	}
	buf_free(&b);
}

static bool
is_all_matched(const struct join *j)
{
	for (int c = 0; c < CLASS_COUNT; c++)
		if (c != CLASS_MATCHED && j->of[c])
			return false;
	return true;
}

static void
take_common(struct join_streams *s, const struct program *p)
{
	s->names = p->operands;
	s->n = (size_t)p->n_operands;
	s->rules = p->rules;
	s->output = p->output;
	s->plain = p->plain;
	if (s->how.match.sum_steps == 0)
		s->how.match.sum_steps = SUM_STEPS;
}

int
main(int argc, char **argv)
{
	struct settings s = { 0 };
	struct program program = { "recon-join", usage, 23, options,
		.settings = &s, .kind = STREAM_RESULT };
	bool differs;
	struct err e;

	set_defaults(&s);
	program_begin(&program, argc, argv);
	check(&s.join);
	take_common(&s.join, &program);
	s.whole.beside = true; /* both sides may be of one part */
	s.join.whole = &s.whole;
	if (expected_read(&s.whole.expected, &e) ||
	    join_streams_run(&s.join, &e))
		messages_die(&e);
	join_told_facts(&s.join.join, program.rules.facts);
	say(&s.join, program.verbose);
	differs = !is_all_matched(&s.join.join);
	join_streams_free(&s.join);
	join_rules_free(&s.join.how);
	whole_free(&s.whole);
	return program_end(
	    &program, s.exit_code && differs ? ST_DIFFER : ST_OK);
}
