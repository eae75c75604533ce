/* Each row of the table of recon-attempt(7), made to happen. */
#define _GNU_SOURCE /* unshare */
#include "tries.h"

#include <sched.h>
#include <sys/file.h>
#include <sys/stat.h>

static const char other_boot[] = "00000000-1111-2222-3333-444444444444";

static void
table(void)
{
	static const struct {
		int held, begun, result, same; /* 2: any */
		enum attempt_verdict verdict;
	} rows[] = {
		{ 1, 2, 2, 1, ATTEMPT_ADOPT },
		{ 1, 2, 2, 0, ATTEMPT_FOREIGN },
		{ 0, 2, 1, 2, ATTEMPT_ENDED },
		{ 0, 0, 0, 1, ATTEMPT_NEVER },
		{ 0, 1, 0, 1, ATTEMPT_SWEEP_LOST },
		{ 0, 2, 0, 0, ATTEMPT_LOST },
	};
	const size_t n = sizeof rows / sizeof *rows;
	int fits = 0;

	for (int i = 0; i < 16; i++) {
		int held = i & 1, begun = i >> 1 & 1, result = i >> 2 & 1,
		    same = i >> 3;

		for (size_t k = 0; k < n; k++) {
			if ((rows[k].held != held) ||
			    (rows[k].begun != 2 && rows[k].begun != begun) ||
			    (rows[k].result != 2 && rows[k].result != result) ||
			    (rows[k].same != 2 && rows[k].same != same))
				continue;
			fits++;
			EXPECT(attempt_judge(held, begun, result, same) ==
			    rows[k].verdict);
		}
	}
	EXPECT(fits == 16); /* each case is in one row */
}

static void
in_the_shell(const char *command)
{
	if (system(command))
		scratch_die(command);
}

/* A directory whose shim was killed as soon as "begun" was there. */
static void
killed_behind_begun(void)
{
	try_script("sleep MARK");
	try_start();
	try_await("begun");
	EXPECT(attempt_kill(try_dir, try_id, &e) == 1);
	EXPECT(WIFSIGNALED(try_wait()));
	try_look_behind();
}

static void
no_result(void)
{
	unsigned left = 9;

	killed_behind_begun();
	EXPECT(try_look() == ATTEMPT_SWEEP_LOST);
	EXPECT(found.begun.command > 0);
	EXPECT(attempt_sweep(try_dir, try_id, &left, &e) == 0);
	EXPECT(left == 0 && try_alive() == 0);
}

static void
another_boot(void)
{
	unsigned left;

	killed_behind_begun();
	EXPECT(attempt_sweep(try_dir, try_id, &left, &e) == 0);
	try_edit("begun", "boot", other_boot);
	EXPECT(try_look() == ATTEMPT_LOST);
	try_script("exit 6");
	EXPECT(try_all()->status == 6);
	try_edit("begun", "boot", other_boot);
	EXPECT(try_look() == ATTEMPT_ENDED); /* wherever that was */
	EXPECT(found.result.status == 6);
	EXPECT(unlink(try_path("result")) == 0);
	EXPECT(try_look() == ATTEMPT_LOST);
	EXPECT(unlink(try_path("begun")) == 0);
	EXPECT(try_look() == ATTEMPT_NEVER); /* as "lock" says: it was here */
	try_edit("lock", "boot", other_boot);
	EXPECT(try_look() == ATTEMPT_LOST);
}

/* A container that began again has another process 1. */
static void
another_container(void)
{
	try_script("");
	try_all();
	EXPECT(unlink(try_path("result")) == 0);
	EXPECT(try_look() == ATTEMPT_SWEEP_LOST);
	try_edit("begun", "init-start", "99999999999");
	EXPECT(try_look() == ATTEMPT_LOST);
	try_edit("begun", "init-start", "0"); /* not known: foreign */
	EXPECT(try_look() == ATTEMPT_LOST);
}

/* Says by its status what it finds, as another process 1 of a namespace. */
static void
look_in_namespace(enum attempt_verdict want)
{
	pid_t pid;
	int status;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		pid_t inner;

		if (unshare(CLONE_NEWPID))
			_exit(77);
		inner = fork();
		if (inner == 0) {
			if (attempt_look(try_dir, try_id, &found, &e))
				_exit(99);
			_exit((int)found.verdict);
		}
		if (inner < 0 || waitpid(inner, &status, 0) != inner)
			_exit(77);
		_exit(WEXITSTATUS(status));
	}
	EXPECT(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	if (WEXITSTATUS(status) == 77)
		test_skip("no namespace of processes to be had");
	else
		EXPECT(WEXITSTATUS(status) == (int)want);
}

static void
another_namespace(void)
{
	unsigned left = 9;

	try_script("sleep MARK");
	try_start();
	try_await("begun");
	look_in_namespace(ATTEMPT_FOREIGN);
	EXPECT(try_look() == ATTEMPT_ADOPT);
	EXPECT(attempt_kill(try_dir, try_id, &e) == 1);
	EXPECT(WIFSIGNALED(try_wait()));
	look_in_namespace(ATTEMPT_LOST);
	EXPECT(attempt_sweep(try_dir, try_id, &left, &e) == 0 && left == 0);
	try_edit("begun", "pid-namespace", "1");
	EXPECT(try_look() == ATTEMPT_LOST);
}

