#include "outbox/pending.h"

#include <stdlib.h>

#include "outbox/outbox_replies.h"
#include "outboxes.h"
#include "sys/clock.h"

#define EVENTS1 "box/ops/0000000001.events"
#define IDS1 "box/ops/0000000001.ids"

static const struct span none;

static void
in_order(void)
{
	struct pending_event ev;
	struct pending *p;

	fresh();
	add_run(0, 3);
	add_run(3, 5);
	p = opened();
	for (unsigned i = 0; i < 5; i++) {
		EXPECT(next_is(p, &ev, i));
		EXPECT(ev.tries == 0 && ev.due_s == 0);
		EXPECT(ev.kind == OUTBOX_EVENT);
	}
	EXPECT(pending_next(p, &ev, &e) == 0);
	EXPECT(pending_counts(p).left == 5 && pending_counts(p).ok == 0);
	EXPECT(pending_close(p, &e) == 0);
	EXPECT(is_there(EVENTS1) && !is_there(IDS1));
}

static void
finished(void)
{
	struct pending_event ev;
	struct pending *p;

	fresh();
	add_run(0, 3);
	add_run(3, 4);
	p = opened();
	for (unsigned i = 0; i < 3; i++) {
		EXPECT(next_is(p, &ev, i));
		pending_ok(p, &ev.ref, 1, SPAN("\thttp=200"));
	}
	EXPECT(pending_counts(p).ok == 3 && pending_counts(p).left == 1);
	EXPECT(pending_close(p, &e) == 0);
	EXPECT(!is_there(EVENTS1) && is_there(IDS1));
	EXPECT(knows(0) && knows(2) && knows(3) && !knows(4));
	p = opened();
	EXPECT(next_is(p, &ev, 3));
	EXPECT(pending_next(p, &ev, &e) == 0);
	EXPECT(pending_close(p, &e) == 0);
	add_run(4, 5);
	EXPECT(is_there("box/ops/0000000003.events"));
}

static void
retried(void)
{
	struct pending_event ev;
	struct pending_ref second;
	struct pending *p;

	fresh();
	clock_set(NOW, 1000);
	add_run(0, 3);
	p = opened();
	EXPECT(next_is(p, &ev, 0));
	pending_retry(p, &ev.ref, 1, NOW + 60, SPAN("HTTP 503\tbusy"));
	EXPECT(next_is(p, &ev, 1));
	second = ev.ref;
	pending_dead(p, &ev.ref, 2, SPAN("HTTP 404"), SPAN("\tafter=x"));
	EXPECT(next_is(p, &ev, 2));
	pending_ok(p, &ev.ref, 1, none);
	pending_retry(p, &ev.ref, 5, NOW, SPAN("done stays done"));
	EXPECT(pending_read(p, &second, &ev, &e) == 0 && ev.tries == 2);
	EXPECT(span_eq(ev.json, SPAN("{\"n\":1}")));
	EXPECT(pending_counts(p).left == 1 && pending_counts(p).dead == 1);
	EXPECT(span_eq(pending_dead_reason(p), SPAN("HTTP 404")));
	EXPECT(pending_close(p, &e) == 0);
	p = opened();
	EXPECT(span_eq(pending_dead_reason(p), SPAN("HTTP 404")));
	EXPECT(next_is(p, &ev, 0));
	EXPECT(ev.tries == 1 && ev.due_s == NOW + 60);
	EXPECT(pending_next(p, &ev, &e) == 0);
	EXPECT(pending_counts(p).left == 1 && pending_counts(p).dead == 1);
	EXPECT(pending_close(p, &e) == 0);
	clock_release();
}

