#include "bill/bank/mt940.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "bill/bank/mt940_entry.h"
#include "value/time/date.h"
#include "test.h"

#define DATA "tests/data/mt940/"

static char path[] = "/tmp/recon-mt940.XXXXXX";

static const char *
put(const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC);

	EXPECT(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	return path;
}

struct outcome {
	int last; /* what the last call returned */
	uint64_t rows;
	char sum[AMOUNT_TEXT_CAP];
	char cells[MT940_COLUMNS][256]; /* of the last row */
	uint64_t line;                  /* of the last row */
	struct err e;
};

static struct outcome
read_file(const char *name, bool check)
{
	struct outcome o = { 0 };
	struct input in;
	struct mt940 m;
	struct span cells[MT940_COLUMNS];
	struct amount sum = { 0 }, a;

	EXPECT(input_open(&in, name, &o.e) == 0);
	mt940_open(&m, &in, check);
	while ((o.last = mt940_next(&m, cells, &o.e)) == 1) {
		o.rows++;
		o.line = m.line;
		EXPECT(amount_parse(cells[MT940_AMOUNT], &a) == AMOUNT_OK);
		EXPECT(amount_add(sum, a, &sum) == AMOUNT_OK);
		for (int c = 0; c < MT940_COLUMNS; c++)
			snprintf(o.cells[c], sizeof o.cells[c], "%.*s",
			    (int)cells[c].len, cells[c].p);
	}
	amount_format(sum, o.sum);
	mt940_close(&m);
	return o;
}

/* The figures are sums reckoned independently, with decimal. */
static void
samples(void)
{
	static const struct {
		const char *name, *sum;
		uint64_t rows;
	} good[] = {
		{ DATA "asnb.txt", "56.94", 8 },
		{ DATA "rabobank.sta", "-70.00", 4 },
		{ DATA "sns.sta", "-25.00", 2 },
		{ DATA "generic.sta", "-20.00", 2 },
		{ DATA "mbank.sta", "0.03", 3 },
		{ DATA "mbank-mt942.sta", "0.03", 3 },
		{ DATA "citi.txt", "-1142.75", 5 },
	};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct outcome o = read_file(good[i].name, true);

		EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
		EXPECT_STR(o.sum, good[i].sum);
		EXPECT(o.rows == good[i].rows);
	}
}

