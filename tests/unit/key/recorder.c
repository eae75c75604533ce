#include <stdarg.h>
#include <stdlib.h>

#include "key/key_options.h"
#include "scratch.h"
#include "test.h"
#include "text/tsv.h"

static const struct stream_rules lenient;

/* Rules as recon-key's options would set them: name, value, ..., NULL. */
static struct key_options
rules(const char *name, ...)
{
	struct key_options k;
	struct err e;
	va_list ap;

	key_options_init(&k);
	va_start(ap, name);
	for (; name; name = va_arg(ap, const char *)) {
		const char *value = va_arg(ap, const char *);

		if (option_row_set(
			option_row_find(key_options, name), &k, value, &e)) {
			test_broken = 1;
			printf("# %s\n", e.text);
		}
	}
	va_end(ap);
	EXPECT(key_options_check(&k, &e) == 0);
	return k;
}

/* The next row as table_next would have it, found by splitting the line; it
 * may have any number of fields. */
static int
next_slowly(struct table_in *t, struct err *e)
{
	struct span rest;
	size_t n = 0;
	int r = stream_line(&t->stream, &t->row, e);

	if (r != 1)
		return r;
	t->stream.read.records++;
	t->slack = t->clean = false;
	rest = t->row;
	while (n < t->n && tsv_next(&rest, &t->fields[n]))
		n++;
	if (n == t->n && !rest.p)
		return 1;
	err_set(e, ST_DATA, "ragged");
	return 2;
}

static int
next_quickly(struct table_in *t, struct err *e)
{
	int r = table_next(t, e);

	if (r == 2)
		err_set(e, ST_DATA, "ragged");
	return r;
}

/*
 * The records of the table in "in" go to the file out, each bad row as its
 * reason in brackets. Rows are taken one by one, or by the fast road; returns
 * how many that took.
 */
static uint64_t
record(struct key_options *k, const char *out_name, bool quickly)
{
	struct recorder *rec = &k->recorder;
	struct table_in t;
	struct stream_out out;
	struct err e;
	uint64_t ran = 0, rows = 0;
	int r;

	EXPECT(table_open(&t, "in", &lenient, &e) == 0);
	t.take_ragged = true;
	EXPECT(stream_create(&out, out_name, STREAM_RECORD, false, &e) == 0);
	EXPECT(recorder_bind(rec, &t, &e) == 0);
	for (;;) {
		if (!quickly)
			r = next_slowly(&t, &e);
		else if (recorder_run(rec, &t, &out, &ran))
			r = 1;
		else
			r = next_quickly(&t, &e);
		if (r <= 0)
			break;
		if (r == 1 && recorder_row(rec, &t, &out, &e) == 0) {
			rows++;
			continue;
		}
		output_write(&out.out, SPAN("["));
		output_write(&out.out, span_str(e.text));
		output_write(&out.out, SPAN("]\n"));
	}
	EXPECT(r == 0);
	EXPECT(out.total.records == rows + ran);
	EXPECT(stream_finish(&out, &e) == 0);
	table_close(&t);
	return ran;
}

/* Both roads write this, between what opens and closes a stream; the rows at
 * the end are out of the fast road's reach, so more lines follow them. */
static void
gives(struct key_options *k, const char *text, const char *want)
{
	static const char opens[] = "#recon record 2\n";
	char *whole = malloc(strlen(text) + 100), *slow, *quick, *end;

	sprintf(whole, "%s# %064d\n", text, 0);
	scratch_write("in", whole, strlen(whole));
	record(k, "slow", false);
	record(k, "quick", true);
	slow = scratch_read("slow");
	quick = scratch_read("quick");
	EXPECT_STR(quick, slow);
	end = strstr(slow, "#total");
	EXPECT(end && !strncmp(slow, opens, sizeof opens - 1));
	if (end)
		*end = '\0';
	EXPECT_STR(slow + sizeof opens - 1, want);
	free(whole);
	free(slow);
	free(quick);
	scratch_files(1);
}

