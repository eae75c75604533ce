#include "outbox/send/sender.h"

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>

#include "outbox/outbox_add.h"
#include "scratch.h"
#include "sys/clock.h"
#include "test.h"

enum { BEGIN = 1700000000 };

static struct outbox box;
static struct target_common settings;
static struct sender_target t[2];
static struct err e;
static int64_t now_ms; /* the clock stands until it is told */

/* What a transport in sh is made of; "$n" is the number of an event, said()
 * adds a line to got.TARGET. */
#define TRANSPORT(window, answer) \
	"#!/bin/sh\n" \
	"said() { echo \"$@\" >>got.$target; }\n" \
	"target=$2\n" \
	"echo 'recon-transport 1 window=" #window "'\n" \
	"while IFS= read -r event; do\n" \
	"id=${event#*'\"id\":\"'} id=${id%%'\"'*}\n" \
	"n=${event#*'\"n\":\"'} n=${n%%'\"'*}\n" \
	"said $n\n" answer "\ndone\n"

#define OK "printf '%s\\tok\\n' $id\n"
#define RETRY "printf '%s\\tretry\\t-\\tbusy\\n' $id\n"
#define FAIL "printf '%s\\tfail\\tno such room\\n' $id\n"
/* How often was it sent? */
#define TIMES "times=$(grep -cx $n got.$target)\n"

static void
transport(const char *path, const char *script)
{
	scratch_write(path, script, strlen(script));
	chmod(path, 0755);
}

static int64_t
passed(void)
{
	return now_ms / 1000;
}

static void
set_clock_ms(int64_t ms)
{
	now_ms = ms;
	clock_set(BEGIN + ms / 1000, ms);
}

static void
set_clock(int64_t s)
{
	set_clock_ms(s * 1000);
}

/* Time goes by only when nothing is under way. */
static int
wait_for(void *arg, struct pollfd *fds, nfds_t n, int ms)
{
	(void)arg;
	if (n)
		return poll(fds, n, 60000);
	set_clock_ms(now_ms + ms);
	return 0;
}

static struct event_id
id_of(const char *target, unsigned n)
{
	char text[16];

	snprintf(text, sizeof text, "%u", n);
	return event_id_of(
	    (struct span[]){ span_str(target), span_str(text) }, 2);
}

/* Adds the events first to last; the key of each is a letter of keys. */
static void
add_kind(const char *target, enum outbox_kind kind, unsigned first,
    unsigned last, const char *keys)
{
	struct outbox_add *a =
	    outbox_add_begin(&box, target, SPAN("book"), BEGIN, &e);

	for (unsigned n = first; n <= last; n++) {
		struct event_id id = id_of(target, n);
		char hex[EVENT_ID_TEXT + 1], json[100];
		struct span key = { keys ? keys + n - first : "",
			keys != NULL };

		event_id_format(&id, hex);
		snprintf(
		    json, sizeof json, "{\"id\":\"%s\",\"n\":\"%u\"}", hex, n);
		EXPECT(outbox_add_event(
			   a, kind, &id, key, span_str(json), &e) == 0);
	}
	EXPECT(outbox_add_commit(a, &e) == 0);
}

static void
add(const char *target, unsigned first, unsigned last)
{
	add_kind(target, OUTBOX_EVENT, first, last, NULL);
}

static struct sender_rules rules = { &box, "targets", SENDER_WAIT, NULL, NULL,
	wait_for, NULL };

static void
forget_last(void)
{
	for (int i = 0; i < 2; i++) {
		sender_target_free(&t[i]);
		t[i] = (struct sender_target){ .name = i ? "log" : "ops",
			.settings = &settings,
			.transport = i ? "./t2" : "./t" };
	}
}

/* Delivers to ops alone, or to log, too. */
static enum status
runs(size_t n)
{
	forget_last();
	return sender_run(t, n, &rules);
}

static void
begin_test(void)
{
	settings = (struct target_common){
		.answer_within = 600, .n_retry = 3, .retry = { 0, 5, 30 }
	};
	set_clock(0);
	EXPECT(outbox_open(&box, "box", &e) == 0);
	box.wait_s = 0;
}

static void
end_test(void)
{
	forget_last();
	outbox_close(&box);
	if (system("rm -rf box got.* t t2"))
		scratch_die("rm");
	clock_release();
}

