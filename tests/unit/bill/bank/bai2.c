#include "bill/bank/bai2.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "test.h"

#define DATA "tests/data/fixed/"

static struct bai2_types types;

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
	bai2_open(&b, &in, &types, check);
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

/* Two of them are more than 128 bits hold. */
#define LARGE "100000000000000000000000000000000000000"

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
		{ HEAD "16,108," LARGE ",,,,x/\n16,108," LARGE ",,,,x/\n",
		    ":6: the sum of the account is too large" },
		{ HEAD "49,105,3/\n03,A2,,010,+100,,/\n49,100,2/\n"
		       "98,1x,2,7/\n",
		    ":8: record 98, field 2 (total): \"1x\" is not an amount "
		    "in "
		    "minor units" },
		{ HEAD "49,105,3/\n03,A2,,010,-,,/\n",
		    ":6: \"-\" is not an amount in minor units" },
		{ "01,a/\n02,r,o,1,060317,,CAD,/\n02,r,o,1,060317,,CAD,/\n",
		    ":3: a second group begins, but the one before it has no "
		    "trailer" },
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

/* A transaction of each type, its account and group added up. */
static struct outcome
of_type(const char *type, const char *amount)
{
	char text[512];

	snprintf(text, sizeof text,
	    "01,a,b,060321,0829,1,80,1,2/\n02,r,o,1,060317,,CAD,/\n"
	    "03,A1,,010,,,/\n16,%s,%s,,,,x/\n49,%s,3/\n98,%s,1,5/\n"
	    "99,%s,1,7/\n",
	    type, amount, amount, amount, amount);
	return read_file(put(text), true);
}

static void
directions(void)
{
	static const struct {
		const char *type, *mark, *amount;
	} good[] = {
		{ "100", "C", "7" },
		{ "399", "C", "7" },
		{ "400", "D", "-7" },
		{ "699", "D", "-7" },
		{ "920", "C", "7" },
		{ "959", "C", "7" },
		{ "960", "D", "-7" },
		{ "999", "D", "-7" },
	};
	static const char *const unknown[] = { "010", "099", "700", "899",
		"900", "919", "1000", "47", "", "4x5" };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct outcome o = of_type(good[i].type, "7");

		EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
		EXPECT_STR(o.cells[BAI2_MARK], good[i].mark);
		EXPECT_STR(o.cells[BAI2_AMOUNT], good[i].amount);
	}
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
		struct outcome o = of_type(unknown[i], "7");
		char why[128];

		snprintf(why, sizeof why,
		    ":4: type %s is neither credit nor debit: say which with "
		    "--credit-types or --debit-types",
		    unknown[i]);
		EXPECT(o.last == -1 && o.e.status == ST_DATA);
		EXPECT_STR(o.e.text + strlen(path), why);
		o = of_type(unknown[i], "0");
		EXPECT(o.last == 0 && o.rows == 1);
		EXPECT_STR(o.cells[BAI2_MARK], "");
	}
}

static void
said(void)
{
	static const struct {
		const char *list;
		char direction;
		const char *why;
	} bad[] = {
		{ "475", 'C', "type 475 is a debit" },
		{ "900-999", 'C', "type 960 is a debit" },
		{ "705", 'D', "type 705 is a credit" },
		{ "7", 'C', "\"7\" is no list of types like 720, 740-745" },
		{ "", 'C', "\"\" is no list of types like 720, 740-745" },
		{ "709-700", 'C',
		    "\"709-700\" is no list of types like 720, 740-745" },
		{ "701,", 'C',
		    "\"701,\" is no list of types like 720, 740-745" },
	};
	struct err e;

	EXPECT(bai2_types_say(&types, 'C', "701, 705-707,100", &e) == 0);
	EXPECT(bai2_types_say(&types, 'D', "720", &e) == 0);
	EXPECT_STR(of_type("706", "7").cells[BAI2_AMOUNT], "7");
	EXPECT_STR(of_type("720", "7").cells[BAI2_AMOUNT], "-7");
	EXPECT_STR(of_type("720", "7").cells[BAI2_MARK], "D");
	EXPECT(of_type("708", "7").last == -1);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct bai2_types t = types;

		EXPECT(bai2_types_say(&t, bad[i].direction, bad[i].list, &e));
		EXPECT(e.status == ST_FAIL);
		EXPECT_STR(e.text, bad[i].why);
	}
	types = (struct bai2_types){ 0 };
}

/* Of a group's two counts either may be missing, but not both, and what is
 * there is checked. */
static void
missing_counts(void)
{
	static const struct {
		const char *trailer, *why;
	} groups[] = {
		{ "98,105,5,/", "" },
		{ "98,105,5/", "" },
		{ "98,105,,5/", "" },
		{ "98,105,1/", "" },
		{ "98,105,4,/",
		    ":6: record 98 has one count, 4 (field 3), but the group "
		    "has 1 accounts and 5 records" },
		{ "98,105/",
		    ":6: record 98 has no number of accounts (field "
		    "3)" },
		{ "98,,1,5/", ":6: record 98 has no total (field 2)" },
		{ "98,105,1,x/",
		    ":6: record 98, field 4 (records): \"x\" is not an amount "
		    "in minor units" },
	};
	char text[512];

	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		struct outcome o;

		snprintf(text, sizeof text, HEAD "49,105,3/\n%s\n99,105,1,7/\n",
		    groups[i].trailer);
		o = read_file(put(text), true);
		EXPECT_STR(
		    o.last == 0 ? "" : o.e.text + strlen(path), groups[i].why);
		EXPECT(read_file(put(text), false).last == 0);
	}
	EXPECT_STR(read_file(put(HEAD "49,105/\n"), true).e.text + strlen(path),
	    ":5: record 49 has no number of records (field 3)");
}

int
main(void)
{
	close(mkstemp(path));
	test("sample files are read to their sums, every control checked",
	    samples);
	test("every column holds its part", columns);
	test("a type's direction is that of the specification, or none",
	    directions);
	test("a type of no direction takes the one that was said", said);
	test("a group's trailer may lack one count, and no other figure",
	    missing_counts);
	test("a file with a fault is refused at its line", faults);
	unlink(path);
	return test_done();
}
