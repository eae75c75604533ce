#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "bill/fixed/fixed_rows.h"
#include "test.h"

#define DATA "tests/data/fixed/"

static char path[] = "/tmp/recon-fixed.XXXXXX";

static const char *
put(const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC);

	EXPECT(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	return path;
}

/* The whole file as text: "line:cell|cell...\n", "!reason\n" for a bad one. */
static void
read_file(const char *name, const struct fixed *f, struct buf *out)
{
	struct fixed_rows r;
	struct input in;
	struct span cells[32];
	struct err e;
	enum row_outcome got;

	buf_clear(out);
	EXPECT(input_open(&in, name, &e) == 0);
	fixed_split_cover(&in, f);
	fixed_rows_open(&r, &in, f, NULL, NULL);
	while ((got = fixed_rows_next(&r, cells, &e)) > 0) {
		if (got == ROW_BAD) {
			buf_printf(out, "!%ju: %s [%.*s]\n", (uintmax_t)r.line,
			    e.text, (int)r.bad.len, r.bad.p);
			continue;
		}
		buf_printf(out, "%ju:", (uintmax_t)r.line);
		for (size_t i = 0; i < f->n_columns; i++)
			buf_printf(out, "%s%.*s", i ? "|" : "",
			    (int)cells[i].len, cells[i].p);
		buf_byte(out, '\n');
	}
	EXPECT(got == ROW_END);
	buf_byte(out, '\0');
	fixed_rows_close(&r);
}

static void
add(struct fixed *f, const char *text)
{
	struct err e;

	bool taken = fixed_add(f, span_str(text), &e) == 0;

	EXPECT(taken);
	if (!taken)
		printf("# %s\n", e.text);
}

static void
gaps(void)
{
	struct fixed f = { .gap = 1 };
	struct buf out = { 0 };

	add(&f, "row: code 3, name 5, - 2, amount 6");
	EXPECT(f.n_columns == 3 && f.records[0].length == 19);
	read_file(put("S22 Li    xx 000123\r\n"
		      "\n"
		      "S23 Wang xx  000124\n"
		      "S24 Zhao  xx 00012\n"
		      "S25xZhao  xx 000125\n"
		      "S26 Zhao  xx\x1f"
		      "000126\n"
		      "S27 Zhou  xx 000127"),
	    &f, &out);
	EXPECT_STR(out.p,
	    "1:S22|Li|000123\n"
	    "!3: byte 10, between two fields, is not blank "
	    "[S23 Wang xx  000124]\n"
	    "!4: 18 bytes, but this record has 19 [S24 Zhao  xx 00012]\n"
	    "!5: byte 4, between two fields, is not blank "
	    "[S25xZhao  xx 000125]\n"
	    "!6: holds the byte 0x1f [S26 Zhao  xx?000126]\n"
	    "7:S27|Zhou|000127\n");
	buf_free(&out);
	fixed_free(&f);
}

static void
types(void)
{
	struct fixed f = { .length = 8 };
	struct buf out = { 0 };

	add(&f, "head 1=H: shop 2-4, kind 5-5");
	add(&f, "row 1=D kind=A: id 2-4, amount 5-8");
	add(&f, "row 1=D: id 2-4, note 5-8");
	add(&f, "more 1=M: note 2-8");
	add(&f, "skip 1=T");
	read_file(put("HAB A   \nD001  12\nM one   \nM two   \n"
		      "HCD B   \nD002 xyz\nTxx\nM three \nX       \n"),
	    &f, &out);
	EXPECT_STR(out.p,
	    "2:AB|A|001|12|one\ntwo\n"
	    "6:CD|B|002||xyz\n"
	    "!8: a record that adds to a row, but none is before it "
	    "[M three ]\n"
	    "!9: a record of no type that was told [X       ]\n");
	buf_free(&out);
	fixed_free(&f);
}

static void
nacha(void)
{
	struct fixed f = { .length = 94 };
	struct buf out = { 0 };

	add(&f, "head 1=5: company 5-20, sec 51-53, effective 70-75");
	add(&f, "row 1=6: code 2-3, amount 30-39, trace 80-94");
	add(&f, "skip 1=1");
	add(&f, "skip 1=7");
	add(&f, "skip 1=8");
	add(&f, "skip 1=9");
	read_file(DATA "ppd-mixedDebitCredit.ach", &f, &out);
	EXPECT_STR(out.p,
	    "3:Name on Account|PPD|190719|27|0200000000|121042880000001\n"
	    "4:Name on Account|PPD|190719|22|0100000000|121042880000002\n"
	    "5:Name on Account|PPD|190719|22|0100000000|121042880000003\n");
	read_file(DATA "iat-mixed.ach", &f, &out);
	EXPECT_STR(out.p,
	    "3:|IAT|190816|27|0000100000|231380100000001\n"
	    "13:|IAT|190816|22|0000100000|231380100000002\n");
	buf_free(&out);
	fixed_free(&f);
}