static bool
counted(
    const struct sender_target *x, uint64_t ok, uint64_t left, uint64_t dead)
{
	const struct pending_counts *c = &x->counts;

	if (c->ok == ok && c->left == left && c->dead == dead)
		return true;
	printf("# ok %u left %u dead %u\n", (unsigned)c->ok, (unsigned)c->left,
	    (unsigned)c->dead);
	return false;
}

static void
all_delivered(void)
{
	transport("t", TRANSPORT(4, OK));
	transport("t2", TRANSPORT(1, OK));
	add("ops", 1, 9);
	add("log", 11, 13);
	EXPECT(runs(2) == ST_OK);
	EXPECT(counted(&t[0], 9, 0, 0) && counted(&t[1], 3, 0, 0));
	EXPECT(!t[0].left && !t[0].dead && !t[0].trouble.text[0]);
	EXPECT(scratch_holds("got.ops", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"));
	EXPECT(scratch_holds("got.log", "11\n12\n13\n"));
	EXPECT(runs(2) == ST_OK && counted(&t[0], 0, 0, 0));
	EXPECT(scratch_holds("got.log", "11\n12\n13\n"));
	EXPECT(passed() == 0);
}

static void
nothing_to_send(void)
{
	/* no transport is started for it */
	EXPECT(runs(2) == ST_OK && counted(&t[0], 0, 0, 0));
}

static void
tried_again(void)
{
	transport("t",
	    TRANSPORT(
		4, TIMES "if [ $times = 3 ]; then\n" OK "else\n" RETRY "fi\n"));
	add("ops", 1, 2);
	EXPECT(runs(1) == ST_OK && counted(&t[0], 2, 0, 0));
	EXPECT(passed() >= 32 && passed() <= 40); /* 5 and 30, a tenth off */
	EXPECT(!t[0].left);
}

static void
given_up(void)
{
	transport("t",
	    TRANSPORT(4, "if [ $n = 1 ]; then\n" RETRY "else\n" OK "fi\n"));
	add("ops", 1, 2);
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 1, 0, 1));
	EXPECT_STR(t[0].dead, "busy");
	EXPECT(scratch_holds("got.ops", "1\n2\n1\n1\n"));
	/* told each time, sent no more */
	add("ops", 3, 3);
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 1, 0, 1));
	EXPECT_STR(t[0].dead, "busy");
	EXPECT(scratch_holds("got.ops", "1\n2\n1\n1\n3\n"));
}

static void
failed(void)
{
	transport(
	    "t", TRANSPORT(4, "if [ $n = 2 ]; then\n" FAIL "else\n" OK "fi\n"));
	add("ops", 1, 3);
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 2, 0, 1));
	EXPECT_STR(t[0].dead, "no such room");
	EXPECT(passed() == 0);
}

static void
gone(void)
{
	transport("t",
	    TRANSPORT(1, "printf '%s\\tfail\\tleft\\ttarget=gone\\n' $id\n"));
	add("ops", 1, 5);
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 0, 0, 5));
	EXPECT_STR(t[0].dead, "the target is gone: left");
	EXPECT(scratch_holds("got.ops", "1\n"));
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 0, 0, 5));
	EXPECT(scratch_holds("got.ops", "1\n"));
}

static void
paced(void)
{
	settings.n_retry = 1;
	transport("t",
	    TRANSPORT(4,
		TIMES "if [ $times = 11 ]; then\n" OK
		      "else printf '%s\\tretry\\t2\\tfull\\tpaced=yes\\n' $id\n"
		      "fi\n"));
	add("ops", 1, 1);
	EXPECT(runs(1) == ST_OK && counted(&t[0], 1, 0, 0));
	EXPECT(passed() == 20);
}

static void
when_it_says(void)
{
	transport("t",
	    TRANSPORT(4,
		TIMES "if [ $times = 2 ]; then\n" OK
		      "else printf '%s\\tretry\\t50\\tHTTP 429\\n' $id\nfi\n"));
	add("ops", 1, 1);
	EXPECT(runs(1) == ST_OK && passed() == 50);
}

static void
bounded(void)
{
	settings.retry[1] = 3600;
	transport("t",
	    TRANSPORT(
		4, TIMES "if [ $times = 2 ]; then\n" OK "else\n" RETRY "fi\n"));
	add("ops", 1, 2);
	EXPECT(runs(1) == ST_AGAIN && counted(&t[0], 0, 2, 0));
	EXPECT_STR(t[0].left, "busy");
	EXPECT(passed() == 0); /* what will not come is not waited for */
	EXPECT(runs(1) == ST_AGAIN && counted(&t[0], 0, 2, 0));
	EXPECT(!strncmp(t[0].left, "it is tried again at 2023-11-14T23:", 35));
	EXPECT(scratch_holds("got.ops", "1\n2\n"));
	set_clock(4000);
	EXPECT(runs(1) == ST_OK && counted(&t[0], 2, 0, 0));
}

