#include "flow/place/flow_place.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "scratch.h"
#include "test.h"

#define STORE "0123456789abcdef0123456789abcdef"
#define OTHER "00000000000000000000000000000000"

static struct err e;

static void
shell(const char *command)
{
	if (system(command))
		scratch_die(command);
}

static void
again(void)
{
	struct buf one = { 0 }, two = { 0 };
	char store[FLOW_PLACE_ID_CAP];

	shell("mkdir d");
	EXPECT(flow_place_store("d", store, &e) == 0);
	EXPECT(flow_place_take("d", STORE, &one, &e) == 0);
	EXPECT(flow_place_take("d", STORE, &two, &e) == 0);
	EXPECT_STR(one.p, two.p);
	EXPECT(flow_place_store("d", store, &e) == 1);
	EXPECT_STR(store, STORE);
	EXPECT(flow_place_is_here("d", one.p));
	shell("mv d away");
	EXPECT(!flow_place_is_here("d", one.p));
	EXPECT(flow_place_is_here("away", one.p));
	shell("rm -r away");
	buf_free(&one);
	buf_free(&two);
}

static void
another(void)
{
	struct buf one = { 0 }, two = { 0 };

	shell("mkdir d f");
	EXPECT(flow_place_take("d", STORE, &one, &e) == 0);
	EXPECT(flow_place_take("f", STORE, &two, &e) == 0);
	EXPECT(strcmp(one.p, two.p) != 0);
	EXPECT(!flow_place_is_here("f", one.p));
	shell("rm d/worker");
	buf_clear(&two);
	EXPECT(flow_place_take("d", STORE, &two, &e) == 0);
	EXPECT(strcmp(one.p, two.p) != 0);
	shell("rm -r d f");
	buf_free(&one);
	buf_free(&two);
}

/* What is said where it is not taken. */
static const char *
refused(const char *command)
{
	struct buf known = { 0 };

	shell("mkdir d");
	shell(command);
	e = (struct err){ 0 };
	EXPECT(flow_place_take("d", STORE, &known, &e) == -1);
	EXPECT(known.len == 0);
	shell("rm -rf d");
	buf_free(&known);
	return e.text;
}

static void
refusals(void)
{
	struct buf known = { 0 };

	shell("mkdir d");
	EXPECT(flow_place_refuse("d", &e) == 0);
	EXPECT(flow_place_take("d", STORE, &known, &e) == 0);
	EXPECT(flow_place_refuse("d", &e) == -1);
	EXPECT_STR(e.text,
	    "d: has attempts of a worker of a store on a server, " STORE
	    ": --store names that, or another directory");
	shell("rm -r d");
	buf_free(&known);
	EXPECT_STR(refused("printf '" OTHER "\\n" OTHER "\\n' |"
			   "sed '1i recon-flow worker 1' >d/worker"),
	    "d: has attempts of another store, " OTHER ", and this is " STORE
	    "; --dir names another directory");
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(refused(": >d/flow.db"),
	    "d: has a store of its own, flow.db; --dir names another "
	    "directory");
	EXPECT_STR(
	    refused("chmod 0777 d"), "d: others can write in it (mode 0777)");
	EXPECT_STR(refused("rmdir d"), "d: No such file or directory");
}

static void
damaged(void)
{
	static const char *const texts[] = { "", "recon-flow worker 1\\n",
		"recon-flow worker 2\\n" OTHER "\\n" OTHER "\\n",
		"recon-flow worker 1\\n" OTHER "\\n" OTHER,
		"recon-flow worker 1\\n" OTHER "\\n0" OTHER "\\n",
		"recon-flow worker 1\\n" OTHER "\\n" OTHER "\\n\\n" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		char command[256];

		snprintf(
		    command, sizeof command, "printf '%s' >d/worker", texts[i]);
		EXPECT_STR(refused(command),
		    "d/worker: it does not say whose directory this is");
		EXPECT(e.status == ST_DATA);
	}
}

static void
moved(void)
{
	struct buf known = { 0 };
	char store[FLOW_PLACE_ID_CAP];

	shell("mkdir d; : >d/flow.db");
	EXPECT(flow_place_give("d", STORE, &known, &e) == 0);
	EXPECT(flow_place_is_here("d", known.p));
	EXPECT(flow_place_refuse("d", &e) == 0);
	buf_clear(&known);
	EXPECT(flow_place_take("d", STORE, &known, &e) == 0);
	EXPECT(flow_place_leave("d", &e) == 0);
	EXPECT(flow_place_leave("d", &e) == 0);
	EXPECT(flow_place_store("d", store, &e) == 0);
	shell("rm -r d");
	buf_free(&known);
}

int
main(void)
{
	scratch_begin();
	umask(022);
	test("a directory that was taken is the same, also where it lies",
	    again);
	test("two directories are two, and one that forgot another", another);
	test("another's directory, and one others can write, is refused",
	    refusals);
	test("a file that does not say whose it is is bad data", damaged);
	test("a directory that had its store keeps its attempts", moved);
	scratch_end();
	return test_done();
}
