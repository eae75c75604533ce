/*
 * A table becomes records. The first byte chooses rules; the rows that are
 * taken several at a time give the same records, or are refused for the same
 * reason, as each for itself.
 */
#include "key/recorder.h"

#include "fuzz.h"

static void
must(int r, const struct err *e)
{
	if (r)
		fprintf(stderr, "%s\n", e->text);
	MUST(r == 0);
}

static struct recorder
make_rules(unsigned choice)
{
	struct recorder r = { .side = choice & 1 ? 'L' : 'R',
		.date = "-",
		.clock = ACCOUNTING_DAY_NONE,
		.empty_parts = choice & 2,
		.sum = { .scales = SCALES_NONE, .minor_scales = SCALES_NONE } };
	struct err e;

	must(columns_add(&r.key, choice & 4 ? "k,l" : "k", COLUMNS_PLAIN, &e),
	    &e);
	must(columns_add(
		 &r.sum.amounts, choice & 8 ? "a,-b" : "a", COLUMNS_SIGNED, &e),
	    &e);
	must(columns_add(
		 &r.sum.currency, choice & 16 ? "c" : "CNY", COLUMNS_PLAIN, &e),
	    &e);
	if (choice & 32)
		must(columns_add(&r.time, "t", COLUMNS_PLAIN, &e), &e);
	if (choice & 64)
		must(columns_add(&r.carried, "x=k", COLUMNS_LABELED, &e), &e);
	r.sum.round = choice & 128 ? ROUND_HALF_EVEN : ROUND_NONE;
	return r;
}

static void
refuse(struct buf *b, const struct err *e)
{
	fuzz_told(e);
	buf_printf(b, "[%s]\n", e->text);
}

/* The records, in brackets why one is none, and the total. */
static void
record(struct buf *b, const char *name, unsigned choice, bool several)
{
	static const struct stream_rules lenient = { .allow_empty = true };
	struct recorder rec = make_rules(choice);
	struct stream_out out = { .plain = true };
	struct table_in t;
	uint64_t rows = 0;
	struct err e;
	int r = 0;

	output_hold(&out.out);
	if (table_open(&t, name, &lenient, &e)) {
		refuse(b, &e);
		recorder_free(&rec);
		stream_abandon(&out);
		return;
	}
	t.take_ragged = true;
	if (t.n)
		r = recorder_bind(&rec, &t, &e) ? -1 : 1;
	while (r > 0) {
		bool left = several && recorder_run(&rec, &t, &out, &rows);

		r = left ? 1 : table_next(&t, &e);
		if (r == 1 && recorder_row(&rec, &t, &out, &e) == 0)
			continue;
		if (r > 0) {
			buf_add(b, output_held(&out.out));
			output_clear(&out.out);
			refuse(b, &e);
		}
	}
	buf_add(b, output_held(&out.out));
	if (r < 0)
		refuse(b, &e);
	total_format(b, &out.total);
	table_close(&t);
	recorder_free(&rec);
	stream_abandon(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	unsigned choice = fuzz_byte(&s);
	const char *name = fuzz_file(0, s);
	struct buf want = { 0 }, got = { 0 };

	record(&want, name, choice, false);
	record(&got, name, choice, true);
	MUST(span_eq(buf_span(&want), buf_span(&got)));
	buf_free(&want);
	buf_free(&got);
	return 0;
}