static void
first_try_later(void)
{
	settings.retry[0] = 20;
	transport("t", TRANSPORT(4, OK));
	add("ops", 1, 1);
	rules.wait_s = 10;
	EXPECT(runs(1) == ST_AGAIN && counted(&t[0], 0, 1, 0));
	set_clock(15); /* it does not begin anew */
	EXPECT(runs(1) == ST_OK && counted(&t[0], 1, 0, 0));
	EXPECT(passed() == 20);
	rules.wait_s = SENDER_WAIT;
}

static void
breaker(void)
{
	char *got;

	transport("t", TRANSPORT(1, RETRY));
	add("ops", 1, 20);
	EXPECT(runs(1) == ST_AGAIN && counted(&t[0], 0, 20, 0));
	EXPECT_STR(t[0].left, "busy");
	got = scratch_read("got.ops");
	EXPECT(got && strlen(got) == 12); /* five, and one behind the pause */
	free(got);
	EXPECT(passed() >= 27 && passed() <= 33);
	rules.wait_s = 10;
	EXPECT(runs(1) == ST_AGAIN && passed() <= 33);
	rules.wait_s = SENDER_WAIT;
	EXPECT(!strncmp(t[0].left, "it is left alone until 2023-11-14T", 34));
	transport("t", TRANSPORT(1, OK));
	set_clock(120);
	EXPECT(runs(1) == ST_OK && counted(&t[0], 20, 0, 0));
}

static void
breaker_and_window(void)
{
	char *got;

	transport("t", TRANSPORT(16, RETRY));
	rules.wait_s = 0;
	add("ops", 1, 40);
	EXPECT(runs(1) == ST_AGAIN);
	got = scratch_read("got.ops");
	EXPECT(got && strlen(got) < 80);
	free(got);
	/* what was under way does not make the pause longer */
	rules.wait_s = 40;
	transport("t", TRANSPORT(16, OK));
	EXPECT(runs(1) == ST_OK && passed() <= 40);
	rules.wait_s = SENDER_WAIT;
}

static void
side_by_side(void)
{
	clock_release();
	rules.poll = NULL;
	settings.answer_within = 1;
	settings.n_retry = 1;
	transport("t", TRANSPORT(4, "[ $n != 1 ] || cp got.log at.begin 2>&-"));
	transport("t2", TRANSPORT(1, OK "[ $n != 30 ] || cp got.ops at.end"));
	add("ops", 1, 1);
	add("log", 1, 30);
	EXPECT(runs(2) == ST_FAIL);
	EXPECT(counted(&t[0], 0, 0, 1) && counted(&t[1], 30, 0, 0));
	EXPECT_STR(t[0].dead, "no answer within 1 s");
	EXPECT(t[0].status == ST_FAIL && t[1].status == ST_OK);
	rules.poll = wait_for;
	if (system("rm -f at.*"))
		scratch_die("rm");
}

/* The lines of got.ops that belong to a key. */
static bool
in_order(const char *numbers, const char *want)
{
	char *got = scratch_read("got.ops"), *to = got;
	bool same;

	for (const char *p = got; p && *p; p += 2)
		if (strchr(numbers, *p))
			*to++ = *p;
	*to = '\0';
	same = !strcmp(got, want);
	if (!same)
		printf("# %s\n", got);
	free(got);
	return same;
}

static void
keys_in_order(void)
{
	settings.order = TARGET_ORDER_KEY;
	transport("t",
	    TRANSPORT(4,
		TIMES "if [ $n$times = 11 ]; then\n" RETRY
		      "elif [ $n = 2 ]; then\n" FAIL "else\n" OK "fi\n"));
	add_kind("ops", OUTBOX_EVENT, 1, 6, "aababb");
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 5, 0, 1));
	EXPECT(in_order("124", "1124") && in_order("356", "356"));
	EXPECT(in_order("1234567", "1356124")); /* b does not wait for a */
}

