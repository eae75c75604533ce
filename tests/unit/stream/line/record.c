#include "base/mem.h"
#include "stream/line/record.h"
#include "scratch.h"
#include "test.h"
#include "text/tsv.h"

static void
all_fields(void)
{
	struct record r;
	struct err e;
	struct span line = SPAN("20221101|7\t-12.30\tCNY\tR\t2022-11-01\t"
				"status=paid\tfee=0.05940");

	EXPECT(record_parse(line, &r, &e) == 0);
	EXPECT(span_eq(r.line, line));
	EXPECT(span_eq(r.key, SPAN("20221101|7")));
	EXPECT(span_eq(r.amount_text, SPAN("-12.30")));
	EXPECT(r.amount.minor == -1230 && r.amount.scale == 2);
	EXPECT(span_eq(r.currency, SPAN("CNY")));
	EXPECT(r.side == 'R');
	EXPECT(span_eq(r.date, SPAN("2022-11-01")));
	EXPECT(span_eq(r.carried, SPAN("status=paid\tfee=0.05940")));
	EXPECT(r.count == 1);
	EXPECT(record_parse(SPAN("k\t1\tCNY\tL\t-\tn=12"), &r, &e) == 0);
	EXPECT(r.count == 12);
}

static void
no_values(void)
{
	struct record r;
	struct err e;

	EXPECT(record_parse(SPAN("k\t0\t-\tL\t-"), &r, &e) == 0);
	EXPECT(r.amount.minor == 0 && r.amount.scale == 0);
	EXPECT(tsv_is_none(r.currency) && tsv_is_none(r.date));
	EXPECT(r.carried.len == 0);
}

static void
bytes_of_keys(void)
{
	EXPECT(record_is_key(SPAN("$")));
	EXPECT(record_is_key(SPAN("a b#!")));
	EXPECT(record_is_key(SPAN("\\x23comment")));
	EXPECT(record_is_key(SPAN("\xe8\xae\xa2\xe5\x8d\x95")));
	EXPECT(record_is_key(SPAN("-1")));
	EXPECT(record_is_key(SPAN("--")));
	EXPECT(!record_is_key(SPAN("")));
	EXPECT(!record_is_key(SPAN("-")));
	EXPECT(!record_is_key(SPAN("#a")));
	EXPECT(!record_is_key(SPAN(" a")));
	EXPECT(!record_is_key(SPAN("a\rb")));
	EXPECT(!record_is_key(SPAN("a\0b")));
}

static void
bytes_of_codes(void)
{
	EXPECT(record_is_currency(SPAN("-")));
	EXPECT(record_is_currency(SPAN("CNY")));
	EXPECT(record_is_currency(SPAN("USDT12345678")));
	EXPECT(record_is_currency(SPAN("156")));
	EXPECT(!record_is_currency(SPAN("")));
	EXPECT(!record_is_currency(SPAN("C")));
	EXPECT(!record_is_currency(SPAN("cny")));
	EXPECT(!record_is_currency(SPAN("USDT123456789")));
	EXPECT(!record_is_currency(SPAN("C Y")));
	EXPECT(!record_is_currency(SPAN("--")));
}

