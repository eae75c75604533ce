#define _GNU_SOURCE /* memmem */
#include "flow/alarm/flow_alarm_event.h"

#include <sys/stat.h>

#include "event/event.h"
#include "scratch.h"
#include "test.h"

static const struct flow_alarm_telling telling = { { "store", 5 }, 7, 1 };

static struct flow_alarm_note
of(enum flow_alarm_reason reason)
{
	return (struct flow_alarm_note){ .reason = reason,
		.flow = "day",
		.path = "/flows/day.flow",
		.title = "对账",
		.run = "4711",
		.node = "join",
		.what = "status 2, [look](http://evil.example) <b>",
		.since = 1669338000,
		.last = 1669338060,
		.count = 3 };
}

/* The event, which has to be one that a transport takes. */
static struct event
event_of(struct flow_alarm_note a, struct flow_alarm_telling says,
    const struct template *t)
{
	struct event ev = { 0 };
	struct buf b = { 0 };
	struct err e = { .text = "" };

	flow_alarm_event(&b, &a, &says, t);
	EXPECT(!memchr(b.p, '\n', b.len));
	EXPECT(event_parse(&ev, buf_span(&b), &e) == 0);
	EXPECT_STR(e.text, "");
	buf_free(&b);
	return ev;
}

static bool
has(struct span s, const char *word)
{
	return s.len >= strlen(word) && memmem(s.p, s.len, word, strlen(word));
}

static bool
text_is(const struct event *ev, const char *name, const char *want)
{
	struct span got = { "", 0 };

	json_object_text(&ev->object, name, &got);
	if (!span_eq(got, span_str(want)))
		printf("# %s: %.*s\n", name, (int)got.len, got.p);
	return span_eq(got, span_str(want));
}

static void
members(void)
{
	struct event ev = event_of(of(FLOW_ALARM_HELD), telling, NULL);
	struct json_value data = { 0 };

	EXPECT(text_is(&ev, "specversion", "1.0"));
	EXPECT(text_is(&ev, "source", "recon-flow"));
	EXPECT(text_is(&ev, "type", "recon.alarm"));
	EXPECT(text_is(&ev, "subject", "day/join"));
	EXPECT(json_object_find(&ev.object, "data", &data) &&
	    data.type == JSON_OBJECT);
	event_free(&ev);
}

static void
ids(void)
{
	struct flow_alarm_telling other = telling;
	struct event a = event_of(of(FLOW_ALARM_HELD), telling, NULL);
	struct event b = event_of(of(FLOW_ALARM_LOST), telling, NULL);

	EXPECT(span_eq(a.id, b.id));
	event_free(&b);
	other.telling++;
	b = event_of(of(FLOW_ALARM_HELD), other, NULL);
	EXPECT(!span_eq(a.id, b.id));
	event_free(&b);
	other = telling;
	other.row++;
	b = event_of(of(FLOW_ALARM_HELD), other, NULL);
	EXPECT(!span_eq(a.id, b.id));
	event_free(&b);
	other = telling;
	other.store = SPAN("other");
	b = event_of(of(FLOW_ALARM_HELD), other, NULL);
	EXPECT(!span_eq(a.id, b.id));
	event_free(&b);
	event_free(&a);
}

static void
without_template(void)
{
	struct template t;
	struct err e;
	struct event ev = event_of(of(FLOW_ALARM_HELD), telling, NULL);

	EXPECT(span_eq(ev.title, SPAN("day: join: held")));
	EXPECT(has(ev.text, "day: join: held\nstatus 2, "));
	EXPECT(has(ev.text, "\nrecon-flow show 4711"));
	EXPECT(!has(ev.text, "]("));
	event_free(&ev);
	/* nor does one that fails, or says nothing, lose it */
	EXPECT(
	    template_parse(&t, "t", SPAN("[title]\n{{nothing}}\n"), &e) == 0);
	ev = event_of(of(FLOW_ALARM_HELD), telling, &t);
	EXPECT(span_eq(ev.title, SPAN("day: join: held")));
	event_free(&ev);
	template_free(&t);
	EXPECT(template_parse(&t, "t", SPAN("[title]\nx\n"), &e) == 0);
	ev = event_of(
	    (struct flow_alarm_note){ .reason = FLOW_ALARM_CLOCK, .count = 1 },
	    telling, &t);
	EXPECT(span_eq(ev.title, SPAN("recon-flow: clock")));
	EXPECT(text_is(&ev, "subject", ""));
	event_free(&ev);
	template_free(&t);
}