static void
cnab(void)
{
	struct fixed f = { .length = 240 };
	struct buf out = { 0 };

	add(&f, "row 8=3 14=T: lot 4-7, sequence 9-13, due 74-81, value 82-96");
	add(&f, "more 8=3 14=U: paid 78-92, occurred 138-145");
	add(&f, "skip 8=0");
	add(&f, "skip 8=1");
	add(&f, "skip 8=5");
	add(&f, "skip 8=9");
	read_file(DATA "itau.ret", &f, &out);
	EXPECT_STR(out.p,
	    "3:0001|00001|01072012|000000000020000|000000000000000|05072012\n"
	    "5:0001|00003|30062012|000000000010000|000000000000000|"
	    "05072012\n");
	buf_free(&out);
	fixed_free(&f);
}

/* Descriptions with a mistake each. */
static void
mistakes(void)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
		{ "", "\"\" is none of row, head, more, total and skip" },
		{ "line: a 1",
		    "\"line\" is none of row, head, more, total "
		    "and skip" },
		{ "row", "a record without fields" },
		{ "row: amount",
		    "\"amount\" is not a field like \"amount "
		    "30-39\" or \"amount 10\"" },
		{ "row: a 0",
		    "\"a 0\" is not a place behind the field "
		    "before it" },
		{ "row: a 5-4",
		    "\"a 5-4\" is not a place behind the field "
		    "before it" },
		{ "row: a 1-4, b 4-5",
		    "\"b 4-5\" is not a place behind the "
		    "field before it" },
		{ "row: a 1-x",
		    "\"a 1-x\" is not a place behind the field "
		    "before it" },
		{ "row: a 1-11",
		    "the fields end at byte 11, but the record "
		    "has 10" },
		{ "row 1: a 1", "\"1\" is not a test like 1=6" },
		{ "row 0=6: a 1", "\"0=6\" is not a test like 1=6" },
		{ "row sec=IAT: a 1",
		    "\"sec=IAT\" names no field of a head "
		    "before it" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct fixed f = { .length = 10 };
		struct err e = { 0 };

		EXPECT(fixed_add(&f, span_str(bad[i].text), &e) == -1);
		EXPECT(e.status == ST_FAIL);
		EXPECT_STR(e.text, bad[i].why);
		fixed_free(&f);
	}
}

static void
long_line(void)
{
	struct fixed f = { 0 };
	struct buf out = { 0 }, text = { 0 };
	enum { LONG = 20 << 20 };

	add(&f, "row: a 3");
	memset(buf_room(&text, LONG), 'x', LONG);
	text.len = LONG;
	buf_str(&text, "\nabc\n");
	buf_byte(&text, '\0');
	read_file(put(text.p), &f, &out);
	EXPECT(span_begins(buf_span(&out),
	    SPAN("!1: 20971520 bytes, but this "
		 "record has 3 [xxx")));
	EXPECT_STR(out.p + out.len - 7, "2:abc\n");
	buf_free(&out);
	buf_free(&text);
	fixed_free(&f);
}

/* Blanks that were taken off at the end are put back where that is allowed. */
static void
padded(void)
{
	static const char bill[] = "1ab   1\n2x\n1cd\n1ef   2 \n1\n";
	struct fixed f = { .pad = true };
	struct buf out = { 0 };

	add(&f, "row 1=1: name 2-3, note 4-6, n 7-7");
	add(&f, "more 1=2: note 2-4");
	read_file(put(bill), &f, &out);
	EXPECT_STR(out.p,
	    "1:ab|x|1\n3:cd||\n!4: 8 bytes, but this record has 7 [1ef   2 "
	    "]\n5:||\n");
	fixed_free(&f);
	f = (struct fixed){ .length = 7 };
	add(&f, "row 1=1: name 2-3, note 4-6, n 7-7");
	read_file(put("1ab   1\n1cd\n"), &f, &out);
	EXPECT_STR(
	    out.p, "1:ab||1\n!2: 3 bytes, but this record has 7 [1cd]\n");
	fixed_free(&f);
	buf_free(&out);
}

int
main(void)
{
	close(mkstemp(path));
	test("fields are cut by width, and what does not fit is told", gaps);
	test("heads stay, more is added, the first type that fits is taken",
	    types);
	test("a NACHA file is read by positions", nacha);
	test("a CNAB240 return joins its segments T and U", cnab);
	test("a mistake in a description is named", mistakes);
	test("a line of any length is one bad record", long_line);
	test("blanks that records lack at their end are put back", padded);
	unlink(path);
	return test_done();
}
