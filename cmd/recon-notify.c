/*
 * recon-notify: tells people what a day of reconciliation came to.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "program.h"
#include "figures/summary.h"

static const char usage[] =
    "usage: recon-notify [--top N] [--tee] [FILE]\n"
    "\n"
    "Prints the summary of a result stream: lines and sums per currency and\n"
    "class, the open items by age, and the largest differences.\n"
    "\n"
    "      --top N           show the N largest differences of each currency\n"
    "                        (default 10, 0 for none)\n"
    "      --tee             pass the stream on to standard output; the "
    "summary\n"
    "                        goes to standard error\n"
    "\n"
    "  -o, --output FILE     write the summary there; appears when complete\n"
    "      --plain           write no control lines (with --tee)\n"
    "      --require-total   refuse input without control lines\n"
    "      --allow-empty     accept an input of no bytes at all\n"
    "      --progress        tell on stderr how far it is\n"
    "  -p, --profile NAME    options from the [recon-notify] section of a "
    "profile\n"
    "  -v, --verbose         say how many lines were read\n"
    "      --progress        show how far it is (always on a terminal)\n"
    "  -h, --help            this text\n"
    "  -V, --version         the version\n";

enum { OPT_TOP = 256, OPT_TEE, TOP_DEFAULT = 10, TOP_MAX = 1000000 };

static const struct program_option options[] = {
	{ "top", OPT_TOP, true },
	{ "tee", OPT_TEE, false },
	{ 0 },
};

struct settings {
	size_t top;
	bool tee;
};

static size_t
read_top(const struct program *p)
{
	char *end;
	long n = strtol(p->arg, &end, 10);

	if (*end || p->arg[0] < '0' || p->arg[0] > '9' || n > TOP_MAX)
		program_bad_option(
		    p, "\"%s\" is not a number from 0 to %d", p->arg, TOP_MAX);
	return (size_t)n;
}

static struct settings
read_options(struct program *p)
{
	struct settings s = { .top = TOP_DEFAULT };
	struct err e;
	int c;

	while ((c = program_option(p)) != 0) {
		if (c == OPT_TOP)
			s.top = read_top(p);
		else
			s.tee = true;
	}
	if (p->n_operands > 1) {
		err_set(&e, ST_FAIL,
		    "more than one FILE; recon-sort -m "
		    "merges them");
		program_die(&e);
	}
	return s;
}

/* Adds every line up, and passes it on where tee is not NULL. */
static int
read_all(struct stream_in *in, struct stream_out *tee, struct summary *s,
    struct err *e)
{
	struct span line;
	struct result r;
	int got;

	while ((got = stream_line(in, &line, e)) == 1) {
		if (tee)
			stream_put(tee, line);
		if (stream_is_comment(line))
			continue;
		if (result_parse(line, &r, e) ||
		    total_result(&in->read, &r, e) || summary_add(s, &r, e))
			return stream_err(in, e);
	}
	return got;
}

/* https://no-color.org: any value but an empty one. */
static bool
wants_colour(int fd)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(fd) && !(no && *no) && term && strcmp(term, "dumb");
}

/* To -o, else to standard output, or standard error where that is taken. */
static int
put_summary(
    struct summary *s, bool checked, const char *path, bool tee, struct err *e)
{
	struct buf text = { 0 };
	struct output o;
	int fd = tee ? STDERR_FILENO : STDOUT_FILENO;
	int r;

	if (summary_format(s, checked, !path && wants_colour(fd), &text, e))
		return -1;
	if (!path && tee) {
		r = fwrite(text.p, 1, text.len, stderr) < text.len
		    ? err_sys(e, ST_FAIL, "stderr: write")
		    : 0;
	} else if ((r = output_open(&o, path, e)) == 0) {
		output_write(&o, buf_span(&text));
		r = output_close(&o, e);
	}
	buf_free(&text);
	return r;
}

int
main(int argc, char **argv)
{
	struct program p;
	struct settings set;
	struct stream_in in;
	struct stream_out tee;
	struct summary s = { 0 };
	struct err e;

	program_begin(&p, "recon-notify", usage, options, argc, argv);
	set = read_options(&p);
	s.top.limit = set.top;
	p.rules.keep_comments = set.tee;
	if (stream_open(&in, p.operands[0], STREAM_RESULT, &p.rules, &e) ||
	    (set.tee && stream_create(&tee, NULL, STREAM_RESULT, p.plain, &e)))
		program_die(&e);
	if (read_all(&in, set.tee ? &tee : NULL, &s, &e) ||
	    put_summary(&s, !stream_is_plain(&in), p.output, set.tee, &e))
		program_die(&e);
	if (set.tee) {
		total_merge(&tee.total, &in.read, &e);
		if (stream_finish(&tee, &e))
			program_die(&e);
	}
	if (p.verbose)
		program_say("%s: %ju lines", lines_name(&in.lines),
		    (uintmax_t)in.read.records);
	stream_close(&in);
	summary_free(&s);
	return program_end(&p);
}
