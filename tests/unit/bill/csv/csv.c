#include "bill/csv/csv.h"

#include "base/buf.h"
#include "pieces.h"
#include "test.h"

static const struct dialect csv = { { ",", 1 }, { "", 0 }, '"', true, false,
	0 };

/* Writes the outcome of one row to b, so that two roads can be compared. */
static void
note(struct buf *b, enum row_outcome r, const struct row *row)
{
	buf_printf(b, "%d@%d:", (int)r, (int)row->line);
	buf_add(b, row->raw);
	for (size_t i = 0; r == ROW_OK && i < row->n; i++) {
		buf_str(b, "\x1f[");
		buf_add(b, row->cells[i]);
		buf_byte(b, ']');
	}
	buf_byte(b, '\x1e');
}

/* The road under test. */
static void
by_split(struct buf *b, struct span text, const struct dialect *d, size_t most,
    uint64_t seed)
{
	struct input in;
	struct csv s;
	struct row row;
	struct err e;
	enum row_outcome r;

	pieces_open(&in, text, most, seed);
	csv_open(&s, &in, NULL, d);
	buf_clear(b);
	while ((r = csv_next(&s, &row, &e)) > 0)
		if (r != ROW_OK || !row.blank)
			note(b, r, &row);
	csv_close(&s);
	input_close(&in);
}

static uint64_t
lines_in(struct span s)
{
	uint64_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.p[i] == '\n' ||
		    (s.p[i] == '\r' && !(i + 1 < s.len && s.p[i + 1] == '\n'));
	return n;
}

/* libcsv for every row, and nothing else; one it does not take is one line. */
static void
by_libcsv(struct buf *b, struct span text, const struct dialect *d)
{
	struct csv_quoted *q = csv_quoted_open(d);
	struct row row = { .line = 1 };

	buf_clear(b);
	while (text.len) {
		size_t used = 0, start = 0;
		enum csv_quoted_outcome o;

		/* blank lines: libcsv passes them without a word */
		while (start < text.len &&
		    (text.p[start] == '\n' || text.p[start] == '\r' ||
			(d->trim &&
			    (text.p[start] == ' ' || text.p[start] == '\t') &&
			    text.p[start] != d->delimiter.p[0])))
			start++;
		while (start && text.p[start - 1] != '\n' &&
		    text.p[start - 1] != '\r')
			start--;
		row.line += lines_in((struct span){ text.p, start });
		text = (struct span){ text.p + start, text.len - start };
		if (text.len == 0)
			break;
		o = csv_quoted_read(q, text, true, &used);
		if (o != CSV_QUOTED_ROW)
			used = span_line(text);
		row.raw = (struct span){ text.p, used };
		row.cells = csv_quoted_cells(q, &row.n);
		if (o == CSV_QUOTED_ROW && row.n == 0)
			break; /* blanks at the very end */
		note(b,
		    o != CSV_QUOTED_ROW || memchr(row.raw.p, 0, used) ? ROW_BAD
								      : ROW_OK,
		    &row);
		if (used < text.len)
			used += text.p[used] == '\r' && used + 1 < text.len &&
				text.p[used + 1] == '\n'
			    ? 2
			    : 1;
		row.line += lines_in((struct span){ text.p, used });
		text = (struct span){ text.p + used, text.len - used };
	}
	csv_quoted_close(q);
}

static bool
same(const struct buf *a, const struct buf *b, struct span text)
{
	bool yes = span_eq(buf_span(a), buf_span(b));

	if (!yes) {
		printf("# input: ");
		for (size_t i = 0; i < text.len; i++)
			printf(text.p[i] > ' ' ? "%c" : "\\x%02x",
			    (unsigned char)text.p[i]);
		printf("\n# split:  %.*s\n# libcsv: %.*s\n", (int)a->len, a->p,
		    (int)b->len, b->p);
	}
	return yes;
}

/* Texts of random bytes from an alphabet, total bytes in all. */
static void
compare(const struct dialect *d, struct span alphabet, size_t longest,
    size_t total, uint64_t seed)
{
	struct buf text = { 0 }, a = { 0 }, b = { 0 };
	size_t done = 0;
	bool good = true;

	while (good && done < total) {
		size_t n = 1 + scratch_random(&seed) % longest;

		buf_clear(&text);
		for (size_t i = 0; i < n; i++)
			buf_byte(&text,
			    alphabet.p[scratch_random(&seed) % alphabet.len]);
		by_split(&a, buf_span(&text), d, 1 + n / 3, seed);
		by_libcsv(&b, buf_span(&text), d);
		good = same(&a, &b, buf_span(&text));
		done += n;
	}
	EXPECT(good);
	buf_free(&text);
	buf_free(&a);
	buf_free(&b);
}