static void
refused(void)
{
	static const struct {
		const char *name, *why;
	} bad[] = {
		{ DATA "abnamro.sta",
		    ":27: the balances do not agree: "
		    "opening 3236.28 and 8 entries of -321.44 make 2914.84, "
		    "but closing is 876.84 EUR: 2038.00 less" },
		{ DATA "postfinance.sta",
		    ":27: the balances do not agree: "
		    "opening 229.2 and 2 entries of -69.8 make 159.4, but "
		    "closing is 159.6 CHF: 0.2 more" },
		{ DATA "multiline.sta",
		    ":38: field 61 outside a message: no "
		    "field 20 before it" },
		{ DATA "amount-formats.sta",
		    ":1: field 60F outside a "
		    "message: no field 20 before it" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct outcome o = read_file(bad[i].name, true);

		EXPECT(o.last == -1);
		EXPECT(o.e.status == ST_DATA);
		EXPECT_STR(o.e.text + strlen(bad[i].name), bad[i].why);
	}
}

static void
unchecked(void)
{
	struct outcome o = read_file(DATA "abnamro.sta", false);

	EXPECT(o.last == 0 && o.rows == 10);
	EXPECT_STR(o.sum, "-345.93");
	o = read_file(DATA "postfinance.sta", false);
	EXPECT(o.last == 0 && o.rows == 4);
	EXPECT_STR(o.sum, "159.4");
}

static void
columns(void)
{
	struct outcome o = read_file(DATA "mbank.sta", true);

	EXPECT(o.line == 18);
	EXPECT_STR(o.cells[MT940_ACCOUNT], "PL29114010810000267002001002");
	EXPECT_STR(o.cells[MT940_STATEMENT], "1/1");
	EXPECT_STR(o.cells[MT940_DATE], "2017-01-19");
	EXPECT_STR(o.cells[MT940_VALUE_DATE], "2017-01-19");
	EXPECT_STR(o.cells[MT940_AMOUNT], "0.01");
	EXPECT_STR(o.cells[MT940_CURRENCY], "PLN");
	EXPECT_STR(o.cells[MT940_MARK], "C");
	EXPECT_STR(o.cells[MT940_TYPE], "NTRF");
	EXPECT_STR(o.cells[MT940_REFERENCE], "NONREF");
	EXPECT_STR(o.cells[MT940_BANK_REFERENCE], "MB170119012121");
	EXPECT_STR(o.cells[MT940_SUPPLEMENT], "911-TRANSAKCJA IPH");
	EXPECT_STR(o.cells[MT940_DETAILS],
	    "911 TRANSAKCJA COLLECT; ID IPH: XX000000000003; Z RACH.: \n"
	    "56114010810000267002001001; OD: JAN NOWAK  \n"
	    "UL. NIJAKA 1 M 2 31-234 KRAKOW; TYT.: PRZELEW SRODKOW   ; \n"
	    "TNR: 179171073864291.000001");
}

/* Field 61 as text, and what comes of it. */
static void
entries(void)
{
	static const struct {
		const char *field, *value, *date, *amount, *mark, *type,
		    *reference, *bank, *supplement;
	} good[] = {
		{ "0408040804DR5,NTRFREFERENCE DO 111//MUL04\n/OCMT/EUR4,5/",
		    "2004-08-04", "2004-08-04", "-5", "D", "NTRF",
		    "REFERENCE DO 111", "MUL04", "/OCMT/EUR4,5/" },
		{ "2212191220C119,NMSC341241773/1XXXXX//O/341241774",
		    "2022-12-19", "2022-12-20", "119", "C", "NMSC",
		    "341241773/1XXXXX", "O/341241774", "" },
		{ "130101D000000000025,00N102EREF", "2013-01-01", "2013-01-01",
		    "-25.00", "D", "N102", "EREF", "", "" },
		{ "1212310102RD00,12FMSCX", "2012-12-31", "2013-01-02", "0.12",
		    "RD", "FMSC", "X", "", "" },
		{ "1301021231RCR7,5S103X//", "2013-01-02", "2012-12-31", "-7.5",
		    "RC", "S103", "X", "", "" },
		{ "1102300301C1,NINTX", "2011-02-28", "2011-03-01", "1", "C",
		    "NINT", "X", "", "" },
		{ "9912310101C1,NINT", "1999-12-31", "2000-01-01", "1", "C",
		    "NINT", "", "", "" },
		{ "2402290229CN0,NINTa/b/c", "2024-02-29", "2024-02-29", "0",
		    "C", "NINT", "a/b/c", "", "" },
	};
	struct mt940_entry en;
	struct err e;
	char text[AMOUNT_TEXT_CAP];

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		EXPECT(
		    mt940_entry_parse(span_str(good[i].field), &en, &e) == 0);
		date_format(en.value_date, text);
		EXPECT_STR(text, good[i].value);
		date_format(en.date, text);
		EXPECT_STR(text, good[i].date);
		amount_format(en.amount, text);
		EXPECT_STR(text, good[i].amount);
		EXPECT(span_eq(en.mark, span_str(good[i].mark)));
		EXPECT(span_eq(en.type, span_str(good[i].type)));
		EXPECT(span_eq(en.reference, span_str(good[i].reference)));
		EXPECT(span_eq(en.bank_reference, span_str(good[i].bank)));
		EXPECT(span_eq(en.supplement, span_str(good[i].supplement)));
	}
}