/* Whoever has the lock: a sibling. */
static void
held(void)
{
	int fd;

	try_script("exit 0");
	try_all();
	fd = open(try_path("lock"), O_RDWR | O_CLOEXEC);
	EXPECT(flock(fd, LOCK_EX | LOCK_NB) == 0);
	EXPECT(try_look() == ATTEMPT_ADOPT); /* though the result is there */
	try_edit("begun", "boot", other_boot);
	EXPECT(try_look() == ATTEMPT_FOREIGN);
	EXPECT(attempt_kill(try_dir, try_id, &e) == 0);
	EXPECT(unlink(try_path("begun")) == 0);
	EXPECT(try_look() == ATTEMPT_ADOPT);
	try_edit("lock", "boot", other_boot);
	close(fd);
	/* by somebody who has not said who it is */
	fd = open(try_path("lock"), O_RDWR | O_CLOEXEC | O_TRUNC);
	EXPECT(flock(fd, LOCK_EX | LOCK_NB) == 0);
	EXPECT(try_look() == ATTEMPT_FOREIGN);
	close(fd);
}

static void
never(void)
{
	try_script("");
	EXPECT(try_look() == ATTEMPT_NEVER); /* not even a directory */
	in_the_shell("mkdir -p runs/r/node");
	EXPECT(mkdir(try_dir, 0700) == 0);
	EXPECT(try_look() == ATTEMPT_NEVER);
	scratch_write(try_path("spec"), "attempt\tx\n", 10);
	EXPECT(try_look() == ATTEMPT_NEVER);
	scratch_write(try_path("lock"), "", 0);
	EXPECT(try_look() == ATTEMPT_NEVER);
	scratch_write(try_path("lock"), "attempt\tx\nboot\t", 15);
	EXPECT(try_look() == ATTEMPT_NEVER);
}

/* A store that was restored gives a number again. */
static void
of_another_attempt(void)
{
	unsigned left = 9;

	try_script("exit 0");
	try_all();
	strcat(try_id, "-x");
	EXPECT(try_look() == ATTEMPT_LOST);
	EXPECT(*found.result.id == '\0');
	EXPECT(attempt_sweep(try_dir, try_id, &left, &e) == 0 && left == 0);
	try_script("sleep MARK");
	try_start();
	try_await("begun");
	strcat(try_id, "-x");
	EXPECT(try_look() == ATTEMPT_FOREIGN);
	EXPECT(attempt_cancel(try_dir, try_id, &e) == 0);
	try_id[strlen(try_id) - 2] = '\0';
	EXPECT(attempt_cancel(try_dir, try_id, &e) == 1);
	EXPECT(try_wait() == 0);
}

static void
damaged(void)
{
	char *whole;

	try_script("exit 3");
	try_all();
	whole = scratch_read(try_path("result"));
	for (size_t n = strlen(whole); n-- > 0;) {
		scratch_write(try_path("result"), whole, n);
		EXPECT(try_look() == ATTEMPT_SWEEP_LOST);
	}
	scratch_write(try_path("result"), whole, strlen(whole));
	EXPECT(try_look() == ATTEMPT_ENDED);
	try_edit("result", "why", "unheard-of");
	EXPECT(try_look() == ATTEMPT_SWEEP_LOST);
	scratch_write(try_path("begun"), "", 0); /* it did begin, somewhere */
	EXPECT(try_look() == ATTEMPT_LOST);
	free(whole);
	EXPECT(chmod(try_dir, 0) == 0);
	if (geteuid()) {
		EXPECT(attempt_look(try_dir, try_id, &found, &e) == -1);
		EXPECT(e.status == ST_FAIL);
	}
	EXPECT(chmod(try_dir, 0700) == 0);
}

/* One that waits for the lock of an attempt it adopted. */
static void
adopted(void)
{
	struct pollfd p = { .events = POLLIN };

	try_script("sleep MARK");
	try_start();
	try_await("begun");
	EXPECT(try_look() == ATTEMPT_ADOPT);
	p.fd = attempt_watch(&found);
	if (p.fd >= 0)
		EXPECT(poll(&p, 1, 0) == 0);
	else
		test_skip("no pidfd here");
	EXPECT(attempt_cancel(try_dir, try_id, &e) == 1);
	if (p.fd >= 0) {
		EXPECT(poll(&p, 1, 10000) == 1);
		close(p.fd);
	}
	EXPECT(try_wait() == 0);
	EXPECT(try_look() == ATTEMPT_ENDED);
	EXPECT(attempt_watch(&found) == -1);
}

int
main(int argc, char **argv)
{
	(void)argc;
	tries_begin(argv[0]);
	test("the table has one row for each case", table);
	test("one without result that began here is swept and lost", no_result);
	test("one of another boot without result is lost", another_boot);
	test("one of another container is lost", another_container);
	test("one of another namespace is left alone, or lost",
	    another_namespace);
	test("while the lock is held nothing else counts", held);
	test("one that did not get as far as its shim never ran", never);
	test("what belongs to another attempt is neither taken nor touched",
	    of_another_attempt);
	test("a result that is cut or changed is none", damaged);
	test("the shim of an attempt that was adopted can be waited for",
	    adopted);
	tries_end();
	return test_done();
}