static void
behind_a_dead_one(void)
{
	struct event_id id = id_of("ops", 1);
	char hex[EVENT_ID_TEXT + 1], after[64], *log;

	event_id_format(&id, hex);
	snprintf(after, sizeof after, "\tcode=0\tafter=%s\n", hex);
	settings.order = TARGET_ORDER_KEY;
	transport("t",
	    TRANSPORT(4,
		"if [ $n = 1 ]; then\n" FAIL
		"else printf '%s\\tok\\treply=long\\tcode=0\\n' $id\n"
		"fi\n"));
	add_kind("ops", OUTBOX_EVENT, 1, 3, "aba");
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 2, 0, 1));
	log = scratch_read("box/ops/log");
	EXPECT(log && strstr(log, after));
	EXPECT(log && strstr(log, "after=") == strstr(log, after) + 8);
	EXPECT(log && strstr(log, "\tcode=0\n") && !strstr(log, "reply"));
	free(log);
}

static void
behind_one_of_before(void)
{
	struct event_id id = id_of("ops", 1);
	char hex[EVENT_ID_TEXT + 1], after[64], *log;

	event_id_format(&id, hex);
	snprintf(after, sizeof after, "\tafter=%s\n", hex);
	settings.order = TARGET_ORDER_KEY;
	transport(
	    "t", TRANSPORT(4, "if [ $n = 1 ]; then\n" FAIL "else\n" OK "fi\n"));
	add_kind("ops", OUTBOX_EVENT, 1, 2, "ab");
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 1, 0, 1));
	add_kind("ops", OUTBOX_EVENT, 3, 5, "aba");
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 3, 0, 1));
	log = scratch_read("box/ops/log");
	EXPECT(log && strstr(log, after)); /* of 3 and 5, and not of 4 */
	EXPECT(log && strstr(strstr(log, after) + 1, after));
	EXPECT(
	    log && !strstr(strstr(strstr(log, after) + 1, after) + 1, after));
	free(log);
	settings.order = TARGET_ORDER_NONE;
	add_kind("ops", OUTBOX_EVENT, 6, 6, "a");
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 1, 0, 1));
	log = scratch_read("box/ops/log");
	EXPECT(log && !strstr(strstr(log, "\t3.1\t"), "after="));
	free(log);
}

static void
transport_dies(void)
{
	transport(
	    "t", TRANSPORT(4, TIMES "[ $n$times != 31 ] || kill -9 $$\n" OK));
	add("ops", 1, 6);
	EXPECT(runs(1) == ST_OK && counted(&t[0], 6, 0, 0));
	EXPECT(in_order("12", "12") && in_order("3", "33"));
}

static void
transport_never_begins(void)
{
	transport("t", "#!/bin/sh\nexit 75\n");
	add("ops", 1, 1);
	EXPECT(runs(1) == ST_AGAIN && counted(&t[0], 0, 1, 0));
	EXPECT_STR(t[0].left, "the transport ended with status 75");
	EXPECT(passed() >= 31 && passed() <= 60);
	transport("t", TRANSPORT(4, OK));
	EXPECT(runs(1) == ST_OK); /* no try was counted */
}

static void
refused(void)
{
	transport("t", "#!/bin/sh\nexit 2\n");
	transport("t2", TRANSPORT(4, OK));
	add("ops", 1, 1);
	add("log", 1, 1);
	EXPECT(runs(2) == ST_FAIL && counted(&t[0], 0, 1, 0));
	EXPECT_STR(t[0].trouble.text, "the transport ended with status 2");
	EXPECT(t[1].status == ST_OK && counted(&t[1], 1, 0, 0));
	unlink("t");
	EXPECT(runs(2) == ST_FAIL && counted(&t[0], 0, 1, 0));
	EXPECT_STR(t[0].trouble.text, "./t: No such file or directory");
	EXPECT(passed() == 0);
}

static void
locked(void)
{
	int ready[2], done[2];
	pid_t pid;
	char c;

	transport("t", TRANSPORT(4, OK));
	transport("t2", TRANSPORT(4, OK));
	add("ops", 1, 1);
	add("log", 1, 1);
	if (pipe(ready) || pipe(done) || (fflush(stdout), pid = fork()) < 0)
		scratch_die("fork");
	if (pid == 0) {
		close(done[1]);
		_exit(!pending_open(&box, "ops", &e) ||
		    write(ready[1], "x", 1) != 1 || read(done[0], &c, 1));
	}
	EXPECT(read(ready[0], &c, 1) == 1);
	box.wait_s = 7;
	EXPECT(runs(2) == ST_AGAIN && passed() >= 7);
	EXPECT(strstr(t[0].trouble.text, "another process"));
	EXPECT(t[1].status == ST_OK && counted(&t[1], 1, 0, 0));
	close(done[1]);
	waitpid(pid, NULL, 0);
	close(done[0]);
	close(ready[0]);
	close(ready[1]);
	EXPECT(runs(2) == ST_OK && counted(&t[0], 1, 0, 0));
}

