#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "io/output.h"
#include "scratch.h"
#include "test.h"

static void
appears_when_closed(void)
{
	struct output o;
	struct err e;

	EXPECT(output_open(&o, "new", &e) == 0);
	output_write(&o, SPAN("one\n"));
	memcpy(output_room(&o, 4), "two\n", 4);
	output_took(&o, 4);
	EXPECT(o.bytes == 8);
	EXPECT(output_flush(&o, &e) == 0);
	EXPECT(access("new", F_OK) == -1);
	EXPECT(output_close(&o, &e) == 0);
	EXPECT(scratch_holds("new", "one\ntwo\n"));
	EXPECT(scratch_files(1) == 1);
}

static void
add_length(void *arg, struct span bytes)
{
	*(size_t *)arg += bytes.len;
}

static void
watched(void)
{
	size_t first = 0, second = 0;
	struct output o;
	struct err e;

	EXPECT(output_open(&o, "new", &e) == 0);
	output_write(&o, SPAN("one\n"));
	output_watch(&o, add_length, &first);
	output_watch(&o, add_length, &second);
	EXPECT(output_flush(&o, &e) == 0);
	EXPECT(first == 4 && second == 4);
	output_unwatch(&o, add_length, &first);
	output_write(&o, SPAN("two\n"));
	EXPECT(output_close(&o, &e) == 0);
	EXPECT(first == 4 && second == 8);
	scratch_files(1);
}

static void
abandoned(void)
{
	struct output o;
	struct err e;

	scratch_write("old", "old\n", 4);
	EXPECT(output_open(&o, "old", &e) == 0);
	output_write(&o, SPAN("new\n"));
	EXPECT(output_flush(&o, &e) == 0);
	output_abandon(&o);
	EXPECT(scratch_holds("old", "old\n"));
	EXPECT(scratch_files(1) == 1);
}

static void
keeps_mode_and_link(void)
{
	struct output o;
	struct stat st;
	struct err e;

	scratch_write("old", "old\n", 4);
	EXPECT(chmod("old", 0640) == 0 && symlink("old", "link") == 0);
	EXPECT(output_open(&o, "link", &e) == 0);
	output_write(&o, SPAN("new\n"));
	EXPECT(output_close(&o, &e) == 0);
	EXPECT(lstat("link", &st) == 0 && S_ISLNK(st.st_mode));
	EXPECT(stat("old", &st) == 0 && (st.st_mode & 07777) == 0640);
	EXPECT(scratch_holds("old", "new\n"));
	EXPECT(scratch_files(1) == 2);
}

static void
umask_holds(void)
{
	mode_t was = umask(027);
	struct output o;
	struct stat st;
	struct err e;

	EXPECT(output_open(&o, "new", &e) == 0);
	EXPECT(output_close(&o, &e) == 0);
	EXPECT(stat("new", &st) == 0 && (st.st_mode & 07777) == 0640);
	umask(was);
	scratch_files(1);
}

/* Random pieces, some larger than the buffer, by both ways of writing. */
static void
any_pieces(void)
{
	size_t n = 5 << 20, pos = 0;
	char *p = mem_alloc(n + 1), *got;
	uint64_t seed = 7;
	struct output o;
	struct err e;

	for (size_t i = 0; i < n; i++)
		p[i] = (char)('a' + scratch_random(&seed) % 26);
	p[n] = '\0';
	EXPECT(output_open(&o, "big", &e) == 0);
	while (pos < n) {
		uint64_t r = scratch_random(&seed);
		size_t k = (r >> 8) % (r % 50 ? 2000 : 700000);

		k = k < n - pos ? k : n - pos;
		if (r & 64) {
			output_write(&o, (struct span){ p + pos, k });
		} else {
			memcpy(output_room(&o, k), p + pos, k);
			output_took(&o, k);
		}
		pos += k;
		EXPECT(o.bytes == pos);
	}
	EXPECT(output_close(&o, &e) == 0);
	got = scratch_read("big");
	EXPECT(got && !strcmp(got, p));
	free(got);
	free(p);
	scratch_files(1);
}

