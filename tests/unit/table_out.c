#include "table_out.h"

#include "buf.h"
#include "scratch.h"
#include "table.h"
#include "test.h"
#include "tsv.h"

/* What is written is read back by table.h, cell by cell. */
static void
test_round_trip(void)
{
	static const char *const texts[] = { "", "a", "#a", "x\ty", "\n\r\\",
		"0123456789abcdef", "0123456789abcdef0", "\x01\x7f", "中",
		"a cell of more than sixty-four bytes, which is copied in "
		"another way than shorter ones are" };
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
		table_put_row(&out, rows[i], 3, odd || i % 2);
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

int
main(void)
{
	scratch_begin();
	test("rows of any bytes are read back as they were",
	    test_round_trip);
	scratch_end();
	return test_done();
}
