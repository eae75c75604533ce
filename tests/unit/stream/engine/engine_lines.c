/* engine_lines: lines that went through an engine are those of a stream again. */
#include "stream/engine/engine_lines.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "chance.h"
#include "pieces.h"
#include "test.h"

static struct err e;

static struct engine_rules
rules_of(const char *engine)
{
	struct engine_rules r;

	EXPECT(engine_rules_set(&r, engine, &e) == 0);
	return r;
}

/* Reads all of text, which comes in pieces of up to piece bytes, up to cap bytes
 * at a time. */
static void
read_all(struct buf *got, struct span text, const struct engine_rules *r,
    bool is_table, size_t piece, size_t cap)
{
	struct input in;
	int64_t n;

	pieces_open(&in, text, piece, piece);
	engine_lines_cover(&in, r, is_table);
	buf_clear(got);
	while ((n = input_read(&in, buf_room(got, cap), cap, &e)) > 0)
		got->len += (size_t)n;
	EXPECT(n == 0);
	input_close(&in);
}

/* The lines as they come, seen as text. */
static const char *
made(const char *text, const struct engine_rules *r, bool is_table)
{
	static char line[1000];
	struct buf got = { 0 };

	read_all(&got, span_str(text), r, is_table, 100000, 1 << 18);
	snprintf(line, sizeof line, "%.*s", (int)got.len, got.p ? got.p : "");
	buf_free(&got);
	return line;
}

struct row {
	const char *line, *want;
};

static void
rows(const struct row *row, const struct engine_rules *r, bool is_table)
{
	for (; row->line; row++) {
		struct buf both = { 0 };

		EXPECT_STR(made(row->line, r, is_table), row->want);
		/* the same among others */
		buf_printf(&both, "a\tb\n%s\nc\td\n", row->line);
		buf_byte(&both, '\0');
		EXPECT(!strncmp(made(both.p, r, is_table), "a\tb\n", 4));
		EXPECT(!strncmp(made(both.p, r, is_table) + 4, row->want,
		    strlen(row->want)));
		EXPECT_STR(made(both.p, r, is_table) + 4 + strlen(row->want),
		    "\nc\td\n");
		buf_free(&both);
	}
}

#define NULLS "\t\\N\t\\N"

static void
spark(void)
{
	static const struct row of_streams[] = {
		{ "", "" },
		{ "\t", "" },
		{ "k\t1.00\tCNY\tL\t-", "k\t1.00\tCNY\tL\t-" },
		{ "k\t1.00\tCNY\tL\t\\N", "k\t1.00\tCNY\tL\t-" },
		{ "k\t1.00\t\\N\tL\t\\N\t\\N\tx=1\t\\N",
		    "k\t1.00\t-\tL\t-\tx=1" },
		{ "k\t1.00\t\tL\t\t\tx=\t\t", "k\t1.00\t-\tL\t-\tx=" },
		{ "k\0011.00\1CNY\1L\1\\N\1\\N\r", "k\t1.00\tCNY\tL\t-" },
		{ "\\N\t1.00\tCNY\tL\t-", "-\t1.00\tCNY\tL\t-" },
		{ "\t1.00\tCNY\tL\t-", "-\t1.00\tCNY\tL\t-" },
		{ "k\tleft\t1.00\t\\N\t1.00\t\\N\t\\N\tl.x=\\N\t\\N",
		    "k\tleft\t1.00\t-\t1.00\t-\t-\tl.x=\\N" },
		{ "k\t\\Nx\t\\\\N\tN\t\\n", "k\t\\Nx\t\\\\N\tN\t\\n" },
		{ "#recon record 2" NULLS NULLS, "#recon record 2" },
		{ "#recon record 2\t\t\t\r", "#recon record 2" },
		{ "#total\trecords=2\t\\N\tL.CNY=1.00\t\\N\t\txxh3=0",
		    "#total\trecords=2\tL.CNY=1.00\txxh3=0" },
		{ "# a comment" NULLS, "# a comment" },
		{ "\\N" NULLS, "-\t-\t-" },
		{ NULL, NULL },
	}, of_tables[] = {
		{ "a\t\\N\t\t\\N\td\te\tf\tg\t\\N\t", "a\t-\t-\t-\td\te\tf\tg\t-" },
		{ "#recon table 2" NULLS, "#recon table 2" },
		{ NULL, NULL },
	};
	struct engine_rules r = rules_of("spark");

	rows(of_streams, &r, false);
	rows(of_tables, &r, true);
	r = rules_of("hive");
	rows(of_streams, &r, false);
	rows(of_tables, &r, true);
}