static void
refused_rows(void)
{
	struct key_options k = rules("key", "no", "amount", "amount", "side",
	    "L", "currency", "cur", "time", "at", "carry", "x", NULL);

	gives(&k,
	    "no\tamount\tcur\tat\tx\n"
	    "a\t1\tCNY\t2022-11-01\tgood\n"
	    "\t1\tCNY\t2022-11-01\tx\n"
	    "a\t1x\tCNY\t2022-11-01\tx\n"
	    "a\t1\t\t2022-11-01\tx\n"
	    "a\t1\tCNY\t2022-11-31\tx\n"
	    "a\t1\tCNY\t2022-11-01\tx\001\n"
	    "b\t2\tJPY\t2022-11-02\t\n",
	    "a\t1.00\tCNY\tL\t2022-11-01\tx=good\n"
	    "[no: the key is empty]\n"
	    "[amount: \"1x\" is not an amount]\n"
	    "[cur: is not a currency code]\n"
	    "[at: \"2022-11-31\" is not a time like 2022-11-01 23:59:59; say "
	    "what it is with --date-format]\n"
	    "[x: \"x\\x01\" has a byte no field may have]\n"
	    "b\t2\tJPY\tL\t2022-11-02\tx=-\n");
	key_options_free(&k);
}

static void
bound_again(void)
{
	struct key_options k = rules("key", "no", "amount", "amount", "side",
	    "R", "currency", "CUR", NULL);

	gives(&k, "no\tamount\tCUR\na\t1\tJPY\n", "a\t1\tJPY\tR\t-\n");
	gives(&k, "amount\tno\n1\ta\n", "a\t1.00\tCUR\tR\t-\n");
	gives(&k, "CUR\tamount\tno\nkwd\t1\ta\n", "a\t1.000\tKWD\tR\t-\n");
	key_options_free(&k);
}

static void
currency_changes(void)
{
	struct key_options k = rules("key", "no", "amount", "amount", "side",
	    "R", "currency", "cur", "minor", NULL, NULL);

	gives(&k,
	    "no\tamount\tcur\na\t100\tUSD\nb\t100\tJPY\nc\t100\tx\n"
	    "d\t100\tUSD\ne\t100\tusd\n",
	    "a\t1.00\tUSD\tR\t-\nb\t100\tJPY\tR\t-\n"
	    "[cur: \"x\" is not a currency code]\n"
	    "d\t1.00\tUSD\tR\t-\ne\t1.00\tUSD\tR\t-\n");
	key_options_free(&k);
}

static void
sums(void)
{
	struct key_options k = rules("key", "no", "amount", "a,-b,c", "side",
	    "L", "scale", "3", "round", "half-even", NULL);

	gives(&k,
	    "no\ta\tb\tc\n"
	    "x\t0.1\t-0.2\t\n"
	    "x\t1,000.00\t(5)\t-\n"
	    "x\t0.0004\t0.0001\t0.0002\n"
	    "x\t-\t\t-\n"
	    "x\t1\t-\ty\n"
	    "x\t1\t170141183460469231731687303715884105727\t-\n"
	    "x\t170141183460469231731687303715884105727\t-1\t-\n",
	    "x\t0.300\t-\tL\t-\n"
	    "x\t1005.000\t-\tL\t-\n"
	    "x\t0.000\t-\tL\t-\n"
	    "[a: is empty, and so are the other amounts]\n"
	    "[c: \"y\" is not an amount]\n"
	    "[b: \"170141183460469231731687303715884105727\" is too large]\n"
	    "[b: \"-1\" is too large]\n");
	key_options_free(&k);
}

static void
last_word(void)
{
	struct key_options k =
	    rules("key", "a", "key", "no", "amount", "x", "amount", "amount",
		"side", "L", "side", "R", "date", "2022-11-01", "carry", "a,b",
		"carry", "no", "sign", "x=a/b", "sign", "way=i/o", NULL);

	gives(&k, "no\tamount\tway\n1\t2\to\n",
	    "1\t-2.00\t-\tR\t2022-11-01\tno=1\n");
	key_options_free(&k);
}

static void
first_mark(void)
{
	struct key_options k =
	    rules("key", "no", "amount", "amount", "side", "L", NULL);

	gives(&k, "no\tamount\na\t$1\nb\t€2\nc\t$3\nd\t4\n",
	    "a\t1.00\t-\tL\t-\n"
	    "[amount: \"€2\" is of another currency than an amount before "
	    "it, of \"$\": say --currency]\n"
	    "c\t3.00\t-\tL\t-\nd\t4.00\t-\tL\t-\n");
	key_options_free(&k);
}