static void
refused(void)
{
	static const char *const rows[][2] = {
		{ "", "not a record: fewer than five fields in \"\"" },
		{ "k\t1\tCNY\tL",
		    "not a record: fewer than five fields in "
		    "\"k\\x091\\x09CNY\\x09L\"" },
		{ "\t1\tCNY\tL\t-", "the key is empty" },
		{ "-\t1\tCNY\tL\t-", "the key is empty" },
		{ "!k\t1\tCNY\tL\t-",
		    "key \"!k\": its first byte must be "
		    "written as \\xHH" },
		{ "k\x01\t1\tCNY\tL\t-",
		    "key \"k\\x01\": control bytes must "
		    "be written as \\xHH" },
		{ "k\t\tCNY\tL\t-", "amount \"\" is not an amount" },
		{ "k\t-\tCNY\tL\t-", "amount \"-\" is not an amount" },
		{ "k\t+1\tCNY\tL\t-", "amount \"+1\" is not an amount" },
		{ "k\t-0.00\tCNY\tL\t-",
		    "amount \"-0.00\" is not an "
		    "amount" },
		{ "k\t01\tCNY\tL\t-", "amount \"01\" is not an amount" },
		{ "k\t.5\tCNY\tL\t-", "amount \".5\" is not an amount" },
		{ "k\t1.\tCNY\tL\t-", "amount \"1.\" is not an amount" },
		{ "k\t1e3\tCNY\tL\t-", "amount \"1e3\" is not an amount" },
		{ "k\t1,5\tCNY\tL\t-", "amount \"1,5\" is not an amount" },
		{ "k\t1\t\tL\t-", "currency \"\" is not a code" },
		{ "k\t1\tcny\tL\t-", "currency \"cny\" is not a code" },
		{ "k\t1\tCNY\t\t-", "side \"\" is neither L nor R" },
		{ "k\t1\tCNY\tl\t-", "side \"l\" is neither L nor R" },
		{ "k\t1\tCNY\tLR\t-", "side \"LR\" is neither L nor R" },
		{ "k\t1\tCNY\tL\t", "date \"\" is not YYYY-MM-DD" },
		{ "k\t1\tCNY\tL\t2022-02-29",
		    "date \"2022-02-29\" is not "
		    "YYYY-MM-DD" },
		{ "k\t1\tCNY\tL\t2022-1-01",
		    "date \"2022-1-01\" is not "
		    "YYYY-MM-DD" },
		{ "k\t1\tCNY\tL\t-\r", "the line ends in CR LF, not in LF" },
		{ "k\t1\tCNY\tL\t-\ta=b\r",
		    "the line ends in CR LF, not in "
		    "LF" },
		{ "k\t1\tCNY\tL\t-\ta=\x01\tb=c",
		    "a control byte in a "
		    "carried field" },
		{ "k\t1\tCNY\tL\t-\ta=b\tc",
		    "carried field \"c\" is not "
		    "NAME=VALUE" },
		{ "k\t1\tCNY\tL\t-\ta=b\tn=0",
		    "\"n=0\" is not a count of "
		    "records" },
		{ "k\t1\tCNY\tL\t-\tn=-1",
		    "\"n=-1\" is not a count of "
		    "records" },
		{ "k\t1\tCNY\tL\t-\t=b",
		    "carried field \"=b\" is not "
		    "NAME=VALUE" },
		{ "k\t1\tCNY\tL\t-\t",
		    "carried field \"\" is not "
		    "NAME=VALUE" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct record r;
		struct err e = { .text = "accepted" };

		EXPECT(record_parse(span_str(rows[i][0]), &r, &e) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT_STR(e.text, rows[i][1]);
	}
}

static void
too_large(void)
{
	struct record r;
	struct err e;

	EXPECT(record_parse(SPAN("k\t170141183460469231731687303715884105727"
				 "\tCNY\tL\t-"),
		   &r, &e) == 0);
	EXPECT(record_parse(SPAN("k\t170141183460469231731687303715884105728"
				 "\tCNY\tL\t-"),
		   &r, &e) == -1);
	EXPECT_STR(e.text,
	    "amount "
	    "\"170141183460469231731687303715884105728\" is too large");
}

/* Every byte that may not stand raw in a field is found wherever it is:
 * the fast scan looks at eight bytes at a time. */
static void
control_bytes_anywhere(void)
{
	char carried[40];
	struct buf b = { 0 };
	struct record r;
	struct err e;

	for (int c = 0; c < 0x20; c++) {
		if (c == '\t')
			continue;
		for (size_t at = 0; at < sizeof carried; at++) {
			memset(carried, '\x80', sizeof carried);
			carried[at] = (char)c;
			buf_clear(&b);
			buf_str(&b, "k\t1\tCNY\tL\t-\tx=");
			buf_add(&b, (struct span){ carried, sizeof carried });
			EXPECT(record_parse(buf_span(&b), &r, &e) == -1);
		}
	}
	buf_free(&b);
}

/* Reads a record field by field, as the page says it. */
static bool
by_fields(struct span line, struct record *r)
{
	struct span rest = line, side, f;

	r->count = 1;
	if (!tsv_next(&rest, &r->key) || !tsv_next(&rest, &r->amount_text) ||
	    !tsv_next(&rest, &r->currency) || !tsv_next(&rest, &side) ||
	    !tsv_next(&rest, &r->date))
		return false;
	r->carried = rest;
	r->side = record_side(side);
	while (tsv_next(&rest, &f)) {
		if (f.len < 2 || !memchr(f.p + 1, '=', f.len - 1) ||
		    tsv_has_control(f))
			return false;
		if (f.p[0] == 'n' && f.p[1] == '=' &&
		    (!span_count(
			 (struct span){ f.p + 2, f.len - 2 }, &r->count) ||
			r->count == 0))
			return false;
	}
	return record_is_key(r->key) &&
	    amount_parse(r->amount_text, &r->amount) == AMOUNT_OK &&
	    record_is_currency(r->currency) && r->side &&
	    record_is_date(r->date);
}

static bool
is_same(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || a.p == b.p);
}

static bool
same_record(const struct record *a, const struct record *b)
{
	return is_same(a->key, b->key) &&
	    is_same(a->amount_text, b->amount_text) &&
	    a->amount.minor == b->amount.minor &&
	    a->amount.scale == b->amount.scale &&
	    is_same(a->currency, b->currency) && a->side == b->side &&
	    is_same(a->date, b->date) && is_same(a->carried, b->carried) &&
	    a->count == b->count;
}

/* Changes, adds or takes out a byte somewhere. */
static size_t
spoil(char *line, size_t len, uint64_t x)
{
	static const char bytes[] = "\t\t\t0159.-LRCNY=n#$\r\\x\x80\x01";
	size_t at = (x >> 8) % len;

	switch (x % 3) {
	case 0:
		memmove(line + at + 1, line + at, len - at);
		len++;
		break;
	case 1:
		memmove(line + at, line + at + 1, len - at - 1);
		return len - 1;
	}
	line[at] = bytes[(x >> 24) % (sizeof bytes - 1)];
	return len;
}

static const char *const some_lines[] = {
	"20221101420000000000000001\t12.30\tCNY\tL\t2022-11-01",
	"k\t0\t-\tR\t-",
	"k1\t-5\tJPY\tR\t2022-12-31\tn=3",
	"A|B\t123456789.01\tUSDT\tL\t-\ta=b\tn=12\tc=",
	"$$\t0.000000000000000001\tXAU\tL\t2024-02-29\tx=1",
};

static void
two_roads(void)
{
	uint64_t seed = 20221103;
	int accepted = 0;

	for (int i = 0; i < 300000; i++) {
		char line[96];
		size_t len = strlen(some_lines[i % 5]);
		struct record a, b;
		struct err e;
		bool ok;

		memcpy(line, some_lines[i % 5], len);
		for (int k = i / 5 % 3; k > 0; k--)
			len = spoil(line, len, scratch_random(&seed));
		ok = by_fields((struct span){ line, len }, &b);
		EXPECT((record_parse((struct span){ line, len }, &a, &e) ==
			   0) == ok);
		if (ok)
			EXPECT(same_record(&a, &b));
		accepted += ok;
	}
	EXPECT(accepted > 100000 && accepted < 250000);
}

static void
moved(void)
{
	char line[] = "k1\t1.50\tCNY\tL\t2022-11-01\ta=b", copy[64];
	struct record r;
	struct err e;

	EXPECT(record_parse(span_str(line), &r, &e) == 0);
	memcpy(copy, line, sizeof line);
	memset(line, 'x', sizeof line);
	record_move(&r, copy);
	EXPECT(span_eq(r.line, span_str(copy)));
	EXPECT(span_eq(r.key, SPAN("k1")));
	EXPECT(span_eq(r.amount_text, SPAN("1.50")));
	EXPECT(span_eq(r.currency, SPAN("CNY")));
	EXPECT(span_eq(r.date, SPAN("2022-11-01")));
	EXPECT(span_eq(r.carried, SPAN("a=b")));

	EXPECT(record_parse(SPAN("k\t1\t-\tR\t-"), &r, &e) == 0);
	record_move(&r, copy);
	EXPECT(r.carried.p == NULL && r.carried.len == 0);
}

static void
by_name(void)
{
	static const struct span names[] = { SPAN("key"), SPAN("amount"),
		SPAN("currency"), SPAN("side"), SPAN("date") };
	static const struct span values[] = { SPAN("K"), SPAN("1.00"),
		SPAN("CNY"), SPAN("R"), SPAN("-") };
	struct span value = { 0 };
	struct record r;
	struct err e;

	EXPECT(record_parse(SPAN("K\t1.00\tCNY\tR\t-\tx=1"), &r, &e) == 0);
	for (int i = 0; i < 5; i++)
		EXPECT(record_fixed(&r, names[i], &value) &&
		    span_eq(value, values[i]));
	EXPECT(!record_fixed(&r, SPAN("x"), &value));
	EXPECT(!record_fixed(&r, SPAN("KEY"), &value));
}

int
main(void)
{
	test("the five fields have names", by_name);
	test("a record is its five fields and what is carried", all_fields);
	test("currency and date may be missing", no_values);
	test("a key is not empty and begins with a byte from $ on",
	    bytes_of_keys);
	test("a currency is 2 to 12 capitals and digits", bytes_of_codes);
	test("what is no record is refused with the reason", refused);
	test("amounts end at 128 bits", too_large);
	test("a control byte is found wherever it stands",
	    control_bytes_anywhere);
	test("in one walk or field by field, the same is read and refused",
	    two_roads);
	test("a record follows a copy of its line", moved);
	return test_done();
}