static void
open_template(struct template *t, const char *name, const char *lang)
{
	char path[100];
	struct err e;

	snprintf(path, sizeof path, "examples/templates/%s.%s", name, lang);
	if (template_open(t, path, &e)) {
		printf("Bail out! %s\n", e.text);
		exit(2);
	}
}

/* Each reason has its words in each language, and none is left a bare word. */
static void
every_reason(void)
{
	static const char *const names[] = { "alarm", "alarm-chat",
		"alarm-slack" };
	static const char *const langs[] = { "en", "zh" };

	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 2; k++) {
			struct template t;

			open_template(&t, names[i], langs[k]);
			for (int r = 0; r < FLOW_ALARM_REASONS; r++) {
				struct flow_alarm_note a =
				    of((enum flow_alarm_reason)r);
				struct event ev = event_of(a, telling, &t);
				struct json_value v = { 0 };
				struct json_object data = { 0 };
				struct span advice = { "", 0 };
				struct err e;
				char bare[40];

				json_object_find(&ev.object, "data", &v);
				EXPECT(
				    json_object_parse(&data, v.text, &e) == 0);
				json_object_text(&data, "advice", &advice);
				snprintf(bare, sizeof bare, "\n%.*s\n",
				    (int)advice.len, advice.p);
				EXPECT(advice.len && !has(ev.text, bare));
				snprintf(bare, sizeof bare, ": %s (",
				    flow_alarm_reason_name(a.reason));
				EXPECT(!has(ev.title, bare));
				EXPECT(has(ev.title, "day") &&
				    has(ev.title, "join") &&
				    has(ev.title, "3"));
				EXPECT(has(ev.text, "4711"));
				EXPECT(has(ev.text, "recon-flow "));
				EXPECT(has(ev.text, "2022-11-25T01:00:00Z"));
				EXPECT((ev.html.len > 0) == (i == 0));
				json_object_free(&data);
				event_free(&ev);
			}
			template_free(&t);
		}
}

static void
words(void)
{
	struct template t;
	struct event ev;

	open_template(&t, "alarm", "en");
	ev = event_of((struct flow_alarm_note){ .reason = FLOW_ALARM_MISSED,
			  .flow = "day",
			  .schedule = "morning",
			  .due = "2026-11-30 08:30",
			  .since = 1669338000,
			  .last = 1669338000,
			  .count = 1 },
	    telling, &t);
	EXPECT(span_eq(ev.title,
	    SPAN("day: morning 2026-11-30 08:30: was missed: nothing looked "
		 "when it was due")));
	EXPECT(text_is(&ev, "text",
	    "was missed: nothing looked when it was due\n\n"
	    "- flow: day\n- due: 2026-11-30 08:30 (morning)\n"
	    "- since: 2022-11-25T01:00:00Z\n\n"
	    "See which were missed, and start those that are wanted.\n\n"
	    "    recon-flow missed"));
	event_free(&ev);
	template_free(&t);
	open_template(&t, "alarm-chat", "zh");
	ev = event_of(of(FLOW_ALARM_LOST), telling, &t);
	EXPECT(span_eq(
	    ev.title, SPAN("day join：执行结果不明，可能做了一半（共 3 次）")));
	EXPECT(has(ev.text, "**执行结果不明") && !has(ev.text, "]("));
	event_free(&ev);
	template_free(&t);
}

