/*
 * attempts: makes N attempts of /bin/true, at most P at once, and writes how
 * many seconds that took.
 *
 *	attempts SHIM DIR N P   each with its directory and shim, as a runner would,
 *	                        five to a run
 *	attempts - DIR N P      the commands alone
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "attempt/attempt.h"

enum { PARALLEL_MAX = 256, NODES = 5 /* of a run */ };

static char command[] = "/bin/true", search[] = "PATH=/usr/bin:/bin";
static char *argv_true[] = { command, NULL }, *env[] = { search, NULL };
static struct pollfd watches[PARALLEL_MAX];
static struct attempt_started runs[PARALLEL_MAX];
static unsigned long number[PARALLEL_MAX];

static _Noreturn void
die(const char *what)
{
	fprintf(stderr, "attempts: %s\n", what);
	exit(2);
}

static void
place(char *dir, size_t cap, char *id, size_t id_cap, const char *top,
    unsigned long n)
{
	snprintf(dir, cap, "%s/%lu/node%lu/1", top, n / NODES, n % NODES);
	snprintf(id, id_cap, "bench-%lu", n);
}

static void
start(const char *shim, const char *top, unsigned long n, unsigned at)
{
	char dir[4096], id[64];
	struct attempt_spec s = { shim, id, dir, argv_true, env, "/", 60, 10,
		ATTEMPT_OUTPUT_MAX };
	struct err e;

	place(dir, sizeof dir, id, sizeof id, top, n);
	if (*shim != '-') {
		if (attempt_start(&s, &runs[at], &e))
			die(e.text);
	} else {
		if (posix_spawn(
			&runs[at].pid, command, NULL, NULL, argv_true, env))
			die("spawn");
		runs[at].watch = (int)syscall(SYS_pidfd_open, runs[at].pid, 0);
	}
	watches[at] = (struct pollfd){ runs[at].watch, POLLIN, 0 };
	number[at] = n;
}

static void
take(const char *shim, const char *top, unsigned at)
{
	struct attempt_found f;
	char dir[4096], id[64];
	struct err e;
	int status;

	if (waitpid(runs[at].pid, &status, 0) < 0 || status)
		die("a process did not end well");
	close(runs[at].watch);
	place(dir, sizeof dir, id, sizeof id, top, number[at]);
	if (*shim == '-')
		return;
	if (attempt_look(dir, id, &f, &e) || f.verdict != ATTEMPT_ENDED ||
	    f.result.why != ATTEMPT_EXITED || f.result.status)
		die("an attempt has no result");
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	unsigned long n, made = 0;
	unsigned parallel, busy = 0;
	double began = now();

	if (argc != 5)
		die("usage: attempts SHIM|- DIR N PARALLEL");
	n = strtoul(argv[3], NULL, 10);
	parallel = (unsigned)atoi(argv[4]);
	if (parallel < 1 || parallel > PARALLEL_MAX)
		die("PARALLEL is 1 to 256");
	while (made < n || busy) {
		while (made < n && busy < parallel)
			start(argv[1], argv[2], ++made, busy++);
		poll(watches, busy, -1);
		for (unsigned i = busy; i-- > 0;) {
			if (!watches[i].revents)
				continue;
			take(argv[1], argv[2], i);
			busy--;
			watches[i] = watches[busy];
			runs[i] = runs[busy];
			number[i] = number[busy];
		}
	}
	printf("%.6f\n", now() - began);
	return 0;
}
