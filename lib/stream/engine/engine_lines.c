#include "stream/engine/engine_lines.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/simd.h"
#include "text/tsv.h"

enum {
	PIECE =
	    1 << 16, /* bytes read at once, where the reader asks for less */
	RECORD_FIELDS = 5, /* that are fixed */
	RESULT_FIELDS = 7,
};

struct engine_lines {
	struct input_layer layer; /* first, so that the input's pointer to it
				   * is one to the whole */
	struct engine_rules rules;
	bool is_table;
	struct buf raw; /* the beginning of a line, or lines to be made; */
	size_t seen;    /* so many first bytes of it have no LF */
	struct buf out; /* lines made, */
	size_t at;      /* so many bytes of which are handed out */
	bool ended;
};

int
engine_rules_set(struct engine_rules *r, const char *engine, struct err *e)
{
	bool columns = !strcmp(engine, "spark") || !strcmp(engine, "hive");

	if (!columns && strcmp(engine, "hadoop"))
		return err_set(e, ST_FAIL,
		    "\"%s\" is none of spark, hive and hadoop",
		    excerpt(span_str(engine)).s);
	*r = (struct engine_rules){ .end_tab = true, .end_cr = true };
	if (columns) {
		r->null = SPAN("\\N");
		r->ctrl_a = true;
	}
	return 0;
}

/* How many first fields of the line are there even if they are absent. */
static size_t
fixed_fields(const struct engine_lines *l, struct span line)
{
	struct span f = { 0 };

	if (line.len && line.p[0] == '#')
		return 0;
	if (l->is_table)
		return SIZE_MAX;
	tsv_next(&line, &f);
	/* behind KEY a result has its class, a record its amount */
	return tsv_next(&line, &f) && f.len && f.p[0] >= 'a' && f.p[0] <= 'z'
	    ? RESULT_FIELDS
	    : RECORD_FIELDS;
}

static void
put_fields(struct engine_lines *l, struct span line)
{
	size_t fixed = fixed_fields(l, line), n = 0;
	struct span f;

	for (bool first = true; tsv_next(&line, &f); n++) {
		bool absent = f.len == 0 || span_eq(f, l->rules.null);

		if (absent && n >= fixed)
			continue;
		if (!first)
			buf_byte(&l->out, '\t');
		buf_add(&l->out, absent ? SPAN(TSV_NONE) : f);
		first = false;
	}
}

/* Adds the line to out. It lies in raw and may be changed there. */
static void
put_line(struct engine_lines *l, char *p, size_t len)
{
	if (l->rules.end_cr && len && p[len - 1] == '\r')
		len--;
	for (char *at = p; l->rules.ctrl_a && at < p + len; at++)
		if (*at == '\1')
			*at = '\t';
	while (l->rules.end_tab && len && p[len - 1] == '\t')
		len--;
	if (l->rules.null.p && len)
		put_fields(l, (struct span){ p, len });
	else
		buf_add(&l->out, (struct span){ p, len });
}

/* Makes the whole lines of raw, and at the end what is left of it, too. */
static void
make_lines(struct engine_lines *l)
{
	char *p = l->raw.p, *end = p + l->raw.len;

	buf_clear(&l->out);
	l->at = 0;
	while (p < end) {
		char *from = p == l->raw.p ? p + l->seen : p;
		char *lf = memchr(from, '\n', (size_t)(end - from));

		if (!lf && !l->ended)
			break;
		put_line(l, p, (size_t)((lf ? lf : end) - p));
		if (lf)
			buf_byte(&l->out, '\n');
		p = lf ? lf + 1 : end;
	}
	l->raw.len = (size_t)(end - p);
	l->seen = l->raw.len;
	if (l->raw.len)
		memmove(l->raw.p, p, l->raw.len);
}

/* Bytes of a block that may not stay as they are; the byte behind it can be
 * read. */
