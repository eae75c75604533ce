#include <sys/stat.h>

#include "store_flow.h"

static struct flow_store s;

static void
shell(const char *command)
{
	if (system(command) != 0)
		scratch_die(command);
}

static void
make(const char *dir)
{
	char command[128];

	snprintf(
	    command, sizeof command, "rm -rf %s; mkdir -m 700 %s", dir, dir);
	shell(command);
	OK(flow_store_open(&s, dir, FLOW_STORE_RUN, &e));
	OK(flow_store_note_put(&s, "what", SPAN("1"), &e));
}

/* Opens it, looks whether it is restored, and whether its id is another. */
static void
expect_opened(const char *dir, const char *id, bool restored)
{
	OK(flow_store_open(&s, dir, FLOW_STORE_RUN, &e));
	EXPECT(s.restored == restored);
	EXPECT((strcmp(s.id, id) != 0) == restored);
}

static void
a_moment(void)
{
	struct flow_store reader, copy;
	struct buf b = { 0 };
	struct stat st;
	char id[33];

	make("d");
	strcpy(id, s.id);
	OK(flow_store_begin(&s, &e));
	OK(flow_store_note_put(&s, "what", SPAN("2"), &e));
	OK(flow_store_open(&reader, "d", FLOW_STORE_READ, &e));
	OK(flow_backup(&reader, "copy", &e));
	EXPECT(stat("copy", &st) == 0 && (st.st_mode & 0777) == 0600);
	EXPECT(access("copy.part", F_OK) != 0);
	EXPECT(flow_backup(&reader, "copy", &e) < 0);
	EXPECT_STR(e.text, "copy: is there already");
	flow_store_close(&reader);
	OK(flow_store_commit(&s, &e));
	flow_store_close(&s);
	shell("rm -rf r; mkdir -m 700 r; mv copy r/flow.db");
	OK(flow_store_open(&copy, "r", FLOW_STORE_RUN, &e));
	EXPECT(copy.restored && strcmp(copy.id, id) != 0);
	EXPECT(flow_store_note(&copy, "what", &b, &e) == 1);
	EXPECT(span_eq(buf_span(&b), SPAN("1")));
	buf_free(&b);
	flow_store_close(&copy);
}

static void
held(void)
{
	struct flow_store reader;
	char id[33], was[33];

	make("d");
	strcpy(was, s.id);
	flow_store_close(&s);
	OK(flow_store_open(&reader, "d", FLOW_STORE_READ, &e));
	shell("rm -rf r; mkdir -m 700 r");
	OK(flow_backup(&reader, "r/flow.db", &e));
	flow_store_close(&reader);
	expect_opened("r", was, true);
	strcpy(id, s.id);
	flow_store_close(&s);
	OK(flow_store_open(&s, "r", FLOW_STORE_RUN, &e)); /* still held */
	EXPECT(s.restored);
	EXPECT_STR(s.id, id);
	OK(flow_store_begin(&s, &e));
	OK(flow_store_release(&s, &e));
	EXPECT(!s.restored);
	OK(flow_store_commit(&s, &e));
	flow_store_close(&s);
	expect_opened("r", id, false);
	flow_store_close(&s);
}

/* Copies that nobody marked are other files. */
static void
plain_copies(void)
{
	char id[33];

	make("d");
	strcpy(id, s.id);
	flow_store_close(&s);
	shell("rm -rf r; cp -a d r");
	expect_opened("r", id, true);
	flow_store_close(&s);
	shell("rm -rf r; mv d r"); /* the same file at another place */
	expect_opened("r", id, false);
	flow_store_close(&s);
	shell(
	    "cp r/flow.db was; rm r/*; cp was r/flow.db; chmod 600 r/flow.db");
	OK(flow_store_open(&s, "r", FLOW_STORE_READ, &e));
	EXPECT_STR(s.id, id); /* who reads makes nothing of it */
	flow_store_close(&s);
	expect_opened("r", id, true);
	flow_store_close(&s);
}

static void
no_room(void)
{
	struct flow_store reader;

	make("d");
	flow_store_close(&s);
	OK(flow_store_open(&reader, "d", FLOW_STORE_READ, &e));
	EXPECT(flow_backup(&reader, "nowhere/copy", &e) < 0);
	EXPECT_STR(e.text, "nowhere/copy.part: No such file or directory");
	flow_store_close(&reader);
}

int
main(void)
{
	scratch_begin();
	test("a backup is of one moment while a turn is under way", a_moment);
	test("a restored store has another id, and is held", held);
	test("a plain copy is known to be one, a moved store is none",
	    plain_copies);
	test("a backup that cannot be written is told", no_room);
	shell("rm -rf d r was");
	scratch_end();
	return test_done();
}
