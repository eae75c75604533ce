#include "robot/robot.h"

#include "test.h"

static struct buf b;
static struct err e;
static struct answer a;

static const char *
body(const struct robot *r, struct robot_message m)
{
	buf_clear(&b);
	EXPECT(r->body(&b, &m, &e) == 0);
	buf_byte(&b, '\0');
	return b.p;
}

/* The answer to a reply, as the line of an event 1. */
static const char *
judged(const struct robot *r, long status, const char *text)
{
	const struct robot_reply reply = { status, -1, span_str(text) };

	answer_clear(&a);
	r->judge(&a, &reply);
	buf_clear(&b);
	answer_format(&b, SPAN("1"), &a);
	buf_byte(&b, '\0');
	return b.p;
}

static void
dialects(void)
{
	EXPECT(robot_find("dingtalk") == &robot_dingtalk);
	EXPECT(robot_find("feishu") == &robot_feishu);
	EXPECT(robot_find("wecom") == &robot_wecom);
	EXPECT(robot_find("slack") == &robot_slack);
	EXPECT(!robot_find("irc") && !robot_find(""));
}

static void
messages(void)
{
	struct robot_message m = { .title = SPAN("T\""),
		.text = SPAN("a\n\"b\" \xe4\xb8\x80\x1b") };

	EXPECT_STR(body(&robot_dingtalk, m),
	    "{\"msgtype\":\"text\",\"text\":{\"content\":\"a\\u000a\\\"b\\\" "
	    "\xe4\xb8\x80\\u001b\"}}");
	EXPECT_STR(body(&robot_wecom, m),
	    "{\"msgtype\":\"text\",\"text\":{\"content\":\"a\\u000a\\\"b\\\" "
	    "\xe4\xb8\x80\\u001b\"}}");
	EXPECT_STR(body(&robot_feishu, m),
	    "{\"msg_type\":\"text\",\"content\":{\"text\":\"a\\u000a\\\"b\\\" "
	    "\xe4\xb8\x80\\u001b\"}}");
	EXPECT_STR(body(&robot_slack, m),
	    "{\"mrkdwn\":false,\"text\":\"a\\u000a\\\"b\\\" "
	    "\xe4\xb8\x80\\u001b\"}");
	m.markup = true;
	m.text = SPAN("*x*");
	EXPECT_STR(body(&robot_dingtalk, m),
	    "{\"msgtype\":\"markdown\",\"markdown\":{\"title\":\"T\\\"\","
	    "\"text\":\"*x*\"}}");
	EXPECT_STR(body(&robot_wecom, m),
	    "{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"*x*\"}}");
	EXPECT_STR(body(&robot_feishu, m),
	    "{\"msg_type\":\"interactive\",\"card\":{\"header\":{\"title\":{"
	    "\"tag\":\"plain_text\",\"content\":\"T\\\"\"}},\"elements\":[{"
	    "\"tag\":\"markdown\",\"content\":\"*x*\"}]}}");
	EXPECT_STR(body(&robot_slack, m), "{\"mrkdwn\":true,\"text\":\"*x*\"}");
}

/* DingTalk publishes this one of its signatures (login without a password,
 * faquestions/hxs5v9): the time under the secret. */
static void
published_mac(void)
{
	buf_clear(&b);
	robot_sign(&b, SPAN("testappSecret"), SPAN("1546084445901"));
	EXPECT(span_eq(buf_span(&b),
	    SPAN("HCbG3xNE3vzhO+u7qCUL1jS5hsu2n5r2cFhnTrtyDAE=")));
}

/* With what the programs in the vendors' pages print for these times. */
static void
signatures(void)
{
	struct robot_message m = { .text = SPAN("x"),
		.secret = SPAN("this is secret"),
		.now_ms = 1577262236757 };

	buf_clear(&b);
	buf_str(&b, "https://x/send?access_token=1");
	EXPECT(robot_dingtalk.url(&b, &m, &e) == 0);
	EXPECT(span_eq(buf_span(&b),
	    SPAN("https://x/send?access_token=1&timestamp=1577262236757&sign="
		 "hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D")));
	buf_clear(&b);
	buf_str(&b, "https://x/send");
	EXPECT(robot_dingtalk.url(&b, &m, &e) == 0);
	EXPECT(span_begins(
	    buf_span(&b), SPAN("https://x/send?timestamp=1577262236757&")));
	m.secret = SPAN("demo");
	m.now_ms = 1599360473999;
	EXPECT_STR(body(&robot_feishu, m),
	    "{\"timestamp\":\"1599360473\",\"sign\":"
	    "\"l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=\","
	    "\"msg_type\":\"text\",\"content\":{\"text\":\"x\"}}");
}

static void
fits(void)
{
	/* 1, 2, 3 and 4 bytes */
	struct span s = SPAN("a\xc3\xa9\xe4\xb8\x80\xf0\x9f\x98\x80");

	EXPECT(robot_fit(s, 10, false) == 10);
	EXPECT(robot_fit(s, 9, false) == 6);
	EXPECT(robot_fit(s, 8, false) == 3);
	EXPECT(robot_fit(s, 6, false) == 3);
	EXPECT(robot_fit(s, 5, false) == 1);
	EXPECT(robot_fit(s, 3, false) == 0);
	EXPECT(robot_fit(s, 0, false) == 0);
	EXPECT(robot_fit(SPAN(""), 0, false) == 0);
	EXPECT(robot_fit(SPAN("\"\n\\"), 10, true) == 3);
	EXPECT(robot_fit(SPAN("\"\n\\"), 9, true) == 1);
	EXPECT(robot_fit(SPAN("\"\n\\"), 9, false) == 3);
}