static void
log_lines(void)
{
	struct pending_event ev;
	struct pending *p;
	char id[EVENT_ID_TEXT + 1], want[512];
	struct event_id first = id_of(0);

	fresh();
	clock_set(NOW, 1000);
	add_run(0, 1);
	event_id_format(&first, id);
	p = opened();
	EXPECT(next_is(p, &ev, 0));
	pending_retry(p, &ev.ref, 1, NOW + 60, SPAN("HTTP 503\tbusy"));
	pending_set_breaker(p, (struct pending_breaker){ NOW + 30, 30 });
	EXPECT(pending_write(p, &e) == 0);
	pending_dead(p, &ev.ref, 2, SPAN("HTTP 404"), SPAN("\tafter=x"));
	pending_set_gone(p, SPAN("HTTP 410"));
	EXPECT(pending_close(p, &e) == 0);
	snprintf(want, sizeof want,
	    "2023-11-14T22:13:20Z\tretry\t1.1\t%s\t1\t2023-11-14T22:14:20Z\t"
	    "HTTP 503\\tbusy\n"
	    "2023-11-14T22:13:20Z\tbreaker\t-\t-\t-\t2023-11-14T22:13:50Z\t30\n"
	    "2023-11-14T22:13:20Z\tdead\t1.1\t%s\t2\tHTTP 404\tafter=x\n"
	    "2023-11-14T22:13:20Z\tgone\t-\t-\t-\tHTTP 410\n",
	    id, id);
	EXPECT(scratch_holds("box/ops/log", want));
	p = opened();
	EXPECT_STR(pending_gone(p), "HTTP 410");
	EXPECT(pending_breaker(p).until_s == NOW + 30);
	EXPECT(pending_breaker(p).pause_s == 30);
	EXPECT(pending_counts(p).dead == 1);
	EXPECT(pending_close(p, &e) == 0);
	clock_release();
}

/* The log is a year ahead of a clock that was put back. */
static void
clock_back(void)
{
	const int64_t year = 365 * 86400;
	struct pending_event ev;
	struct pending *p;

	fresh();
	clock_set(NOW + year, 1000);
	add_run(0, 1);
	p = opened();
	EXPECT(next_is(p, &ev, 0));
	pending_retry(p, &ev.ref, 1, NOW + year + 60, SPAN("HTTP 503"));
	pending_set_breaker(p, (struct pending_breaker){ NOW + year + 30, 30 });
	EXPECT(pending_close(p, &e) == 0);
	clock_set(NOW, 1000);
	p = opened();
	EXPECT(next_is(p, &ev, 0) && ev.due_s == NOW + 60);
	EXPECT(pending_breaker(p).until_s == NOW + 30);
	EXPECT(pending_close(p, &e) == 0);
	clock_release();
}

static void
gone(void)
{
	struct pending *p;

	fresh();
	add_run(0, 2);
	p = opened();
	EXPECT(!pending_gone(p));
	pending_set_gone(p, SPAN("HTTP 410"));
	EXPECT(pending_counts(p).left == 0 && pending_counts(p).dead == 2);
	EXPECT(span_eq(pending_dead_reason(p), SPAN("HTTP 410")));
	EXPECT(pending_close(p, &e) == 0);
	EXPECT(is_there(EVENTS1));
}

/* Adds what a transport said that outlived its sender. */
static void
leave(const char *format, unsigned i)
{
	struct event_id id = id_of(i);
	char text[EVENT_ID_TEXT + 1];
	FILE *f = fopen("box/ops/answers", "a");

	event_id_format(&id, text);
	if (!f)
		scratch_die("answers");
	fputs(text, f);
	fputs(format, f);
	fclose(f);
}

static void
left_answers(void)
{
	struct pending_event ev;
	struct pending *p;
	struct span line;
	struct stat st;

	fresh();
	add_run(0, 4);
	p = opened();
	EXPECT(next_is(p, &ev, 0));
	pending_ok(p, &ev.ref, 1, none);
	EXPECT(pending_close(p, &e) == 0);
	scratch_write("box/ops/answers", "recon-transport 1 window=4\n", 27);
	leave("\tok\n", 0);
	leave("\tretry\t-\tbusy\n", 2);
	leave("\tok\n", 77);
	leave("\tok\thttp=200\n", 2);
	leave("\tok\n", 2);
	leave("\tfail\tno\n", 1);
	leave("\to", 3);
	p = pending_open(&box, "ops", &e);
	EXPECT(pending_left_answer(p, &ev, &line, &e) == 1);
	EXPECT(is_id(&ev.ref.id, 2) && span_eq(ev.json, SPAN("{\"n\":2}")));
	EXPECT(span_eq((struct span){ line.p + 32, line.len - 32 },
	    SPAN("\tretry\t-\tbusy")));
	pending_retry(p, &ev.ref, 1, 0, SPAN("busy"));
	EXPECT(pending_left_answer(p, &ev, &line, &e) == 1);
	EXPECT(is_id(&ev.ref.id, 2) && ev.tries == 1);
	pending_ok(p, &ev.ref, 2, none);
	EXPECT(pending_left_answer(p, &ev, &line, &e) == 1);
	EXPECT(is_id(&ev.ref.id, 1));
	pending_dead(p, &ev.ref, 1, SPAN("no"), none);
	EXPECT(pending_left_answer(p, &ev, &line, &e) == 0);
	EXPECT(pending_left_answer(p, &ev, &line, &e) == 0);
	EXPECT(stat("box/ops/answers", &st) == 0 && st.st_size == 0);
	EXPECT(next_is(p, &ev, 3));
	EXPECT(pending_next(p, &ev, &e) == 0);
	EXPECT(pending_close(p, &e) == 0);
}

