/* recon-key: a table's rows become records: key, amount, side, date */
#include <inttypes.h>
#include <stdlib.h>

#include "key/key_options.h"
#include "program.h"
#include "stream/rejects.h"

static const char usage[] =
    "usage: recon-key -k FIELDS -a FIELDS -s L|R [-c CURRENCY]\n"
    "                 [-t FIELD | -d DATE] [-x FIELDS] [OPTION]... [FILE]...\n"
    "\n"
    "Turns the rows of tables into records: builds the key, reads the amount\n"
    "exactly, sets currency, side and accounting date, carries fields along.\n"
    "\n"
    "  -k, --key FIELDS         the columns that make the key, joined by |\n"
    "      --allow-empty-part   some of them may be empty\n"
    "      --allow-rounded-key  2.02211E+23 is a key, not a number destroyed\n"
    "  -a, --amount FIELDS      the columns of the amount, added up; -NAME is\n"
    "                           subtracted: in,-out\n"
    "  -s, --side L|R           the side these records are on\n"
    "  -c, --currency CURRENCY  a column, or else a code for all rows\n"
    "  -t, --time FIELD         the column of the date or time\n"
    "  -d, --date DATE          one accounting date for all rows\n"
    "  -x, --carry FIELDS       columns to carry along; NAME=COLUMN renames\n"
    "\n"
    "      --decimal CHAR       the decimal mark of the amounts\n"
    "      --thousands MARK     the only mark between thousands, or none\n"
    "      --minor              amounts are in minor units of the currency\n"
    "      --minor-digits [CODE=]N  these have N decimals (implies --minor)\n"
    "      --sign FIELD=IN/OUT  the column that says whether an amount came "
    "in\n"
    "                           or went out, by its values: "
    "type=paid/refund,fee\n"
    "      --scale [CODE=]N     write N decimals (default: those of ISO 4217)\n"
    "      --round MODE         half-even, half-up, up or down; else an "
    "amount\n"
    "                           with more decimals is bad data\n"
    "\n"
    "      --date-format FORMAT the form of the time, as for strptime(3); "
    "given\n"
    "                           more than once, the first that fits\n"
    "      --zone ZONE          where the accounting day is counted\n"
    "      --from-zone ZONE     where times without an offset are from\n"
    "      --ambiguous WHICH    earlier or later, when clocks were put back\n"
    "      --cut HH:MM          times from a cut after noon on belong to the "
    "next\n"
    "                           day, times before an earlier one to the last "
    "day\n"
    "\n"
    "      --rejects FILE       write bad rows there and go on\n"
    "  -o, --output FILE        write there; appears when complete\n"
    "      --plain              write no control lines\n"
    "      --require-total      refuse input without control lines\n"
    "      --allow-empty        accept an input of no bytes at all\n"
    "      --progress           say how far it is\n"
    "  -p, --profile NAME       options from the [recon-key] section of a "
    "profile\n"
    "  -v, --verbose            say how many rows came and went\n"
    "  -h, --help               this text\n"
    "  -V, --version            the version\n";

enum { OPT_REJECTS = KEY_OPTIONS_END };

static const struct program_option options[] = {
	{ "key", KEY_OPTIONS_KEY, true },
	{ "allow-empty-part", KEY_OPTIONS_EMPTY_PART, false },
	{ "allow-rounded-key", KEY_OPTIONS_ROUNDED_KEY, false },
	{ "amount", KEY_OPTIONS_AMOUNT, true },
	{ "side", KEY_OPTIONS_SIDE, true },
	{ "currency", KEY_OPTIONS_CURRENCY, true },
	{ "time", KEY_OPTIONS_TIME, true },
	{ "date", KEY_OPTIONS_DATE, true },
	{ "carry", KEY_OPTIONS_CARRY, true },
	{ "decimal", KEY_OPTIONS_DECIMAL, true },
	{ "thousands", KEY_OPTIONS_THOUSANDS, true },
	{ "minor", KEY_OPTIONS_MINOR, false },
	{ "minor-digits", KEY_OPTIONS_MINOR_DIGITS, true },
	{ "sign", KEY_OPTIONS_SIGN, true },
	{ "scale", KEY_OPTIONS_SCALE, true },
	{ "round", KEY_OPTIONS_ROUND, true },
	{ "date-format", KEY_OPTIONS_DATE_FORMAT, true },
	{ "zone", KEY_OPTIONS_ZONE, true },
	{ "from-zone", KEY_OPTIONS_FROM_ZONE, true },
	{ "ambiguous", KEY_OPTIONS_AMBIGUOUS, true },
	{ "cut", KEY_OPTIONS_CUT, true },
	{ "rejects", OPT_REJECTS, true },
	{ 0 },
};

