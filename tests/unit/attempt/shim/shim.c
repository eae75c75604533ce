/* What a shim does where the machine lacks something. */
#define _GNU_SOURCE /* unshare */
#include "attempt/tries.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

/*
 * Runs body in a process that has mounts of its own, with an empty file system
 * of so many KiB at the path. Skipped where that is not allowed.
 */
static void
with_mount(const char *path, unsigned kib, void (*body)(void))
{
	char size[32];
	int status;
	pid_t pid;

	snprintf(size, sizeof size, "size=%uk", kib);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		if (unshare(CLONE_NEWNS) ||
		    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		    mount("none", path, "tmpfs", 0, size))
			_exit(77);
		test_broken = 0;
		body();
		fflush(stdout);
		_exit(test_broken);
	}
	EXPECT(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	if (WEXITSTATUS(status) == 77)
		test_skip("no file system may be mounted");
	else
		EXPECT(WEXITSTATUS(status) == 0);
}

static void
fill(void)
{
	const struct attempt_result *r;

	try_script("echo before; cat /dev/zero >$RECON_OUT; echo $?; exit 3");
	r = try_all();
	EXPECT(r->why == ATTEMPT_EXITED && r->status == 3);
	EXPECT(r->output[0] == strlen("before\n1\n"));
	/* the next begins when it is full */
	try_script("echo never");
	EXPECT(attempt_start(&spec, &started, &e) == -1);
	EXPECT(strstr(e.text, "No space left on device"));
	EXPECT(access(try_dir, F_OK) == -1);
	EXPECT(try_look() == ATTEMPT_NEVER);
}

static void
full(void)
{
	struct stat st;

	EXPECT(mkdir("runs", 0700) == 0 || stat("runs", &st) == 0);
	with_mount("runs", 64, fill);
}

static void
without_proc(void)
{
	unsigned left = 9;

	/* to its end, and its group with it */
	try_script("sleep 1000 & exit 5");
	EXPECT(try_all()->status == 5);
	EXPECT(found.result.killed == 1);
	EXPECT(*found.begun.machine.boot == '\0');
	/* what has no result is another machine's, wherever it was */
	try_script(": >$RECON_OUT; exec sleep 1000");
	try_start();
	try_await("out");
	EXPECT(try_look() == ATTEMPT_FOREIGN);
	EXPECT(attempt_watch(&found) == -1);
	EXPECT(attempt_kill(try_dir, try_id, &e) == 0);
	kill(started.pid, SIGKILL);
	EXPECT(WIFSIGNALED(try_wait()));
	EXPECT(try_look_behind() == ATTEMPT_LOST);
	EXPECT(attempt_sweep(try_dir, try_id, &left, &e) == 0 && left == 0);
	EXPECT(kill(-found.begun.group, SIGKILL) == 0); /* so it was left */
}

static void
no_proc(void)
{
	with_mount("/proc", 64, without_proc);
}

/* Runs the shim with its standard error in a file; its status. */
static int
run_shim(const char *dir, int lock)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		int fd = open("said", O_WRONLY | O_CREAT | O_TRUNC, 0600);

		if (dup2(fd, STDERR_FILENO) < 0)
			_exit(99);
		if (lock < 0)
			close(3);
		else if (dup2(lock, 3) < 0)
			_exit(99);
		if (dir)
			execl(try_shim, "attempt", dir, (char *)NULL);
		else
			execl(try_shim, "attempt", (char *)NULL);
		_exit(99);
	}
	EXPECT(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
misused(void)
{
	static const char usage[] =
	    "usage: attempt directory, with its lock on descriptor 3; see "
	    "recon-attempt(7)\n";
	int lock = open("/dev/null", O_RDONLY);
	char want[PATH_MAX + 64], *here = realpath(".", NULL);

	EXPECT(run_shim(NULL, lock) == ST_FAIL);
	EXPECT(scratch_holds("said", usage));
	EXPECT(run_shim("d", -1) == ST_FAIL);
	EXPECT(scratch_holds("said", usage));
	EXPECT(run_shim("d", lock) == ST_FAIL);
	EXPECT(
	    scratch_holds("said", "attempt: d: No such file or directory\n"));
	EXPECT(mkdir("d", 0700) == 0);
	EXPECT(run_shim("d", lock) == ST_FAIL);
	snprintf(
	    want, sizeof want, "attempt: %s/d: spec: it is not there\n", here);
	EXPECT(scratch_holds("said", want));
	EXPECT(rmdir("d") == 0 && unlink("said") == 0); /* and left nothing */
	close(lock);
	free(here);
}

/* Its outputs are another's already: nothing runs. */
static void
in_the_way(void)
{
	try_script("echo ran >effect");
	EXPECT(mkdir("runs", 0700) == 0 || access("runs", F_OK) == 0);
	try_start();
	EXPECT(try_wait() == 0);
	EXPECT(unlink("effect") == 0 && unlink(try_path("result")) == 0);
	EXPECT(unlink(try_path("begun")) == 0);
	EXPECT(mkdir(try_path("begun"), 0700) == 0);
	{
		int lock = open(try_path("lock"), O_RDWR);

		EXPECT(run_shim(try_dir, lock) == ST_FAIL);
		close(lock);
	}
	EXPECT(access("effect", F_OK) == -1);
	unlink("said");
}

int
main(int argc, char **argv)
{
	(void)argc;
	tries_begin(argv[0]);
	test("a full disk does not keep a result away, or lets nothing begin",
	    full);
	test("without /proc a command runs and ends, and nothing is believed",
	    no_proc);
	test("what is wrong with its start is told", misused);
	test("where it cannot be said that it began nothing runs", in_the_way);
	tries_end();
	return test_done();
}