static inline uint64_t
strange(const struct engine_rules *r, const char *p)
{
	uint64_t tabs = simd_equal(p, '\t'),
		 lf_behind = simd_equal(p + 1, '\n');
	uint64_t bad = 0;

	if (r->null.p) { /* an empty field, or one that is null */
		uint64_t tab_behind = simd_equal(p + 1, '\t');
		uint64_t null = r->null.len ? simd_equal(p, r->null.p[0]) : 0;

		if (r->null.len > 1)
			null &= simd_equal(p + 1, r->null.p[1]);
		bad |= null | (tabs & (tab_behind | lf_behind)) |
		    (simd_equal(p, '\n') & tab_behind);
	}
	if (r->end_tab)
		bad |= tabs & lf_behind;
	if (r->end_cr)
		bad |= simd_equal(p, '\r');
	if (r->ctrl_a)
		bad |= simd_equal(p, '\1');
	return bad;
}

/* Are whole lines such that nothing is to be done? False where that is not sure.
 * The text ends with an LF. */
static bool
are_clean(const struct engine_rules *r, struct span text)
{
	const char *p = text.p, *end = p + text.len;
	char last[SIMD_BLOCK + 1];

	if (r->null.p && *p == '\t')
		return false;
	for (; end - p > SIMD_BLOCK; p += SIMD_BLOCK)
		if (strange(r, p))
			return false;
	memset(last, '\n', sizeof last);
	memcpy(last, p, (size_t)(end - p));
	return !strange(r, last);
}

/* Bytes of whole lines at the beginning of n. */
static size_t
whole_lines(const char *p, size_t n)
{
	while (n && p[n - 1] != '\n')
		n--;
	return n;
}

/* Reads to p, behind the beginning of a line, and hands lines out as they stand
 * if they can. Returns how many bytes, 0 where lines are to be made, or -1. */
static int64_t
read_clean(struct engine_lines *l, struct input *in, char *p, size_t cap,
    struct err *e)
{
	size_t before = l->raw.len, whole;
	int64_t n;

	if (before)
		memcpy(p, l->raw.p, before);
	n = input_read_below(in, &l->layer, p + before, cap - before, e);
	if (n < 0)
		return -1;
	l->ended = n == 0;
	whole = whole_lines(p, before + (size_t)n);
	if (whole && are_clean(&l->rules, (struct span){ p, whole })) {
		buf_clear(&l->raw);
		buf_add(&l->raw,
		    (struct span){ p + whole, before + (size_t)n - whole });
		l->seen = l->raw.len;
		return (int64_t)whole;
	}
	buf_add(&l->raw, (struct span){ p + before, (size_t)n });
	return 0;
}

/* Reads to raw. */
static int
read_raw(struct engine_lines *l, struct input *in, struct err *e)
{
	int64_t n =
	    input_read_below(in, &l->layer, buf_room(&l->raw, PIECE), PIECE, e);

	if (n < 0)
		return -1;
	l->ended = n == 0;
	l->raw.len += (size_t)n;
	return 0;
}

static int64_t
hand_out(struct engine_lines *l, char *p, size_t cap)
{
	size_t n = l->out.len - l->at;

	if (n > cap)
		n = cap;
	memcpy(p, l->out.p + l->at, n);
	l->at += n;
	return (int64_t)n;
}

static int64_t
read_lines(struct input_layer *layer, struct input *in, char *p, size_t cap,
    struct err *e)
{
	struct engine_lines *l = (struct engine_lines *)(void *)layer;

	while (l->at == l->out.len) {
		int64_t n = 0;

		if (l->ended && l->raw.len == 0)
			return 0;
		if (cap >= l->raw.len + PIECE)
			n = read_clean(l, in, p, cap, e);
		else if (read_raw(l, in, e))
			return -1;
		if (n)
			return n;
		make_lines(l);
	}
	return hand_out(l, p, cap);
}

static void
close_layer(struct input_layer *layer)
{
	struct engine_lines *l = (struct engine_lines *)(void *)layer;

	buf_free(&l->raw);
	buf_free(&l->out);
	free(l);
}

void
engine_lines_cover(
    struct input *in, const struct engine_rules *rules, bool is_table)
{
	struct engine_lines *l = mem_zeroed(1, sizeof *l);

	l->layer.read = read_lines;
	l->layer.close = close_layer;
	l->rules = *rules;
	l->is_table = is_table;
	input_cover(in, &l->layer);
}