/* A text of any bytes and length stays within what the robot takes. */
static void
bounded(void)
{
	static const struct {
		const struct robot *robot;
		bool markup;
		size_t max; /* of the body, or of the text in it */
		size_t around;
	} cases[] = { { &robot_dingtalk, false, 20000, 0 },
		{ &robot_dingtalk, true, 20000, 0 },
		{ &robot_feishu, false, 20000, 0 },
		{ &robot_feishu, true, 20000, 0 },
		{ &robot_wecom, false, 2048, 44 },
		{ &robot_wecom, true, 4096, 52 },
		{ &robot_slack, false, 40000, 26 } };
	static char text[120000], title[3000];

	for (size_t i = 0; i + 3 <= sizeof text; i += 3)
		memcpy(text + i, "\xe4\xb8\x80", 3);
	memset(title, '"', sizeof title);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct robot_message m = { .title = { title, sizeof title },
			.text = { text, sizeof text },
			.markup = cases[i].markup,
			.secret = SPAN("s"),
			.now_ms = 1577262236757 };

		buf_clear(&b);
		EXPECT(cases[i].robot->body(&b, &m, &e) == 0);
		EXPECT(b.len <= cases[i].max + cases[i].around);
		EXPECT(b.len + 40 >= cases[i].max); /* and uses it */
		buf_byte(&b, '\0');
		EXPECT(strstr(b.p, ROBOT_CUT "\"") != NULL);
	}
}

static void
answers(void)
{
	static const struct {
		const struct robot *robot;
		long status;
		const char *body, *line;
	} cases[] = {
		{ &robot_dingtalk, 200, "{\"errcode\":0,\"errmsg\":\"ok\"}",
		    "1\tok\n" },
		{ &robot_dingtalk, 200,
		    "{\"errcode\":130101,\"errmsg\":\"send too fast, exceed 20 "
		    "times per minute\"}",
		    "1\tretry\t600\terrcode 130101: too many messages\n" },
		{ &robot_dingtalk, 200, "{\"errcode\":-1}",
		    "1\tretry\t-\terrcode -1: system busy\n" },
		{ &robot_dingtalk, 200,
		    "{\"errcode\":310000,\"errmsg\":\"sign not\\nmatch\"}",
		    "1\tfail\terrcode 310000: sign not\\\\x0amatch\n" },
		{ &robot_dingtalk, 200, "{\"errcode\":\"0\"}",
		    "1\tretry\t-\tHTTP 200, but no errcode in the answer\n" },
		{ &robot_dingtalk, 200, "<html>",
		    "1\tretry\t-\tHTTP 200, but no errcode in the answer\n" },
		{ &robot_dingtalk, 204, "",
		    "1\tretry\t-\tHTTP 204, not 200\n" },
		{ &robot_dingtalk, 502, "{\"errcode\":0}",
		    "1\tretry\t-\tHTTP 502\n" },
		{ &robot_dingtalk, 302, "{\"errcode\":0}",
		    "1\tfail\tHTTP 302: redirects are not followed\n" },
		{ &robot_feishu, 200, "{\"code\":0,\"msg\":\"success\"}",
		    "1\tok\n" },
		{ &robot_feishu, 200,
		    "{\"StatusCode\":0,\"StatusMessage\":\"success\"}",
		    "1\tok\n" },
		{ &robot_feishu, 200,
		    "{\"code\":11232,\"msg\":\"frequency limited\"}",
		    "1\tretry\t60\tcode 11232: too many messages\n" },
		{ &robot_feishu, 200, "{\"code\":230020,\"msg\":\"x\"}",
		    "1\tretry\t60\tcode 230020: too many messages\n" },
		{ &robot_feishu, 200, "{\"code\":19021,\"msg\":\"sign\"}",
		    "1\tfail\tcode 19021: sign\n" },
		{ &robot_feishu, 429, "{\"code\":99991400}",
		    "1\tretry\t-\tHTTP 429\n" },
		{ &robot_wecom, 200, "{\"errcode\":0,\"errmsg\":\"ok\"}",
		    "1\tok\n" },
		{ &robot_wecom, 200,
		    "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}",
		    "1\tretry\t60\terrcode 45009: too many messages\n" },
		{ &robot_wecom, 200, "{\"errcode\":93000,\"errmsg\":\"x\"}",
		    "1\tfail\terrcode 93000: x\n" },
		{ &robot_slack, 200, "ok", "1\tok\n" },
		{ &robot_slack, 200, "<html>",
		    "1\tretry\t-\tHTTP 200, but the answer is not ok\n" },
		{ &robot_slack, 400, "invalid_payload",
		    "1\tfail\tHTTP 400: invalid_payload\n" },
		{ &robot_slack, 410, "channel_is_archived",
		    "1\tfail\tHTTP 410: channel_is_archived\ttarget=gone\n" },
		{ &robot_slack, 429, "", "1\tretry\t30\tHTTP 429\n" },
		{ &robot_slack, 500, "x", "1\tretry\t-\tHTTP 500\n" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		EXPECT_STR(
		    judged(cases[i].robot, cases[i].status, cases[i].body),
		    cases[i].line);
}

int
main(void)
{
	test("a dialect is found by its name", dialects);
	test("a message is what the robot takes, whatever is in it", messages);
	test("a signature is that which DingTalk publishes", published_mac);
	test("what is signed is what the vendors say", signatures);
	test("a text is cut between two characters", fits);
	test("no message is larger than the robot takes", bounded);
	test("what a robot answers is judged by its code", answers);
	buf_free(&b);
	answer_free(&a);
	return test_done();
}
