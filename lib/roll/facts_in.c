#include "roll/facts_in.h"

#include <inttypes.h>

#include "io/lines.h"
#include "text/tsv.h"

enum { TEXT_MAX = 1 << 20 }; /* bytes of a file */

/* One that is being read. */
struct reading {
	struct buf text;
	uint64_t status;
	bool ended;        /* by its status, the last line */
	struct buf reason; /* why the run did not end well */
};

static void
look_at(struct reading *r, struct span line)
{
	struct span name, value = { 0 };

	r->ended = false;
	if (!tsv_next(&line, &name) || !tsv_next(&line, &value))
		return;
	if (span_eq(name, SPAN("status")))
		r->ended = span_count(value, &r->status);
	if (!span_eq(name, SPAN("reason")))
		return;
	buf_clear(&r->reason);
	buf_str(&r->reason, ": ");
	buf_add(&r->reason, value);
}

static int
check(const struct reading *r, const struct lines *in, struct err *e)
{
	static const struct span head = SPAN("recon-facts\t1\n");

	if (!span_begins(buf_span(&r->text), head))
		return err_set(
		    e, ST_DATA, "is no file of facts that this version knows");
	if (!r->ended || in->unended)
		return err_set(e, ST_DATA,
		    "is no whole file of facts: its last line is no status");
	if (r->status != ST_OK && r->status != ST_DIFFER)
		return err_set(e, ST_DATA,
		    "is of a run that ended with status %" PRIu64 "%.*s",
		    r->status, (int)r->reason.len, r->reason.p);
	return 0;
}

static int
too_long(const struct lines *in, struct err *e)
{
	err_set(e, ST_DATA, "is longer than %d bytes, and no file of facts",
	    (int)TEXT_MAX);
	return err_at(e, lines_name(in), 0);
}

static int
read_all(struct reading *r, struct lines *in, struct err *e)
{
	enum line_outcome outcome;
	struct span line;

	while ((outcome = lines_next(in, &line, e)) == LINE_OK) {
		if (r->text.len + line.len >= TEXT_MAX)
			return too_long(in, e);
		look_at(r, line);
		buf_add(&r->text, line);
		buf_byte(&r->text, '\n');
	}
	return outcome == LINE_END ? 0 : -1;
}

/* NAME BYTES DIGEST TEXT, a line. */
static int
add(struct buf *to, struct reading *r, struct lines *in, struct digest *sum,
    struct err *e)
{
	char digest[DIGEST_TEXT + 1];
	uint64_t bytes = 0;

	if (check(r, in, e) || digest_take(sum, digest, &bytes, e))
		return err_at(e, lines_name(in), 0);
	tsv_escape(to, span_str(lines_name(in)));
	buf_printf(to, "\t%" PRIu64 "\t%s\t", bytes, digest);
	tsv_escape(to, buf_span(&r->text));
	buf_byte(to, '\n');
	return 0;
}

static int
read_one(struct buf *to, const char *path, struct facts *facts, struct err *e)
{
	struct reading r = { 0 };
	struct digest *sum;
	struct lines in;
	int bad;

	if (lines_open(&in, path, e))
		return -1;
	facts_input(facts, "facts-in", path, &in.in);
	sum = digest_cover(&in.in);
	bad = read_all(&r, &in, e) || add(to, &r, &in, sum, e);
	lines_close(&in);
	buf_free(&r.text);
	buf_free(&r.reason);
	return bad ? -1 : 0;
}

int
facts_in_read(const struct repair_files *files, struct day_entry *en,
    struct facts *facts, struct err *e)
{
	struct buf all = { 0 };
	int r = 0;

	for (size_t i = 0; r == 0 && i < files->n; i++)
		r = read_one(&all, files->of[i].path, facts, e);
	en->facts = arena_copy(&en->arena, buf_span(&all));
	buf_free(&all);
	return r;
}

/* Is there an output of the digest in the lines of a file? */
static bool
has_output(struct span text, struct span digest)
{
	while (text.len) {
		/* whoever changed the day's file may have cut the last line */
		const char *lf = memchr(text.p, '\n', text.len);
		size_t n = lf ? (size_t)(lf - text.p) : text.len;
		struct span line = { text.p, n }, f = { 0 };
		bool is_output =
		    tsv_next(&line, &f) && span_eq(f, SPAN("output"));

		while (is_output && tsv_next(&line, &f))
			if (span_eq(f, digest))
				return true;
		text.p += lf ? n + 1 : n;
		text.len -= lf ? n + 1 : n;
	}
	return false;
}

bool
facts_in_wrote(const struct day_entry *en, struct span digest)
{
	struct span rest = en->facts, f = { 0 };
	struct buf text = { 0 };
	bool wrote = false;

	while (!wrote && rest.len) {
		const char *lf = memchr(rest.p, '\n', rest.len);
		struct span line = { rest.p, (size_t)(lf - rest.p) };

		rest.len -= line.len + 1;
		rest.p = lf + 1;
		while (tsv_next(&line, &f))
			;
		buf_clear(&text);
		wrote = tsv_unescape(&text, f) &&
		    has_output(buf_span(&text), digest);
	}
	buf_free(&text);
	return wrote;
}