static void
bad_entries(void)
{
	static const struct {
		const char *field, *why;
	} bad[] = {
		{ "",
		    "field 61: \"\" does not begin with a value date "
		    "YYMMDD" },
		{ "221301C1,NTRFX",
		    "field 61: \"221301C1,NTRFX\" does not "
		    "begin with a value date YYMMDD" },
		{ "2212011301C1,NTRFX",
		    "field 61: \"1301C1,NTRFX\" does not "
		    "begin with a date MMDD" },
		{ "221201EX1,NTRFX",
		    "field 61: \"EX1,NTRFX\" does not begin "
		    "with C, D, RC, RD, EC or ED" },
		{ "221201    1301C1,NTRFX",
		    "field 61: \"1301C1,NTRFX\" does not begin with a date "
		    "MMDD" },
		{ "221201R",
		    "field 61: \"R\" does not begin with C, D, RC, "
		    "RD, EC or ED" },
		{ "221201C1.5NTRFX",
		    "field 61: \".5NTRFX\" does not begin with a type like "
		    "NTRF" },
		{ "221201C1,,5NTRFX", "field 61: \"1,,5\" is not an amount" },
		{ "221201C,5NTRFX", "field 61: \",5\" is not an amount" },
		{ "221201C-1,NTRFX",
		    "field 61: \"-1,NTRFX\" is not an "
		    "amount" },
		{ "221201C1,NT",
		    "field 61: \"NT\" does not begin with a "
		    "type like NTRF" },
		{ "221201C99999999999999999999999999999999999999999,NTRFX",
		    "field 61: \"99999999999999999999999999999999999999999,\""
		    " is too large" },
	};
	struct mt940_entry en;
	struct err e;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		EXPECT(
		    mt940_entry_parse(span_str(bad[i].field), &en, &e) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT_STR(e.text, bad[i].why);
	}
}

/* Two of them are more than 128 bits hold. */
#define LARGE "100000000000000000000000000000000000000"

#define HEAD ":20:X\n:25:A\n:28C:1/1\n"

/* Statements with a fault each: "line: reason" as it is told. */
static void
faults(void)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
		{ HEAD ":60F:C220101EUR1,\n:61:220101C1,NTRFX\n-\n",
		    ":6: statement 1/1 of account A ends without a closing "
		    "balance (62F)" },
		{ HEAD ":60F:C220101EUR1,\n:61:220101C1,NTRFX\n",
		    ":5: statement 1/1 of account A ends without a closing "
		    "balance (62F)" },
		{ "{1:F01X}{2:O940X}\n{4:\n" HEAD ":60F:C220101EUR1,\n"
		  ":62F:C220101EUR1,\n",
		    ":2: a message is opened here, but the file ends before "
		    "its \"-}\"" },
		{ HEAD ":61:220101C1,NTRFX\n-\n",
		    ":4: an entry outside the balances: no opening balance "
		    "(60F) before it" },
		{ HEAD ":62F:C220101EUR1,\n",
		    ":4: a closing balance, but no opening balance (60F) "
		    "before it" },
		{ HEAD ":60F:C220101EUR1,\n:60F:C220101EUR1,\n",
		    ":5: a second opening balance, but no closing balance "
		    "(62F) between them" },
		{ HEAD ":60F:C220101EUR1,\n:62F:C220101USD1,\n",
		    ":5: opens in EUR and closes in USD" },
		{ HEAD ":60F:C220101EUR1.00\n",
		    ":4: field 60F: \"C220101EUR1.00\" is not a balance like "
		    "C221101EUR12,50" },
		{ HEAD ":60F:X220101EUR1,00\n",
		    ":4: field 60F: \"X220101EUR1,00\" is not a balance like "
		    "C221101EUR12,50" },
		{ HEAD ":60M:C220101EUR1,\n:62F:C220101EUR1,\n-\n",
		    ":4: statement 1/1 opens with an intermediate balance "
		    "(60M), but the page before it is not here" },
		{ HEAD ":60F:C220101EUR1,\n:62M:C220101EUR1,\n-\n",
		    ":5: an intermediate balance (62M), but the page after "
		    "it is not here" },
		{ HEAD ":60F:C220101EUR1,\n:62M:C220101EUR1,\n-\n" HEAD
		       ":60F:C220101EUR1,\n:62F:C220101EUR1,\n-\n",
		    ":10: the page after the intermediate balance (62M) of "
		    "line 5 is not here" },
		{ HEAD ":60F:C220101EUR1,\n:62F:C220101EUR1,\n-\n" HEAD
		       ":60F:D220101EUR1,\n:62F:D220101EUR1,\n-\n",
		    ":10: statement 1/1 of account A opens with -1 EUR, but "
		    "the one before it closed with 1 EUR in line 5" },
		{ HEAD ":60F:C220101EUR1,\n:61:220101C" LARGE ",NTRFX\n"
		       ":61:220101C" LARGE ",NTRFX\n",
		    ":6: the sum of the entries is too large" },
		{ HEAD ":60F:C220101EUR" LARGE ",\n:61:220101C" LARGE
		       ",NTRFX\n:62F:C220101EUR1,\n",
		    ":6: the sum of the entries is too large" },
		{ HEAD ":60F:C220101EUR1,\n:61:220101RD" LARGE ",NTRFX\n"
		       ":61:220101D" LARGE ",NTRFX\n"
		       ":61:220101RD" LARGE ",NTRFX\n",
		    ":7: the sum of the entries is too large" },
		{ HEAD ":60F:C220101Eur1,\n",
		    ":4: field 60F: \"C220101Eur1,\" is not a balance like "
		    "C221101EUR12,50" },
		{ HEAD ":60F:C220101EUR,\n",
		    ":4: field 60F: \"C220101EUR,\" is not a balance like "
		    "C221101EUR12,50" },
		{ HEAD ":60F:C22010aEUR1,\n",
		    ":4: field 60F: \"C22010aEUR1,\" is not a balance like "
		    "C221101EUR12,50" },
		{ "1,2,3\n", ": holds no MT940 message: no field 20" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct outcome o = read_file(put(bad[i].text), true);

		EXPECT(o.last == -1 && o.e.status == ST_DATA);
		EXPECT_STR(o.e.text + strlen(path), bad[i].why);
	}
}