static void
answers_left(void)
{
	struct buf b = { 0 };
	char hex[3][EVENT_ID_TEXT + 1];

	for (unsigned i = 0; i < 3; i++) {
		struct event_id id = id_of("ops", i + 1);

		event_id_format(&id, hex[i]);
	}
	settings.n_retry = 1;
	transport("t", TRANSPORT(4, OK));
	add("ops", 1, 4);
	buf_printf(&b,
	    "recon-transport 1 window=4\n%s\tok\n%s\tfail\tno such room\n"
	    "nonsense\n%s\tretry\t-\tbusy\n",
	    hex[0], hex[1], hex[2]);
	mkdir("box/ops", 0700);
	scratch_write("box/ops/answers", b.p, b.len);
	buf_free(&b);
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 2, 0, 2));
	EXPECT(scratch_holds("got.ops", "4\n"));
}

static int asked;
static struct err refuse;

static int
take_reply(void *arg, const struct sender_target *x,
    const struct pending_event *ev, const struct answer *a, struct err *why)
{
	struct buf b = { 0 };

	EXPECT(arg == &asked && !strcmp(x->name, "ops"));
	EXPECT(ev->kind == OUTBOX_ASK && ev->json.len > 0);
	EXPECT(answer_find(a, "reply", &b));
	EXPECT(span_eq(buf_span(&b), SPAN("a\tb")));
	buf_free(&b);
	asked++;
	*why = refuse;
	return refuse.status ? -1 : 0;
}

static void
asks(void)
{
	rules.ok = take_reply;
	rules.arg = &asked;
	settings.n_retry = 2;
	transport(
	    "t", TRANSPORT(4, "printf '%s\\tok\\treply=a\\\\tb\\n' $id\n"));
	add_kind("ops", OUTBOX_ASK, 1, 1, NULL);
	add("ops", 2, 2);
	refuse.status = ST_OK;
	EXPECT(runs(1) == ST_OK && counted(&t[0], 2, 0, 0) && asked == 1);
	add_kind("ops", OUTBOX_ASK, 3, 3, NULL);
	err_set(&refuse, ST_DATA, "no record");
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 0, 0, 1) && asked == 2);
	EXPECT_STR(t[0].dead, "no record");
	add_kind("ops", OUTBOX_ASK, 4, 4, NULL);
	err_set(&refuse, ST_FAIL, "no space");
	EXPECT(runs(1) == ST_FAIL && counted(&t[0], 0, 0, 2) && asked == 4);
	EXPECT(passed() >= 4);
	rules.ok = NULL;
	rules.arg = NULL;
}

static void
run_test(const char *sentence, void (*body)(void))
{
	begin_test();
	test(sentence, body);
	end_test();
}

int
main(void)
{
	scratch_begin();
	run_test("all is delivered, in order, and once", all_delivered);
	run_test(
	    "where nothing is left no transport is started", nothing_to_send);
	run_test("what failed is tried again behind the pauses", tried_again);
	run_test("behind the last try an event is dead, and told each time",
	    given_up);
	run_test("what fails for ever is dead at once", failed);
	run_test("a target that is gone is sent nothing", gone);
	run_test("what a pace held back does not count as a try", paced);
	run_test("a target that says when is not asked before", when_it_says);
	run_test("what would have to wait too long is left", bounded);
	run_test("a first try may be later", first_try_later);
	run_test("a target that takes nothing is left alone, also by the next "
		 "run",
	    breaker);
	run_test("what is under way when that begins does not make it longer",
	    breaker_and_window);
	run_test("a target that does not answer slows no other", side_by_side);
	run_test("events of a key are delivered in order", keys_in_order);
	run_test("who came behind a dead one is told", behind_a_dead_one);
	run_test("also behind one that died in an earlier run, and no other",
	    behind_one_of_before);
	run_test("a transport that dies is started again", transport_dies);
	run_test("one that never begins is given up, and no event",
	    transport_never_begins);
	run_test("one that refuses is not started again", refused);
	run_test(
	    "a target that another process sends to is waited for", locked);
	run_test("answers that a killed run left are taken", answers_left);
	run_test("an answer to an event that asks is handed on", asks);
	scratch_end();
	return test_done();
}