/* A sender is killed: its descriptors are closed, nothing else. */
static void
tell_and_die(void)
{
	struct pending_event ev;
	struct pending *p = opened();

	EXPECT(next_is(p, &ev, 0));
	leave("\tretry\t-\tbusy\n", 0);
	pending_retry(p, &ev.ref, 1, 0, SPAN("busy"));
	pending_answers_taken(p, 32 + 14);
	EXPECT(pending_write(p, &e) == 0);
	leave("\tretry\t-\tstill busy\n", 0);
	fflush(stdout);
	_exit(test_broken);
}

static void
counted_once(void)
{
	struct pending_event ev;
	struct pending *p;
	struct span line;
	int status;
	pid_t pid;

	fresh();
	add_run(0, 1);
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		tell_and_die();
	EXPECT(waitpid(pid, &status, 0) == pid && status == 0);
	p = pending_open(&box, "ops", &e);
	EXPECT(pending_left_answer(p, &ev, &line, &e) == 1);
	EXPECT(ev.tries == 1);
	EXPECT(span_eq((struct span){ line.p + 32, line.len - 32 },
	    SPAN("\tretry\t-\tstill busy")));
	pending_retry(p, &ev.ref, 2, 0, SPAN("still busy"));
	EXPECT(pending_left_answer(p, &ev, &line, &e) == 0);
	EXPECT(pending_close(p, &e) == 0);
	p = pending_open(&box, "ops", &e);
	EXPECT(pending_left_answer(p, &ev, &line, &e) == 0);
	EXPECT(next_is(p, &ev, 0) && ev.tries == 2);
	EXPECT(pending_close(p, &e) == 0);
}

/* So many bytes of the last line are not there: its LF, or more. */
static void
torn_by(off_t bytes)
{
	struct pending_event ev;
	struct pending *p;
	char *log;

	fresh();
	add_run(0, 3);
	p = opened();
	EXPECT(next_is(p, &ev, 0));
	pending_ok(p, &ev.ref, 1, none);
	EXPECT(next_is(p, &ev, 1));
	pending_ok(p, &ev.ref, 1, none);
	EXPECT(pending_close(p, &e) == 0);
	log = scratch_read("box/ops/log");
	EXPECT(log && truncate("box/ops/log", (off_t)strlen(log) - bytes) == 0);
	p = opened();
	EXPECT_STR(pending_damage(p),
	    "box/ops/log: lines that are none: 1, added to "
	    "box/ops/log.damaged; what they said of may be sent again");
	EXPECT(next_is(p, &ev, 1));
	pending_ok(p, &ev.ref, 1, none);
	EXPECT(next_is(p, &ev, 2));
	EXPECT(pending_close(p, &e) == 0);
	EXPECT(scratch_holds("box/ops/log", log));
	p = opened();
	EXPECT(!pending_damage(p));
	EXPECT(next_is(p, &ev, 2));
	EXPECT(pending_close(p, &e) == 0);
	free(log);
}

static void
torn_log(void)
{
	clock_set(NOW, 1000);
	torn_by(1);
	torn_by(5);
	torn_by(60);
	clock_release();
}

/* A line that reads well and is about an event of another id. */
static void
other_event(void)
{
	struct pending_event ev;
	struct pending *p;
	char *log, *at;

	fresh();
	add_run(0, 3);
	p = opened();
	EXPECT(next_is(p, &ev, 0));
	pending_ok(p, &ev.ref, 1, none);
	EXPECT(pending_close(p, &e) == 0);
	log = scratch_read("box/ops/log");
	at = log ? strstr(log, "\t1.1\t") : NULL;
	EXPECT(at);
	if (!at)
		return;
	at[3] = '2';
	scratch_write("box/ops/log", log, strlen(log));
	p = opened();
	EXPECT(pending_damage(p));
	EXPECT(pending_counts(p).left == 3);
	EXPECT(pending_close(p, &e) == 0);
	EXPECT(scratch_holds("box/ops/log.damaged", log));
	EXPECT(scratch_holds("box/ops/log", ""));
	free(log);
}

