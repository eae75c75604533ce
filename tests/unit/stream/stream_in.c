#include "base/buf.h"
#include "base/mem.h"
#include "pieces.h"
#include "scratch.h"
#include "stream/stream_in.h"
#include "test.h"

#define OPEN "#recon record 1\n"
#define ONE "k1\t1.00\tCNY\tL\t-\n"
#define TWO "k2\t2.50\tUSD\tR\t2022-11-01\tn=2\n"
#define TOTAL_ONE "#total\trecords=1\tL.CNY=1.00\n"
#define TOTAL_TWO "#total\trecords=1\tR.USD=2.50\n"
#define TOTAL_BOTH "#total\trecords=2\tL.CNY=1.00\tR.USD=2.50\n"

static const struct stream_rules lenient;

/*
 * Reads all of text as a stream of the kind wanted; returns the number of
 * data lines, or -1 with the error told.
 */
static int
read_text(const char *text, size_t n, enum stream_kind want,
    const struct stream_rules *rules, struct err *e)
{
	struct stream_in s;
	struct span line;
	int r, lines = 0;

	scratch_write("in", text, n);
	e->text[0] = '\0';
	e->status = ST_OK;
	if (stream_open(&s, "in", want, rules, e))
		return -1;
	while ((r = stream_line(&s, &line, e)) == 1) {
		if (stream_count(&s, line, e)) {
			r = -1;
			break;
		}
		lines++;
	}
	stream_close(&s);
	return r < 0 ? -1 : lines;
}

static void
accepts(const char *text, int lines)
{
	struct err e;

	EXPECT(read_text(text, strlen(text), STREAM_RECORD, &lenient, &e) ==
	    lines);
	EXPECT_STR(e.text, "");
}

