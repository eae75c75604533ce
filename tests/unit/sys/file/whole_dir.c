#include "sys/file/whole_dir.h"

#include <signal.h>
#include <sys/stat.h>
#include <time.h>

#include "base/mem.h"
#include "lock_holder.h"

static struct err e;

static bool
holds(const char *name)
{
	return !strcmp(name, "a") || !strcmp(name, "b");
}

/* Both files of it say the same. */
static void
put(const struct whole_dir *d, const char *text)
{
	char path[256];

	snprintf(path, sizeof path, "%s/a", d->making);
	scratch_write(path, text, strlen(text));
	snprintf(path, sizeof path, "%s/b", d->making);
	scratch_write(path, text, strlen(text));
}

static void
make(const char *text)
{
	struct whole_dir d;

	EXPECT(whole_dir_begin(&d, "out", holds, &e) == 0);
	put(&d, text);
	EXPECT(whole_dir_appear(&d, &e) == 0);
}

static void
empty(void)
{
	EXPECT(system("rm -rf out .out.recon-tmp-*") == 0);
}

static void
appears(void)
{
	struct whole_dir d;

	EXPECT(whole_dir_begin(&d, "out/", holds, &e) == 0);
	put(&d, "first");
	EXPECT(access("out", F_OK) != 0);
	EXPECT(whole_dir_appear(&d, &e) == 0);
	EXPECT(scratch_holds("out/a", "first"));
	EXPECT(scratch_holds("out/b", "first"));
	EXPECT(scratch_files(0) == 1);
	make("second");
	EXPECT(scratch_holds("out/a", "second"));
	EXPECT(scratch_holds("out/b", "second"));
	EXPECT(scratch_files(0) == 1);
	empty();
}

static void
abandoned(void)
{
	struct whole_dir d;

	EXPECT(whole_dir_begin(&d, "out", holds, &e) == 0);
	put(&d, "first");
	whole_dir_abandon(&d);
	EXPECT(scratch_files(0) == 0);
	make("first");
	EXPECT(whole_dir_begin(&d, "out", holds, &e) == 0);
	put(&d, "second");
	whole_dir_abandon(&d);
	EXPECT(scratch_holds("out/a", "first"));
	EXPECT(scratch_files(0) == 1);
	empty();
}

static void
empty_one(void)
{
	EXPECT(mkdir("out", 0777) == 0);
	make("first");
	EXPECT(scratch_holds("out/a", "first"));
	empty();
}

/* What is there is not removed, and told. */
static void
refused(const char *name, const char *text)
{
	struct whole_dir d;

	EXPECT(whole_dir_begin(&d, name, holds, &e) < 0);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, text);
}

static void
others(void)
{
	make("first");
	scratch_write("out/c", "mine", 4);
	refused(
	    "out", "out: holds c, which is not made here: it is not replaced");
	EXPECT(scratch_holds("out/c", "mine"));
	EXPECT(unlink("out/c") == 0 && unlink("out/b") == 0);
	EXPECT(mkdir("out/b", 0777) == 0);
	refused(
	    "out", "out: holds b, which is not made here: it is not replaced");
	empty();
	scratch_write("out", "mine", 4);
	refused("out", "out: is no directory: it is not replaced");
	empty();
	refused(".", "\".\" is not a name that a directory can get");
	refused("x/..", "\"x/..\" is not a name that a directory can get");
	refused("/", "\"/\" is not a name that a directory can get");
	refused("no/out", "no/.out.recon-tmp-lock: No such file or directory");
	EXPECT(symlink("nowhere", "out") == 0);
	refused("out", "out: is no directory: it is not replaced");
	empty();
}

/* Another file comes while it is made. */
static void
meanwhile(void)
{
	struct whole_dir d;

	make("first");
	EXPECT(whole_dir_begin(&d, "out", holds, &e) == 0);
	put(&d, "second");
	scratch_write("out/c", "mine", 4);
	EXPECT(whole_dir_appear(&d, &e) < 0);
	EXPECT_STR(
	    e.text, "out: holds c, which is not made here: it is not replaced");
	EXPECT(scratch_holds("out/a", "first"));
	EXPECT(scratch_files(0) == 1);
	empty();
}

static int
take(void)
{
	static struct whole_dir d;

	return whole_dir_begin(&d, "out", holds, &e) ? -1 : d.fd;
}

static void
at_once(void)
{
	struct whole_dir d;
	char want[128];
	int until;
	pid_t pid = lock_holder(take, false, &until);

	EXPECT(whole_dir_begin(&d, "out", holds, &e) < 0);
	EXPECT(e.status == ST_AGAIN);
	snprintf(want, sizeof want,
	    "out: another process (pid %ld) is making it", (long)pid);
	EXPECT_STR(e.text, want);
	close(until);
	waitpid(pid, NULL, 0);
	make("first");
	EXPECT(scratch_files(0) == 1);
	empty();
}

/* A process that makes one after the other, until it is killed. */
static pid_t
maker(void)
{
	pid_t pid = fork();
	char text[32];

	if (pid)
		return pid;
	for (int i = 0;; i++) {
		struct whole_dir d;

		if (whole_dir_begin(&d, "out", holds, &e))
			_exit(1);
		snprintf(text, sizeof text, "%d", i);
		put(&d, text);
		if (whole_dir_appear(&d, &e))
			_exit(1);
	}
}

static void
killed(void)
{
	uint64_t seed = 7;
	int status;

	make("0");
	for (int i = 0; i < 100; i++) {
		struct timespec t = { .tv_nsec = (long)(scratch_random(&seed) %
					  3000000) };
		pid_t pid = maker();
		char *a, *b;

		nanosleep(&t, NULL);
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		EXPECT(WIFSIGNALED(status));
		a = scratch_read("out/a");
		b = scratch_read("out/b");
		EXPECT(a && b && *a && !strcmp(a, b));
		free(a);
		free(b);
	}
	make("last");
	EXPECT(scratch_holds("out/a", "last"));
	EXPECT(scratch_files(0) == 1);
	empty();
}

int
main(void)
{
	mem_program = "recon";
	scratch_begin();
	test("it appears with all its files, in place of the one before",
	    appears);
	test("nothing appears of one that is abandoned", abandoned);
	test("a directory that is empty is replaced", empty_one);
	test("a directory with other files is not replaced, nor another thing",
	    others);
	test("another file that comes meanwhile is not lost", meanwhile);
	test("two processes do not make it at once, and what one left that "
	     "ended is taken over",
	    at_once);
	test("whenever it is killed, the directory is whole", killed);
	scratch_end();
	return test_done();
}
