#include "stream/table_out.h"

#include <stdlib.h>

#include "base/buf.h"
#include "scratch.h"
#include "stream/table_in.h"
#include "test.h"
#include "text/tsv.h"

static const size_t all[] = { 0, 1, 2, 3, 4, 5, 6 };

/* What is written is read back by table_in, cell by cell. */
static void
test_round_trip(void)
{
	static const char *const texts[] = { "", "a", "#a", "x\ty", "\n\r\\",
		"0123456789abcdef", "0123456789abcdef0", "\x01\x7f", "中",
		("a cell of more than sixty-four bytes, which is copied in "
		 "another way than shorter ones are") };
	struct stream_out out;
	struct table_in in;
	struct stream_rules rules = { 0 };
	struct err e;
	uint64_t seed = 4;
	struct span rows[500][3];
	const struct span names[3] = { SPAN("one"), SPAN("#2"), SPAN("") };

	EXPECT(stream_create(&out, "t", STREAM_TABLE, false, &e) == 0);
	table_put_names(&out, names, 3);
	for (int i = 0; i < 500; i++) {
		static char cells[500][3][128];
		bool odd = false;

		for (int j = 0; j < 3; j++) {
			const char *s = texts[scratch_random(&seed) % 10];

			strcpy(cells[i][j], s);
			rows[i][j] = span_str(cells[i][j]);
			odd |= tsv_needs_escape(rows[i][j]);
		}
		table_put_row(&out, rows[i], all, 3, odd || i % 2);
	}
	EXPECT(out.total.records == 500);
	EXPECT(stream_finish(&out, &e) == 0);

	EXPECT(table_open(&in, "t", &rules, &e) == 0);
	EXPECT(in.n == 3 && span_eq(in.columns[1], SPAN("#2")));
	EXPECT(tsv_is_none(in.columns[2]));
	for (int i = 0; i < 500; i++) {
		EXPECT(table_next(&in, &e) == 1);
		for (int j = 0; j < 3; j++) {
			struct buf b = { 0 };

			if (!tsv_is_none(in.fields[j]))
				EXPECT(tsv_unescape(&b, in.fields[j]));
			EXPECT(span_eq(buf_span(&b), rows[i][j]));
			buf_free(&b);
		}
	}
	EXPECT(table_next(&in, &e) == 0);
	table_close(&in);
}

/* A cell as a table has it, one byte after the other. */
static void
add_cell(struct buf *b, struct span cell, bool first)
{
	if (cell.len == 0)
		buf_byte(b, '-');
	for (size_t i = 0; i < cell.len; i++) {
		char c = cell.p[i];

		if (c == '\t' || c == '\\')
			buf_printf(b, "\\%c", c == '\t' ? 't' : c);
		else if (c == '#' && first && i == 0)
			buf_str(b, "\\x23");
		else
			buf_byte(b, c);
	}
}

static void
expect_file(const char *path, const struct buf *want)
{
	FILE *f = fopen(path, "r");
	struct buf got = { 0 };
	size_t n;

	if (!f)
		scratch_die(path);
	while ((n = fread(buf_room(&got, 1 << 16), 1, 1 << 16, f)) > 0)
		got.len += n;
	fclose(f);
	EXPECT(span_eq(buf_span(&got), buf_span(want)));
	buf_free(&got);
}

enum { LONGEST = 1 << 19 };

/* Most cells are short, some fill what is left of the output's room; a few,
 * where there may be such, are longer than all of it. */
static struct span
random_cell(
    const char *text, const struct output *o, bool longest, uint64_t *seed)
{
	uint64_t kind = scratch_random(seed) % 500;
	size_t from = scratch_random(seed) % 300;
	size_t left = o->cap - o->len, less = scratch_random(seed) % 400;

	return (struct span){ text + from,
		kind == 0 && longest ? LONGEST - from
		    : kind < 20 && left - less < LONGEST - from
		    ? left - less
		    : scratch_random(seed) % (kind < 250 ? 100 : 4) };
}

static void
test_any_length(void)
{
	char *text = malloc(LONGEST + ROW_SLACK);
	struct stream_out out;
	struct span cells[8][7];
	struct row rows[8];
	struct err e;
	struct buf want = { 0 };
	uint64_t seed = 6;

	for (size_t i = 0; i < LONGEST; i++)
		text[i] =
		    "#abcdefgh\t\\"[scratch_random(&seed) % (i < 40 ? 11 : 9)];
	memset(text + LONGEST, '\\', ROW_SLACK);
	EXPECT(stream_create(&out, "long", STREAM_TABLE, true, &e) == 0);
	for (int round = 0; round < 2000; round++) {
		size_t n = 1 + scratch_random(&seed) % 8;
		size_t order[7], n_out = 1 + scratch_random(&seed) % 7;

		for (size_t i = 0; i < n_out; i++)
			order[i] = round % 3 ? scratch_random(&seed) % 7 : i;
		for (size_t i = 0; i < n; i++) {
			rows[i] = (struct row){ .cells = cells[i], .n = 7 };
			for (size_t j = 0; j < 7; j++) {
				cells[i][j] = random_cell(
				    text, &out.out, round > 1900, &seed);
				rows[i].odd |= tsv_needs_escape(cells[i][j]);
			}
			for (size_t j = 0; j < n_out; j++) {
				if (j)
					buf_byte(&want, '\t');
				add_cell(&want, cells[i][order[j]], j == 0);
			}
			buf_byte(&want, '\n');
			if (round % 2)
				table_put_row(
				    &out, cells[i], order, n_out, rows[i].odd);
		}
		if (round % 2 == 0)
			table_put_rows(&out, rows, n, order, n_out);
	}
	EXPECT(stream_finish(&out, &e) == 0);
	expect_file("long", &want);
	buf_free(&want);
	free(text);
}

int
main(void)
{
	scratch_begin();
	test("rows of any bytes are read back as they were", test_round_trip);
	test(
	    "cells of any length, one row or several at once", test_any_length);
	scratch_end();
	return test_done();
}
