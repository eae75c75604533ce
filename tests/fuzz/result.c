/* Lines of a result stream: what is read is written as it stood, and what a
 * batch takes is read the same way. */
#include "stream/line/record_batch.h"

#include "fuzz.h"

static void
check(struct span line)
{
	char *copy = fuzz_copy(line);
	struct result r, moved;
	struct buf b = { 0 };
	struct err e;

	line.p = copy;
	if (result_parse(line, &r, &e)) {
		fuzz_told(&e);
	} else {
		moved = r;
		result_move(&moved, line.p);
		MUST(moved.key.p == r.key.p && moved.date.p == r.date.p);
		result_format(&b, &r);
		if (r.carried.p) {
			buf_byte(&b, '\t');
			buf_add(&b, r.carried);
		}
		MUST(span_eq(buf_span(&b), line));
	}
	buf_free(&b);
	free(copy);
}

static bool
same(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || a.p == b.p);
}

static void
check_taken(const struct record_batch *b, size_t i)
{
	struct result got, want;
	struct err e;

	record_batch_get_result(b, i, &got);
	MUST(result_parse(record_batch_line(b, i), &want, &e) == 0);
	MUST(same(got.line, want.line) && same(got.key, want.key));
	MUST(same(got.currency, want.currency) && same(got.date, want.date));
	MUST(same(got.carried, want.carried) && got.class == want.class);
	MUST(got.has_left == want.has_left && got.has_right == want.has_right);
	MUST(want.date.len == 1 || got.day == want.day);
	MUST(got.left.minor == want.left.minor);
	MUST(got.left.scale == want.left.scale);
	MUST(got.right.minor == want.right.minor);
	MUST(got.right.scale == want.right.scale);
	MUST(got.diff.minor == want.diff.minor);
	MUST(got.diff.scale == want.diff.scale);
}

/* Takes what it can, batch by batch, of memory of just that size. */
static void
check_batches(struct span text)
{
	static struct record_batch a, b;
	char *copy = fuzz_copy(text);
	const char *p = copy, *end = copy + text.len;

	a = b = (struct record_batch){ 0 };
	while (p < end) {
		struct total x = { 0 }, y = { 0 };
		const char *lf = memchr(p, '\n', (size_t)(end - p));
		struct err e;

		record_batch_take_results(&a, p, end, false);
		record_batch_take_results_portable(&b, p, end, false);
		MUST(a.lines.n == b.lines.n && a.lines.bytes == b.lines.bytes);
		for (size_t i = 0; i < a.lines.n; i++) {
			check_taken(&a, i);
			check_taken(&b, i);
		}
		record_batch_count(&a, &x);
		record_batch_count(&b, &y);
		MUST(total_equal(&x, &y, &e));
		total_free(&x);
		total_free(&y);
		p = a.lines.n ? p + a.lines.bytes : lf ? lf + 1 : end;
	}
	free(copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n }, line;

	check_batches(s);
	while (fuzz_line(&s, &line))
		check(line);
	return 0;
}