static void
test_random(void)
{
	compare(&csv, SPAN("a,,\"\"\n\r \tb\\"), 24, 2000000, 1);
	compare(&csv, SPAN("abcdefg,,,\n\"\0\x7f"), 400, 2000000, 2);
	compare(&csv, SPAN("abcdefghijkl,,\n"), 4000, 2000000, 3);
}

static void
test_random_quoted(void)
{
	struct buf alphabet = { 0 };

	for (int c = 0; c < 256; c++)
		buf_byte(&alphabet, (char)c);
	for (int i = 0; i < 60; i++)
		buf_str(&alphabet, ",\"\n\",\"");
	compare(&csv, buf_span(&alphabet), 1000, 2000000, 4);
	buf_free(&alphabet);
}

static void
test_random_dialects(void)
{
	struct dialect d = csv;

	d.trim = false;
	compare(&d, SPAN("a,,\"\"\n\r \tb"), 24, 500000, 5);
	d.delimiter = SPAN("\t");
	compare(&d, SPAN("a\t\t\"\"\n\r b"), 24, 500000, 6);
	d.trim = true;
	compare(&d, SPAN("a\t\t\"\"\n\r b"), 24, 500000, 7);
	d.delimiter = SPAN(";");
	d.quote = '\'';
	compare(&d, SPAN("a;;''\"\n\r \tb"), 24, 500000, 8);
	d.delimiter = SPAN("|");
	compare(&d, SPAN("a||''\"\n\r \tb"), 24, 500000, 9);
}

/* How rows are asked for: by the slow roads alone, one by one, or several
 * at once. */
enum asking { SLOW, SINGLY, SEVERAL };

static void
note_all(struct buf *b, enum row_outcome r, const struct row *row,
    const struct csv *s)
{
	note(b, r, row);
	buf_printf(b, "%d%d%d, %d rows, %d lines\n", row->odd && r == ROW_OK,
	    row->blank && r == ROW_OK, row->marked && r == ROW_OK,
	    s ? (int)s->rows : 0, s ? (int)s->line : 0);
}

/* Looks at the line, and at some rows twice; passes some. True if it passed
 * this one. */
static bool
look_about(struct csv *s, struct buf *b, uint64_t seed)
{
	struct span line;
	struct err e;
	bool bad;

	if (scratch_random(&seed) % 4 || csv_line(s, &line, &bad, &e) != 1)
		return false;
	buf_add(b, line);
	if (scratch_random(&seed) % 4)
		return false;
	EXPECT(csv_skip(s, line, &e) == 0);
	return true;
}

static void
by_asking(struct buf *b, struct span text, const struct dialect *d, size_t most,
    uint64_t seed, enum asking how, bool about)
{
	struct input in;
	struct csv s;
	struct row row, *rows;
	struct err e;
	enum row_outcome r = ROW_OK;
	size_t want = 1 + seed % 6, n;

	pieces_open(&in, text, most, seed);
	csv_open(&s, &in, decode_cover(&in, "UTF-8", true, &e), d);
	if (how == SLOW)
		s.plain.sep_len = 0;
	buf_clear(b);
	while (r > ROW_END) {
		if (about && look_about(&s, b, seed + s.rows))
			continue;
		n = how == SEVERAL ? csv_rows(&s, want, &rows) : 0;
		for (size_t i = 0; i < n; i++) {
			EXPECT(rows[i].n == want);
			note_all(b, ROW_OK, &rows[i], NULL);
		}
		if (n)
			continue;
		r = csv_next(&s, &row, &e);
		if (about && r > 0 && s.rows % 5 == 0) {
			csv_again(&s);
			r = csv_next(&s, &row, &e);
		}
		if (r > 0)
			note_all(
			    b, r, &row, how == SEVERAL || !about ? NULL : &s);
	}
	csv_close(&s);
	input_close(&in);
}

