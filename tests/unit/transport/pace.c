#include "transport/pace.h"

#include <sys/wait.h>

#include "scratch.h"
#include "sys/clock.h"
#include "test.h"

static struct err e;
static int64_t now_s = 1700000000;

static struct pace
pace_of(const char *text)
{
	struct pace p = { .path = "pace" };

	EXPECT(
	    pace_value(&p, &(struct option_given){ .value = text }, &e) == 0);
	return p;
}

/* How long the next sending has to wait. */
static int64_t
asked(const struct pace *p)
{
	int64_t ms = -1;

	EXPECT(pace_take(p, &ms, &e) == 0);
	return ms;
}

static void
at(int64_t s)
{
	clock_set(now_s + s, s * 1000);
}

static void
one_rule(void)
{
	struct pace p = pace_of("3/1m");

	at(0);
	EXPECT(asked(&p) == 0);
	at(10);
	EXPECT(asked(&p) == 0 && asked(&p) == 0);
	EXPECT(asked(&p) == 51000); /* a minute and a sixtieth from the first */
	EXPECT(asked(&p) == 51000); /* asking costs nothing */
	at(61);
	EXPECT(asked(&p) == 0);
	EXPECT(asked(&p) == 10000); /* behind the two of second 10 */
	at(71);
	EXPECT(asked(&p) == 0 && asked(&p) == 0 && asked(&p) > 0);
	unlink("pace");
}

static void
two_rules(void)
{
	struct pace p = pace_of("6/1m 2/1s");

	at(100);
	EXPECT(asked(&p) == 0 && asked(&p) == 0 && asked(&p) == 1100);
	at(102);
	EXPECT(asked(&p) == 0 && asked(&p) == 0 && asked(&p) == 1100);
	at(104);
	EXPECT(asked(&p) == 0 && asked(&p) == 0);
	at(106);
	EXPECT(asked(&p) == 55000); /* six in the minute */
	unlink("pace");
}

static void
held(void)
{
	struct pace p = pace_of("20/1m");

	at(200);
	EXPECT(pace_hold(&p, 600, &e) == 0);
	EXPECT(pace_hold(&p, 60, &e) == 0); /* the longer one holds */
	EXPECT(asked(&p) == 600000);
	at(799);
	EXPECT(asked(&p) == 1000);
	at(800);
	EXPECT(asked(&p) == 0);
	unlink("pace");
}

static void
several_processes(void)
{
	enum { PROCESSES = 8, ASKS = 20, MOST = 50 };
	struct pace p = pace_of("50/1h");
	int sent = 0;

	at(900);
	fflush(stdout);
	for (int i = 0; i < PROCESSES; i++) {
		pid_t pid = fork();
		int mine = 0;

		if (pid < 0)
			scratch_die("fork");
		if (pid)
			continue;
		for (int j = 0; j < ASKS; j++)
			mine += asked(&p) == 0;
		_exit(mine);
	}
	for (int i = 0; i < PROCESSES; i++) {
		int status;

		EXPECT(waitpid(-1, &status, 0) > 0 && WIFEXITED(status));
		sent += WEXITSTATUS(status);
	}
	EXPECT(sent == MOST);
	unlink("pace");
}

static void
damaged(void)
{
	static const char text[] = "1700000999000\nhold x\n\n17000009\x01"
				   "1700000999500\n9999999999999\n17000009990";
	struct pace p = pace_of("2/1m");

	scratch_write("pace", text, sizeof text - 1);
	at(1000);
	EXPECT(asked(&p) == 0); /* one line holds, that of second 999 */
	EXPECT(asked(&p) == 60000);
	unlink("pace");
	p.path = "absent/pace";
	EXPECT(pace_take(&p, &now_s, &e) == -1 && e.status == ST_FAIL);
	EXPECT_STR(e.text,
	    "pace: absent/pace: No such file or directory (pace-file says "
	    "where it is)");
}

static void
no_rule(void)
{
	struct pace p = { .path = "absent/pace" };

	EXPECT(asked(&p) == 0 && asked(&p) == 0);
	EXPECT(pace_hold(&p, 60, &e) == 0);
}

static void
refused(void)
{
	static const char *const none[] = { "20", "20/", "/1m", "0/1m",
		"1001/1m", "20/0s", "20/2h", "20/1m,", "-1/1s",
		"1/1s 1/1s 1/1s 1/1s 1/1s" };
	struct pace p = { 0 };

	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		EXPECT(
		    pace_value(&p, &(struct option_given){ .value = none[i] },
			&e) == -1);
		EXPECT(e.status == ST_FAIL);
	}
	EXPECT_STR(e.text,
	    "\"1/1s 1/1s 1/1s 1/1s 1/1s\" is no pace: up to four of 20/1m, "
	    "5/1s");
}

int
main(void)
{
	scratch_begin();
	test("so many go within any period, and the next one is told when",
	    one_rule);
	test("of two rules both hold", two_rules);
	test("a target that wants none for a while gets none", held);
	test("several processes together send no more than one",
	    several_processes);
	test("lines that are none count for nothing", damaged);
	test("without a rule nothing waits and no file is made", no_rule);
	test("what is no pace is refused", refused);
	clock_release();
	scratch_end();
	return test_done();
}
