#include "attempt/process_stat.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include "scratch.h"
#include "test.h"

static pid_t child;

/* A child that waits, with a name that looks like fields. */
static void
begin(void)
{
	fflush(stdout);
	child = fork();
	if (child == 0) {
		prctl(PR_SET_NAME, "a) R 1 2 (b");
		for (;;)
			pause();
	}
}

static void
end(void)
{
	kill(child, SIGKILL);
	EXPECT(waitpid(child, NULL, 0) == child);
}

static void
find(void *arg, const struct process_stat *s)
{
	if (s->pid == child)
		*(struct process_stat *)arg = *s;
}

static void
seen(void)
{
	struct process_stat s, found = { 0 }, self;

	begin();
	EXPECT(process_stat_read(&s, "/proc", child));
	EXPECT(process_stat_read(&self, "/proc", getpid()));
	EXPECT(s.pid == child && s.parent == getpid() && !s.dead);
	EXPECT(s.group == getpgid(child) && s.session == getsid(child));
	EXPECT(s.start >= self.start && self.start > 0);
	EXPECT(process_stat_each(find, &found));
	EXPECT(found.pid == child && found.start == s.start);
	kill(child, SIGKILL);
	waitid(P_PID, (id_t)child, &(siginfo_t){ 0 }, WEXITED | WNOWAIT);
	EXPECT(process_stat_read(&s, "/proc", child) && s.dead);
	EXPECT(waitpid(child, NULL, 0) == child);
	EXPECT(!process_stat_read(&s, "/proc", child));
	EXPECT(!process_stat_read(&s, "absent", getpid()));
}

/* A signal for a process is for no other of its number. */
static void
signalled(void)
{
	struct process_stat s, other;
	int status;

	begin();
	EXPECT(process_stat_read(&s, "/proc", child));
	other = s;
	other.start++;
	EXPECT(!process_stat_signal(&other, SIGKILL) && errno == ESRCH);
	EXPECT(process_stat_watch(&other) == -1);
	EXPECT(process_stat_signal(&s, 0));
	EXPECT(process_stat_signal(&s, SIGTERM));
	EXPECT(waitpid(child, &status, 0) == child);
	EXPECT(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	EXPECT(!process_stat_signal(&s, SIGKILL) && errno == ESRCH);
}

static void
watched(void)
{
	struct process_stat s;
	struct pollfd p = { .events = POLLIN };

	begin();
	EXPECT(process_stat_read(&s, "/proc", child));
	p.fd = process_stat_watch(&s);
	if (p.fd < 0) {
		test_skip("no pidfd here");
		end();
		return;
	}
	EXPECT(poll(&p, 1, 0) == 0);
	kill(child, SIGKILL);
	EXPECT(poll(&p, 1, 10000) == 1);
	EXPECT(process_stat_watch(&s) == -1); /* it is dead */
	end();
	close(p.fd);
}

static void
environment(void)
{
	static char most[100000],
	    *env[] = { (char *)"A=1", most, (char *)"LAST=x y",
		    (char *)"EMPTY=", NULL };
	int steps = 5000;

	memset(most, 'm', sizeof most - 1);
	fflush(stdout);
	child = fork();
	if (child == 0) {
		execle("/bin/sleep", "sleep", "1000", (char *)NULL, env);
		_exit(1);
	}
	while (!process_stat_has(child, "LAST", "x y") && --steps)
		poll(NULL, 0, 2);
	EXPECT(steps > 0);
	EXPECT(process_stat_has(child, "A", "1"));
	EXPECT(process_stat_has(child, "EMPTY", ""));
	EXPECT(!process_stat_has(child, "A", ""));
	EXPECT(!process_stat_has(child, "A", "11"));
	EXPECT(!process_stat_has(child, "AST", "x y"));
	EXPECT(!process_stat_has(child, "LAST", "x"));
	end();
	EXPECT(!process_stat_has(child, "A", "1"));
}

int
main(void)
{
	struct process_stat s;

	if (!process_stat_read(&s, "/proc", getpid())) {
		printf("1..0 # SKIP no /proc here\n");
		return 0;
	}
	test("a process is seen as it is, whatever it is called", seen);
	test("a signal goes to one process, not to its number", signalled);
	test("the end of a process can be waited for", watched);
	test("a process is known by a whole value it began with", environment);
	return test_done();
}
