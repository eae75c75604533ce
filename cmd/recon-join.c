/*
 * recon-join: matches the records of two sides, key by key.
 */
#include "program.h"

#include <inttypes.h>

#include "join/join_parallel.h"
#include "sys/threads.h"

enum { OPT_TOLERANCE = 256, OPT_EXIT_CODE };

static const char usage[] =
    "usage: recon-join [-gv] [-j N] [-o FILE] [-p PROFILE] [--tolerance T]\n"
    "           [--exit-code] [FILE...]\n"
    "\n"
    "Merges sorted record streams (FILE, or standard input) and writes one\n"
    "result line for each match, difference and record left alone.\n"
    "\n"
    "  -g, --aggregate      one line per key and currency: sums and counts\n"
    "      --tolerance T    amounts that differ by T or less match: 0.05,\n"
    "                       0.5% (of the larger), CNY=0.05 (one currency)\n"
    "  -j, --threads N      threads to use; as many as processors, at most 8\n"
    "      --exit-code      status 1 when not every line is \"matched\"\n"
    "  -o, --output FILE    write to FILE, which appears when all is written\n"
    "  -p, --profile NAME   options from a profile, recon-profile(5)\n"
    "      --plain          write no #recon and #total lines\n"
    "      --require-total  refuse a stream without #total\n"
    "      --allow-empty    accept an input of no bytes at all\n"
    "      --progress       tell on stderr how far it is\n"
    "  -v, --verbose        tell on stderr how many lines were written\n"
    "  -h, --help           this text\n"
    "  -V, --version        the version\n";

static const struct program_option options[] = {
	{ "aggregate", 'g', false },
	{ "threads", 'j', true },
	{ "tolerance", OPT_TOLERANCE, true },
	{ "exit-code", OPT_EXIT_CODE, false },
	{ 0 },
};

static void
say_counts(const struct join *j, uint64_t lines)
{
	program_say("%" PRIu64 " records in, %" PRIu64 " lines out: %" PRIu64
		    " matched, %" PRIu64 " amount, %" PRIu64 " left, %" PRIu64
		    " right",
	    j->placed, lines, j->of[CLASS_MATCHED], j->of[CLASS_AMOUNT],
	    j->of[CLASS_LEFT], j->of[CLASS_RIGHT]);
}

int
main(int argc, char **argv)
{
	struct tolerances tolerances = { 0 };
	struct join join = { .tolerances = &tolerances };
	struct stream_out out;
	struct program program;
	struct group group;
	struct err e;
	unsigned threads = threads_default();
	bool exit_code = false;
	uint64_t lines;
	int c;

	program_begin(&program, "recon-join", usage, options, argc, argv);
	while ((c = program_option(&program)) != 0) {
		switch (c) {
		case 'g':
			join.aggregate = true;
			break;
		case 'j':
			threads = program_threads(&program);
			break;
		case OPT_TOLERANCE:
			if (tolerance_add(&tolerances, program.arg, &e))
				program_bad_option(&program, "%s", e.text);
			break;
		case OPT_EXIT_CODE:
			exit_code = true;
			break;
		}
	}
	if (group_open(&group, program.operands, program.n_operands,
		&program.rules, &e))
		program_die(&e);
	if (stream_create(
		&out, program.output, STREAM_RESULT, program.plain, &e))
		program_die(&e);
	if (join_parallel_run(
		&join, &group, &out, threads, JOIN_PARALLEL_BLOCK, &e)) {
		stream_abandon(&out);
		program_die(&e);
	}
	group_close(&group);
	lines = out.total.records;
	if (stream_finish(&out, &e))
		program_die(&e);
	if (program.verbose)
		say_counts(&join, lines);
	tolerances_free(&tolerances);
	program_end(&program);
	return exit_code && lines != join.of[CLASS_MATCHED] ? ST_DIFFER : ST_OK;
}