static void
picks(const char *keys, const char *want)
{
	struct target t;
	struct target_common settings = { 0 };
	struct err e = { .text = "" };
	char text[200];
	int n = snprintf(text, sizeof text,
	    "[other]\nmarkup = yes\n[ops]\ntransport = http\n%s", keys);

	scratch_write("targets.ini", text, (size_t)n);
	EXPECT(
	    target_read_common(&t, "targets.ini", "ops", &settings, &e) == 0);
	EXPECT_STR(e.text, "");
	EXPECT_STR(flow_alarm_template(&t, &settings), want);
	target_free(&t);
}

static void
template_of_target(void)
{
	picks("", "alarm");
	picks("dialect = dingtalk\n", "alarm");
	picks("dialect = dingtalk\nmarkup = no\n", "alarm");
	picks("dialect = dingtalk\nmarkup = yes\n", "alarm-chat");
	picks("dialect = feishu\nmarkup = yes\n", "alarm-chat");
	picks("dialect = slack\nmarkup = yes\n", "alarm-slack");
	picks("template = mine\n", "alarm");
}

/* Who has which template, in the directory of those installed. */
static void
opens(void)
{
	struct template t;
	struct err e = { .text = "" };

	EXPECT(mkdir("installed", 0755) == 0);
	scratch_write("installed/alarm.en", "[title]\nx\n", 10);
	scratch_write("installed/alarm-slack.zh", "[title]\ny\n", 10);
	scratch_write("targets.ini",
	    "[ops]\ntransport = http\n[room]\ntransport = http\n"
	    "dialect = slack\nmarkup = yes\nlang = zh\n"
	    "[de]\ntransport = http\nlang = de\n",
	    118);
	EXPECT(flow_alarm_template_open(
		   &t, "targets.ini", "ops", "installed", &e) == 0);
	EXPECT_STR(t.name, "installed/alarm.en");
	template_free(&t);
	EXPECT(flow_alarm_template_open(
		   &t, "targets.ini", "room", "installed", &e) == 0);
	EXPECT_STR(t.name, "installed/alarm-slack.zh");
	template_free(&t);
	EXPECT_STR(e.text, "");
	EXPECT(flow_alarm_template_open(
		   &t, "targets.ini", "de", "installed", &e) == -1);
	EXPECT(flow_alarm_template_open(
		   &t, "targets.ini", "none", "installed", &e) == -1);
	EXPECT_STR(
	    e.text, "targets.ini: no target [none]; there is ops, room, de");
	unlink("installed/alarm.en");
	unlink("installed/alarm-slack.zh");
}

static void
ping(void)
{
	struct event a = { 0 }, b = { 0 };
	struct buf line = { 0 };
	struct err e;

	flow_ping_event(&line, SPAN("store"), 1669338000);
	EXPECT(event_parse(&a, buf_span(&line), &e) == 0);
	EXPECT(text_is(&a, "type", "recon.ping"));
	EXPECT(span_eq(a.title, SPAN("recon-flow is at work")));
	buf_clear(&line);
	flow_ping_event(&line, SPAN("store"), 1669338060);
	EXPECT(event_parse(&b, buf_span(&line), &e) == 0);
	EXPECT(!span_eq(a.id, b.id));
	event_free(&a);
	event_free(&b);
	buf_free(&line);
}

int
main(void)
{
	test("it is an event, with the data of the alarm", members);
	test("its id is that of the store, the alarm and the telling", ids);
	test("no alarm is lost because a template is", without_template);
	test("each reason has words, and a command to type", every_reason);
	test("what people read of one", words);
	test("a ping is an event, each one of its own", ping);
	scratch_begin(); /* elsewhere than the templates */
	test("the template of a target is in its language", opens);
	test("a robot that shows markup has a template of its own",
	    template_of_target);
	scratch_end();
	return test_done();
}