static void
changed_spool(void)
{
	char *text;

	fresh();
	add_run(0, 3);
	text = scratch_read(EVENTS1);
	EXPECT(text && truncate(EVENTS1, (off_t)strlen(text) - 3) == 0);
	EXPECT(!pending_open(&box, "ops", &e) && e.status == ST_DATA);
	EXPECT_STR(e.text, EVENTS1 ":5: it was cut off: there is no #end");
	EXPECT(!outbox_add_begin(&box, "ops", SPAN("shop"), NOW, &e));
	EXPECT(e.status == ST_DATA);
	free(text);
}

static void
two_senders(void)
{
	struct pending *p;
	char want[128];

	fresh();
	p = opened();
	EXPECT(!pending_open(&box, "ops", &e) && e.status == ST_AGAIN);
	snprintf(want, sizeof want, "ops: another process (pid %ld) is sending",
	    (long)getpid());
	EXPECT_STR(e.text, want);
	EXPECT(pending_close(p, &e) == 0);
}

static void
while_adding(void)
{
	struct outbox_add *a;
	struct pending_event ev;
	struct pending *p;

	fresh();
	add_run(0, 100); /* more than a log that is never compacted says */
	a = outbox_add_begin(&box, "ops", SPAN("shop"), NOW, &e);
	EXPECT(a && add_one(a, 100) == 0);
	p = opened();
	for (unsigned i = 0; i < 100; i++) {
		EXPECT(next_is(p, &ev, i));
		pending_ok(p, &ev.ref, 1, none);
	}
	EXPECT(pending_close(p, &e) == 0);
	EXPECT(is_there(EVENTS1)); /* the run that adds looks at it */
	EXPECT(outbox_add_commit(a, &e) == 0);
	p = opened();
	EXPECT(pending_counts(p).left == 1);
	EXPECT(next_is(p, &ev, 100));
	EXPECT(pending_close(p, &e) == 0);
	EXPECT(!is_there(EVENTS1) && is_there(IDS1));
	EXPECT(scratch_holds("box/ops/log", ""));
}

/* Many small runs; what the log has of them goes, ids are merged. */
static void
stays_small(void)
{
	struct pending_event ev;
	struct pending *p;
	struct stat st;

	fresh();
	clock_set(NOW, 1000);
	for (unsigned i = 0; i < 100; i++) {
		add_run(i, i + 1);
		p = opened();
		EXPECT(next_is(p, &ev, i));
		pending_ok(p, &ev.ref, 1, none);
		EXPECT(pending_close(p, &e) == 0);
	}
	EXPECT(stat("box/ops/log", &st) == 0 && st.st_size < 4096);
	shell("test $(ls box/ops/*.ids | wc -l) -le 33");
	for (unsigned i = 0; i < 100; i++)
		EXPECT(knows(i));
	box.remember_days = 1;
	clock_set(NOW + 3 * 86400, 1000);
	for (unsigned i = 100; i < 140; i++) {
		add_run(i, i + 1);
		p = opened();
		EXPECT(next_is(p, &ev, i));
		pending_ok(p, &ev.ref, 1, none);
		EXPECT(pending_close(p, &e) == 0);
	}
	EXPECT(!knows(0) && knows(139));
	clock_release();
}

/* Keeps an answer to event i, as by who holds send.lock. */
static void
reply_to(unsigned i)
{
	const struct span line = SPAN("A17\t1.00\tEUR");
	struct outbox_replies *r = outbox_replies_open(&box, "ops", &e);
	struct event_id id = id_of(i);

	EXPECT(r && outbox_replies_add(r, &id, &line, 1, &e) == 0);
	outbox_replies_close(r);
}

static int
count_reply(
    void *n, const struct event_id *item, struct span line, struct err *err)
{
	(void)line, (void)err;
	if (is_id(item, 0))
		*(unsigned *)n += 100; /* the old one */
	++*(unsigned *)n;
	return 0;
}

