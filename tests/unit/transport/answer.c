#include "transport/answer.h"

#include "test.h"
#include "transport/reply.h"

static struct answer a;

static const char *
line(void)
{
	static struct buf b;

	buf_clear(&b);
	answer_format(&b, SPAN("id1"), &a);
	buf_byte(&b, '\0');
	return b.p;
}

static void
three_kinds(void)
{
	answer_clear(&a);
	answer_ok(&a);
	EXPECT_STR(line(), "id1\tok\n");
	answer_value(&a, "status", SPAN("200"));
	answer_value(&a, "reply", SPAN("a\tb\nc\\"));
	EXPECT_STR(line(), "id1\tok\tstatus=200\treply=a\\tb\\nc\\\\\n");
	answer_clear(&a);
	answer_retry(&a, 90, "HTTP %d", 503);
	EXPECT_STR(line(), "id1\tretry\t90\tHTTP 503\n");
	answer_clear(&a);
	answer_retry(&a, ANSWER_SOON, "no\tanswer");
	EXPECT_STR(line(), "id1\tretry\t-\tno\\tanswer\n");
	answer_clear(&a);
	answer_fail(&a, "gone");
	answer_value(&a, "target", SPAN("gone"));
	EXPECT_STR(line(), "id1\tfail\tgone\ttarget=gone\n");
}

static void
replies(void)
{
	answer_clear(&a);
	answer_ok(&a);
	reply_take(&a, SPAN("x\n"), false);
	EXPECT_STR(line(), "id1\tok\treply=x\\n\n");
	answer_clear(&a);
	answer_ok(&a);
	reply_take(&a, SPAN("x"), true);
	EXPECT_STR(line(), "id1\tfail\ta reply of more than 1048576 bytes\n");
	answer_clear(&a);
	answer_ok(&a);
	reply_take(&a, SPAN("\xe9"), false);
	EXPECT_STR(line(), "id1\tfail\ta reply that is no UTF-8\n");
}

/* A line is read, and written again. */
static bool
comes_back(const char *text)
{
	struct buf b = { 0 };
	struct span s = { text, strlen(text) - 1 }, id;
	struct err e;
	bool same;

	if (answer_parse(&a, s, &id, &e)) {
		printf("# %s\n", e.text);
		return false;
	}
	answer_format(&b, id, &a);
	same = span_eq(buf_span(&b), span_str(text));
	buf_free(&b);
	return same;
}

static void
read_again(void)
{
	struct buf b = { 0 };

	EXPECT(comes_back("id1\tok\n"));
	EXPECT(a.kind == ANSWER_OK && a.values.len == 0);
	EXPECT(comes_back("id1\tok\tstatus=200\treply=a\\tb\\n=\\\\\tx=\n"));
	EXPECT(answer_find(&a, "reply", &b));
	EXPECT(span_eq(buf_span(&b), SPAN("a\tb\n=\\")));
	EXPECT(!answer_find(&a, "repl", &b) && !answer_find(&a, "", &b));
	EXPECT(!answer_repeats(&a, "reply") && !answer_repeats(&a, "repl"));
	answer_value(&a, "reply", SPAN("other"));
	EXPECT(answer_repeats(&a, "reply") && !answer_repeats(&a, "repl"));
	EXPECT(answer_says(&a, "x", SPAN("")));
	EXPECT(answer_says(&a, "status", SPAN("200")));
	EXPECT(!answer_says(&a, "status", SPAN("20")));
	EXPECT(comes_back("id1\tretry\t90\tno\\tanswer\tpaced=yes\n"));
	EXPECT(a.kind == ANSWER_RETRY && a.seconds == 90);
	EXPECT(span_eq(buf_span(&a.reason), SPAN("no\tanswer")));
	EXPECT(comes_back("id1\tretry\t-\tlater\n"));
	EXPECT(a.seconds == ANSWER_SOON);
	EXPECT(comes_back("id1\tfail\tgone\ttarget=gone\n"));
	EXPECT(a.kind == ANSWER_FAIL && a.seconds == ANSWER_SOON);
	EXPECT(answer_says(&a, "target", SPAN("gone")));
	buf_free(&b);
}

static void
no_answers(void)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "", "no answer: \"\"" },
		{ "id1", "no answer: \"id1\"" },
		{ "\tok", "no answer: \"\\x09ok\"" },
		{ "id1\t", "no answer: \"id1\\x09\"" },
		{ "id1\tOK", "no answer: \"id1\\x09OK\"" },
		{ "id1\tok\r", "no answer: \"id1\\x09ok\\x0d\"" },
		{ "id1\tok\tx", "no NAME=VALUE: \"x\"" },
		{ "id1\tok\t=x", "no NAME=VALUE: \"=x\"" },
		{ "id1\tok\t", "no NAME=VALUE: \"\"" },
		{ "id1\tok\tx=\\q", "no NAME=VALUE: \"x=\\q\"" },
		{ "id1\tfail", "no reason" },
		{ "id1\tfail\t", "no reason" },
		{ "id1\tfail\t\\q", "no field: \"\\q\"" },
		{ "id1\tretry", "no seconds" },
		{ "id1\tretry\t5", "no reason" },
		{ "id1\tretry\tsoon\twhy", "no seconds: \"soon\"" },
		{ "id1\tretry\t-1\twhy", "no seconds: \"-1\"" },
		{ "id1\tretry\t315360001\twhy", "no seconds: \"315360001\"" },
	};
	struct span id;
	struct err e;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		EXPECT(
		    answer_parse(&a, span_str(cases[i].text), &id, &e) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT_STR(e.text, cases[i].says);
	}
}

int
main(void)
{
	test("an answer is one line, its reason and values escaped",
	    three_kinds);
	test("a reply that was cut or is no text fails", replies);
	test("an answer is read as it was written", read_again);
	test("what is no answer is told", no_answers);
	answer_free(&a);
	return test_done();
}
