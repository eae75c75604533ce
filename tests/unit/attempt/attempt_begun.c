#include "attempt/attempt_begun.h"

#include "scratch.h"
#include "test.h"

static struct attempt_begun b;

static void
ids(void)
{
	char longest[ATTEMPT_ID_MAX + 2];

	memset(longest, 'x', sizeof longest);
	longest[ATTEMPT_ID_MAX + 1] = '\0';
	EXPECT(!attempt_id_is_good(longest));
	longest[ATTEMPT_ID_MAX] = '\0';
	EXPECT(attempt_id_is_good(longest));
	EXPECT(attempt_id_is_good("a-Z9"));
	EXPECT(!attempt_id_is_good(""));
	EXPECT(!attempt_id_is_good("a b"));
	EXPECT(!attempt_id_is_good("a=b"));
	EXPECT(!attempt_id_is_good("a\n"));
	EXPECT(!attempt_id_is_good("../a"));
}

static void
put(const struct attempt_begun *x)
{
	struct buf text = { 0 };

	attempt_begun_add(&text, x);
	scratch_write("begun", text.p, text.len);
	buf_free(&text);
}

static void
round_trip(void)
{
	struct attempt_begun all = { "i-1", { "b-1", 14, 4026531836 }, 17, 18,
		19, 152595, 152596, 1796004223323 };

	put(&all);
	EXPECT(scratch_holds("begun",
	    "attempt\ti-1\nboot\tb-1\ninit-start\t14\n"
	    "pid-namespace\t4026531836\nshim\t17\nshim-start\t152595\n"
	    "command\t18\ncommand-start\t152596\ngroup\t19\n"
	    "begun\t1796004223323\nend\n"));
	EXPECT(attempt_begun_read(&b, AT_FDCWD, "begun") == ATTEMPT_WHOLE);
	EXPECT_STR(b.id, "i-1");
	EXPECT(attempt_machine_same(&b.machine, &all.machine));
	EXPECT(b.shim == 17 && b.command == 18 && b.group == 19);
	EXPECT(b.shim_start == 152595 && b.command_start == 152596);
	EXPECT(b.wall_ms == 1796004223323);
	all.shim = 0; /* as in "lock" */
	put(&all);
	EXPECT(scratch_holds("begun",
	    "attempt\ti-1\nboot\tb-1\ninit-start\t14\n"
	    "pid-namespace\t4026531836\nend\n"));
	EXPECT(attempt_begun_read(&b, AT_FDCWD, "begun") == ATTEMPT_WHOLE);
	EXPECT(b.shim == 0 && b.group == 0);
}

static void
no_process(void)
{
	static const char text[] = "attempt\ti\nshim\t4294967297\n"
				   "group\t-7\ncommand\tx\nend\n";

	scratch_write("begun", text, sizeof text - 1);
	EXPECT(attempt_begun_read(&b, AT_FDCWD, "begun") == ATTEMPT_WHOLE);
	EXPECT(b.shim == 0 && b.group == 0 && b.command == 0);
	scratch_write("begun", text, sizeof text - 2);
	EXPECT(attempt_begun_read(&b, AT_FDCWD, "begun") == ATTEMPT_DAMAGED);
	EXPECT(*b.id == '\0');
	unlink("begun");
	EXPECT(attempt_begun_read(&b, AT_FDCWD, "begun") == ATTEMPT_ABSENT);
}

int
main(void)
{
	scratch_begin();
	test("an id is letters, digits and -", ids);
	test("which processes began is read as it was written", round_trip);
	test("a number that can be no process is none", no_process);
	scratch_end();
	return test_done();
}
