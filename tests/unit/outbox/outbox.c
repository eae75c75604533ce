#include "outbox/outbox.h"

#include <stdlib.h>

#include "outboxes.h"

static void
made(void)
{
	struct outbox o;
	struct stat st;

	EXPECT(outbox_look(&o, "box", &e) < 0 && e.status == ST_FAIL);
	EXPECT_STR(e.text, "box: No such file or directory");
	EXPECT(outbox_open(&o, "box", &e) == 0);
	EXPECT(stat("box", &st) == 0 && (st.st_mode & 07777) == 0700);
	EXPECT(o.wait_s == OUTBOX_WAIT && o.remember_days == OUTBOX_REMEMBER);
	EXPECT(outbox_make_target(&o, "ops", &e) == 0);
	EXPECT(stat("box/ops", &st) == 0 && (st.st_mode & 07777) == 0700);
	EXPECT(outbox_make_target(&o, "ops", &e) == 0);
	outbox_close(&o);
	EXPECT(outbox_open(&o, "none/box", &e) < 0 && e.status == ST_FAIL);
	EXPECT_STR(e.text, "none/box: No such file or directory");
	shell("rm -r box");
}

static void
open_to_others(void)
{
	struct outbox o;

	shell("mkdir -m 0770 box");
	EXPECT(outbox_open(&o, "box", &e) < 0 && e.status == ST_FAIL);
	EXPECT_STR(e.text,
	    "box: others can write it (mode 0770); chmod go-w makes it safe");
	shell("chmod 0755 box; mkdir box/ops; chmod 0757 box/ops");
	EXPECT(outbox_open(&o, "box", &e) == 0);
	EXPECT(outbox_make_target(&o, "ops", &e) < 0 && e.status == ST_FAIL);
	EXPECT_STR(e.text,
	    "box/ops: others can write it (mode 0757); chmod go-w makes it "
	    "safe");
	outbox_close(&o);
	shell("rm -r box; : >box");
	EXPECT(outbox_open(&o, "box", &e) < 0);
	EXPECT_STR(e.text, "box: not a directory");
	shell("rm box");
}

static void
names(void)
{
	static const char *const good[] = { "ops", "a-b_c.d", "_", "9" };
	static const char *const bad[] = { "", ".", "..", ".ops", "-ops", "a/b",
		"a b", "\xc3\xa4" };
	struct outbox o;
	char path[202];

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		EXPECT(outbox_is_target(span_str(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(!outbox_is_target(span_str(bad[i])));
	memset(path, 'a', sizeof path);
	EXPECT(outbox_is_target((struct span){ path, 200 }));
	EXPECT(!outbox_is_target((struct span){ path, 201 }));
	EXPECT(outbox_open(&o, "box", &e) == 0);
	EXPECT(outbox_make_target(&o, "../x", &e) < 0 && e.status == ST_FAIL);
	EXPECT_STR(e.text,
	    "\"../x\": no name for a folder of an outbox: letters, digits, _ "
	    "and, but at its beginning, - and .");
	outbox_close(&o);
	shell("rm -r box");
}

static int
note(void *arg, const char *target, struct err *err)
{
	char *all = arg;

	(void)err;
	strcat(strcat(all, target), " ");
	return strcmp(target, "c") ? 0 : 7;
}

static void
targets(void)
{
	char all[64] = "";
	struct outbox o;
	char *path;

	shell("mkdir -p box/b box/a.b box/.hidden box/c box/d; : >box/file");
	EXPECT(outbox_open(&o, "box", &e) == 0);
	EXPECT(outbox_targets(&o, note, all, &e) == 7);
	EXPECT_STR(all, "a.b b c ");
	path = outbox_path(&o, "b", "log");
	EXPECT_STR(path, "box/b/log");
	free(path);
	shell("rm -r box");
	EXPECT(outbox_targets(&o, note, all, &e) < 0 && e.status == ST_FAIL);
	outbox_close(&o);
}

int
main(void)
{
	scratch_begin();
	test("it and its folders are made for their owner alone", made);
	test("what others can write is refused", open_to_others);
	test("a folder's name cannot lead out of the outbox", names);
	test("its targets are told in their order", targets);
	scratch_end();
	return test_done();
}
