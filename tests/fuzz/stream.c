/*
 * A whole stream with its control lines. The first byte says what kind is
 * wanted and whether a total is, and which engine it went through. Read line by line, and several lines at once,
 * it is the same lines and the same error; a record of a batch is the one that
 * record_parse reads.
 */
#include "stream/line/line_digest.h"
#include "stream/stream_in.h"

#include "fuzz.h"

static struct record_batch batch;

static void
note(struct buf *b, struct span line)
{
	buf_add(b, line);
	buf_byte(b, '\n');
}

static int
by_line(struct stream_in *s, struct buf *b, struct err *e)
{
	struct span line;
	int r = stream_line(s, &line, e);

	if (r != 1)
		return r;
	if (stream_count(s, line, e))
		return -1;
	note(b, line);
	return 1;
}

static int
several(struct stream_in *s, struct buf *b, struct err *e)
{
	const char *p;
	int r = stream_lines(s, &batch, e);

	p = batch.lines.p;
	for (size_t i = 0; r == 1 && i < batch.lines.n; i++) {
		note(b, (struct span){ p, batch.lines.len[i] });
		p += batch.lines.len[i] + 1;
	}
	return r;
}

static bool
same_field(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || a.p == b.p);
}

static void
check_record(size_t i)
{
	struct record got, want;
	struct err e;

	record_batch_get(&batch, i, &got);
	MUST(record_parse(record_batch_line(&batch, i), &want, &e) == 0);
	MUST(same_field(got.line, want.line) && same_field(got.key, want.key));
	MUST(same_field(got.amount_text, want.amount_text));
	MUST(same_field(got.currency, want.currency));
	MUST(same_field(got.date, want.date) && got.side == want.side);
	MUST(same_field(got.carried, want.carried) && got.count == want.count);
	MUST(got.amount.minor == want.amount.minor);
	MUST(got.amount.scale == want.amount.scale);
}

static int
sorted(struct stream_in *s, struct buf *b, struct err *e)
{
	int r = stream_sorted_records(s, &batch, e);

	for (size_t i = 0; r == 1 && i < batch.lines.n; i++) {
		check_record(i);
		note(b, record_batch_line(&batch, i));
	}
	return r;
}

/* Results in order, if they are. */
static int
sorted_results(struct stream_in *s, struct buf *b, struct err *e)
{
	struct span before = batch.last;
	int r = stream_results(s, &batch, true, e);

	for (size_t i = 0; r == 1 && i < batch.lines.n; i++) {
		struct span line = record_batch_line(&batch, i);

		MUST(!before.p || i || span_cmp(before, line) <= 0);
		note(b, line);
	}
	return r;
}

static void
note_words(struct buf *b, const struct total_words *w)
{
	struct run_part again;

	for (size_t i = 0; i < w->n; i++) {
		struct buf text = { 0 };

		run_part_format(&text, &w->parts[i]);
		MUST(run_part_parse(&again, buf_span(&text)));
		MUST(again.k == w->parts[i].k);
		MUST(run_part_is_beside(&again, &w->parts[i]));
		note(b, buf_span(&text));
		buf_free(&text);
	}
	buf_printf(b, "%d unnamed, %d sources, %d", (int)w->unnamed,
	    (int)w->sources, w->bad);
	total_words_format_read(b, w->read, w->digest);
}

/* The lines, and how it ended. */
static void
read_stream(struct buf *b, const char *name, enum stream_kind want,
    const struct stream_rules *rules,
    int next(struct stream_in *, struct buf *, struct err *))
{
	struct stream_in s;
	struct err e;
	int r;

	buf_clear(b);
	record_batch_reset(&batch);
	if (stream_open(&s, name, want, rules, &e)) {
		buf_str(b, e.text);
		return;
	}
	while ((r = next(&s, b, &e)) == 1)
		;
	if (r) {
		fuzz_told(&e);
		buf_str(b, e.text);
	} else {
		buf_printf(b, "%d records, kind %d\n", (int)s.read.records,
		    (int)s.kind);
		total_format(b, &s.read);
		line_digest_format(b, s.digest);
		note_words(b, &s.words);
	}
	stream_close(&s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span text = { (const char *)p, n };
	unsigned choice = fuzz_byte(&text);
	struct stream_rules rules = {
		.require_total = choice & 4,
		.allow_empty = choice & 8,
		.keep_comments = choice & 16,
	};
	enum stream_kind want = (enum stream_kind)(choice & 3);
	struct err e;
	const char *name = fuzz_file(0, text);
	struct buf expected = { 0 }, got = { 0 };

	if (choice & 32)
		engine_rules_set(
		    &rules.engine, choice & 64 ? "hadoop" : "spark", &e);
	read_stream(&expected, name, want, &rules, by_line);
	read_stream(&got, name, want, &rules, several);
	MUST(span_eq(buf_span(&expected), buf_span(&got)));
	rules.keep_comments = false;
	read_stream(&got, name, STREAM_RECORD, &rules, sorted);
	read_stream(&got, name, STREAM_RESULT, &rules, sorted_results);
	buf_free(&expected);
	buf_free(&got);
	return 0;
}