static void
habits(void)
{
	struct outcome o = read_file(
	    put("{1:F21X}{4:{177:1}{451:0}}\r\n"
		"{1:F01X}{4:\r\n"
		":20:X\r\n:25:A\r\n:28C:7\r\n:60F:D220101EUR1,50\r\n"
		":61:220101C2,50NTRFX\r\n:NS:one\r\n:86:two\r\n:12:three\r\n"
		"\r\n:62F:C220101EUR1,\r\n:86:about the statement\r\n"
		"-}\r\n{5:{CHK:12}}\r\n"),
	    true);

	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT_STR(o.cells[MT940_DETAILS], "one\ntwo\n:12:three");
	EXPECT_STR(o.cells[MT940_REFERENCE], "X");
	EXPECT(o.rows == 1);
	EXPECT(o.line == 7);
}

/* One account in two currencies is two chains; Citi leaves the date of an entry
 * blank, Knab the decimal mark of a whole amount. */
static void
banks(void)
{
	struct outcome o = read_file(
	    put(HEAD ":60F:C221231EUR0\n:61:2301020102C500NTRF02-01-2023 "
		     "10:05//B\n:62F:C230102EUR500,\n-\n" HEAD
		     ":60F:C221231USD7,\n:62F:C221231USD7,\n-\n" HEAD
		     ":60F:C230102EUR500,\n:61:230103    DD 12,5S   X\n"
		     ":62F:C230103EUR487,5\n-\n"),
	    true);

	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT(o.rows == 2);
	EXPECT_STR(o.cells[MT940_DATE], "2023-01-03");
	EXPECT_STR(o.cells[MT940_AMOUNT], "-12.5");
	EXPECT_STR(o.cells[MT940_TYPE], "S");
	EXPECT_STR(o.cells[MT940_CURRENCY], "EUR");
	o = read_file(put(HEAD ":60F:C221231EUR1,\n:62F:C221231EUR1,\n-\n" HEAD
			       ":60F:C221231USD7,\n:62F:C221231USD7,\n-\n" HEAD
			       ":60F:C221231EUR7,\n:62F:C221231EUR7,\n-\n"),
	    true);
	EXPECT_STR(o.e.text + strlen(path),
	    ":16: statement 1/1 of account A opens with 7 EUR, but the one "
	    "before it closed with 1 EUR in line 5");
}

#define REPORT HEAD ":34F:EURD0,\n:34F:EURC0,\n:61:220101D10,NTRFX\n"