static void
add_cell(struct buf *b, const struct dialect *d, int strange, uint64_t *seed)
{
	static const char *const bare[] = { "", "a", "12.50", "2022-11-01",
		"\xe6\x94\xaf",
		("of more bytes than there are in one block "
		 "and than in two, or nearly that: who knows"),
		"x y" };
	static const char *const odd[] = { " a", "b ", "  ", "\t", "\\", "\"",
		"\x7f", "\"a\"", "\"b,\"", "\"a\nb\"", "\"\"\"\"", "\"\"",
		"'a'", "'b,;c'", "' a '", "\" \"", "|", "`", ",", ";", "\"a\" ",
		" \"a\"", "a\"b", "\0", "\xff", "\x01", "\"\t\"" };
	const char *s;

	if ((int)(scratch_random(seed) % 100) < strange)
		s = odd[scratch_random(seed) % (sizeof odd / sizeof *odd)];
	else
		s = bare[scratch_random(seed) % (sizeof bare / sizeof *bare)];
	if (d->quote >= 0 && scratch_random(seed) % 100 < *seed % 7 * 16 &&
	    !strchr(s, d->quote) && !strchr(s, '"'))
		buf_printf(b, "%c%s%c", d->quote, s, d->quote);
	else if (!*s && strange && scratch_random(seed) % 3 == 0)
		buf_byte(b, '\0');
	else
		buf_str(b, s);
}

/* Rows as bills have them, with so many strange cells in a hundred. */
static void
make_bill(struct buf *b, const struct dialect *d, int strange, uint64_t seed)
{
	static const char *const ends[] = { "\n", "\r\n", "\r" };
	size_t n = 1 + seed % 6, rows = scratch_random(&seed) % 400;
	const char *end = ends[scratch_random(&seed) % 3];

	buf_clear(b);
	for (size_t i = 0; i < rows; i++) {
		size_t more = scratch_random(&seed) % 200 < (size_t)strange;

		for (size_t j = 0; j < n + more; j++) {
			if (j)
				buf_add(b, d->delimiter);
			if (scratch_random(&seed) % 500 >= (size_t)strange)
				buf_add(b, d->mark);
			add_cell(b, d, strange, &seed);
		}
		buf_str(b,
		    scratch_random(&seed) % 200 < (size_t)strange
			? ends[scratch_random(&seed) % 3]
			: end);
	}
}

static void
test_plain(void)
{
	static const struct dialect dialects[] = {
		{ { ",", 1 }, { "", 0 }, '"', true, false, 0 }, /* csv */
		{ { ",", 1 }, { "", 0 }, '"', false, false, 0 },
		{ { ";", 1 }, { "", 0 }, '\'', true, true, 0 },
		{ { "\t", 1 }, { "", 0 }, '"', true, false, 0 },
		{ { " ", 1 }, { "", 0 }, '"', true, false, 0 },
		{ { "|", 1 }, { "", 0 }, -1, true, false, 0 },
		{ { ",", 1 }, { "`", 1 }, -1, true, false, 0 },
		{ { ",", 1 }, { "`", 1 }, '"', true, false, 0 },
		{ { "||", 2 }, { "", 0 }, -1, true, false, 0 },
		{ { ",;", 2 }, { "", 0 }, -1, true, false, 0 },
		{ { ",;", 2 }, { "`", 1 }, -1, true, false, 0 },
	};
	struct buf text = { 0 }, a = { 0 }, b = { 0 };
	bool good = true;

	for (uint64_t seed = 1; good && seed < 6000; seed++) {
		const struct dialect *d = &dialects[seed % 11];
		size_t most = seed % 3 ? 1 + seed % 5000 : 1 << 20;
		bool about = seed % 5 == 0;

		make_bill(
		    &text, d, seed % 4 ? (int)(seed % 4) * 2 - 1 : 0, seed);
		by_asking(&a, buf_span(&text), d, most, seed, SLOW, about);
		by_asking(&b, buf_span(&text), d, most, seed, SINGLY, about);
		good = same(&a, &b, buf_span(&text));
		if (about)
			continue;
		by_asking(&b, buf_span(&text), d, most, seed, SEVERAL, false);
		good = same(&a, &b, buf_span(&text));
	}
	EXPECT(good);
	buf_free(&text);
	buf_free(&a);
	buf_free(&b);
}

/* The cells of each row as a|b, rows ended by ';', '!' a bad one. */
static void
expect_rows(
    const char *text, size_t len, const struct dialect *d, const char *want)
{
	for (size_t most = 1; most < 9; most++) {
		struct input in;
		struct csv s;
		struct row row;
		struct err e;
		struct buf b = { 0 };
		enum row_outcome r;

		pieces_open(&in, (struct span){ text, len }, most, most);
		csv_open(&s, &in, NULL, d);
		while ((r = csv_next(&s, &row, &e)) > 0) {
			for (size_t i = 0; r == ROW_OK && i < row.n; i++) {
				if (i)
					buf_byte(&b, '|');
				buf_add(&b, row.cells[i]);
			}
			buf_byte(&b, r == ROW_OK ? ';' : '!');
		}
		buf_byte(&b, '\0');
		EXPECT_STR(b.p, want);
		buf_free(&b);
		csv_close(&s);
		input_close(&in);
	}
}
#define ROWS(text, d, want) expect_rows(text, sizeof text - 1, d, want)

