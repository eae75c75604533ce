#include "sort/record_sums.h"

#include <stdlib.h>

#include "stream/line/carried_fields.h"
#include "base/mem.h"
#include "base/simd.h"

enum {
	KEPT_MAX = 1 << 16, /* bytes of lines of a KEY */
	SLACK = 128,        /* behind them, so that a batch is sure of all */
};

void
record_sums_init(struct record_sums *a, struct stream_out *out)
{
	*a = (struct record_sums){ .out = out };
}

/* Writes the sums of the KEY. */
static int
write_sums(struct record_sums *a, struct err *e)
{
	a->lines += a->sums.n;
	return sum_list_write(&a->sums, a->out, &a->made, e);
}

/* Adds a line to the sums of the KEY. */
static int
add_line(struct record_sums *a, struct span line, struct err *e)
{
	struct record r;

	if (record_parse(line, &r, e) || sum_list_add(&a->sums, &r, e))
		return -1;
	return total_record(&a->read, &r, e);
}

/* The lines kept of the KEY are added up one by one. */
static int
add_lines(struct record_sums *a, struct err *e)
{
	struct span rest = buf_span(&a->lines_of_key);

	for (; a->n_lines; a->n_lines--) {
		struct span line = { rest.p, span_line(rest) };

		if (add_line(a, line, e))
			return -1;
		rest.p += line.len + 1;
		rest.len -= line.len + 1;
	}
	buf_clear(&a->lines_of_key);
	return 0;
}

static struct span
carried_of(const struct record_batch *b, size_t i)
{
	size_t fixed = b->slots[i].fixed + 1;

	if (b->lines.len[i] < fixed)
		return (struct span){ 0 };
	return (struct span){ record_batch_text(b, i) + fixed,
		b->lines.len[i] - fixed };
}

/* Writes the sum of the records of a batch, which differ only in AMOUNT and
 * what they carry. */
static int
write_sum(struct record_sums *a, struct err *e)
{
	const struct record_batch *b = &a->batch;
	const struct record_form *f = &b->forms[b->slots[0].form];
	struct amount sum = { 0, b->slots[0].scale }, n = { 0 };
	const char *key = record_batch_text(b, 0);
	struct buf *kept = &a->carried;
	char *start, *p;

	carried_first(kept, carried_of(b, 0));
	for (size_t i = 0; i < b->lines.n; i++) {
		sum.minor += b->slots[i].minor;
		n.minor += b->slots[i].count;
		if (i)
			carried_meet(kept, carried_of(b, i));
	}
	if (total_add(&a->made, f->side, record_form_currency(f), sum) !=
	    AMOUNT_OK)
		return err_set(e, ST_DATA, "key \"%s\": the sum is too large",
		    excerpt((struct span){ key, b->slots[0].key }).s);
	start = output_room(&a->out->out,
	    b->slots[0].fixed + kept->len + 2 * AMOUNT_TEXT_CAP + 8);
	p = span_put(start, (struct span){ key, b->slots[0].key + 1 });
	p += amount_format(sum, p);
	p = span_put(p, (struct span){ f->text, f->len });
	if (kept->len)
		*p++ = '\t';
	p = span_put(p, buf_span(kept));
	p = span_put(p, SPAN("\tn="));
	p += amount_format(n, p);
	*p++ = '\n';
	stream_took(a->out, (size_t)(p - start));
	a->lines++;
	return 0;
}

/* Are the lines kept of the KEY all of one form, and is nothing else to be
 * looked at? Then they are the batch. */
static bool
is_one_form(struct record_sums *a)
{
	struct record_batch *b = &a->batch;
	const char *p = a->lines_of_key.p;

	if (a->sums.n || !total_is_small(&a->read) || !total_is_small(&a->made))
		return false;
	record_batch_take(b, p, p + a->lines_of_key.len + SLACK, false);
	for (size_t i = 1; i < b->lines.n; i++)
		if (b->slots[i].form != b->slots[0].form)
			return false;
	return b->lines.n == a->n_lines;
}

