#include "notify/reply/reply_records.h"

#include "base/buf.h"
#include "test.h"

#define ID "0123456789abcdef0123"
#define OTHER "ffffffffffffffffffff"
#define SAID "\tsrc=desk\treply=e1-"

static const struct span ids[] = { { ID, 20 }, { OTHER, 20 } };
static struct reply_rules rules;
static struct reply_records rr;
static struct err e;
static struct buf b;

/* The records, each with a LF behind it, or why there are none. */
static const char *
read_span(struct span reply)
{
	buf_clear(&b);
	if (reply_records_read(&rr, &rules, reply, &e)) {
		EXPECT(e.status == ST_DATA && rr.n == 0);
		return e.text;
	}
	for (size_t i = 0; i < rr.n; i++) {
		buf_add(&b, rr.lines[i]);
		buf_byte(&b, '\n');
	}
	buf_byte(&b, '\0');
	return b.p;
}

static const char *
records(const char *reply)
{
	return read_span(span_str(reply));
}

static void
usual(void)
{
	rules = (struct reply_rules){ .key = SPAN("A17"),
		.currency = SPAN("CNY"),
		.decimals = -1,
		.ids = ids,
		.n_ids = 1,
		.target = SPAN("desk"),
		.event = SPAN("e1") };
}

static void
lines(void)
{
	usual();
	EXPECT_STR(
	    records("A17\t1.5\tCNY\tR\t2022-11-01\n"
		    "A17\t-2.00\tCNY\tL\t-\tx=1\treplaces=" ID "\tsrc=a:1\ty="),
	    "A17\t1.50\tCNY\tR\t2022-11-01" SAID "1\n"
	    "A17\t-2.00\tCNY\tL\t-\treplaces=" ID SAID "2\tx=1\ty=\n");
	EXPECT_STR(records("#recon record 2\nA17\t1.00\tCNY\tR\t-\n# c\n"
			   "#total\trecords=1\tR.CNY=1.00\txxh3="
			   "0000000000000000\n"),
	    "reply: count and sums agree, the lines do not: a tool between "
	    "changed them");
	EXPECT_STR(records("#recon record 1\nA17\t1.00\tCNY\tR\t-\n# c\n"
			   "#total\trecords=1\tR.CNY=1.00\n"),
	    "A17\t1.00\tCNY\tR\t-" SAID "1\n");
}

static void
json(void)
{
	usual();
	EXPECT_STR(
	    records(" {\"status\":\"ok\",\"records\":[{\"amount\":\"1.5\","
		    "\"side\":\"R\"},\n{\"key\":\"A17\",\"amount\":\"-2\","
		    "\"currency\":\"CNY\",\"side\":\"L\",\"date\":"
		    "\"2022-11-01\",\"replaces\":\"" ID
		    "\",\"fields\":{\"why\":\"a\\tb\\n\\\\\",\"n o\":7,\"ok\":"
		    "true,\"not\":null,\"src\":\"me\"}}]}"),
	    "A17\t1.50\tCNY\tR\t-" SAID "1\n"
	    "A17\t-2.00\tCNY\tL\t2022-11-01\treplaces=" ID SAID
	    "2\twhy=a\\tb\\n\\\\\tn o=7\tok=true\n");
	EXPECT_STR(records("[{\"amount\":\"0\",\"side\":\"L\",\"date\":null,"
			   "\"fields\":null,\"key\":null,\"replaces\":null,"
			   "\"currency\":null}]"),
	    "A17\t0.00\tCNY\tL\t-" SAID "1\n");
}

static void
none(void)
{
	usual();
	EXPECT_STR(records(""), "");
	EXPECT_STR(records(" \r\n\t\n"), "");
	EXPECT_STR(records("[]"), "");
	EXPECT_STR(records("{\"records\": [ ]}\n"), "");
	EXPECT_STR(records("# nothing\n"), "");
	EXPECT_STR(records("#recon record 1\n#total\trecords=0\n"), "");
}

