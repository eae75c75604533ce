#include "tries.h"

enum { STEADY = 10 };

/* Our orphans, dead by now. */
static void
reap(void)
{
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
}

/* Starts the script, waits until n of its processes are there, kills the shim. */
static void
orphan(const char *script, unsigned n)
{
	int steps = TRIES_STEPS;

	try_script(script);
	try_start();
	try_await("begun");
	for (int same = 0; same < STEADY && --steps; try_pause())
		same = try_alive() == n ? same + 1 : 0;
	EXPECT(steps > 0);
	EXPECT(attempt_kill(try_dir, try_id, &e) == 1);
	EXPECT(WIFSIGNALED(try_wait()));
	EXPECT(try_look() == ATTEMPT_SWEEP_LOST);
	EXPECT(try_alive() == n); /* nobody else has ended them */
}

static void
swept(unsigned want_left)
{
	unsigned left = 99;

	EXPECT(attempt_sweep(try_dir, try_id, &left, &e) == 0);
	EXPECT(left == want_left);
	EXPECT(try_alive() == want_left);
	reap();
}

static void
all(void)
{
	orphan("exec sleep MARK", 1);
	swept(0);
	orphan(
	    "trap '' TERM HUP; sleep MARK & setsid sleep MARK & (sleep MARK &)"
	    "; wait",
	    4);
	swept(0);
	/* without environment, in the group */
	orphan("env -i sleep MARK & env -i sleep MARK & wait", 3);
	swept(0);
	/* stopped; the system itself ends what is so in the group */
	orphan("setsid sh -c 'kill -STOP $$; : MARK' & exec sleep MARK", 2);
	swept(0);
}

static void
at_work(void)
{
	unsigned left = 99;

	try_script("sleep MARK");
	try_start();
	try_await("begun");
	EXPECT(attempt_sweep(try_dir, try_id, &left, &e) == -1);
	EXPECT(e.status == ST_AGAIN);
	EXPECT(strstr(e.text, ": its shim is at work"));
	EXPECT(attempt_cancel(try_dir, try_id, &e) == 1);
	EXPECT(try_wait() == 0);
	EXPECT(found.result.why == ATTEMPT_EXITED);
	EXPECT(attempt_sweep(try_dir, try_id, &left, &e) == 0 && left == 0);
}

struct find {
	pid_t parent, found;
};

static void
find_child(void *arg, const struct process_stat *s)
{
	struct find *f = arg;

	if (s->parent == f->parent && !s->dead)
		f->found = s->pid;
}

static bool
is_alive(pid_t pid)
{
	struct process_stat s;

	return process_stat_read(&s, "/proc", pid) && !s.dead;
}

static void
edit_number(const char *name, uint64_t n)
{
	char text[32];

	snprintf(text, sizeof text, "%llu", (unsigned long long)n);
	try_edit("begun", name, text);
}

/* "begun" names numbers that have gone to others since. */
static void
reused(void)
{
	struct process_stat leader, member;
	struct find f = { 0 };
	int steps = TRIES_STEPS;
	pid_t leader_pid;

	orphan("exec sleep MARK", 1);
	swept(0);
	fflush(stdout);
	leader_pid = fork();
	if (leader_pid == 0) {
		setsid();
		if (fork() == 0)
			setpgid(0, 0);
		for (;;)
			pause();
	}
	f.parent = leader_pid;
	while (--steps) {
		process_stat_each(find_child, &f);
		if (f.found && process_stat_read(&member, "/proc", f.found) &&
		    member.group == member.pid)
			break;
		try_pause();
	}
	EXPECT(steps > 0);
	EXPECT(process_stat_read(&leader, "/proc", leader_pid));
	/* the shim's number is another's, the group's too */
	edit_number("shim", (uint64_t)leader.pid);
	edit_number("group", (uint64_t)member.pid);
	edit_number("command", (uint64_t)member.pid);
	edit_number("shim-start", leader.start - 1);
	swept(0);
	EXPECT(is_alive(leader.pid) && is_alive(member.pid));
	/* only the group's */
	edit_number("shim-start", leader.start);
	edit_number("command-start", member.start - 1);
	swept(0);
	EXPECT(is_alive(leader.pid) && is_alive(member.pid));
	/* the shim is another's, which cannot be asked to cancel or killed */
	edit_number("shim-start", leader.start - 1);
	EXPECT(try_look() == ATTEMPT_SWEEP_LOST);
	EXPECT(attempt_watch(&found) == -1);
	EXPECT(attempt_kill(try_dir, try_id, &e) == 0);
	EXPECT(is_alive(leader.pid) && is_alive(member.pid));
	/* were they ours they would go: this test can fail */
	edit_number("shim-start", leader.start);
	edit_number("command-start", member.start);
	swept(0);
	EXPECT(!is_alive(member.pid));
	kill(leader.pid, SIGKILL);
	EXPECT(waitpid(leader.pid, NULL, 0) == leader.pid);
	reap();
}

/* One that carries the attempt, but is older than it, is none of it. */
static void
older(void)
{
	pid_t pid;
	struct process_stat s;

	orphan("exec sleep MARK", 1);
	swept(0);
	setenv("RECON_ATTEMPT", try_id, 1);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		execlp("sleep", "sleep", try_mark, (char *)NULL);
		_exit(1);
	}
	unsetenv("RECON_ATTEMPT");
	while (!process_stat_has(pid, "RECON_ATTEMPT", try_id))
		try_pause();
	EXPECT(process_stat_read(&s, "/proc", pid));
	edit_number("shim-start", s.start + 1);
	{
		unsigned left = 9;

		EXPECT(attempt_sweep(try_dir, try_id, &left, &e) == 0);
		EXPECT(left == 0 && is_alive(pid));
	}
	edit_number("shim-start", s.start);
	swept(0);
	EXPECT(!is_alive(pid));
}

/* Another attempt whose id begins or ends as this one's. */
static void
others(void)
{
	char name[128];
	pid_t pid;

	orphan("exec sleep MARK", 1);
	snprintf(name, sizeof name, "%s1", try_id);
	setenv("RECON_ATTEMPT", name, 1);
	setenv("XRECON_ATTEMPT", try_id, 1);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		execlp("sleep", "sleep", "1000", (char *)NULL);
		_exit(1);
	}
	unsetenv("RECON_ATTEMPT");
	unsetenv("XRECON_ATTEMPT");
	while (!process_stat_has(pid, "RECON_ATTEMPT", name))
		try_pause();
	swept(0);
	EXPECT(is_alive(pid));
	kill(pid, SIGKILL);
	EXPECT(waitpid(pid, NULL, 0) == pid);
}

int
main(int argc, char **argv)
{
	(void)argc;
	tries_begin(argv[0]);
	if (!attempt_adopt_orphans())
		scratch_die("subreaper");
	test("what carries an attempt is killed until none is left", all);
	test("nothing is swept while the shim is at work", at_work);
	test("numbers that went to other processes are left alone", reused);
	test("what is older than the attempt is none of it", older);
	test("other attempts are left alone", others);
	tries_end();
	return test_done();
}