/* Room is made for the longest that a row can become. */
static void
long_rows(void)
{
	size_t n = 300000;
	char *text = malloc(n + 100), *want = malloc(5 * n + 100);
	struct key_options k = rules("key", "no,no", "amount", "amount", "side",
	    "L", "carry", "x=no,y=no", NULL);
	char *to;

	to = text + sprintf(text, "amount\tno\n1\t");
	memset(to, '|', n / 10);
	strcpy(to + n / 10, "\n");
	to = want;
	for (int part = 0; part < 2; part++) {
		for (size_t i = 0; i < n / 10; i++)
			to = (char *)memcpy(to, "\\x7c", 4) + 4;
		*to++ = '|';
	}
	to += sprintf(to - 1, "\t1.00\t-\tL\t-\tx=") - 1;
	to = (char *)memset(to, '|', n / 10) + n / 10;
	to += sprintf(to, "\ty=");
	to = (char *)memset(to, '|', n / 10) + n / 10;
	strcpy(to, "\n");
	gives(&k, text, want);
	key_options_free(&k);
	free(text);
	free(want);
}

/* Columns no, sub, amount, other, cur, at, note and way, mostly as bills
 * have them; nasty of a hundred cells are not. */
static void
random_cell(FILE *f, int column, unsigned nasty, uint64_t *seed)
{
	static const char *const strange[] = { "", "-", "#", "|", "a|b",
		"\\x2d", "\\q", "a\x7f", "\r", "\x01", " x", "2.5E+5", "-1.50",
		"-0.00", "12", "12.3", "0.001", "1,234.56", "01.00", "$5",
		"123456789012345678.90", "usd", "'7", "=\"7\"", "\ufeffA",
		"\u00e9", "2022-11-31", "fee",
		"170141183460469231731687303715884105727" };
	static const char *const notes[] = { "PAID", "", "-",
		"a text of more than sixteen bytes",
		("a text of more than "
		 "thirty-two bytes, copied in two pieces") };
	uint64_t r = scratch_random(seed);
	unsigned v = (unsigned)(r >> 32);
	const char *odd = strange[v % (sizeof strange / sizeof *strange)];

	/* no row begins with # */
	if (r % 100 < nasty)
		fputs(column == 0 && *odd == '#' ? "\\x23" : odd, f);
	else if (column == 0)
		fprintf(f, "%024u", v);
	else if (column == 1)
		fprintf(f, "s%u", v % 1000);
	else if (column == 2 || column == 3)
		fprintf(f, "%u.%02u", v >> r % 32, v % 100);
	else if (column == 4)
		fputs(v % 30 ? "CNY" : v % 60 ? "USD" : "JPY", f);
	else if (column == 5)
		fprintf(f, "2022-11-0%u 23:%02u:00", 1 + v % 9, v % 60);
	else if (column == 6)
		fputs(notes[v % 5], f);
	else
		fputs(v % 3 ? "paid" : "refund", f);
}

static void
random_table(uint64_t *seed)
{
	FILE *f = fopen("in", "w");
	unsigned nasty = (unsigned)(scratch_random(seed) % 3) * 2;
	int rows = 1 + (int)(scratch_random(seed) % 300);

	if (!f)
		scratch_die("in");
	fputs("no\tsub\tamount\tother\tcur\tat\tnote\tway\n", f);
	for (int i = 0; i < rows; i++) {
		int columns = scratch_random(seed) % 500 < nasty ? 7 : 8;

		for (int c = 0; c < columns; c++) {
			random_cell(f, c, nasty, seed);
			fputc(c + 1 < columns ? '\t' : '\n', f);
		}
		if (scratch_random(seed) % 200 < nasty)
			fputs("# a comment\n", f);
	}
	if (fclose(f))
		scratch_die("in");
}