static void
amounts(void)
{
	static const struct {
		const char *currency;
		int decimals;
		const char *amount, *want;
	} cases[] = {
		{ "JPY", -1, "12", "12" },
		{ "JPY", -1, "12.00", "12" },
		{ "KWD", -1, "1.5", "1.500" },
		{ "-", -1, "1.2345", "1.2345" },
		{ "CNY", 4, "1.2345", "1.2345" },
		{ "CNY", 4, "1.5", "1.5000" },
		{ "CNY", -1, "1.234", NULL },
		{ "CNY", -1, "1,234.00", NULL },
		{ "CNY", -1, "1e3", NULL },
		{ "CNY", -1, "+1.00", NULL },
		{ "CNY", -1, "01.00", NULL },
		{ "CNY", -1, "-0.00", NULL },
		{ "CNY", -1, "NaN", NULL },
		{ "CNY", -1, "", NULL },
		{ "CNY", -1, " 1.00", NULL },
		{ "CNY", -1, "1.00\\t", NULL },
		{ "CNY", -1, "170141183460469231731687303715884105727", NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf s = { 0 }, want = { 0 };
		const char *got;

		usual();
		rules.currency = span_str(cases[i].currency);
		rules.decimals = cases[i].decimals;
		buf_printf(&s, "[{\"side\":\"R\",\"amount\":\"%s\"}]%c",
		    cases[i].amount, 0);
		got = records(s.p);
		if (cases[i].want) {
			buf_printf(&want, "A17\t%s\t%s\tR\t-" SAID "1\n%c",
			    cases[i].want, cases[i].currency, 0);
			EXPECT_STR(got, want.p);
		} else {
			EXPECT(rr.n == 0 && !strncmp(got, "record 1: ", 10));
		}
		buf_free(&s);
		buf_free(&want);
	}
}

static void
keys(void)
{
	usual();
	rules.key = SPAN("A\\x7c1|\\\\");
	EXPECT_STR(records("[{\"key\":\"A|1|\\\\\",\"side\":\"R\",\"amount\":"
			   "\"1\"}]"),
	    "A\\x7c1|\\\\\t1.00\tCNY\tR\t-" SAID "1\n");
	EXPECT_STR(records("A\\x7c1|\\\\\t1.00\tCNY\tR\t-"),
	    "A\\x7c1|\\\\\t1.00\tCNY\tR\t-" SAID "1\n");
	EXPECT_STR(records("A|1|\\\\\t1.00\tCNY\tR\t-"),
	    "reply:1: key \"A|1|\\\\\" is not the one that was asked about, "
	    "\"A\\x7c1|\\\\\"");
	rules.new_keys = true;
	EXPECT_STR(records("[{\"key\":\"#b\\t\",\"side\":\"R\",\"amount\":"
			   "\"1\",\"currency\":\"USD\"}]"),
	    "\\x23b\\t\t1.00\tUSD\tR\t-" SAID "1\n");
	EXPECT_STR(records("B\t1\tJPY\tR\t-"), "B\t1\tJPY\tR\t-" SAID "1\n");
	EXPECT_STR(records("[{\"key\":\"\",\"side\":\"R\",\"amount\":\"1\"}]"),
	    "record 1: the key is empty");
	EXPECT_STR(records("[{\"key\":\"-\",\"side\":\"R\",\"amount\":\"1\"}]"),
	    "record 1: the key is empty");
}

#define GOOD "{\"side\":\"R\",\"amount\":\"1\"}"
#define ONE(MEMBERS) "[{\"side\":\"R\",\"amount\":\"1\"," MEMBERS "}]"

static void
refused(void)
{
	static const struct {
		const char *reply, *says;
	} cases[] = {
		{ "OK",
		    "reply:1: not a record: fewer than five fields in "
		    "\"OK\"" },
		{ "<html>\n",
		    "reply:1: not a record: fewer than five fields "
		    "in \"<html>\"" },
		{ "A17\t1.00\tCNY\tR\t-\nA17\t1.00\tCNY\tX\t-\n",
		    "reply:2: side \"X\" is neither L nor R" },
		{ "A17\t1.00\tCNY\tR\t-\r\n",
		    "reply:1: the line ends in CR LF, not in LF" },
		{ "A18\t1.00\tCNY\tR\t-",
		    "reply:1: key \"A18\" is not the one that was asked about, "
		    "\"A17\"" },
		{ "A17\t1.00\tUSD\tR\t-",
		    "reply:1: currency \"USD\" is not the one that was asked "
		    "about, \"CNY\"" },
		{ "A17\t1.005\tCNY\tR\t-",
		    "reply:1: amount \"1.005\" has more than 2 decimals" },
		{ "A17\t1.00\tCNY\tR\t2022-02-30",
		    "reply:1: date \"2022-02-30\" is not YYYY-MM-DD" },
		{ "A17\t1.00\tCNY\tR\t-\treply=x",
		    "reply:1: a field cannot have the name reply" },
		{ "A17\t1.00\tCNY\tR\t-\tn=5",
		    "reply:1: a field cannot have the name n" },
		{ "A17\t1.00\tCNY\tR\t-\tkey0=A",
		    "reply:1: a field cannot have the name key0" },
		{ "A17\t1.00\tCNY\tR\t-\treplaces=",
		    "reply:1: replaces= is empty" },
		{ "A17\t1.00\tCNY\tR\t-\treplaces=" ID "\treplaces=" ID,
		    "reply:1: replaces= is there twice" },
		{ "A17\t1.00\tCNY\tR\t-\treplaces=" OTHER,
		    "reply:1: replaces \"" OTHER
		    "\", which is not the item that was asked about" },
		{ "A17\t1.00\tCNY\tR\t-\treplaces=" ID
		  "\nA17\t1.00\tCNY\tR\t-\treplaces=" ID,
		    "reply:2: replaces \"" ID
		    "\", which a record before it does" },
		{ "#recon record 1\nA17\t1.00\tCNY\tR\t-\n",
		    "reply: ends without its #total: what writes it did not "
		    "finish" },
		{ "#recon result 2\n", NULL },
		{ "#failed\t75\tx\tlater\n", NULL },
		{ "#A17\t1.00\tCNY\tR\t-\n", NULL },
		{ "{", "reply: not JSON: parse error: premature EOF" },
		{ "{}", "reply: no array of the name records" },
		{ "{\"records\":{}}", "reply: no array of the name records" },
		{ "{\"records\":[]} x", NULL },
		{ "{\"records\":[],\"records\":[]}",
		    "reply: a member is there twice: records" },
		{ "[" GOOD ",7]", "record 2: no object" },
		{ "[" GOOD ",{}]", "record 2: no amount" },
		{ "[{\"amount\":\"1\"}]", "record 1: no side" },
		{ "[{\"side\":\"R\",\"amount\":1}]",
		    "record 1: amount is no text" },
		{ ONE("\"amuont\":\"1\""),
		    "record 1: \"amuont\" is no member of a record" },
		{ ONE("\"amount\":\"2\""),
		    "record 1: a member is there twice: amount" },
		{ ONE("\"date\":\"1.11.2022\""),
		    "record 1: date \"1.11.2022\" is not YYYY-MM-DD" },
		{ ONE("\"date\":\"-\\tx=1\""),
		    "record 1: date \"-\\tx=1\" is not YYYY-MM-DD" },
		{ "[{\"amount\":\"1\",\"side\":\"L\\t-\\tx=1\"}]",
		    "record 1: side \"L\\t-\\tx=1\" is neither L nor R" },
		{ ONE("\"key\":\"A17\\t9.00\""),
		    "record 1: key \"A17\\t9.00\" is not the one that was "
		    "asked about, \"A17\"" },
		{ ONE("\"key\":\"A17\\u0000\""),
		    "record 1: key \"A17\\x00\" is not the one that was asked "
		    "about, \"A17\"" },
		{ ONE("\"replaces\":\"0123456789ABCDEF0123\""),
		    "record 1: replaces \"0123456789ABCDEF0123\" is no id: 20 "
		    "hexadecimal digits" },
		{ ONE("\"replaces\":\"" OTHER "\""),
		    "record 1: replaces \"" OTHER
		    "\", which is not the item that was asked about" },
		{ ONE("\"fields\":[]"), "record 1: fields is no object" },
		{ ONE("\"fields\":{\"a\":{}}"),
		    "record 1: field \"a\" is no text, number or boolean" },
		{ ONE("\"fields\":{\"a=b\":\"\"}"),
		    "record 1: field \"a=b\" is no name of a field" },
		{ ONE("\"fields\":{\"\":\"\"}"),
		    "record 1: field \"\" is no name of a field" },
		{ ONE("\"fields\":{\"reply\":\"x\"}"),
		    "record 1: a field cannot have the name reply" },
		{ ONE("\"fields\":{\"id\":\"x\"}"),
		    "record 1: a field cannot have the name id" },
		{ ONE("\"fields\":{\"first\":\"x\"}"),
		    "record 1: a field cannot have the name first" },
		{ ONE("\"fields\":{\"date\":\"x\"}"),
		    "record 1: a field cannot have the name date" },
		{ ONE("\"fields\":{\"replaces\":\"" ID "\"}"),
		    "record 1: replaces is no field, but a member of the "
		    "record" },
		{ "\xff", "reply: no UTF-8" },
	};

	usual();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *got = records(cases[i].reply);

		EXPECT(got == e.text);
		if (cases[i].says)
			EXPECT_STR(got, cases[i].says);
	}
	EXPECT_STR(read_span((struct span){ "A17\0\t1\tCNY\tR\t-", 15 }),
	    "reply:1: key \"A17\\x00\": control bytes must be written as "
	    "\\xHH");
}

