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

int
main(void)
{
	test("an answer is one line, its reason and values escaped",
	    three_kinds);
	test("a reply that was cut or is no text fails", replies);
	answer_free(&a);
	return test_done();
}
