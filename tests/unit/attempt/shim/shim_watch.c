/* How a command is ended, and that nothing of it is left. */
#include "attempt/tries.h"

#include <sys/stat.h>

enum { LEFT_MAX = 4 };

/* A parent that gets TERM, too, may still wait for a child of its own: so there
 * are at least some. */
static void
times_out(const char *script, int signal, unsigned least)
{
	const struct attempt_result *r;

	try_script(script);
	spec.timeout = 1;
	spec.grace = 1;
	r = try_all();
	EXPECT(r->why == ATTEMPT_TIMEOUT && r->signal == signal);
	EXPECT(r->elapsed_ms >= 1000);
	printf("# %u killed\n", (unsigned)r->killed);
	EXPECT(r->killed >= least && r->killed <= LEFT_MAX);
	EXPECT(try_alive() == 0);
}

static void
late(void)
{
	times_out("exec sleep MARK", SIGTERM, 0);
	times_out("trap '' TERM; while :; do sleep 0.1; done", SIGKILL, 0);
	/* one that ends well within its grace */
	try_script("trap 'exit 3' TERM; sleep MARK & wait");
	spec.timeout = 1;
	EXPECT(try_all()->why == ATTEMPT_TIMEOUT);
	EXPECT(found.result.status == 3 && found.result.signal == 0);
	EXPECT(try_alive() == 0);
}

static void
stopped(void)
{
	times_out("kill -STOP $$", SIGTERM, 0);
	times_out("trap '' TERM; kill -STOP $$; kill -STOP $$", SIGKILL, 0);
}

/* They left the group, the session, or both, and forgot their environment. */
static void
left(void)
{
	times_out("setsid sleep MARK & sleep MARK", SIGTERM, 1);
	times_out("(env -i setsid sleep MARK &) & sleep MARK", SIGTERM, 1);
	times_out("(trap '' TERM; env -i setsid sleep MARK &) & sleep MARK",
	    SIGTERM, 1);
	times_out("trap '' TERM; (env -i sh -c 'setsid sh -c \"sleep MARK &"
		  "sleep MARK\" &' &) & while :; do sleep 0.1; done",
	    SIGKILL, 2);
}

/* The command ends by itself. */
static void
behind(void)
{
	const struct attempt_result *r;

	try_script("sleep MARK & setsid sleep MARK & (sleep MARK &) & exit 5");
	r = try_all();
	EXPECT(r->why == ATTEMPT_EXITED && r->status == 5);
	EXPECT(r->killed == 3);
	EXPECT(try_alive() == 0);
}

/* Each starts two, until the directory has 300 files; so many at most run. */
static void
storm(void)
{
	try_script("cat >storm <<'END'\n"
		   "[ $(ls d | wc -l) -lt 300 ] || exec sleep MARK\n"
		   ": >d/$$\n"
		   "setsid sh storm & sh storm & trap '' TERM\n"
		   "sleep MARK; sleep MARK\n"
		   "END\n"
		   "mkdir d; sh storm");
	spec.timeout = 1;
	spec.grace = 0;
	try_all();
	EXPECT(found.result.why == ATTEMPT_TIMEOUT);
	printf("# %d killed\n", (int)found.result.killed);
	EXPECT(found.result.killed > 20);
	EXPECT(try_alive() == 0);
	EXPECT(system("rm -rf d storm") == 0);
}

static void
closes(void)
{
	const struct attempt_result *r;

	try_script("exec >&- 2>&- <&-; sleep 0.2; exit 4");
	r = try_all();
	EXPECT(r->why == ATTEMPT_EXITED && r->status == 4);
	EXPECT(r->cpu_ms < 100); /* nor has the shim gone round and round */
}

static uint64_t
size_of(const char *name)
{
	struct stat st;

	return stat(try_path(name), &st) ? 0 : (uint64_t)st.st_size;
}

/* It does not heed TERM, and goes on to its end: it is neither killed by a pipe
 * nor held up by one. */
static void
output(void)
{
	const struct attempt_result *r;

	try_script("trap '' TERM; head -c 1000000000 /dev/zero; echo $? >&2");
	spec.output_max = 1000001;
	spec.grace = 60;
	r = try_all();
	EXPECT(r->why == ATTEMPT_OUTPUT && r->status == 0);
	EXPECT(r->output[0] == 1000000000 && r->output[1] == 2);
	EXPECT(size_of("stdout") == 1000001);
	EXPECT(scratch_holds(try_path("stderr"), "0\n"));
	/* to the byte */
	try_script("printf 1234567; sleep 0.1; printf 12345678 >&2");
	spec.output_max = 7;
	r = try_all();
	EXPECT(r->why == ATTEMPT_OUTPUT || r->output[1] == 8);
	EXPECT(scratch_holds(try_path("stderr"), "1234567"));
	try_script("printf 1234567; printf 1234567 >&2");
	spec.output_max = 7;
	EXPECT(try_all()->why == ATTEMPT_EXITED);
}

/* What it wrote is there, also what a process has written that it left. */
static void
output_of_all(void)
{
	try_script(
	    "head -c 200000 /dev/zero | tr '\\0' x; (printf end; kill -9 "
	    "$$)");
	try_all();
	EXPECT(found.result.output[0] == 200003);
	EXPECT(size_of("stdout") == 200003);
}

static void
asked(int signal, enum attempt_why why)
{
	try_script("sleep MARK & setsid sleep MARK & wait");
	try_start();
	try_await("begun");
	while (try_alive() < 2)
		try_pause();
	if (signal)
		kill(started.pid, signal);
	else
		EXPECT(attempt_cancel(try_dir, try_id, &e) == 1);
	EXPECT(try_wait() == 0);
	EXPECT(try_look() == ATTEMPT_ENDED);
	EXPECT(found.result.why == why);
	EXPECT(found.result.signal == SIGTERM);
	EXPECT(try_alive() == 0);
	EXPECT(attempt_cancel(try_dir, try_id, &e) == 0); /* it is gone */
}

static void
cancelled(void)
{
	asked(0, ATTEMPT_CANCELLED);
	asked(SIGTERM, ATTEMPT_TERMINATED);
	asked(SIGHUP, ATTEMPT_TERMINATED);
}

/* A signal that comes before the shim knows of it waits. */
static void
at_once(void)
{
	for (int i = 0; i < 20; i++) {
		try_script("sleep MARK");
		try_start();
		kill(started.pid, i % 2 ? SIGUSR1 : SIGTERM);
		EXPECT(try_wait() == 0);
		EXPECT(try_look() == ATTEMPT_ENDED);
		EXPECT(found.result.why ==
		    (i % 2 ? ATTEMPT_CANCELLED : ATTEMPT_TERMINATED));
		EXPECT(try_alive() == 0);
	}
}

int
main(int argc, char **argv)
{
	(void)argc;
	tries_begin(argv[0]);
	test("past its time a command gets TERM, and KILL behind its grace",
	    late);
	test("one that is stopped is ended, too", stopped);
	test("whatever left its group, session or environment is ended", left);
	test("what a command leaves is killed when it ends", behind);
	test("nothing is left of a storm of forks", storm);
	test("a command may close its outputs", closes);
	test("output has a bound, behind which nothing is held up", output);
	test("all output is there when the result is", output_of_all);
	test("a shim that is asked to ends the command", cancelled);
	test("a shim can be asked from its first moment on", at_once);
	tries_end();
	return test_done();
}