static void
no_space(void)
{
	struct output o;
	struct err e;

	EXPECT(output_open(&o, "/dev/full", &e) == 0);
	output_write(&o, SPAN("x"));
	EXPECT(!output_failed(&o));
	EXPECT(output_flush(&o, &e) == -1 && output_failed(&o));
	output_write(&o, SPAN("y"));
	EXPECT(output_close(&o, &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "/dev/full: write: No space left on device");
}

/* A disk that fills up half-way, played by a limit on the file's size. */
static void
half_written(void)
{
	struct rlimit was, tight;
	struct output o;
	struct err e;
	char *p = mem_alloc(1 << 20);

	memset(p, 'x', 1 << 20);
	scratch_write("old", "old\n", 4);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &was);
	tight = was;
	tight.rlim_cur = 300000;
	setrlimit(RLIMIT_FSIZE, &tight);
	EXPECT(output_open(&o, "old", &e) == 0);
	output_write(&o, (struct span){ p, 1 << 20 });
	EXPECT(output_failed(&o));
	EXPECT(output_close(&o, &e) == -1);
	setrlimit(RLIMIT_FSIZE, &was);
	EXPECT(e.status == ST_FAIL);
	EXPECT(strstr(e.text, "/old: write: File too large"));
	EXPECT(scratch_holds("old", "old\n"));
	EXPECT(scratch_files(1) == 1);
	free(p);
}

static void
reader_gone(void)
{
	struct output o;
	struct err e;
	int reader;

	EXPECT(mkfifo("pipe", 0666) == 0);
	reader = open("pipe", O_RDONLY | O_NONBLOCK);
	EXPECT(output_open(&o, "pipe", &e) == 0);
	close(reader);
	output_write(&o, SPAN("x"));
	EXPECT(output_close(&o, &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "");
	scratch_files(1);
}

static void
written_in_place(void)
{
	struct output o;
	struct stat st;
	struct err e;

	EXPECT(output_open(&o, "/dev/null", &e) == 0);
	output_write(&o, SPAN("x"));
	EXPECT(output_close(&o, &e) == 0);
	EXPECT(stat("/dev/null", &st) == 0 && S_ISCHR(st.st_mode));
}

static void
where_it_cannot_be(void)
{
	struct output o;
	struct err e;

	EXPECT(mkdir("dir", 0777) == 0);
	EXPECT(output_open(&o, "dir", &e) == -1);
	EXPECT_STR(e.text, "dir: is a directory");
	EXPECT(output_open(&o, "absent/file", &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "absent/file: No such file or directory");
	scratch_files(1);
}

static void
die_while_writing(int sig)
{
	struct output o;
	struct err e;

	if (output_open(&o, "old", &e))
		_exit(3);
	output_write(&o, SPAN("new\n"));
	if (output_flush(&o, &e))
		_exit(3);
	raise(sig);
	_exit(3);
}

static void
signals_clean_up(void)
{
	static const int sigs[] = { SIGTERM, SIGINT, SIGHUP };

	scratch_write("old", "old\n", 4);
	for (size_t i = 0; i < sizeof sigs / sizeof *sigs; i++) {
		int status = 0;
		pid_t child;

		fflush(stdout);
		child = fork();
		if (child == 0) {
			signal(sigs[i], SIG_DFL);
			die_while_writing(sigs[i]);
		}
		EXPECT(waitpid(child, &status, 0) == child);
		EXPECT(WIFSIGNALED(status) && WTERMSIG(status) == sigs[i]);
		EXPECT(scratch_holds("old", "old\n"));
		EXPECT(scratch_files(0) == 1);
	}
	scratch_files(1);
}

static void
ignored_signals_stay_ignored(void)
{
	int status = 0;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		signal(SIGHUP, SIG_IGN); /* as under nohup */
		die_while_writing(SIGHUP);
	}
	EXPECT(waitpid(child, &status, 0) == child);
	EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	scratch_files(1);
}

int
main(void)
{
	scratch_begin();
	/* first: the handlers are set up once in a process */
	test("a signal that ends the program removes the unfinished file",
	    signals_clean_up);
	test("an ignored signal stays ignored", ignored_signals_stay_ignored);
	test("a file appears under its name when it is closed, not before",
	    appears_when_closed);
	test("who watches gets what is written until it is let go", watched);
	test("an abandoned file leaves the old one as it was", abandoned);
	test("a replaced file keeps its mode, a symbolic link its target",
	    keeps_mode_and_link);
	test("a new file has the mode the umask says", umask_holds);
	test("pieces of any size come out in order", any_pieces);
	test("a full device is told once and sticks", no_space);
	test("a disk that fills up half-way leaves the old file", half_written);
	test(
	    "a reader that went away is a failure without a word", reader_gone);
	test(
	    "what is not a regular file is written in place", written_in_place);
	test("a directory and a missing one are refused", where_it_cannot_be);
	scratch_end();
	return test_done();
}
