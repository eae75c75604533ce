#include "flow/world/world_store.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "scratch.h"
#include "test.h"

static struct err e;

#define LEFT \
	"; nothing more begins in it, and attempts that are under way go on " \
	"by themselves"
#define GONE \
	"s: the store was removed or moved while a runner worked on it" LEFT
#define OTHER \
	"s: another store was put in the place of the one that a runner " \
	"worked on" LEFT

static void
shell(const char *command)
{
	if (system(command))
		scratch_die(command);
}

/* A store, and what is said after a command. */
static const char *
after(const char *command)
{
	struct world_store s;

	shell("rm -rf s away; mkdir s; : >s/flow.db");
	EXPECT(world_store_note(&s, "s", false, &e) == 0);
	shell(command);
	s.look = 0;
	e = (struct err){ 0 };
	EXPECT(world_store_look(&s, &e) == (e.status == ST_FAIL ? -1 : 0));
	return e.text;
}

static void
stands(void)
{
	EXPECT_STR(after(":"), "");
	EXPECT_STR(after(": >s/flow.db-wal; echo x >s/flow.db"), "");
	EXPECT_STR(after("mv s away; mv away s"), "");
}

static void
gone(void)
{
	EXPECT_STR(after("rm -r s"), GONE);
	EXPECT_STR(after("rm s/flow.db"), GONE);
	EXPECT_STR(after("mv s away"), GONE);
	EXPECT_STR(after("mv s away; : >s"), GONE);
}

static void
replaced(void)
{
	EXPECT_STR(after("mv s away; cp -r away s"), OTHER);
	EXPECT_STR(after(": >s/new; mv s/new s/flow.db"), OTHER);
	EXPECT_STR(
	    after("mv s away; mkdir s; mv away/flow.db s/flow.db"), OTHER);
}

static void
seldom(void)
{
	struct world_store s;

	shell("rm -rf s; mkdir s; : >s/flow.db");
	EXPECT(world_store_note(&s, "s", false, &e) == 0);
	shell("rm -r s");
	EXPECT(world_store_look(&s, &e) == 0);
	s.look = 0;
	EXPECT(world_store_look(&s, &e) == -1);
	EXPECT(s.look > 0);
	EXPECT(world_store_note(&s, "s", false, &e) == -1);
	EXPECT_STR(e.text, "s: No such file or directory");
}

static void
of_worker(void)
{
	struct world_store s;

	shell("rm -rf s; mkdir s; : >s/worker");
	EXPECT(world_store_note(&s, "s", true, &e) == 0);
	s.look = 0;
	EXPECT(world_store_look(&s, &e) == 0);
	shell("rm -r s");
	s.look = 0;
	EXPECT(world_store_look(&s, &e) == -1);
	EXPECT_STR(e.text,
	    "s: the directory of a worker was removed or moved while a runner "
	    "worked on it" LEFT);
}

int
main(void)
{
	scratch_begin();
	test("a store that changes within its files stands", stands);
	test("one that was removed or moved is missed", gone);
	test("another in its place is known to be another", replaced);
	test("it is not looked at whenever that is asked", seldom);
	test("that of a worker is missed, too", of_worker);
	scratch_end();
	return test_done();
}