static void
interim(void)
{
	static const struct {
		const char *text, *why;
	} reports[] = {
		{ REPORT ":61:220101EC4,NTRFX\n:90D:1EUR10,\n:90C:1EUR4,\n",
		    "" },
		{ REPORT ":61:220101EC4,NTRFX\n", "" },
		/* a reversed credit is a debit, or counted with credits */
		{ REPORT ":61:220101RC4,NTRFX\n:90D:2EUR14,\n:90C:0EUR0,\n",
		    "" },
		{ REPORT ":61:220101RC4,NTRFX\n:90D:1EUR10,\n:90C:1EUR4,\n",
		    "" },
		/* small amounts are not listed */
		{ HEAD ":34F:EUR5,\n:61:220101D10,NTRFX\n:90D:3EUR12,\n", "" },
		{ HEAD ":34F:EUR5,\n:61:220101D10,NTRFX\n:90D:3EUR9,\n",
		    ":6: field 90D says \"3EUR9,\", but the report has 1 "
		    "entries of 10" },
		/* two pages, the totals on the last */
		{ REPORT "-\n:20:X\n:25:A\n:28C:1/2\n:34F:EUR0,\n"
			 ":61:220101D1,NTRFX\n:90D:2EUR11,\n-\n",
		    "" },
		/* two reports */
		{ REPORT ":90D:1EUR10,\n-\n" REPORT ":90D:1EUR10,\n-\n", "" },
		{ REPORT ":90D:2EUR10,\n",
		    ":7: field 90D says \"2EUR10,\", but the report has 1 "
		    "entries of 10" },
		{ REPORT ":90D:1EUR10,01\n",
		    ":7: field 90D says \"1EUR10,01\", but the report has 1 "
		    "entries of 10" },
		{ REPORT ":90C:1EUR10,\n",
		    ":7: field 90C says \"1EUR10,\", but the report has 0 "
		    "entries of 0" },
		{ REPORT ":90D:1USD10,\n",
		    ":7: field 90D: a total in USD, but the report is in EUR" },
		{ REPORT ":90D:EUR10,\n",
		    ":7: field 90D: \"EUR10,\" is not a total like 2EUR12,50" },
		{ REPORT ":90D:1EUR\n",
		    ":7: field 90D: \"1EUR\" is not a total like 2EUR12,50" },
		{ REPORT ":90D:1eur1,\n",
		    ":7: field 90D: \"1eur1,\" is not a total like "
		    "2EUR12,50" },
		{ HEAD ":34F:EUR0,\n:61:220101D" LARGE
		       ",NTRFX\n:61:220101D" LARGE ",NTRFX\n",
		    ":6: the sum of the entries is too large" },
		{ HEAD ":34F:EURO\n",
		    ":4: field 34F: \"EURO\" is not a limit like EURD0," },
		{ HEAD ":34F:EURD0,\n:34F:USDC0,\n",
		    ":5: field 34F: a limit in USD behind one in EUR" },
		{ HEAD ":60F:C220101EUR1,\n:61:220101EC4,NTRFX\n",
		    ":5: an expected entry (EC or ED) between the balances of "
		    "booked ones" },
	};

	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
		struct outcome o = read_file(put(reports[i].text), true);

		EXPECT_STR(
		    o.last == 0 ? "" : o.e.text + strlen(path), reports[i].why);
	}
	struct outcome o = read_file(put(reports[0].text), true);
	EXPECT(o.rows == 2);
	EXPECT_STR(o.sum, "-6");
	EXPECT_STR(o.cells[MT940_MARK], "EC");
	EXPECT_STR(o.cells[MT940_CURRENCY], "EUR");
}

static void
pages(void)
{
	struct outcome o = read_file(
	    put(HEAD
		":60F:C220101EUR1,\n"
		":61:220101C2,50NTRFX\n:62M:C220101EUR3,50\n-\n"
		":20:Y\n:25:B\n:28C:1\n:60F:C220101EUR1,\n:62F:C220101EUR1,00\n"
		"-\n" HEAD ":60M:C220101EUR3,50\n:62F:C220101EUR3,50\n-\n"),
	    true);

	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT(o.rows == 1);
}

int
main(void)
{
	close(mkstemp(path));
	test("statements whose chains hold are read to their sums", samples);
	test("a chain that does not hold is refused with all figures", refused);
	test("without the check the same statements are read", unchecked);
	test("every column holds its part", columns);
	test("field 61 is taken apart, dates without a year included", entries);
	test("what field 61 must not hold is named", bad_entries);
	test("a statement with a fault is refused at its line", faults);
	test("envelopes, CR LF, :NS: and colons in the text are understood",
	    habits);
	test("currencies are chains of their own, banks' blanks and whole "
	     "amounts are read",
	    banks);
	test("an interim report has its currency, and its totals are checked",
	    interim);
	test("pages of accounts that take turns make one chain each", pages);
	unlink(path);
	return test_done();
}
