/*
 * stretch against lines and tsv: rows are found one behind the other as
 * splitting every line at its TABs finds them.
 */
#include "stream/line/row_scan.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"
#include "text/tsv.h"

enum { COLUMNS_MAX = 5, TEXT_MAX = 80000 };

static size_t
random_field(char *to, uint64_t *seed, unsigned odd)
{
	static const char bytes[] = "|\\\x7f\r\x01#\x80\xff";
	uint64_t r = scratch_random(seed);
	size_t n = r % 8 ? r % 23 : 0;

	if (r >> 8 & 0xff)
		memset(to, 'a' + (int)(r >> 16) % 26, n);
	else /* longer than a look, or than all looks */
		memset(to, 'z', n = (r >> 16) % 3000);
	if (n && (r >> 40) % 100 < odd)
		to[(r >> 48) % n] = bytes[(r >> 56) % (sizeof bytes - 1)];
	return n;
}

/* Rows of mostly n fields, in at most TEXT_MAX bytes. */
static size_t
random_text(char *to, size_t n, uint64_t *seed)
{
	unsigned odd = (unsigned)(scratch_random(seed) % 4) * 3;
	unsigned ragged = (unsigned)(scratch_random(seed) % 3);
	size_t len = 0;

	while (len < TEXT_MAX - 4000 * (COLUMNS_MAX + 1)) {
		uint64_t r = scratch_random(seed);
		size_t fields = n;

		if (r % 100 < ragged)
			fields = 1 + (r >> 8) % (COLUMNS_MAX + 1);
		if ((r >> 16) % 100 < ragged)
			to[len++] = '#';
		for (size_t i = 0; i < fields; i++) {
			len += random_field(to + len, seed, odd);
			to[len++] = i + 1 < fields ? '\t' : '\n';
		}
	}
	return len;
}

static bool
is_odd(struct span s)
{
	return tsv_needs_escape(s) || (s.len && memchr(s.p, '|', s.len));
}

/* The row at p, found byte by byte, is what was found. */
static bool
is_row(const char *p, const struct span *fields, size_t n,
    const struct stretch_row *row)
{
	struct span line = { p, row->len }, rest = line, f;
	bool odd = false;

	if (p[row->len] != '\n' || *p == '#' ||
	    (row->len && memchr(p, '\n', row->len)))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!tsv_next(&rest, &f) || f.p != fields[i].p ||
		    f.len != fields[i].len)
			return false;
		odd = odd || is_odd(f);
	}
	return !rest.p && row->clean == !odd;
}

/* May the row at p be left? A comment, ragged, or near the end. */
static bool
may_be_left(const char *p, const char *end, size_t n)
{
	const char *lf = memchr(p, '\n', (size_t)(end - p));
	struct span rest, f;
	size_t fields = 0;

	if (*p == '#' || !lf || end - lf - 1 < ROW_SLACK ||
	    lf - p >= SCAN_MAX - 1)
		return true;
	rest = (struct span){ p, (size_t)(lf - p) };
	while (tsv_next(&rest, &f))
		fields++;
	return fields != n;
}

/* Walks over text; rows that are left are skipped. The rows found. */
static int
walk(const char *text, size_t len, size_t n)
{
	struct span fields[COLUMNS_MAX];
	struct stretch s = { 0 };
	struct stretch_row row;
	const char *p = text, *end = text + len;
	int found = 0;

	while (p < end) {
		struct span ahead = { p, (size_t)(end - p) };

		if (stretch_next(&s, ahead, fields, n, &row)) {
			EXPECT(is_row(p, fields, n, &row));
			EXPECT((size_t)(end - p) > row.len + ROW_SLACK);
			p += row.len + 1;
			found++;
		} else {
			EXPECT(may_be_left(p, end, n));
			p = memchr(p, '\n', ahead.len);
			p = p ? p + 1 : end;
		}
		if (test_broken)
			break;
	}
	stretch_free(&s);
	return found;
}

static void
as_splitting_does(void)
{
	char *made = malloc(TEXT_MAX);
	uint64_t seed = 20221101;
	int found = 0;

	for (int i = 0; i < 300 && !test_broken; i++) {
		size_t n = 1 + scratch_random(&seed) % COLUMNS_MAX;
		size_t len = random_text(made, n, &seed), cut;
		char *text;

		cut = scratch_random(&seed) % (i % 3 ? len : 200);
		text = malloc(len - cut); /* of just that size */
		memcpy(text, made, len - cut);
		found += walk(text, len - cut, n);
		free(text);
	}
	EXPECT(found > 50000);
	free(made);
}

static void
nothing_there(void)
{
	struct stretch s = { 0 };
	struct stretch_row row;
	struct span f;

	EXPECT(!stretch_next(&s, (struct span){ 0 }, NULL, 0, &row));
	EXPECT(!stretch_next(&s, SPAN("a\n"), &f, 1, &row));
	stretch_free(&s);
}

/* A row longer than the longest look is left, the rows behind it are not. */
static void
long_rows(void)
{
	size_t len = 3 * SCAN_MAX;
	char *text = malloc(len);

	memset(text, 'x', len);
	text[SCAN_MAX - 1] = '\n';
	for (size_t i = SCAN_MAX + 9; i < len; i += 10)
		text[i] = '\n';
	text[SCAN_MAX * 2] = '\n';
	EXPECT(walk(text, len, 1) > 3000);
	text[SCAN_MAX - 2] = '\n';
	EXPECT(walk(text, len, 1) > 3001);
	free(text);
}

int
main(void)
{
	test("rows are found as splitting lines finds them", as_splitting_does);
	test("where nothing is there, nothing is found", nothing_there);
	test("long rows are left, and the next are found again", long_rows);
	return test_done();
}