static void
hadoop(void)
{
	static const struct row table[] = {
		{ "k\t1.00\tCNY\tL\t-\t", "k\t1.00\tCNY\tL\t-" },
		{ "k\t1.00\tCNY\tL\t-\t\r", "k\t1.00\tCNY\tL\t-" },
		{ "k\t1.00\tCNY\tL\t-\r", "k\t1.00\tCNY\tL\t-" },
		{ "k\t1.00\tCNY\tL\t-\r\r", "k\t1.00\tCNY\tL\t-\r" },
		{ "k\t1.00\t\\N\tL\t\\N\t", "k\t1.00\t\\N\tL\t\\N" },
		{ "k\t\tx\1y\t\t", "k\t\tx\1y" },
		{ "#recon record 2\t", "#recon record 2" },
		{ "#total\trecords=0\t", "#total\trecords=0" },
		{ NULL, NULL },
	};
	struct engine_rules r = rules_of("hadoop");

	rows(table, &r, false);
}

static void
one_by_one(void)
{
	static const struct row null[] = {
		{ "k\tNULL\tx\t\tNULL\tNULL\tNULLS", "k\t-\tx\t-\t-\tNULLS" },
		{ "k\t\\N\ta\tb\tc\t\r", "k\t\\N\ta\tb\tc\t\r" },
		{ NULL, NULL },
	}, empty[] = {
		{ "k\t\ta\tb\t\t\tx\t", "k\t-\ta\tb\t-\tx" },
		{ NULL, NULL },
	}, tab[] = {
		{ "a\t\\N\t\t", "a\t\\N" },
		{ "a\t\tb\t\r", "a\t\tb\t\r" },
		{ NULL, NULL },
	}, cr[] = {
		{ "a\t\r", "a\t" },
		{ "a\rb\1c\\N", "a\rb\1c\\N" },
		{ "\r", "" },
		{ NULL, NULL },
	}, ctrl_a[] = {
		{ "a\1b\1\1\r", "a\tb\t\t\r" },
		{ NULL, NULL },
	};

	rows(null, &(struct engine_rules){ .null = SPAN("NULL") }, false);
	rows(empty, &(struct engine_rules){ .null = SPAN("") }, false);
	rows(tab, &(struct engine_rules){ .end_tab = true }, false);
	rows(cr, &(struct engine_rules){ .end_cr = true }, false);
	rows(ctrl_a, &(struct engine_rules){ .ctrl_a = true }, false);
}

/* What has no LF at its end gets none. */
static void
last_line(void)
{
	struct engine_rules r = rules_of("spark");

	EXPECT_STR(made("a\t1\tc\tL\t\\N\nb\t2\tc\tL\t\\N\t\r", &r, false),
	    "a\t1\tc\tL\t-\nb\t2\tc\tL\t-");
	EXPECT_STR(
	    made("a\t1\tc\tL\td\nb\t2", &r, false), "a\t1\tc\tL\td\nb\t2");
	EXPECT_STR(made("\n\n", &r, false), "\n\n");
	EXPECT_STR(made("", &r, false), "");
}