/* More cells than there is room for at first. */
static void
test_wide(void)
{
	struct buf text = { 0 }, a = { 0 }, b = { 0 };

	for (int row = 0; row < 40; row++) {
		int n = row < 5 ? 3 : row < 30 ? 700 : 400 * (row % 5);

		for (int i = 0; i < n; i++)
			buf_printf(&text, "%d,", i * row);
		buf_str(&text, row % 2 ? "\"x\"\n" : "x\n");
	}
	for (size_t most = 1; most < 200000; most = 3 * most + 100) {
		by_asking(&a, buf_span(&text), &csv, most, 1, SLOW, false);
		by_asking(&b, buf_span(&text), &csv, most, 1, SINGLY, false);
		EXPECT(span_eq(buf_span(&a), buf_span(&b)));
		by_asking(&b, buf_span(&text), &csv, most, 3, SEVERAL, false);
		EXPECT(span_eq(buf_span(&a), buf_span(&b)));
	}
	buf_free(&text);
	buf_free(&a);
	buf_free(&b);
}

/* More rows than there is room for the cells of are not handed out at once. */
static void
test_wide_alike(void)
{
	enum { WIDE = 36, ROWS = 300 };
	struct buf text = { 0 }, got = { 0 };
	struct input in;
	struct csv s;
	struct row row, *rows;
	struct err e;
	size_t n, most = 0;

	for (int i = 0; i < ROWS; i++)
		for (int j = 0; j < WIDE; j++)
			buf_printf(
			    &text, "%d%c", i * j, j < WIDE - 1 ? ',' : '\n');
	pieces_open(&in, buf_span(&text), 1 << 20, 1);
	csv_open(&s, &in, NULL, &csv);
	do {
		n = csv_rows(&s, WIDE, &rows);
		most = n > most ? n : most;
		if (n == 0 && csv_next(&s, rows = &row, &e) == ROW_OK)
			n = 1;
		for (size_t i = 0; i < n * WIDE; i++) {
			buf_add(&got, rows[i / WIDE].cells[i % WIDE]);
			buf_byte(&got, i % WIDE < WIDE - 1 ? ',' : '\n');
		}
	} while (n);
	EXPECT(span_eq(buf_span(&got), buf_span(&text)));
	EXPECT(most > 1);
	csv_close(&s);
	input_close(&in);
	buf_free(&text);
	buf_free(&got);
}

static void
test_long_delimiter(void)
{
	struct dialect d = { { "||", 2 }, { "", 0 }, -1, true, false, 0 };

	ROWS("a||b\n", &d, "a|b;");
	ROWS("a|||b\n|\n||", &d, "a||b;|;|;");
	ROWS("\"a||b\"\r\nx", &d, "\"a|b\";x;");
	ROWS("a|", &d, "a|;");
	ROWS("a||", &d, "a|;");
}

static void
test_mark(void)
{
	struct dialect d = { { ",", 1 }, { "`", 1 }, -1, true, false, 0 };

	ROWS("a,b\n`1,2,`3 , \n`\n`,`\n", &d, "a|b;1,2|3 ,;;|;");
}

static void
test_no_quote(void)
{
	struct dialect d = { { ",", 1 }, { "", 0 }, -1, true, false, 0 };

	ROWS("\"a,\"b\nc", &d, "\"a|\"b;c;");
}

static void
test_ends(void)
{
	ROWS("", &csv, "");
	ROWS("a", &csv, "a;");
	ROWS("a,", &csv, "a|;");
	ROWS("a\r", &csv, "a;");
	ROWS("a\r\nb\rc\n", &csv, "a;b;c;");
	ROWS("a\n\nb\r\n\r\n", &csv, "a;;b;;");
	ROWS("\"\"\n\"a\"\"b\"", &csv, ";a\"b;");
	ROWS("\"a\nb\",c\r\nd", &csv, "a\nb|c;d;");
	ROWS("\"a\nb", &csv, "!b;");
	ROWS("a\0b\nc\n", &csv, "!c;");
	ROWS("\"a\"b,\nc\n", &csv, "!c;");
}