static unsigned
replies(void)
{
	unsigned n = 0;

	EXPECT(outbox_replies_each(&box, "ops", count_reply, &n, &e) == 0);
	return n;
}

static void
replies_go(void)
{
	struct event_id asking = id_of(1000);
	struct outbox_add *a;
	struct pending_event ev;
	struct pending *p;

	fresh();
	clock_set(NOW, 1000);
	a = outbox_add_begin(&box, "ops", SPAN("shop"), NOW, &e);
	EXPECT(a &&
	    outbox_add_event(
		a, OUTBOX_ASK, &asking, SPAN("k"), SPAN("{}"), &e) == 0 &&
	    add_one(a, 1001) == 0 && outbox_add_commit(a, &e) == 0);
	reply_to(1000); /* its run has another event left */
	box.remember_days = 1;
	for (unsigned i = 0; i < 80; i++) {
		clock_set(NOW + i * 3600, 1000);
		a = outbox_add_begin(
		    &box, "ops", SPAN("shop"), NOW + i * 3600, &e);
		EXPECT(
		    a && add_one(a, i) == 0 && outbox_add_commit(a, &e) == 0);
		p = opened();
		do
			EXPECT(pending_next(p, &ev, &e) == 1);
		while (!is_id(&ev.ref.id, i));
		pending_ok(p, &ev.ref, 1, none);
		if (i == 0 || i == 79)
			reply_to(i);
		EXPECT(pending_close(p, &e) == 0);
		if (i == 10) /* its id is there, no files were merged */
			EXPECT(replies() == 102);
	}
	EXPECT(!knows(0) && knows(79) && replies() == 2);
	clock_release();
}

/* What a kill between the ids and the events has left. */
static void
both_there(void)
{
	struct pending_event ev;
	struct pending *p;

	fresh();
	add_run(0, 1);
	shell("cp " EVENTS1 " kept");
	p = opened();
	EXPECT(next_is(p, &ev, 0));
	pending_ok(p, &ev.ref, 1, none);
	EXPECT(pending_close(p, &e) == 0);
	shell("mv kept " EVENTS1);
	p = opened();
	EXPECT(pending_next(p, &ev, &e) == 0);
	EXPECT(pending_counts(p).left == 0);
	EXPECT(pending_close(p, &e) == 0);
	EXPECT(!is_there(EVENTS1) && knows(0));
}

static void
synced(void)
{
	struct pending_event ev;
	struct pending *p;

	fresh();
	clock_set(NOW, 1000);
	add_run(0, 3);
	p = opened();
	EXPECT(pending_sync_ms(p) == -1);
	EXPECT(next_is(p, &ev, 0));
	pending_ok(p, &ev.ref, 1, none);
	EXPECT(pending_write(p, &e) == 0);
	EXPECT(pending_sync_ms(p) == 100);
	clock_set(NOW, 1040);
	EXPECT(pending_sync_ms(p) == 60);
	EXPECT(pending_write(p, &e) == 0 && pending_sync_ms(p) == 60);
	clock_set(NOW, 1200);
	EXPECT(pending_sync_ms(p) == 0);
	EXPECT(pending_write(p, &e) == 0 && pending_sync_ms(p) == -1);
	EXPECT(pending_close(p, &e) == 0);
	clock_release();
}

int
main(void)
{
	scratch_begin();
	test("events come in the order in which they were added", in_order);
	test("a run with nothing left becomes its ids", finished);
	test(
	    "what was retried or is dead is known to the next sender", retried);
	test("the log says what recon-outbox(5) says", log_lines);
	test("nothing waits for a clock that was put back", clock_back);
	test("what is left for a target that is gone counts as dead", gone);
	test("answers that were left are handed out once", left_answers);
	test("after a kill no answer counts as a try twice", counted_once);
	test("a torn log is told, and only what it said is lost", torn_log);
	test("a line about an event of another id is none", other_event);
	test("events that were cut are refused by sender and adder",
	    changed_spool);
	test("one sender at a time", two_senders);
	test("no run is finished while another one adds", while_adding);
	test("log and ids stay small, and old ids are forgotten", stays_small);
	test("replies go with the ids of what asked for them", replies_go);
	test("a run that has both events and ids is finished", both_there);
	test("outcomes are synced after 100 ms", synced);
	outboxes_end();
	return test_done();
}
