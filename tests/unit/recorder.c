#include <stdarg.h>
#include <stdlib.h>

#include "keyrules.h"
#include "scratch.h"
#include "test.h"

static const struct stream_rules lenient;

/* Rules as recon-key's options would set them: option, argument, ..., 0. */
static struct keyrules
rules(int option, ...)
{
	struct keyrules k;
	struct err e;
	va_list ap;

	keyrules_init(&k);
	va_start(ap, option);
	for (; option; option = va_arg(ap, int)) {
		const char *arg = va_arg(ap, const char *);

		if (keyrules_set(&k, option, arg, &e)) {
			test_broken = 1;
			printf("# %s\n", e.text);
		}
	}
	va_end(ap);
	EXPECT(keyrules_check(&k, &e) == 0);
	return k;
}

/* The records of a table, each bad row as its reason in brackets. */
static void
gives(struct keyrules *k, const char *text, const char *want)
{
	struct table_in t;
	struct stream_out out;
	struct err e;
	int r;

	scratch_write("in", text, strlen(text));
	EXPECT(table_open(&t, "in", &lenient, &e) == 0);
	EXPECT(stream_create(&out, "out", STREAM_RECORD, true, &e) == 0);
	EXPECT(recorder_bind(&k->recorder, &t, &e) == 0);
	while ((r = table_next(&t, &e)) == 1) {
		if (recorder_row(&k->recorder, &t, &out, &e) == 0)
			continue;
		output_write(&out.out, SPAN("["));
		output_write(&out.out, span_str(e.text));
		output_write(&out.out, SPAN("]\n"));
	}
	EXPECT(r == 0);
	EXPECT(stream_finish(&out, &e) == 0);
	table_close(&t);
	EXPECT(scratch_holds("out", want));
	scratch_files(1);
}

static void
refused_rows(void)
{
	struct keyrules k = rules('k', "no", 'a', "amount", 's', "L", 'c',
	    "cur", 't', "at", 'x', "x", 0);

	gives(&k, "no\tamount\tcur\tat\tx\n"
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
	keyrules_free(&k);
}

static void
bound_again(void)
{
	struct keyrules k = rules('k', "no", 'a', "amount", 's', "R", 'c',
	    "CUR", 0);

	gives(&k, "no\tamount\tCUR\na\t1\tJPY\n", "a\t1\tJPY\tR\t-\n");
	gives(&k, "amount\tno\n1\ta\n", "a\t1.00\tCUR\tR\t-\n");
	gives(&k, "CUR\tamount\tno\nkwd\t1\ta\n", "a\t1.000\tKWD\tR\t-\n");
	keyrules_free(&k);
}

static void
currency_changes(void)
{
	struct keyrules k = rules('k', "no", 'a', "amount", 's', "R", 'c',
	    "cur", KEYRULES_MINOR, NULL, 0);

	gives(&k, "no\tamount\tcur\na\t100\tUSD\nb\t100\tJPY\nc\t100\tx\n"
	    "d\t100\tUSD\ne\t100\tusd\n",
	    "a\t1.00\tUSD\tR\t-\nb\t100\tJPY\tR\t-\n"
	    "[cur: \"x\" is not a currency code]\n"
	    "d\t1.00\tUSD\tR\t-\ne\t1.00\tUSD\tR\t-\n");
	keyrules_free(&k);
}

static void
sums(void)
{
	struct keyrules k = rules('k', "no", 'a', "a,-b,c", 's', "L",
	    KEYRULES_SCALE, "3", KEYRULES_ROUND, "half-even", 0);

	gives(&k, "no\ta\tb\tc\n"
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
	keyrules_free(&k);
}

static void
last_word(void)
{
	struct keyrules k = rules('k', "a", 'k', "no", 'a', "x", 'a',
	    "amount", 's', "L", 's', "R", 'd', "2022-11-01", 'x', "a,b", 'x',
	    "no", KEYRULES_SIGN, "x=a/b", KEYRULES_SIGN, "way=i/o", 0);

	gives(&k, "no\tamount\tway\n1\t2\to\n",
	    "1\t-2.00\t-\tR\t2022-11-01\tno=1\n");
	keyrules_free(&k);
}

static void
first_mark(void)
{
	struct keyrules k = rules('k', "no", 'a', "amount", 's', "L", 0);

	gives(&k, "no\tamount\na\t$1\nb\t€2\nc\t$3\nd\t4\n",
	    "a\t1.00\t-\tL\t-\n"
	    "[amount: \"€2\" is of another currency than an amount before "
	    "it, of \"$\": say --currency]\n"
	    "c\t3.00\t-\tL\t-\nd\t4.00\t-\tL\t-\n");
	keyrules_free(&k);
}

/* Room is made for the longest that a row can become. */
static void
long_rows(void)
{
	size_t n = 300000;
	char *text = malloc(n + 100), *want = malloc(5 * n + 100);
	struct keyrules k = rules('k', "no,no", 'a', "amount", 's', "L", 'x',
	    "x=no,y=no", 0);
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
	keyrules_free(&k);
	free(text);
	free(want);
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
	scratch_end();
	return test_done();
}