/* Ways to make records of such tables. */
static struct key_options
random_rules(uint64_t *seed)
{
	switch (scratch_random(seed) % 15) {
	case 0:
		return rules("key", "no", "amount", "amount", "side", "L",
		    "currency", "CNY", "date", "2022-11-01", NULL);
	case 1:
		return rules("key", "no,sub,note", "amount", "amount", "side",
		    "R", "allow-empty-part", NULL, NULL);
	case 2:
		return rules("key", "no", "amount", "-amount", "side", "L",
		    "currency", "cur", "time", "at", "cut", "23:30", NULL);
	case 3:
		return rules("key", "sub,no", "amount", "amount", "side", "L",
		    "currency", "cur", "sign", "way=paid/refund,fee", "carry",
		    "note,a long name of a field=no,no", NULL);
	case 4:
		return rules("key", "no", "amount", "amount,-other", "side",
		    "L", "currency", "cur", "allow-rounded-key", NULL, NULL);
	case 5:
		return rules("key", "no", "amount", "no", "side", "L",
		    "currency", "cur", "minor", NULL, "sign", "way=paid/refund",
		    NULL);
	case 6:
		return rules("key", "no", "amount", "amount", "side", "L",
		    "currency", "JPY", "round", "down", "carry", "note", NULL);
	case 7:
		return rules("key", "no", "amount", "amount", "side", "R",
		    "currency", "CNY", "time", "at", NULL);
	case 8:
		return rules("key", "no,sub", "amount", "amount", "side", "L",
		    "currency", "cur", NULL);
	case 9:
		return rules("key", "no", "amount",
		    scratch_random(seed) % 2 ? "-amount" : "amount,other",
		    "side", "R", "currency", "CNY", NULL);
	case 10:
		return rules("key", "no,note", "amount", "amount", "side", "L",
		    "fold", "invisible", NULL);
	case 12:
		return rules("key", "no", "amount", "amount", "side", "L",
		    "date", "2022-11-03", "time", "at", "cut", "23:30",
		    "expect-date", "keep", NULL);
	case 13:
		return rules("key", "no", "amount", "amount", "side", "L",
		    "time", "at", "date", "2022-11-03", "expect-date",
		    scratch_random(seed) % 2 ? "tell" : "refuse", "carry",
		    "note", NULL);
	case 11:
		return rules("key", "note,no", "amount", "amount", "side", "L",
		    "fold", "case,width", "strip-zeros", NULL, "pad", "30",
		    NULL);
	}
	return rules("key", "note,no", "amount", "amount", "side", "R", "scale",
	    "4", "decimal", ".", "carry", "at", NULL);
}

/* Row by row with every cell looked at, and by the fast road, which takes so
 * many. */
static uint64_t
both(struct key_options *k)
{
	struct unseen *unseen = &k->recorder.unseen;
	struct noted *other = &k->recorder.other_date;
	uint64_t ran, keys, others;
	struct err first;
	char *slow, *quick;

	record(k, "slow", false);
	keys = unseen->keys.rows;
	first = unseen->keys.first;
	unseen->keys.rows = 0;
	others = other->rows;
	other->rows = 0;
	buf_clear(&k->recorder.sum.mark); /* known from the table only */
	ran = record(k, "quick", true);
	EXPECT(other->rows == others);
	other->rows = 0;
	EXPECT(unseen->keys.rows == keys);
	if (keys)
		EXPECT_STR(unseen->keys.first.text, first.text);
	slow = scratch_read("slow");
	quick = scratch_read("quick");
	EXPECT(slow && quick && !strcmp(slow, quick));
	free(slow);
	free(quick);
	return ran;
}

/* More than the output has room for, in rows of any length. */
static void
much(void)
{
	static const char *const amounts[] = { "1.00", "-20.50", "7", "0.00",
		"999999999999.99" };
	struct key_options k = rules("key", "a,b", "amount", "amount", "side",
	    "L", "currency", "CNY", "date", "2022-11-01", NULL);
	uint64_t seed = 7;
	FILE *f = fopen("in", "w");

	if (!f)
		scratch_die("in");
	fputs("a\tamount\tb\n", f);
	for (int i = 0; i < 20000; i++) {
		uint64_t r = scratch_random(&seed);
		int most = r % 40 ? 40 : r % 1000 ? 1000 : 40000;

		fprintf(f, "%0*d\t%s\t%0*d\n", 1 + (int)(r >> 40) % most, i,
		    amounts[(r >> 20) % (i / 1000 % 2 ? 2 : 5)],
		    1 + (int)(r >> 30 & 1023) % most, i);
	}
	if (fclose(f))
		scratch_die("in");
	EXPECT(both(&k) > 19000);
	if (!test_broken)
		scratch_files(1);
	key_options_free(&k);
}

static void
two_roads(void)
{
	uint64_t seed = 20221101, ran = 0;

	for (int i = 0; i < 600 && !test_broken; i++) {
		struct key_options k = random_rules(&seed);

		random_table(&seed);
		ran += both(&k);
		key_options_free(&k);
	}
	EXPECT(ran > 40000);
	if (!test_broken)
		scratch_files(1);
}

int
main(void)
{
	scratch_begin();
	test("nothing is written of a row that is refused", refused_rows);
	test("columns are found again in the next table", bound_again);
	test("decimals follow the currency of the row", currency_changes);
	test("amounts of several columns add up exactly, then are rounded",
	    sums);
	test("of an option given twice the last one counts", last_word);
	test("amounts of two currencies are not mixed unseen", first_mark);
	test("the longest row fits", long_rows);
	test("the fast road writes what rows taken one by one do", two_roads);
	test("so it does where the output is full again and again", much);
	scratch_end();
	return test_done();
}
