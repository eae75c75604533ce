#include "whole/expected.h"

#include <inttypes.h>

#include <stdlib.h>

#include "base/mem.h"
#include "base/plural.h"
#include "io/lines.h"
#include "stream/facts.h"
#include "stream/line/line_digest.h"
#include "stream/line/total_words.h"
#include "stream/stage.h"

enum { DIFFERENCES = 8 }; /* that are told */

static const struct span total_is = SPAN("#total\t"),
			 facts_are = SPAN("recon-facts\t");

static void
note_name(struct expected *x, const char *path)
{
	if (x->names.len)
		buf_str(&x->names, ", ");
	buf_str(&x->names, path);
}

/* A #total line. */
static int
add_line(struct expected *x, struct span line, struct err *e)
{
	struct total_words words = { 0 };
	struct total t = { 0 };
	uint64_t digest = 0;
	int found = line_digest_find(line, &digest);
	int r = total_parse(&t, line, e);

	total_words_take(&words, line);
	if (r == 0 && (found < 0 || words.bad))
		r = err_set(
		    e, ST_DATA, "cannot read the words of a #total line");
	if (words.sources) {
		t.records = words.read;
		digest = words.digest;
		found = 1;
	}
	if (r == 0)
		r = total_merge(&x->total, &t, e);
	x->digest += digest;
	x->undigested |= !found;
	total_words_free(&words);
	total_free(&t);
	return r;
}

/* All lines of a stream, of several, or of their control lines. */
static int
add_lines(struct expected *x, struct lines *in, uint64_t *n, struct err *e)
{
	uint64_t opened = 0;
	enum line_outcome r;
	struct span line;

	while ((r = lines_next(in, &line, e)) == LINE_OK) {
		opened += span_begins(line, SPAN("#recon "));
		if (!span_begins(line, total_is))
			continue;
		if (add_line(x, line, e))
			return err_at(e, lines_name(in), in->count);
		++*n;
	}
	if (r == LINE_ERROR)
		return -1;
	if (opened <= *n)
		return 0;
	err_set(e, ST_DATA,
	    "has a #recon line without its #total: what wrote "
	    "it did not finish");
	return err_at(e, lines_name(in), 0);
}

static int
read_text(struct input *in, struct buf *text, struct err *e)
{
	enum { PIECE = 1 << 16, MOST = 1 << 26 };
	int64_t n;

	while ((n = input_read(in, buf_room(text, PIECE), PIECE, e)) > 0 &&
	    text->len < MOST)
		text->len += (size_t)n;
	if (n > 0)
		return err_set(
		    e, ST_DATA, "%s: too large for a file of facts", in->name);
	return n < 0 ? -1 : 0;
}

static int
add_facts(struct expected *x, struct input *in, uint64_t *n, struct err *e)
{
	struct buf text = { 0 };
	struct stage s;
	int r = read_text(in, &text, e);

	if (r == 0)
		r = stage_take(&s, in->name, &text, e);
	buf_free(&text);
	if (r)
		return -1;
	for (size_t i = 0; i < s.outputs.n; i++) {
		const struct stage_file *f = &s.outputs.of[i];
		uint64_t digest;

		if (!f->totalled || !span_eq(f->role, span_str(FACTS_WRITTEN)))
			continue;
		if (total_merge(&x->total, &f->total, e)) {
			stage_free(&s);
			return -1;
		}
		if (f->lines.len && line_digest_read(f->lines, &digest))
			x->digest += digest;
		else
			x->undigested = true;
		++*n;
	}
	r = stage_is_well(&s)
	    ? 0
	    : err_set(
		  e, ST_DATA, "%s: facts of a run that ended badly", in->name);
	stage_free(&s);
	return r;
}

void
expected_add(struct expected *x, const char *path)
{
	x->files = mem_grow(x->files, &x->cap, x->n + 1, sizeof *x->files);
	x->files[x->n++] = path;
}

static int
read_file(struct expected *x, const char *path, struct err *e)
{
	struct lines in;
	struct span head;
	uint64_t n = 0;
	int r;

	if (lines_open(&in, path, e))
		return -1;
	note_name(x, lines_name(&in));
	r = input_peek(&in.in, facts_are.len, &head, e);
	if (r == 0)
		r = span_begins(head, facts_are) ? add_facts(x, &in.in, &n, e)
						 : add_lines(x, &in, &n, e);
	if (r == 0 && n == 0)
		r = err_set(e, ST_DATA,
		    "%s: has no #total line, nor does it have facts of a "
		    "stream that was written",
		    lines_name(&in));
	lines_close(&in);
	return r;
}

int
expected_read(struct expected *x, struct err *e)
{
	for (size_t i = 0; i < x->n; i++)
		if (read_file(x, x->files[i], e))
			return -1;
	return 0;
}

/* What differs, as text. */
struct differences {
	struct buf text;
	int n;
};

/* Room for one more; NULL where there are enough. */
static struct buf *
differ(struct differences *d)
{
	if (d->n++ == DIFFERENCES)
		buf_str(&d->text, "; and more");
	else if (d->n <= DIFFERENCES && d->text.len)
		buf_str(&d->text, "; ");
	return d->n <= DIFFERENCES ? &d->text : NULL;
}

static const struct total_sum *
find(const struct total *t, const struct total_sum *like)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->sums[i].side == like->side &&
		    t->sums[i].len == like->len &&
		    !memcmp(t->sums[i].currency, like->currency, like->len))
			return &t->sums[i];
	return NULL;
}

/* Sums of a that are not those of b; where absent, only those that b lacks. */
static void
compare(struct differences *d, const struct total *a, const struct total *b,
    bool swapped, bool absent)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct total_sum *s = &a->sums[i], *o = find(b, s);
		struct amount other = o ? o->amount : (struct amount){ 0 };
		char x[AMOUNT_TEXT_CAP], y[AMOUNT_TEXT_CAP];
		struct buf *text;

		if ((absent && o) || amount_cmp(s->amount, other) == 0 ||
		    !(text = differ(d)))
			continue;
		amount_format(s->amount, x);
		amount_format(other, y);
		buf_printf(text, "%c.%.*s %s, read %s", s->side, s->len,
		    s->currency, swapped ? y : x, swapped ? x : y);
	}
}

int
expected_check(const struct expected *x, const struct total *read, bool counted,
    const uint64_t *digest, struct err *e)
{
	struct differences d = { 0 };
	struct buf *text;

	if (counted && x->total.records != read->records && (text = differ(&d)))
		buf_printf(text, "%" PRIu64 " record%s, read %" PRIu64,
		    x->total.records, plural(x->total.records), read->records);
	compare(&d, &x->total, read, false, false);
	compare(&d, read, &x->total, true, true);
	if (d.n)
		err_set(e, ST_DATA, "not what %.*s says: %.*s",
		    (int)x->names.len, x->names.p, (int)d.text.len, d.text.p);
	else if (counted && digest && !x->undigested && *digest != x->digest)
		err_set(e, ST_DATA,
		    "not what %.*s says: count and sums agree, the lines do "
		    "not: keys, dates or carried fields are others",
		    (int)x->names.len, x->names.p);
	else
		return 0;
	buf_free(&d.text);
	return -1;
}

void
expected_free(struct expected *x)
{
	free(x->files);
	total_free(&x->total);
	buf_free(&x->names);
}