static void
test_stray(void)
{
	struct dialect d = csv;

	d.stray = true;
	ROWS("a\"b,\"c\"\n", &d, "a\"b|c;");
	ROWS("\"UAB \"Nak\"\",1\n", &d, "UAB \"Nak\"|1;");
	ROWS("\"UAB \"Nak,tida\"\"\n", &d, "UAB \"Nak,tida\";");
	ROWS("\"a \"\"b\"\" c\" , \"d\"e\"\n", &d, "a \"b\" c|d\"e;");
	/* by the rules where that can be done, over lines too */
	ROWS("\"a\nb\",\"c\"\"\"\n", &d, "a\nb|c\";");
	/* what breaks them never goes on to the next line */
	ROWS("\"a\"b\",1\n2,3\n\"4\",5\n", &d, "a\"b|1;2|3;4|5;");
	ROWS("x,\"a\n2,3\n", &d, "!2|3;");
	ROWS("x,\"a\nb\"c\n2,3\n", &d, "!b\"c;2|3;");
	d.trim = false;
	ROWS("\"a\"b\" ,1\n", &d, "!");
	ROWS(" \"a\"b,1\n", &d, " \"a\"b|1;");
}

static void
test_peek(void)
{
	struct input in;
	struct csv s;
	struct row row;
	struct err e;
	struct span line;
	bool bad;

	pieces_open(&in, SPAN("one,1\r\ntwo,\"2\n\"\nthree\n"), 2, 7);
	csv_open(&s, &in, NULL, &csv);
	EXPECT(csv_line(&s, &line, &bad, &e) == 1);
	EXPECT(span_eq(line, SPAN("one,1")) && !bad);
	EXPECT(csv_skip(&s, line, &e) == 0);
	EXPECT(csv_line(&s, &line, &bad, &e) == 1);
	EXPECT(span_eq(line, SPAN("two,\"2")));
	EXPECT(csv_next(&s, &row, &e) == ROW_OK && row.line == 2);
	EXPECT(row.n == 2 && span_eq(row.cells[1], SPAN("2\n")));
	csv_again(&s);
	EXPECT(csv_next(&s, &row, &e) == ROW_OK && row.line == 2);
	EXPECT(row.n == 2 && span_eq(row.cells[1], SPAN("2\n")));
	EXPECT(csv_line(&s, &line, &bad, &e) == 1);
	EXPECT(span_eq(line, SPAN("three")) && s.line == 4);
	EXPECT(csv_skip(&s, line, &e) == 0 && s.rows == 3);
	EXPECT(csv_line(&s, &line, &bad, &e) == 0);
	EXPECT(csv_next(&s, &row, &e) == ROW_END);
	csv_close(&s);
	input_close(&in);
}

/* A file of which others say how it is split: the roads agree on it, too. */
static int
compare_file(const char *path)
{
	struct dialect d = csv;
	struct buf text = { 0 }, a = { 0 }, b = { 0 };
	FILE *f = fopen(path, "r");
	size_t n;
	bool good;

	if (!f)
		scratch_die(path);
	while ((n = fread(buf_room(&text, 1 << 16), 1, 1 << 16, f)) > 0)
		text.len += n;
	fclose(f);
	d.trim = false;
	by_split(&a, buf_span(&text), &d, 1 << 15, 1);
	by_libcsv(&b, buf_span(&text), &d);
	good = text.len && span_eq(buf_span(&a), buf_span(&b));
	buf_free(&text);
	buf_free(&a);
	buf_free(&b);
	return !good;
}

int
main(int argc, char **argv)
{
	if (argc == 2)
		return compare_file(argv[1]);
	test("both roads agree on random bytes", test_random);
	test(
	    "both roads agree where most bytes are quotes", test_random_quoted);
	test("both roads agree in other dialects", test_random_dialects);
	test("plain rows are read as by the slow roads, singly or several "
	     "at once",
	    test_plain);
	test("rows of more cells than were ever met", test_wide);
	test("rows of many cells, several at once", test_wide_alike);
	test("a delimiter of two bytes", test_long_delimiter);
	test("a mark before every value", test_mark);
	test("without a quote, quotes are data", test_no_quote);
	test("every way a row and the data may end", test_ends);
	test("quotes that break the rules, taken as data where allowed",
	    test_stray);
	test("a line can be looked at, passed, and read again", test_peek);
	return test_done();
}
