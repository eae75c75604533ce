/*
 * recon-join: matches the records of two sides, key by key.
 */
#include "program.h"

#include <limits.h>

#include "join/join_doubts.h"
#include "join/join_parallel.h"
#include "join/join_told.h"
#include "match/match_options.h"
#include "option/option_value.h"
#include "stream/run_out.h"
#include "sys/threads.h"

enum {
	WINDOW_MAX = 36525,  /* days: a century */
	SUM_STEPS = 1000000, /* to look for sums among the records of a KEY */
};

struct settings {
	struct join_rules rules;
	const char *left_open, *right_open; /* NULL: no pass follows */
	bool exit_code;
	unsigned threads;
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
    "           [--compare FIELDS]\n"
    "           [--pass NAME] [--left-open FILE --right-open FILE]\n"
    "           [--exit-code] [FILE...]\n"
    "\n"
    "Merges sorted record streams (FILE, or standard input) and writes one\n"
    "result line for each match, difference and record left alone.\n"
    "\n";

static const struct option_row options[] = {
	{ "aggregate", 'g', NULL, option_value_flag,
	    .at = offsetof(struct settings, rules.aggregate),
	    .help = "one line per key and currency: sums and counts" },
	{ "tolerance", 0, "T", match_option_tolerance,
	    .at = offsetof(struct settings, rules.match.tolerances),
	    .help = "amounts that differ by T or less match: 0.05,\n"
		    "0.5% (of the larger), 0.5%,0.05 (the larger of\n"
		    "the two), -0.01..+0.05 (left - right), CNY=0.05\n"
		    "(one currency)" },
	{ "tolerance-total", 0, "AMOUNT", match_option_residual_cap,
	    .at = offsetof(struct settings, rules.caps),
	    .help = "such differences may add up to AMOUNT, without\n"
		    "their signs; CNY=AMOUNT: those of one currency" },
	{ "date-window", 0, "N", set_window,
	    .at = offsetof(struct settings, rules.match), .most = WINDOW_MAX,
	    .help = "records match only if their DATEs are at most N\n"
		    "days apart" },
	{ "sum-of", 0, "N", option_value_number,
	    .at = offsetof(struct settings, rules.match.sum_of),
	    .least = SUM_PARTS_MIN, .most = SUM_PARTS_MAX,
	    .help = "of what remains a record matches the sum of up to N of\n"
		    "the other side, 2 to 8" },
	{ "sum-of-steps", 0, "N", option_value_number,
	    .at = offsetof(struct settings, rules.match.sum_steps), .least = 1,
	    .most = UINT_MAX,
	    .help = "no sums where that takes more steps; 1000000" },
	{ "unique", 0, "L|R|LR", set_unique,
	    .at = offsetof(struct settings, rules.match),
	    .help = "of a KEY and currency of that side or those only\n"
		    "the first is matched, others are duplicates" },
	{ "compare", 0, "FIELDS", add_compared,
	    .at = offsetof(struct settings, rules.compared),
	    .help = "what matches has to agree in carried fields, too:\n"
		    "A,B; A=B where the right calls it B" },
	{ "pass", 0, "NAME", set_pass,
	    .at = offsetof(struct settings, rules.pass),
	    .help = "lines of what matches carry pass=NAME" },
	{ "left-open", 0, "FILE", option_value_text,
	    .at = offsetof(struct settings, left_open), .file = OPTION_FILE_OUT,
	    .help = "records of the left that are not matched go there, for\n"
		    "another pass, and not into a line," },
	{ "right-open", 0, "FILE", option_value_text,
	    .at = offsetof(struct settings, right_open),
	    .file = OPTION_FILE_OUT, .help = "those of the right there" },
	{ "threads", 'j', "N", option_value_number,
	    .at = offsetof(struct settings, threads), .least = 1,
	    .most = THREADS_MAX, .same_result = true,
	    .help = "threads to use; as many as processors, at most 8" },
	{ "memory", 'S', "SIZE", option_value_memory,
	    .at = offsetof(struct settings, rules.spill.memory),
	    .same_result = true,
	    .help = "memory for the records of a KEY (K, M, G, T or %);\n"
		    "an eighth of the machine's" },
	{ "temp", 'T', "DIR", option_value_text,
	    .at = offsetof(struct settings, rules.spill.dir),
	    .same_result = true,
	    .help = "for temporary files; $TMPDIR, else /tmp" },
	{ "exit-code", 0, NULL, option_value_flag,
	    .at = offsetof(struct settings, exit_code),
	    .help = "status 1 when not every line is \"matched\"" },
	{ "output",
	    .help = "write to FILE, which appears when all is written" },
	{ .name = "profile" },
	{ "plain", .help = "write no #recon and #total lines" },
	{ .name = "stream-version" },
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
	s->threads = threads_default();
	line_sorter_usual(&s->rules.spill);
	s->rules.spill.threads = 1;
}

/* Records that are open go to two files, apart from the results. */
static void
check_pass(const struct settings *s)
{
	if (!s->left_open != !s->right_open)
		messages_bad_usage("--left-open and --right-open go together");
	if (!s->left_open)
		return;
	if (s->rules.aggregate)
		messages_bad_usage("--left-open is of records; --aggregate "
				   "has sums");
	if (output_is_stdout(s->left_open) || output_is_stdout(s->right_open))
		messages_bad_usage("--left-open and --right-open take files, "
				   "not standard output");
}

/* Options that make no sense together. */
static void
check(const struct settings *s)
{
	struct err e;

	if (s->rules.caps.n && !s->rules.match.tolerances.n)
		messages_bad_usage("--tolerance-total needs --tolerance");
	if (residual_caps_check(&s->rules.caps, &s->rules.match.tolerances, &e))
		messages_die(&e);
	if (s->rules.match.sum_steps && !s->rules.match.sum_of)
		messages_bad_usage("--sum-of-steps needs --sum-of");
	if (s->rules.aggregate && s->rules.match.sum_of)
		messages_bad_usage("--sum-of is of records; --aggregate adds "
				   "up all of them");
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
	check_pass(s);
}

/* What people have to know of a result that is whole. */
static void
say(const struct join *j, const struct group *from, uint64_t lines,
    uint64_t passed, bool verbose)
{
	struct buf b = { 0 };

	if (residuals_tell(&j->residuals, &b))
		messages_say("%.*s", (int)b.len, b.p);
	buf_clear(&b);
	if (join_told_unsearched(j, &b))
		messages_say("%.*s", (int)b.len, b.p);
	buf_clear(&b);
	if (join_doubts(j, from, &b))
		messages_say("%.*s", (int)b.len, b.p);
	buf_clear(&b);
	if (verbose) {
		join_told_counts(j, lines, passed, &b);
		messages_say("%.*s", (int)b.len, b.p);
	}
	buf_free(&b);
}

static _Noreturn void
give_up(struct join *j, struct stream_out *out, const struct err *e)
{
	stream_abandon(out);
	if (j->open)
		open_files_abandon(j->open);
	messages_die(e);
}

static bool
is_all_matched(const struct join *j)
{
	for (int c = 0; c < CLASS_COUNT; c++)
		if (c != CLASS_MATCHED && j->of[c])
			return false;
	return true;
}

int
main(int argc, char **argv)
{
	struct settings s = { 0 };
	struct join join = { .rules = &s.rules };
	struct program program = { "recon-join", usage, 23, options,
		.settings = &s, .kind = STREAM_RESULT };
	struct open_files open = { 0 };
	struct stream_out out;
	struct group group;
	struct err e;
	uint64_t lines, passed;

	set_defaults(&s);
	program_begin(&program, argc, argv);
	check(&s);
	if (s.rules.match.sum_steps == 0)
		s.rules.match.sum_steps = SUM_STEPS;
	if (s.rules.spill.memory < LINE_SORTER_MEMORY_MIN)
		s.rules.spill.memory = LINE_SORTER_MEMORY_MIN;
	if (group_open(&group, program.operands, program.n_operands,
		&program.rules, &e))
		messages_die(&e);
	if (stream_create(
		&out, program.output, STREAM_RESULT, program.plain, &e))
		messages_die(&e);
	stream_note(&out, program.rules.facts, FACTS_WRITTEN, program.output);
	if (s.left_open) {
		if (open_files_create(
			&open, s.left_open, s.right_open, program.plain, &e))
			give_up(&join, &out, &e);
		join.open = &open;
		stream_note(&open.side[0], program.rules.facts, "left-open",
		    s.left_open);
		stream_note(&open.side[1], program.rules.facts, "right-open",
		    s.right_open);
	}
	if (join_parallel_run(
		&join, &group, &out, s.threads, JOIN_PARALLEL_BLOCK, &e)) {
		for (size_t i = 0; i < group.n_sources; i++)
			run_out(&group.sources[i].in, &e);
		give_up(&join, &out, &e);
	}
	lines = out.total.records;
	passed = open.side[0].total.records + open.side[1].total.records;
	if (join.open ? open_files_finish(&open, &out, &e)
		      : stream_finish(&out, &e))
		messages_die(&e);
	join_told_facts(&join, program.rules.facts);
	say(&join, &group, lines, passed, program.verbose);
	group_close(&group);
	join_free(&join);
	join_rules_free(&s.rules);
	return program_end(&program,
	    s.exit_code && !is_all_matched(&join) ? ST_DIFFER : ST_OK);
}