/* Lines of a few letters; rare: how seldom one is of those that matter. */
static void
random_text(struct buf *b, size_t n, unsigned rare)
{
	buf_clear(b);
	while (b->len < n) {
		if (chance(rare) == 0) {
			unsigned what = chance(8);

			buf_str(b,
			    (const char *const[]){ "\t", "\\N", "\r", "\1",
				"\t\\N\t", "\n#", "\t\n", "\r\n" }[what]);
		}
		buf_byte(b, "ab\tN\\c\nd"[chance(8)]);
		if (chance(2000) == 0)
			for (unsigned k = chance(3000); k; k--)
				buf_byte(b, 'x');
	}
}

/* Whatever is read at once it is the same, line by line. */
static void
any_pieces(void)
{
	static const struct engine_rules some[] = {
		{ .null = { "\\N", 2 }, true, true, true },
		{ .null = { "a", 1 } },
		{ .null = { "", 0 }, .end_tab = true },
		{ .end_tab = true, .end_cr = true },
		{ .end_cr = true },
		{ .ctrl_a = true },
	};
	struct buf text = { 0 }, want = { 0 }, line = { 0 }, got = { 0 };

	for (unsigned round = 0; round < 120; round++) {
		const struct engine_rules *r = &some[round % 6];
		size_t n = round % 10 ? chance(3000) : 400000;

		chance_seed = round;
		random_text(&text, n, round % 3 ? 1000000 : 20);
		buf_clear(&want);
		for (size_t at = 0; at < text.len;) {
			const char *p = text.p + at;
			const char *lf = memchr(p, '\n', text.len - at);
			size_t len = lf ? (size_t)(lf - p) : text.len - at;

			read_all(&line, (struct span){ p, len }, r, round & 1,
			    1 << 20, 1 << 20);
			buf_add(&want, buf_span(&line));
			if (lf)
				buf_byte(&want, '\n');
			at += len + (lf != NULL);
			if (text.len > 10000) /* too many to be read alone */
				break;
		}
		read_all(&got, buf_span(&text), r, round & 1,
		    1 + chance(100000), 1 + chance(300000));
		if (text.len <= 10000)
			EXPECT(span_eq(buf_span(&got), buf_span(&want)));
		for (unsigned k = 0; k < 4; k++) {
			static const size_t caps[] = { 1, 60, 70000, 1 << 18 };
			struct buf again = { 0 };

			read_all(&again, buf_span(&text), r, round & 1,
			    1 + chance(70000), caps[k]);
			EXPECT(span_eq(buf_span(&got), buf_span(&again)));
			buf_free(&again);
		}
	}
	buf_free(&text);
	buf_free(&want);
	buf_free(&line);
	buf_free(&got);
}

/* It takes time as its length, and no more. */
static void
long_line(void)
{
	enum { LONG = 1 << 25 };
	struct engine_rules r = rules_of("spark");
	struct buf got = { 0 };
	char *p = mem_alloc(LONG);

	memset(p, 'x', LONG);
	memcpy(p + LONG - 3, "\t\\N", 3);
	read_all(&got, (struct span){ p, LONG }, &r, false, 1 << 16, 1 << 18);
	EXPECT(got.len == LONG - 1 && !memcmp(got.p + LONG - 4, "x\t-", 3));
	free(p);
	buf_free(&got);
}

static void
unknown(void)
{
	struct engine_rules r = { 0 };

	EXPECT(!engine_rules_are(&r));
	EXPECT(engine_rules_set(&r, "flink", &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "\"flink\" is none of spark, hive and hadoop");
	EXPECT(!engine_rules_are(&r));
	r = rules_of("hadoop");
	EXPECT(engine_rules_are(&r));
}

int
main(void)
{
	test("columns of Spark and Hive become fields", spark);
	test("lines of Hadoop Streaming lose what stands behind them", hadoop);
	test("each rule stands by itself", one_by_one);
	test("a last line without LF stays one", last_line);
	test("any pieces, and any room to read, give the same lines",
	    any_pieces);
	test("a long line is read in time", long_line);
	test("an unknown engine is refused", unknown);
	return test_done();
}
