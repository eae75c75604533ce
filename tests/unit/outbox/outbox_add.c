#include "outbox/outbox_add.h"

#include <stdlib.h>

#include "outboxes.h"

#define EVENTS1 "box/ops/0000000001.events"

static struct outbox_add *
begin(void)
{
	struct outbox_add *a =
	    outbox_add_begin(&box, "ops", SPAN("shop"), NOW, &e);

	EXPECT(a);
	return a;
}

static bool
asked(struct outbox_add *a, unsigned i)
{
	struct event_id id = id_of(i);

	return outbox_add_knows(a, &id);
}

static void
file(void)
{
	struct event_id one = id_of(1), two = id_of(2), three = id_of(3);
	char a[EVENT_ID_TEXT + 1], b[EVENT_ID_TEXT + 1], c[EVENT_ID_TEXT + 1];
	struct outbox_add *add;
	char want[512], *got;

	fresh();
	add = outbox_add_begin(&box, "ops", SPAN("shop\t1"), NOW, &e);
	EXPECT(outbox_add_event(add, OUTBOX_EVENT, &one, SPAN("A\n17"),
		   SPAN("{\"n\":1}"), &e) == 0);
	EXPECT(outbox_add_member(add, &two, &e) == 0);
	EXPECT(outbox_add_event(
		   add, OUTBOX_ASK_ANY, &three, SPAN(""), SPAN("{}"), &e) == 0);
	EXPECT(outbox_add_count(add) == 2);
	EXPECT(!is_there(EVENTS1));
	EXPECT(outbox_add_commit(add, &e) == 0);
	event_id_format(&one, a);
	event_id_format(&two, b);
	event_id_format(&three, c);
	snprintf(want, sizeof want,
	    "#outbox 1\tshop\\t1\t2023-11-14T22:13:20Z\n"
	    "event\t%s\tA\\n17\t{\"n\":1}\nmember\t%s\nask-any\t%s\t\t{}\n"
	    "#end\tevents=2\txxh3=",
	    a, b, c);
	got = scratch_read(EVENTS1);
	EXPECT(got && !strncmp(got, want, strlen(want)));
	EXPECT(got && strlen(got) == strlen(want) + 17);
	free(got);
}

static void
known(void)
{
	struct event_id one = id_of(1), member = id_of(50);
	struct outbox_add *a;

	fresh();
	a = begin();
	EXPECT(!asked(a, 1) && add_one(a, 1) == 0 && asked(a, 1));
	EXPECT(!outbox_add_knew(a, &one));
	EXPECT(outbox_add_member(a, &member, &e) == 0 && asked(a, 50));
	EXPECT(add_one(a, 1) < 0 && e.status == ST_BROKEN);
	EXPECT(add_one(a, 50) < 0 && e.status == ST_BROKEN);
	EXPECT(outbox_add_commit(a, &e) == 0);
	a = begin();
	EXPECT(asked(a, 1) && asked(a, 50) && !asked(a, 2));
	EXPECT(outbox_add_knew(a, &one) && outbox_add_knew(a, &member));
	EXPECT(outbox_add_member(a, &member, &e) < 0);
	EXPECT(e.status == ST_BROKEN);
	EXPECT(add_one(a, 2) == 0);
	EXPECT(outbox_add_member(a, &member, &e) == 0);
	EXPECT(outbox_add_knew(a, &member));
	EXPECT(outbox_add_commit(a, &e) == 0);
	EXPECT(knows(2));
}

static void
nothing(void)
{
	struct outbox_add *a;

	fresh();
	EXPECT(outbox_add_commit(begin(), &e) == 0);
	a = begin();
	EXPECT(add_one(a, 1) == 0);
	outbox_add_drop(a);
	outbox_add_drop(NULL);
	shell("test \"$(ls -A box/ops)\" = write.lock");
	EXPECT(!knows(1));
}

static void
killed(void)
{
	int status;
	pid_t pid;

	fresh();
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		struct outbox_add *a = begin();

		_exit(!a || add_one(a, 1));
	}
	EXPECT(waitpid(pid, &status, 0) == pid && status == 0);
	shell("test $(ls -A box/ops | wc -l) -eq 2");
	add_run(1, 2);
	shell("test $(ls -A box/ops | wc -l) -eq 2");
	EXPECT(is_there(EVENTS1));
}

static void
refused(void)
{
	static char large[OUTBOX_JSON_MAX + 1];
	struct event_id id = id_of(1);
	struct outbox_add *a;

	fresh();
	a = begin();
	memset(large, 'x', sizeof large);
	EXPECT(outbox_add_event(a, OUTBOX_EVENT, &id, SPAN("k"),
		   (struct span){ large, sizeof large }, &e) < 0);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "an event of 16777217 bytes; most is 16777216");
	EXPECT(outbox_add_event(
		   a, OUTBOX_EVENT, &id, SPAN("k"), SPAN("{\t}"), &e) < 0);
	EXPECT(e.status == ST_BROKEN);
	EXPECT(outbox_add_event(a, OUTBOX_EVENT, &id, SPAN("k"), SPAN(""), &e) <
	    0);
	EXPECT(outbox_add_count(a) == 0);
	EXPECT(outbox_add_event(a, OUTBOX_EVENT, &id,
		   (struct span){ large, OUTBOX_KEY_MAX },
		   (struct span){ large, OUTBOX_JSON_MAX }, &e) == 0);
	EXPECT(outbox_add_commit(a, &e) == 0);
	EXPECT(knows(1));
}

static void
one_at_a_time(void)
{
	struct outbox_add *a;
	char want[128];

	fresh();
	a = begin();
	EXPECT(!outbox_add_begin(&box, "ops", SPAN("shop"), NOW, &e));
	EXPECT(e.status == ST_AGAIN);
	snprintf(want, sizeof want, "ops: another process (pid %ld) is adding",
	    (long)getpid());
	EXPECT_STR(e.text, want);
	outbox_add_drop(a);
}

static void
damaged_ids(void)
{
	struct outbox_add *a;

	fresh();
	shell("mkdir -m 700 box/ops; echo torn >box/ops/0000000001.ids");
	EXPECT(!outbox_add_begin(&box, "ops", SPAN("shop"), NOW, &e));
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "box/ops/0000000001.ids: it was cut or changed: no whole number "
	    "of lines");
	shell("printf '%%043d\\n' 0 >box/ops/0000000001.ids");
	a = begin();
	EXPECT(add_one(a, 1) == 0); /* not known, as far as one can see, */
	EXPECT(outbox_add_commit(a, &e) < 0 && e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "box/ops/0000000001.ids:1: no id and date: it was changed or is "
	    "damaged");
	EXPECT(!is_there("box/ops/0000000002.events")); /* and not told */
}

static void
no_number(void)
{
	struct outbox_add *a;

	fresh();
	shell("mkdir -m 700 box/ops; : >box/ops/9999999999.ids");
	a = begin();
	EXPECT(add_one(a, 1) < 0 && e.status == ST_FAIL);
	EXPECT_STR(e.text, "box/ops: no number is left for a run");
	outbox_add_drop(a);
}

int
main(void)
{
	scratch_begin();
	test("the file is as recon-outbox(5) says", file);
	test("what this run and those before it added is known", known);
	test("a run without events, and one that is dropped, leave nothing",
	    nothing);
	test("a run that is killed adds nothing, and the next one clears up",
	    killed);
	test("an event that is too long or no line is refused", refused);
	test("one run adds at a time", one_at_a_time);
	test("with ids that are damaged nothing is added", damaged_ids);
	test("the last number of a run is not gone beyond", no_number);
	outboxes_end();
	return test_done();
}
