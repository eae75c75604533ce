#include "flow/alarm/flow_alarm_note.h"

#include "test.h"

/* What is about everything, at a moment. */
#define WHOLE(REASON) \
	((struct flow_alarm_note){ .reason = (REASON), \
	    .flow = "day", \
	    .path = "/flows/the day.flow", \
	    .title = "对账", \
	    .run = "4711", \
	    .node = "join", \
	    .what = "status 2\n\"x\"", \
	    .since = 1669338000, \
	    .last = 1669338060, \
	    .count = 3 })

static struct buf b;

static const char *
text(void)
{
	buf_byte(&b, '\0');
	return b.p;
}

static const char *
data_of(struct flow_alarm_note a)
{
	buf_clear(&b);
	flow_alarm_data(&a, &b);
	return text();
}

static const char *
command_of(struct flow_alarm_note a)
{
	buf_clear(&b);
	flow_alarm_command(&a, &b);
	return text();
}

static const char *
key_of(struct flow_alarm_note a)
{
	buf_clear(&b);
	flow_alarm_key(&a, &b);
	return text();
}

static void
data(void)
{
	EXPECT_STR(data_of(WHOLE(FLOW_ALARM_HELD)),
	    "{\"kind\":\"alarm\",\"reason\":\"held\",\"flow\":\"day\","
	    "\"title\":\"对账\",\"run\":\"4711\",\"node\":\"join\","
	    "\"schedule\":null,\"due\":null,\"what\":\"status "
	    "2\\n\\\"x\\\"\",\"since\":\"2022-11-25T01:00:00Z\",\"last\":"
	    "\"2022-11-25T01:01:00Z\",\"count\":3,\"more\":true,\"advice\":"
	    "\"decide\",\"command\":\"recon-flow show 4711\"}");
	EXPECT_STR(data_of((struct flow_alarm_note){
		       .reason = FLOW_ALARM_CLOCK, .count = 1 }),
	    "{\"kind\":\"alarm\",\"reason\":\"clock\",\"flow\":null,"
	    "\"title\":null,\"run\":null,\"node\":null,\"schedule\":null,"
	    "\"due\":null,\"what\":null,\"since\":\"1970-01-01T00:00:00Z\","
	    "\"last\":\"1970-01-01T00:00:00Z\",\"count\":1,\"more\":false,"
	    "\"advice\":\"set-clock\",\"command\":\"recon-flow ls\"}");
}

static void
commands(void)
{
	struct flow_alarm_note a = WHOLE(FLOW_ALARM_LATE);

	EXPECT_STR(command_of(WHOLE(FLOW_ALARM_LOST)), "recon-flow show 4711");
	EXPECT_STR(command_of(WHOLE(FLOW_ALARM_MISSED)), "recon-flow missed");
	EXPECT_STR(command_of(WHOLE(FLOW_ALARM_GONE)), "recon-flow retire day");
	EXPECT_STR(command_of(WHOLE(FLOW_ALARM_BROKEN)),
	    "recon-flow check '/flows/the day.flow'");
	EXPECT_STR(command_of(a), "recon-flow show 4711");
	a.run = NULL;
	EXPECT_STR(command_of(a), "recon-flow ls");
	a = WHOLE(FLOW_ALARM_BROKEN);
	a.path = "it's; rm -rf";
	EXPECT_STR(command_of(a), "recon-flow check 'it'\\''s; rm -rf'");
	a.path = "";
	EXPECT_STR(command_of(a), "recon-flow check ''");
	a = WHOLE(FLOW_ALARM_GONE);
	a.flow = "日";
	EXPECT_STR(command_of(a), "recon-flow retire '日'");
	a.store = " --store '/a b'";
	EXPECT_STR(command_of(a), "recon-flow retire --store '/a b' '日'");
	a.reason = FLOW_ALARM_CLOCK;
	EXPECT_STR(command_of(a), "recon-flow ls --store '/a b'");
	a.reason = FLOW_ALARM_BROKEN;
	a.path = "day.flow";
	EXPECT_STR(command_of(a), "recon-flow check day.flow");
	a.path = NULL;
	EXPECT_STR(command_of(a), "recon-flow ls --store '/a b'");
}

static void
keys(void)
{
	struct flow_alarm_note a = WHOLE(FLOW_ALARM_MISSED);

	EXPECT_STR(key_of(a), "day\tjoin\tmissed");
	a.node = NULL;
	a.schedule = "morning";
	EXPECT_STR(key_of(a), "day\tmorning\tmissed");
	a.schedule = NULL;
	a.flow = "a\tb";
	EXPECT_STR(key_of(a), "a\\tb\t\tmissed");
}

static void
names(void)
{
	enum flow_alarm_reason r = FLOW_ALARM_CLOCK;

	for (int i = 0; i < FLOW_ALARM_REASONS; i++) {
		struct span name =
		    span_str(flow_alarm_reason_name((enum flow_alarm_reason)i));

		EXPECT(flow_alarm_reason_parse(name, &r) && (int)r == i);
	}
	EXPECT(!flow_alarm_reason_parse(SPAN("alarm"), &r));
	EXPECT(!flow_alarm_reason_parse(SPAN(""), &r));
	EXPECT(r == FLOW_ALARM_CLOCK);
}

int
main(void)
{
	test(
	    "the data says which, since when, how often, and what to do", data);
	test("the command is one that a shell takes as it is", commands);
	test("alarms of one flow, node or schedule, and reason are one", keys);
	test("each reason has a name", names);
	buf_free(&b);
	return test_done();
}