/* One run: where rows go, and how many came. */
struct run {
	struct key_options rules;
	const char *rejects_name; /* NULL: stop at a bad row */
	struct rejects rejects;
	struct stream_out out;
	uint64_t rows;
};

static _Noreturn void
bad_usage(const char *text)
{
	program_say("%s; try 'recon-key --help'", text);
	exit(ST_FAIL);
}

static void
read_options(struct run *run, struct program *p)
{
	struct err e;
	int c;

	key_options_init(&run->rules);
	while ((c = program_option(p)) != 0) {
		if (c == OPT_REJECTS)
			run->rejects_name = p->arg;
		else if (key_options_set(&run->rules, c, p->arg, &e))
			program_bad_option(p, "%s", e.text);
	}
	if (key_options_check(&run->rules, &e))
		bad_usage(e.text);
	if (p->output && run->rejects_name &&
	    !strcmp(p->output, run->rejects_name))
		bad_usage("--output and --rejects are the same file");
}

/* A bad row is put aside where that was asked for, else it is the end. */
static int
refuse(struct run *run, const struct table_in *t, struct err *e)
{
	if (!run->rejects.wanted)
		return stream_err(&t->stream, e);
	rejects_add(&run->rejects, lines_name(&t->stream.lines),
	    t->stream.lines.count, e->text, t->row);
	return 0;
}

static int
key_rows(struct run *run, struct table_in *t, struct err *e)
{
	struct recorder *r = &run->rules.recorder;
	int got;

	for (;;) {
		got = recorder_run(r, t, &run->out, &run->rows)
		    ? 1
		    : table_next(t, e);
		if (got <= 0)
			return got;
		run->rows++;
		if ((got == 2 || recorder_row(r, t, &run->out, e)) &&
		    refuse(run, t, e))
			return -1;
	}
}

static void
tell(const char *name, uint64_t in, uint64_t out, uint64_t rejected)
{
	program_say("%s: %" PRIu64 " rows in, %" PRIu64 " records out, %" PRIu64
		    " rejected",
	    name, in, out, rejected);
}

static int
key_file(
    struct run *run, const struct program *p, const char *name, struct err *e)
{
	uint64_t in = run->rows, out = run->out.total.records;
	uint64_t rejected = run->rejects.count;
	struct table_in t;
	int r;

	if (table_open(&t, name, &p->rules, e))
		return -1;
	t.take_ragged = true;
	r = t.n ? recorder_bind(&run->rules.recorder, &t, e) : 0;
	if (r == 0)
		r = key_rows(run, &t, e);
	if (r == 0 && (run->rejects.wanted || p->verbose))
		tell(lines_name(&t.stream.lines), run->rows - in,
		    run->out.total.records - out,
		    run->rejects.count - rejected);
	table_close(&t);
	return r;
}

/* Every row is a record or was rejected; then both files may appear. */
static int
finish(struct run *run, struct err *e)
{
	if (run->rows != run->out.total.records + run->rejects.count)
		return err_set(e, ST_BROKEN,
		    "%" PRIu64 " rows came in, but %" PRIu64
		    " records and %" PRIu64 " rejects went out",
		    run->rows, run->out.total.records, run->rejects.count);
	if (rejects_close(&run->rejects, e))
		return -1;
	run->rejects.wanted = false;
	return stream_finish(&run->out, e);
}

static _Noreturn void
give_up(struct run *run, const struct err *e)
{
	rejects_abandon(&run->rejects);
	stream_abandon(&run->out);
	program_die(e);
}

int
main(int argc, char **argv)
{
	struct program p;
	struct run run = { 0 };
	struct err e;

	program_begin(&p, "recon-key", usage, options, argc, argv);
	read_options(&run, &p);
	if (rejects_open(&run.rejects, run.rejects_name, &e))
		program_die(&e);
	if (stream_create(&run.out, p.output, STREAM_RECORD, p.plain, &e))
		give_up(&run, &e);
	for (int i = 0; i < p.n_operands; i++)
		if (key_file(&run, &p, p.operands[i], &e))
			give_up(&run, &e);
	if (finish(&run, &e))
		give_up(&run, &e);
	key_options_free(&run.rules);
	return program_end(&p);
}