/* Several lines of a KEY. */
static int
end_lines(struct record_sums *a, struct err *e)
{
	struct total counted = { 0 };
	bool quick;

	memset(buf_room(&a->lines_of_key, SLACK), 0, SLACK);
	quick = is_one_form(a);
	record_batch_count(&a->batch, quick ? &a->read : &counted);
	total_free(&counted);
	if (!quick)
		return add_lines(a, e) || write_sums(a, e) ? -1 : 0;
	a->n_lines = 0;
	buf_clear(&a->lines_of_key);
	return write_sum(a, e);
}

/* The KEY of the line before is complete: a line that is alone goes out as it
 * came. */
static inline int
end_key(struct record_sums *a, struct err *e)
{
	if (a->n_lines)
		return end_lines(a, e);
	if (a->sums.n)
		return write_sums(a, e);
	if (a->before.p) {
		stream_put_wide(a->out, a->before);
		a->lines++;
	}
	return 0;
}

static void
keep_line(struct record_sums *a, struct span line)
{
	buf_add(&a->lines_of_key, line);
	buf_byte(&a->lines_of_key, '\n');
	a->n_lines++;
}

/* One more line of the KEY of the line before. So many that a batch does not
 * hold them are added up as they come. */
static int
add_to_key(struct record_sums *a, struct span line, struct err *e)
{
	if (a->n_lines == 0 && a->sums.n == 0)
		keep_line(a, a->before);
	keep_line(a, line);
	if (a->n_lines < LINE_BATCH_MAX && a->lines_of_key.len < KEPT_MAX)
		return 0;
	return add_lines(a, e);
}

static inline bool
has_key_before(const struct record_sums *a, struct span line)
{
	size_t n = a->before_key;
	const char *p = a->before.p;

	if (!p || line.len < n)
		return false;
	if (n >= EIGHT &&
	    eight_load(p + n - EIGHT) !=
		eight_load(line.p + n - EIGHT)) /* mostly they differ here */
		return false;
	return !memcmp(p, line.p, n);
}

/* Bytes of KEY and the TAB behind it. */
static inline size_t
key_of(struct span line)
{
	const char *tab;

	if (line.len >= SIMD_BLOCK - LINE_REF_SLACK) {
		uint64_t tabs = simd_controls(line.p);

		if (tabs)
			return (size_t)__builtin_ctzll(tabs) + 1;
	}
	tab = memchr(line.p, '\t', line.len);
	return tab ? (size_t)(tab - line.p) + 1 : line.len;
}

static inline int
take_line(struct record_sums *a, struct span line, struct err *e)
{
	if (!has_key_before(a, line)) {
		if (end_key(a, e))
			return -1;
		a->before_key = key_of(line);
	} else if (add_to_key(a, line, e)) {
		return -1;
	}
	a->before = line;
	return 0;
}

/* The lines given last are about to die. */
static void
keep_before(struct record_sums *a)
{
	struct span line = a->before;

	if (!line.p || line.p == a->kept.p)
		return;
	buf_clear(&a->kept);
	buf_room(&a->kept, line.len + LINE_REF_SLACK);
	memset(a->kept.p + line.len, 0, LINE_REF_SLACK);
	buf_add(&a->kept, line);
	a->before.p = a->kept.p;
}

int
record_sums_lines(
    struct record_sums *a, const struct span *lines, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (take_line(a, lines[i], e))
			return -1;
	keep_before(a);
	return 0;
}

int
record_sums_end(struct record_sums *a, struct err *e)
{
	if (end_key(a, e))
		return -1;
	a->before = (struct span){ 0 };
	a->made.records = a->read.records;
	if (total_equal(&a->read, &a->made, e))
		return 0;
	e->status = ST_BROKEN;
	return -1;
}

void
record_sums_free(struct record_sums *a)
{
	sum_list_free(&a->sums);
	buf_free(&a->kept);
	buf_free(&a->lines_of_key);
	buf_free(&a->carried);
	total_free(&a->read);
	total_free(&a->made);
	*a = (struct record_sums){ 0 };
}