static void
refuses(const char *text, const char *why)
{
	struct err e;

	EXPECT(
	    read_text(text, strlen(text), STREAM_RECORD, &lenient, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, why);
}

static void
whole_streams(void)
{
	accepts(OPEN "#total\trecords=0\n", 0);
	accepts(OPEN ONE TWO TOTAL_BOTH, 2);
	accepts(OPEN TOTAL_BOTH ONE TWO, 2);
	accepts(OPEN "#total\trecords=2\tL.CNY=1.0\tR.USD=2.500\n" ONE TWO, 2);
	accepts(OPEN "#total\trecords=1\tL.CNY=1.00\tR.EUR=0.00\n" ONE, 1);
}

static void
control_lines_anywhere(void)
{
	accepts(OPEN TOTAL_ONE OPEN TOTAL_TWO ONE TWO, 2);
	accepts(OPEN ONE TOTAL_ONE OPEN TWO TOTAL_TWO, 2);
	accepts(OPEN OPEN TOTAL_ONE TOTAL_TWO TWO ONE, 2);
	accepts(OPEN TWO TOTAL_ONE ONE TOTAL_TWO OPEN, 2);
}

static void
comments_are_skipped(void)
{
	accepts(OPEN "# from the shop\n" ONE
		     "#\n#reconcile\n#total\n" TOTAL_ONE,
	    1);
}

static void
plain_streams(void)
{
	struct stream_rules strict = { .require_total = true };
	struct err e;

	EXPECT(read_text(ONE TWO, sizeof(ONE TWO) - 1, STREAM_ANY, &lenient,
		   &e) == 2);
	EXPECT(read_text(ONE, sizeof ONE - 1, STREAM_ANY, &strict, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "in: has no #total, and one is required");
}

static void
totals_that_differ(void)
{
	refuses(OPEN ONE TOTAL_BOTH, "in: #total says 2 records, read 1");
	refuses(OPEN ONE ONE TOTAL_ONE, "in: #total says 1 records, read 2");
	refuses(OPEN "k1\t1.01\tCNY\tL\t-\n" TOTAL_ONE,
	    "in: L.CNY: #total says 1.00, read 1.01");
	refuses(OPEN "k1\t1.00\tCNY\tR\t-\n" TOTAL_ONE,
	    "in: L.CNY: #total says 1.00, read 0");
	refuses(OPEN "k1\t1.00\tUSD\tL\t-\n"
		     "#total\trecords=1\n",
	    "in: L.USD: #total says 0, read 1.00");
}

static void
ends_too_early(void)
{
	static const char died[] = "in: ends without its #total: what writes "
				   "it did not finish";

	refuses(OPEN ONE TWO, died);
	refuses(OPEN, died);
	refuses(OPEN ONE TOTAL_ONE OPEN TWO, died);
	refuses(OPEN ONE "#tota", died);
	refuses(OPEN ONE "#total", died);
	refuses(OPEN ONE "#total\n", died);
	refuses(ONE TOTAL_ONE, "in: has a #total without its #recon line");
	refuses("",
	    "in: is empty, not even a #recon line: did what writes "
	    "it run? (--allow-empty takes it)");
}

static void
an_empty_stream_on_request(void)
{
	struct stream_rules rules = { .allow_empty = true,
		.require_total = true };
	struct err e;

	EXPECT(read_text("", 0, STREAM_RECORD, &rules, &e) == 0);
}

static void
control_lines_that_are_wrong(void)
{
	refuses("#recon ledger 1\n",
	    "in:1: \"#recon ledger 1\" announces a "
	    "stream this program does not know");
	refuses("#recon record 3\n",
	    "in:1: \"#recon record 3\" announces a "
	    "stream this program does not know");
	refuses("#recon record\n",
	    "in:1: \"#recon record\" announces a "
	    "stream this program does not know");
	refuses("#recon \n",
	    "in:1: \"#recon \" announces a "
	    "stream this program does not know");
	refuses("#recon result 1\n",
	    "in:1: a result stream where a record stream belongs");
	refuses(OPEN ONE "#recon table 1\n",
	    "in:3: a table stream where a record stream belongs");
	refuses(OPEN "#total\tL.CNY=1.00\n",
	    "in:2: a #total line without records=");
	refuses(OPEN "#total\trecords=1\tL.CNY\n",
	    "in:2: cannot read \"L.CNY\" in a #total line");
}

static void
kinds_do_not_mix(void)
{
	static const char text[] = OPEN "#recon result 1\n";
	struct err e;

	EXPECT(
	    read_text(text, sizeof text - 1, STREAM_ANY, &lenient, &e) == -1);
	EXPECT_STR(
	    e.text, "in:2: a result stream where a record stream belongs");
}

static void
bad_lines_have_a_place(void)
{
	refuses(OPEN ONE "k2\tx\tCNY\tL\t-\n",
	    "in:3: amount \"x\" is not an amount");
}

static void
comments_on_request(void)
{
	struct stream_rules keep = { .keep_comments = true };
	static const char text[] = OPEN "#a\n" ONE "#b"
					"\n" TOTAL_ONE;
	struct err e;

	EXPECT(read_text(text, sizeof text - 1, STREAM_ANY, &keep, &e) == 3);
	EXPECT_STR(e.text, "");
}

/*
 * Every cut of a stream of ours is noticed, unless all that is lost is the
 * tail of the #total line with every figure still in it.
 */
static void
every_cut(void)
{
	static const char text[] =
	    OPEN ONE TWO ONE "#total\trecords=3\tL.CNY=2.00\tR.USD=2.50\n";
	struct stream_rules kinds[] = { { 0 }, { .require_total = true } };
	size_t n = sizeof text - 1, harmless = n - sizeof ".50";
	struct err e;

	for (size_t i = 0; i < 2; i++) {
		for (size_t cut = 0; cut < n; cut++) {
			int got =
			    read_text(text, cut, STREAM_RECORD, &kinds[i], &e);

			if (got >= 0 && (cut < harmless || got != 3))
				printf(
				    "# cut after %zu bytes: accepted\n", cut);
			EXPECT(got == -1 || (cut >= harmless && got == 3));
			EXPECT(got >= 0 || e.status == ST_DATA);
		}
	}
}

/* Is byte i a digit of an amount or of a total? */
static bool
is_figure(const char *text, size_t i)
{
	size_t start = i;
	int tabs = 0;

	while (start > 0 && text[start - 1] != '\n')
		tabs += text[--start] == '\t';
	if (text[i] < '0' || text[i] > '9')
		return false;
	return text[start] == '#' ? tabs > 0 : tabs == 1;
}

static void
every_changed_figure(void)
{
	char text[] =
	    OPEN ONE TWO ONE "#total\trecords=3\tL.CNY=2.00\tR.USD=2.50\n";
	int figures = 0;
	struct err e;

	for (size_t i = 0; text[i]; i++) {
		char was = text[i];

		if (!is_figure(text, i))
			continue;
		figures++;
		text[i] = was == '9' ? '8' : (char)(was + 1);
		EXPECT(read_text(text, sizeof text - 1, STREAM_RECORD, &lenient,
			   &e) == -1 &&
		    e.status == ST_DATA);
		text[i] = was;
	}
	EXPECT(figures == 3 * 3 + 1 + 3 + 3);
}

/* One random stream: lines, its own control lines, put anywhere in b. */
static void
add_stream(struct buf *b, uint64_t *seed, int lines)
{
	static const char *const currencies[] = { "CNY", "USD", "JPY", "-" };
	struct total t = { 0 };
	struct record r;
	struct err e;

	buf_str(b, OPEN);
	for (int i = 0; i < lines; i++) {
		uint64_t x = scratch_random(seed);
		size_t at = b->len;

		buf_printf(b, "k%ju\t%s%ju.%02ju\t%s\t%c\t-",
		    (uintmax_t)(x % 50), x & 1024 ? "-" : "",
		    (uintmax_t)(1 + x % 1000), (uintmax_t)(x >> 20) % 100,
		    currencies[(x >> 30) % 4], "LR"[(x >> 40) & 1]);
		EXPECT(record_parse((struct span){ b->p + at, b->len - at }, &r,
			   &e) == 0);
		EXPECT(total_record(&t, &r, &e) == 0);
		buf_byte(b, '\n');
	}
	total_format(b, &t);
	total_free(&t);
}

/* Shuffles the lines of b. */
static void
shuffle(struct buf *b, uint64_t *seed)
{
	struct span *lines = NULL;
	struct buf out = { 0 };
	size_t n = 0, cap = 0;

	for (size_t pos = 0; pos < b->len;) {
		const char *p = b->p + pos;
		const char *lf = memchr(p, '\n', b->len - pos);

		lines = mem_grow(lines, &cap, n + 1, sizeof *lines);
		lines[n++] = (struct span){ p, (size_t)(lf - p) + 1 };
		pos += (size_t)(lf - p) + 1;
	}
	for (size_t i = n; i > 0; i--) {
		size_t j = scratch_random(seed) % i;

		buf_add(&out, lines[j]);
		lines[j] = lines[i - 1];
	}
	free(lines);
	buf_free(b);
	*b = out;
}

static void
any_mixture(void)
{
	uint64_t seed = 42;
	struct err e;

	for (int round = 0; round < 200; round++) {
		int streams = 1 + (int)(scratch_random(&seed) % 4), all = 0;
		struct buf b = { 0 };

		for (int i = 0; i < streams; i++) {
			int n = (int)(scratch_random(&seed) % 20);

			add_stream(&b, &seed, n);
			all += n;
		}
		if (round & 1)
			shuffle(&b, &seed);
		EXPECT(
		    read_text(b.p, b.len, STREAM_RECORD, &lenient, &e) == all);
		EXPECT(read_text(b.p, b.len, STREAM_ANY, &lenient, &e) == all);
		buf_free(&b);
	}
}

/* What is announced late is held against the lines that were there. */
static void
lines_before_the_announcement(void)
{
	static const char wrong[] = ONE "k2\t1.00\tCNY\n" OPEN TOTAL_ONE;
	static const char table[] = "a\tb\n1\t2\n#recon table 1\n"
				    "#total\trecords=2\n";
	static const char plain[] = "1\n2\n#a\n3\n";
	struct err e;

	EXPECT(
	    read_text(wrong, sizeof wrong - 1, STREAM_ANY, &lenient, &e) == -1);
	EXPECT_STR(e.text,
	    "in:2: not a record: fewer than five fields in "
	    "\"k2\\x091.00\\x09CNY\"");
	EXPECT(
	    read_text(table, sizeof table - 1, STREAM_ANY, &lenient, &e) == 2);
	EXPECT(
	    read_text(plain, sizeof plain - 1, STREAM_ANY, &lenient, &e) == 3);
	EXPECT_STR(e.text, "");
}

static void
one_line_lost_or_doubled(void)
{
	uint64_t seed = 43;
	struct err e;

	for (int round = 0; round < 100; round++) {
		struct buf b = { 0 }, c = { 0 };
		char *lf;

		add_stream(&b, &seed, 1 + round % 5);
		shuffle(&b, &seed);
		lf = memchr(b.p, '\n', b.len);
		buf_add(&c, (struct span){ b.p, (size_t)(lf - b.p) + 1 });
		buf_add(&c, buf_span(&b));
		EXPECT(read_text(lf + 1, 2 * b.len - c.len, STREAM_RECORD,
			   &lenient, &e) == -1);
		EXPECT(
		    read_text(c.p, c.len, STREAM_RECORD, &lenient, &e) == -1);
		buf_free(&b);
		buf_free(&c);
	}
}

static void
written_streams_read_back(void)
{
	struct stream_out out;
	struct record r;
	struct err e;

	EXPECT(stream_create_as(&out, "out", STREAM_RECORD, 1, &e) == 0);
	EXPECT(record_parse(span_str("k1\t1.00\tCNY\tL\t-"), &r, &e) == 0);
	stream_put(&out, r.line);
	EXPECT(total_record(&out.total, &r, &e) == 0);
	EXPECT(stream_finish(&out, &e) == 0);
	EXPECT(scratch_holds("out", OPEN ONE TOTAL_ONE));
	accepts(OPEN ONE TOTAL_ONE, 1);
}

static void
totals_told_first(void)
{
	struct stream_out out;
	struct err e;

	EXPECT(stream_create(&out, "out", STREAM_RESULT, false, &e) == 0);
	stream_tell(&out);
	EXPECT(stream_finish(&out, &e) == 0);
	EXPECT(scratch_holds("out",
	    "#recon result 2\n#total\trecords=0\txxh3=0000000000000000\n"));
	unlink("out");
}

static void
plain_output(void)
{
	struct stream_out out;
	struct err e;

	EXPECT(stream_create(&out, "out", STREAM_TABLE, true, &e) == 0);
	stream_put(&out, SPAN("a\tb"));
	stream_tell(&out);
	EXPECT(stream_finish(&out, &e) == 0);
	EXPECT(scratch_holds("out", "a\tb\n"));
	unlink("out");
}

static void
abandoned_output(void)
{
	struct stream_out out;
	struct err e;

	EXPECT(stream_create(&out, "out", STREAM_RECORD, false, &e) == 0);
	stream_put(&out, SPAN("x"));
	EXPECT(total_add(&out.total, 'L', SPAN("CNY"),
		   (struct amount){ 1, 2 }) == AMOUNT_OK);
	stream_abandon(&out);
	EXPECT(access("out", F_OK) == -1);
}

static void
records_and_results(void)
{
	static const char res[] = "#recon result 1\n"
				  "k\tamount\t3.00\t1.00\t2.00\tCNY\t-\n"
				  "k\tright\t-\t1.00\t-1.00\tCNY\t-\n"
				  "#total\trecords=2\tL.CNY=3.00\tR.CNY=2.00\n";
	struct stream_in s;
	static struct record_batch batch;
	struct record rec;
	struct result r;
	struct err e;

	scratch_write("in", res, sizeof res - 1);
	EXPECT(stream_open(&s, "in", STREAM_RESULT, &lenient, &e) == 0);
	EXPECT(stream_results(&s, &batch, true, &e) == 1);
	record_batch_get_result(&batch, 0, &r);
	EXPECT(batch.lines.n == 1 && r.class == CLASS_AMOUNT);
	EXPECT(stream_results(&s, &batch, true, &e) == 1);
	record_batch_get_result(&batch, 0, &r);
	EXPECT(batch.lines.n == 1 && r.class == CLASS_RIGHT);
	EXPECT(record_batch_same_key(&batch, 0));
	EXPECT(stream_results(&s, &batch, true, &e) == 0);
	stream_close(&s);
	scratch_write("in", ONE "bad\n", sizeof(ONE "bad\n") - 1);
	EXPECT(stream_open(&s, "in", STREAM_RECORD, &lenient, &e) == 0);
	EXPECT(stream_record(&s, &rec, &e) == 1 && rec.side == 'L');
	EXPECT(stream_record(&s, &rec, &e) == -1);
	EXPECT_STR(
	    e.text, "in:2: not a record: fewer than five fields in \"bad\"");
	stream_close(&s);
}

/* In batches, in whatever order: what line by line is read. */
static void
records_in_batches(void)
{
	static const char text[] = "b\t1.00\tCNY\tL\t2026-11-28\n"
				   "a\t-2.5\tUSD\tR\t-\tn=3\tx=1\n"
				   "a\t12345678901234567890\tCNY\tL\t-\n"
				   "c\t0\t-\tL\t-\n";
	struct stream_in batches, lines;
	static struct record_batch batch;
	struct record one, other;
	struct err e;
	enum line_outcome got;
	int n = 0;

	scratch_write("in", text, sizeof text - 1);
	EXPECT(stream_open(&batches, "in", STREAM_RECORD, &lenient, &e) == 0);
	EXPECT(stream_open(&lines, "in", STREAM_RECORD, &lenient, &e) == 0);
	record_batch_reset(&batch);
	while ((got = stream_records(&batches, &batch, &e)) == LINE_OK)
		for (size_t i = 0; i < batch.lines.n; i++, n++) {
			EXPECT(stream_record(&lines, &one, &e) == LINE_OK);
			record_batch_get(&batch, i, &other);
			EXPECT(span_eq(one.line, other.line));
			EXPECT(span_eq(one.date, other.date));
			EXPECT(span_eq(one.carried, other.carried));
			EXPECT(one.count == other.count);
			EXPECT(one.amount.minor == other.amount.minor);
			EXPECT(one.amount.scale == other.amount.scale);
		}
	EXPECT(got == LINE_END && n == 4);
	EXPECT(batches.read.records == 4);
	stream_close(&batches);
	stream_close(&lines);
	scratch_write("in", ONE "bad\n", sizeof(ONE "bad\n") - 1);
	EXPECT(stream_open(&batches, "in", STREAM_RECORD, &lenient, &e) == 0);
	record_batch_reset(&batch);
	EXPECT(stream_records(&batches, &batch, &e) == LINE_OK);
	EXPECT(stream_records(&batches, &batch, &e) == LINE_ERROR);
	EXPECT_STR(
	    e.text, "in:2: not a record: fewer than five fields in \"bad\"");
	stream_close(&batches);
}

/* One of many that are alike; what some carry is not always all there. */
static void
random_record(struct buf *b, unsigned r, bool carries)
{
	buf_printf(b, "%u\t%u.%02u\tCNY\tL\t-", r, r >> 8 & 4095, r % 100);
	if (carries && r & 31)
		buf_printf(b, "\tpaid_at=2022-11-01 %u", r);
	if (carries && r & 96)
		buf_printf(b, "\tstatus=%.*s", (int)(r >> 8 & 63),
		    "one that may be as long as this or longer than a block "
		    "is");
	buf_byte(b, '\n');
}

/* A stream of the kinds of line there are, records most of all; now and then
 * something is wrong. */
static void
random_stream(struct buf *b, uint64_t *seed)
{
	static const char *const odd[] = { OPEN, TWO, "# a comment\n",
		TOTAL_ONE, "k\t-3.50\tCNY\tL\t-\n", "k\t1.5\tCNY\tL\t-\n", "\n",
		"text\n",
		/* overflows on the way, not in the end */
		"k\t1701411834604692317316843037158841057.00\tCNY\tL\t-\n"
		"k\t40000000000000.00\tCNY\tL\t-\n"
		"k\t-40000000000000.00\tCNY\tL\t-\n",
		"k\t-1701411834604692317316843037158841057.00\tCNY\tL\t-\n",
		"k\t4000000000000000.00\tCNY\tL\t-\n", "k\tlost\tUSD\tR\t-",
		"k\tright\t-\t1.00\t-1.00\tCNY\t-\n", "#recon result 1\n", TWO,
		"k\t1.00\tCNY\tL\t-\ta=b\tc=\n",
		"k\t1.00\tCNY\tL\t-\tc=d\ta=b\tn=3\n",
		"k\t1.00\tCNY\tL\t-\ta\n", "k\t1.00\tCNY\tL\t-\t\n",
		"k\t1.00\tCNY\tL\t-\ta=b\tn=0\n", "k\t1.00\tCNY\tL\t-\ta=b\r\n",
		"k\t1.00\tCNY\tL\t-\t=b\n" };
	size_t n = scratch_random(seed) % 2000;
	unsigned rare = 1u << scratch_random(seed) % 12;
	unsigned kind = (unsigned)(scratch_random(seed) % 7);

	buf_clear(b);
	if (scratch_random(seed) % 8 > 3)
		buf_str(b, kind == 1 ? "#recon result 1\n" : OPEN);
	for (; n; n--) {
		unsigned r = (unsigned)(scratch_random(seed) >> 20);

		if (r % rare == rare - 1)
			buf_str(b, odd[(r >> 16) % (sizeof odd / sizeof *odd)]);
		else if (kind > 1)
			random_record(b, r, kind > 4);
		else if (kind > 0)
			buf_printf(b, "%u\tleft\t%u.00\t-\t%u.00\tCNY\t-\n",
			    r % 9, r >> 12, r >> 12);
		else
			buf_printf(b, "%.*s\n", (int)(r >> 8 & 31),
			    "words that are no record of ours");
	}
	if (scratch_random(seed) % 2 && b->len)
		b->len--;
}

enum road { BATCHES, SLOW };

/* Reads all of it and writes down what came. */
static int
read_all(struct span text, enum road road, uint64_t seed, struct buf *got,
    struct total *total, struct err *e)
{
	struct stream_rules rules = { .keep_comments = true };
	struct stream_in s;
	struct input in;
	static struct record_batch batch;
	struct span line;
	int r;

	stream_piece(&s,
	    &(struct stream_in){ .rules = rules,
		.want = seed % 3   ? STREAM_ANY
		    : seed / 3 % 3 ? STREAM_RECORD
				   : STREAM_RESULT },
	    SPAN(""));
	s.is_open_ended = false;
	pieces_open(&in, text, 1 + seed % 9000, seed);
	lines_over(&s.lines, &in);
	buf_clear(got);
	*e = (struct err){ .status = ST_OK };
	while ((r = road == BATCHES ? stream_lines(&s, &batch, e)
				    : stream_line(&s, &line, e)) == 1) {
		struct line_batch *lines = &batch.lines;

		if (road == SLOW) {
			if (stream_count(&s, line, e)) {
				r = -1;
				break;
			}
			line_batch_begin(lines, line.p);
			line_batch_add(lines, line.len);
		}
		EXPECT(lines->n > 0);
		for (; lines->n; line_batch_drop(lines, 1)) {
			buf_add(got, (struct span){ lines->p, lines->len[0] });
			buf_byte(got, '\n');
		}
	}
	*total = s.read;
	s.read = (struct total){ 0 };
	stream_close(&s);
	return r;
}

static void
batches_hold_what_comes_line_by_line(void)
{
	struct buf text = { 0 }, a = { 0 }, b = { 0 };
	uint64_t seed = 5;
	int whole = 0, bad = 0;

	for (int round = 0; round < 1000; round++) {
		struct total x, y;
		struct err d, e;
		uint64_t piece = scratch_random(&seed);
		int r;

		random_stream(&text, &seed);
		r = read_all(buf_span(&text), SLOW, piece, &a, &x, &d);
		EXPECT(
		    read_all(buf_span(&text), BATCHES, piece, &b, &y, &e) == r);
		EXPECT(span_eq(buf_span(&a), buf_span(&b)));
		EXPECT(d.status == e.status);
		EXPECT_STR(e.text, d.text);
		EXPECT(total_equal(&x, &y, &e));
		whole += r == 0;
		bad += r < 0;
		total_free(&x);
		total_free(&y);
	}
	EXPECT(whole > 20 && bad > 300);
	buf_free(&text);
	buf_free(&a);
	buf_free(&b);
}

static void
early_records_alike(void)
{
	static const char text[] = ONE TWO ONE OPEN ONE ONE
	    "#total\trecords=5\tL.CNY=4.00\tR.USD=2.50\n";
	struct buf got = { 0 };
	struct total total;
	struct err e;

	for (enum road road = BATCHES; road <= SLOW; road++) {
		EXPECT(read_all((struct span){ text, sizeof text - 1 }, road,
			   8999, &got, &total, &e) == 0);
		EXPECT_STR(e.text, "");
		total_free(&total);
	}
	buf_free(&got);
}

int
main(void)
{
	scratch_begin();
	test("a stream with its totals is accepted", whole_streams);
	test("control lines may stand anywhere", control_lines_anywhere);
	test(
	    "other lines that begin with # are comments", comments_are_skipped);
	test("a stream without control lines is accepted unless a total is "
	     "required",
	    plain_streams);
	test("totals that differ are refused with both figures",
	    totals_that_differ);
	test("a stream that ends without its total is refused", ends_too_early);
	test("no bytes at all are accepted on request only",
	    an_empty_stream_on_request);
	test("a control line that is wrong is named",
	    control_lines_that_are_wrong);
	test("kinds do not mix", kinds_do_not_mix);
	test("a bad line is named with its place", bad_lines_have_a_place);
	test("comments are handed out on request", comments_on_request);
	test("every cut of a stream is noticed", every_cut);
	test("every changed figure is noticed", every_changed_figure);
	test("streams behind each other or shuffled stay one stream",
	    any_mixture);
	test("lines before the announcement count as what it says",
	    lines_before_the_announcement);
	test("one line lost or doubled is noticed", one_line_lost_or_doubled);
	test("what is written reads back", written_streams_read_back);
	test("totals known before are told first, once", totals_told_first);
	test("a plain stream has no control lines", plain_output);
	test("an abandoned stream leaves no file", abandoned_output);
	test("records and results are read and counted", records_and_results);
	test("records in batches are those line by line", records_in_batches);
	test("batches hold the lines that come line by line, and end alike",
	    batches_hold_what_comes_line_by_line);
	test("records alike before and behind the announcement are counted",
	    early_records_alike);
	scratch_end();
	return test_done();
}