/* With new keys, too, nothing becomes a field that was none. */
static void
injected(void)
{
	usual();
	rules.new_keys = true;
	EXPECT_STR(records(ONE("\"currency\":\"USD\\tR\\t-\\tx=1\"")),
	    "record 1: currency \"USD\\tR\\t-\\tx=1\" is not a code");
	EXPECT_STR(records(ONE("\"key\":\"B\\t5\\n#total\"")),
	    "B\\t5\\n#total\t1.00\tCNY\tR\t-" SAID "1\n");
	EXPECT_STR(
	    records(ONE("\"fields\":{\"a\\treply\":\"1\\treply=e2-1\"}")),
	    "A17\t1.00\tCNY\tR\t-" SAID "1\ta\\treply=1\\treply=e2-1\n");
	rules.target = SPAN("a\tb");
	EXPECT_STR(records("[" GOOD "]"),
	    "A17\t1.00\tCNY\tR\t-\tsrc=a\\tb\treply=e1-1\n");
}

static void
bounds(void)
{
	struct buf s = { 0 };

	usual();
	for (int i = 0; i < REPLY_RECORDS_MAX; i++)
		buf_str(&s, "A17\t1.00\tCNY\tR\t-\n");
	EXPECT(strlen(read_span(buf_span(&s))) > 0);
	EXPECT(rr.n == REPLY_RECORDS_MAX);
	buf_str(&s, "A17\t1.00\tCNY\tR\t-\n");
	EXPECT_STR(
	    read_span(buf_span(&s)), "reply:1001: more than 1000 records");
	buf_clear(&s);
	buf_str(&s, "[" GOOD);
	while (s.len < REPLY_BYTES_MAX)
		buf_byte(&s, ' ');
	s.p[REPLY_BYTES_MAX - 1] = ']';
	EXPECT_STR(read_span(buf_span(&s)), "A17\t1.00\tCNY\tR\t-" SAID "1\n");
	buf_byte(&s, ' ');
	EXPECT_STR(read_span(buf_span(&s)), "reply: more than 1048576 bytes");
	buf_free(&s);
}

static void
both_legs(void)
{
	usual();
	rules.n_ids = 2;
	EXPECT_STR(records("A17\t1.00\tCNY\tL\t-\treplaces=" ID
			   "\nA17\t1.00\tCNY\tR\t-\treplaces=" OTHER "\n"),
	    "A17\t1.00\tCNY\tL\t-\treplaces=" ID SAID
	    "1\nA17\t1.00\tCNY\tR\t-\treplaces=" OTHER SAID "2\n");
}

int
main(void)
{
	test("lines become records of ours, with or without totals", lines);
	test("JSON does, as an object or an array", json);
	test("nothing at all is no record", none);
	test("amounts are exact and get the decimals of the item", amounts);
	test("a key is the one that was asked about, or any where that is "
	     "allowed",
	    keys);
	test("what is no record, or takes what is not its own, is refused",
	    refused);
	test("no value becomes a field or a line", injected);
	test("both legs of an item may be replaced, each once", both_legs);
	test("records and bytes are bounded", bounds);
	reply_records_free(&rr);
	buf_free(&b);
	return test_done();
}
