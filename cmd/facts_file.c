#include "facts_file.h"

#include <inttypes.h>

#include "base/buf.h"
#include "io/output.h"
#include "sys/clock.h"
#include "text/tsv.h"

/* Of the one file a program has; NULL: none, or no more. */
static const struct program *program;
static struct output out;
static struct digest_text profile;
static int64_t begun_s, begun_ms;

/* The profile as it is now, a moment behind its being read; what came through a
 * pipe is gone. */
static int
digest_profile(const struct program *p, struct err *e)
{
	struct input in;
	int r = 0;

	if (!p->profile.path)
		return 0;
	if (input_open(&in, p->profile.path, e))
		return -1;
	if (in.size >= 0)
		r = digest_file(&in, &profile, e);
	input_close(&in);
	return r;
}

void
facts_file_begin(struct program *p)
{
	struct err e;

	if (!p->facts_name)
		return;
	if (output_is_stdout(p->facts_name))
		messages_bad_usage("--facts takes a file, standard output has "
				   "the data");
	if (output_open(&out, p->facts_name, &e))
		messages_die(&e);
	program = p;
	begun_s = clock_wall_s();
	begun_ms = clock_monotonic_ms();
	p->rules.facts = &p->facts;
	if (digest_profile(p, &e))
		messages_die(&e);
}

/* NAME<TAB>VALUE */
static void
put(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, "%s\t", name);
	if (*value)
		tsv_escape(b, span_str(value));
	else
		buf_str(b, TSV_NONE);
	buf_byte(b, '\n');
}

static void
put_time(struct buf *b, const char *name, int64_t seconds)
{
	char text[CLOCK_TEXT_CAP];

	clock_format(seconds, text);
	put(b, name, text);
}

static void
put_ms(struct buf *b, const char *name, int64_t ms)
{
	buf_printf(
	    b, "%s\t%" PRId64 ".%03d\n", name, ms / 1000, (int)(ms % 1000));
}

static void
put_run(struct buf *b)
{
	put(b, "recon-facts", "1");
	put(b, "program", program->name);
	put(b, "version", program_version);
	put_time(b, "begun", begun_s);
	put_time(b, "ended", clock_wall_s());
	put_ms(b, "seconds.wall", clock_monotonic_ms() - begun_ms);
	put_ms(b, "seconds.cpu", clock_cpu_ms());
}

static void
put_options(struct buf *b)
{
	const char *path = program->profile.path;

	if (path) {
		buf_str(b, "profile\t");
		tsv_escape(b, span_str(path));
	}
	if (profile.known)
		buf_printf(
		    b, "\t%" PRIu64 "\t%s\n", profile.bytes, profile.hex);
	else if (path)
		buf_str(b, "\t-\t-\n");
	for (size_t i = 0; i < program->n_given; i++) {
		buf_str(b, "option\t");
		put(b, program->given[i].option, program->given[i].value);
	}
}

/* Writes the file, the text of *b first, and lets it appear. */
static int
finish(struct buf *b, enum status status, const char *reason, struct err *e)
{
	int r;

	if (reason)
		put(b, "reason", reason);
	buf_printf(b, "status\t%d\n", (int)status);
	output_write(&out, buf_span(b));
	r = output_close(&out, e);
	program = NULL;
	return r;
}

void
facts_file_end(struct program *p, enum status status)
{
	struct buf b = { 0 };
	struct err e;

	if (!program)
		return;
	if (facts_check(&p->facts, &e))
		messages_die(&e);
	put_run(&b);
	put_options(&b);
	facts_format_files(&p->facts, &b);
	if (facts_format_counts(&p->facts, &b, &e) ||
	    finish(&b, status, NULL, &e))
		messages_die(&e);
	buf_free(&b);
}

int
facts_file_failed(enum status status, const char *reason, struct err *e)
{
	struct buf b = { 0 };
	int r;

	if (!program)
		return 0;
	put_run(&b);
	put_options(&b);
	facts_format_files(&program->facts, &b);
	r = finish(&b, status, reason, e);
	buf_free(&b);
	return r;
}
