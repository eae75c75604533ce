#include "bill/bank/bai2.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "test.h"

#define DATA "tests/data/fixed/"

static char path[] = "/tmp/recon-bai2.XXXXXX";

static const char *
put(const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC);

	EXPECT(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	return path;
}

struct outcome {
	int last;
	uint64_t rows;
	char sum[AMOUNT_TEXT_CAP];     /* of the amounts without their signs */
	char cells[BAI2_COLUMNS][128]; /* of the last row */
	uint64_t line;
	struct err e;
};

static struct outcome
read_file(const char *name, bool check)
{
	struct outcome o = { 0 };
	struct input in;
	struct bai2 b;
	struct span cells[BAI2_COLUMNS];
	struct amount sum = { 0 }, a;

	EXPECT(input_open(&in, name, &o.e) == 0);
	bai2_open(&b, &in, check);
	while ((o.last = bai2_next(&b, cells, &o.e)) == 1) {
		o.rows++;
		o.line = b.line;
		EXPECT(amount_parse(cells[BAI2_AMOUNT], &a) == AMOUNT_OK);
		EXPECT(amount_add(sum, amount_abs(a), &sum) == AMOUNT_OK);
		for (int c = 0; c < BAI2_COLUMNS; c++)
			snprintf(o.cells[c], sizeof o.cells[c], "%.*s",
			    (int)cells[c].len, cells[c].p);
	}
	amount_format(sum, o.sum);
	bai2_close(&b);
	return o;
}

static void
samples(void)
{
	struct outcome o = read_file(DATA "bai2-1.txt", true);

	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT(o.rows == 17);
	EXPECT_STR(o.sum, "640000");
	o = read_file(DATA "bai2-2.txt", true);
	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT(o.rows == 4);
	EXPECT_STR(o.sum, "30950000");
}

static void
columns(void)
{
	static const char *const want[BAI2_COLUMNS] = {
		"A1",
		"2006-03-17",
		"2006-03-16",
		"-150",
		"EUR",
		"D",
		"409",
		"V",
		"B",
		"C",
		"one, two / x\nthree",
	};
	struct outcome o = read_file(
	    put("01,a,b,060321,0829,1,80,1,2/\r\n"
		"02,r,o,1,060317,,CAD,/\r\n03,A1,EUR,010,+100,,/  \r\n"
		"16,409,150,V,060316,,B,C,one, two / x/\r\n88,three\r\n"
		"49,250,4/\r\n98,250,1,6/\r\n99,250,1,8/\r\n"),
	    true);

	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	for (int i = 0; i < BAI2_COLUMNS; i++)
		EXPECT_STR(o.cells[i], want[i]);
	EXPECT(o.line == 4);
}

#define HEAD \
	"01,a,b,060321,0829,1,80,1,2/\n02,r,o,1,060317,,CAD,/\n" \
	"03,A1,,010,+100,,/\n16,108,5,,,,x/\n"

static void
faults(void)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
		{ HEAD "49,106,3/\n",
		    ":5: the account's trailer says total: "
		    "106, but it has 105" },
		{ HEAD "49,105,4/\n",
		    ":5: the account's trailer says "
		    "records: 4, but it has 3" },
		{ HEAD "49,105,3/\n98,105,2,5/\n",
		    ":6: the group's trailer "
		    "says accounts: 2, but it has 1" },
		{ HEAD "49,105,3/\n98,105,1,5/\n99,100,1,7/\n",
		    ":7: the "
		    "file's trailer says total: 100, but it has 105" },
		{ HEAD "49,105,3/\n98,105,1,5/\n",
		    ": ends without its "
		    "trailer (99)" },
		{ HEAD, ": ends without its trailer (99)" },
		{ HEAD "03,A2,,/\n",
		    ":5: a second account begins, but the "
		    "one before it has no trailer" },
		{ HEAD "16,108,1.5,,,,x/\n",
		    ":5: \"1.5\" is not an amount "
		    "in minor units" },
		{ HEAD "17,1/\n", ":5: \"17\" is no type of BAI2 record" },
		{ "03,A,,/\n", ":1: an account outside of a group" },
		{ "16,108,5,,,,x/\n",
		    ":1: a transaction outside of an "
		    "account" },
		{ "49,5,3/\n",
		    ":1: a trailer of the account, which did "
		    "not begin" },
		{ "\n", ": holds no BAI2 file: no record 01" },
		{ "01,a/\n02,r,o,1,061317,,CAD,/\n",
		    ":2: \"061317\" is not "
		    "a date YYMMDD" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct outcome o = read_file(put(bad[i].text), true);

		EXPECT(o.last == -1 && o.e.status == ST_DATA);
		EXPECT_STR(o.e.text + strlen(path), bad[i].why);
	}
	EXPECT(read_file(put(HEAD "49,106,3/\n"), false).last == 0);
}

int
main(void)
{
	close(mkstemp(path));
	test("sample files are read to their sums, every control checked",
	    samples);
	test("every column holds its part", columns);
	test("a file with a fault is refused at its line", faults);
	unlink(path);
	return test_done();
}
