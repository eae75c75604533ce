#include "cut/ask/cut_ask.h"

#include <signal.h>
#include <sys/stat.h>

#include "event/event.h"
#include "scratch.h"
#include "test.h"

static struct answer a;
static struct err e;

#define GREET "echo 'recon-transport 1 window=1'\n"
#define ID \
	"read -r event; printf '%s\\n' \"$event\" >event\n" \
	"id=${event#*'\"id\":\"'} id=${id%%'\"'*}\n"

static const struct cut_message message = {
	.event = CUT_ANNOUNCE,
	.book = "pay",
	.book_title = "支付日切",
	.cycle = CUT_CYCLE_DAY,
	.system = "bill",
	.title = "账单\"核心\"",
	.date = 20785,
	.next = 20786,
	.cut_off = 1795878000,
	.attempt = 2,
	.now = 1795874400,
};

/* The answer of a transport of this script, as a line. */
static const char *
ask(const char *script, int want)
{
	const struct cut_way way = { "targets.ini", "bill", ".", 0 };
	static struct buf b;
	struct buf text = { 0 };

	signal(SIGPIPE, SIG_IGN);
	buf_str(&text, "#!/bin/sh\n");
	buf_str(&text, script);
	scratch_write("t", text.p, text.len);
	chmod("t", 0755);
	buf_free(&text);
	EXPECT(cut_ask(&way, &message, &a, &e) == want);
	if (want)
		return e.text;
	buf_clear(&b);
	answer_format(&b, SPAN("it"), &a);
	b.p[b.len - 1] = '\0';
	return b.p;
}

static void
targets(const char *more)
{
	struct buf b = { 0 };

	buf_printf(&b, "[bill]\ntransport = ./t\n%s", more);
	scratch_write("targets.ini", b.p, b.len);
	chmod("targets.ini", 0644);
	buf_free(&b);
}

static void
answers(void)
{
	targets("");
	EXPECT_STR(ask(GREET ID "printf '%s\\tok\\tn=3\\n' \"$id\"", 0),
	    "it\tok\tn=3");
	EXPECT_STR(ask(GREET ID "printf '%s\\tretry\\t5\\tbusy\\n' \"$id\"", 0),
	    "it\tretry\t5\tbusy");
	EXPECT_STR(ask(GREET ID "printf '%s\\tfail\\tnever\\n' \"$id\"", 0),
	    "it\tfail\tnever");
	/* one that is there a while longer */
	EXPECT_STR(
	    ask(GREET ID "printf '%s\\tok\\n' \"$id\"; read -r x; sleep 0.1",
		0),
	    "it\tok");
}

static void
no_answer(void)
{
	targets("answer-within = 1s\n");
	EXPECT_STR(ask(GREET ID "exit 3", 0),
	    "it\tretry\t-\tthe transport ended with status 3");
	EXPECT_STR(ask("exit 75", 0),
	    "it\tretry\t-\tthe transport ended with status 75");
	EXPECT_STR(ask(GREET ID "kill -9 $$", 0),
	    "it\tretry\t-\tthe transport was killed by signal 9");
	EXPECT_STR(
	    ask(GREET ID "sleep 20", 0), "it\tretry\t-\tno answer within 1 s");
	EXPECT_STR(ask(GREET ID "printf 'x\\tok\\n'; read -r x", 0),
	    "it\tretry\t-\tthe transport broke the protocol: it answers "
	    "\"x\", which is not with it");
}

static void
nobody(void)
{
	targets("");
	EXPECT_STR(ask("exit 2", -1), "bill: its transport refuses the target");
	EXPECT(e.status == ST_FAIL);
	scratch_write("targets.ini", "", 0);
	EXPECT_STR(
	    ask(GREET, -1), "targets.ini: no target [bill]; there is none");
	EXPECT(e.status == ST_FAIL);
	scratch_write("targets.ini", "[bill]\ntransport = ./none\n", 26);
	ask(GREET, -1);
	EXPECT(e.status == ST_FAIL && strstr(e.text, "none"));
}

static void
replies(void)
{
	targets("");
	EXPECT_STR(
	    ask(GREET ID "printf '%s\\tok\\treply={\"n\":3,\"a\":"
			 "\"x\\\\ty\",\"b\":true,\"none\":null}\\n' \"$id\"",
		0),
	    "it\tok\treply={\"n\":3,\"a\":\"x\\ty\",\"b\":true,\"none\":null}");
	EXPECT_STR(ask(GREET ID "printf '%s\\tok\\treply={\"n\":3,\"a\":"
				"\"x y\",\"b\":true,\"none\":null}\\n' \"$id\"",
		       0),
	    "it\tok\treply={\"n\":3,\"a\":\"x y\",\"b\":true,\"none\":null}"
	    "\tn=3\ta=x y\tb=true");
	EXPECT_STR(ask(GREET ID "printf '%s\\tok\\treply={\"a=b\":1,\"\":2,"
				"\"c\\\\\\\\u0009d\":3,\"e\":4}\\n' \"$id\"",
		       0),
	    "it\tok\treply={\"a=b\":1,\"\":2,\"c\\\\u0009d\":3,\"e\":4}\te=4");
	EXPECT_STR(ask(GREET ID "printf '%s\\tok\\treply=done\\n' \"$id\"", 0),
	    "it\tok\treply=done");
}

/* What stands in the event, as any transport would read it. */
static void
events(void)
{
	struct event v = { 0 };
	struct json_object data = { 0 };
	struct json_value value;
	struct span text;
	char *line;

	targets("");
	ask(GREET ID "printf '%s\\tok\\n' \"$id\"", 0);
	line = scratch_read("event");
	line[strlen(line) - 1] = '\0';
	EXPECT(event_parse(&v, span_str(line), &e) == 0);
	EXPECT(span_eq(v.id, SPAN("pay.day.2026-11-28.2.bill.announce")));
	EXPECT(span_eq(
	    v.title, SPAN("支付日切 2026-11-28: 账单\"核心\": announce")));
	EXPECT(json_object_text(&v.object, "type", &text) &&
	    span_eq(text, SPAN("recon.cut.announce")));
	EXPECT(json_object_find(&v.object, "data", &value) &&
	    json_object_parse(&data, value.text, &e) == 0);
	EXPECT(json_object_text(&data, "cut_off", &text) &&
	    span_eq(text, SPAN("2026-11-28T15:00:00Z")));
	EXPECT(json_object_find(&data, "try", &value) &&
	    span_eq(value.text, SPAN("2")));
	json_object_free(&data);
	event_free(&v);
	free(line);
}

static void
longest(void)
{
	const char name[] = "a234567890123456789012345678901234567890";
	struct cut_message m = message;
	struct buf b = { 0 };

	m.book = m.system = name;
	m.event = CUT_DATE;
	m.attempt = 9999999;
	m.number = (uint64_t)1 << 58;
	cut_message_id(&b, &m);
	EXPECT(b.len <= EVENT_ID_MAX);
	buf_free(&b);
}

int
main(void)
{
	scratch_begin();
	test("what a system answers is handed on", answers);
	test("no answer, or none that is one, is a retry", no_answer);
	test("where nobody can be told, that is an error", nobody);
	test("members of a reply are values", replies);
	test("an event says who is to do what, of which date", events);
	test("the longest id is one that events may have", longest);
	answer_free(&a);
	scratch_end();
	return test_done();
}
