#include "sys/process/process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>

#include "scratch.h"
#include "sys/file/file_growth.h"
#include "test.h"

static struct process p;
static struct err e;

static int
out_file(void)
{
	int fd = open("out", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	if (fd < 0)
		scratch_die("out");
	return fd;
}

static void
start(const char *script, int hold)
{
	static char sh[] = "/bin/sh", opt[] = "-c";
	char *argv[] = { sh, opt, (char *)(uintptr_t)script, NULL };
	struct process_setup s = { argv, out_file(), hold };

	EXPECT(process_start(&p, &s, &e) == 0);
	close(s.out);
}

static void
put(const char *text)
{
	EXPECT(write(p.in, text, strlen(text)) == (ssize_t)strlen(text));
}

static void
wait_end(void)
{
	while (!process_ended(&p)) {
		struct pollfd fd = { p.watch, POLLIN, 0 };

		poll(&fd, p.watch >= 0, p.watch >= 0 ? -1 : PROCESS_STEP_MS);
	}
}

static void
to_its_end(void)
{
	start("cat; exit 7", -1);
	EXPECT(!process_ended(&p));
	put("one\n");
	put("two\n");
	process_close(&p);
	wait_end();
	EXPECT(p.status == 7 && p.signal == 0);
	EXPECT(process_ended(&p)); /* and stays so */
	EXPECT(scratch_holds("out", "one\ntwo\n"));
	process_free(&p);
	unlink("out");
	start("kill -9 $$", -1);
	wait_end();
	EXPECT(p.status == -1 && p.signal == SIGKILL);
	process_free(&p);
	unlink("out");
}

static void
not_there(void)
{
	static char name[] = "./absent";
	char *argv[] = { name, NULL };
	struct process_setup s = { argv, out_file(), -1 };

	EXPECT(process_start(&p, &s, &e) == -1 && e.status == ST_FAIL);
	EXPECT_STR(e.text, "./absent: No such file or directory");
	EXPECT(p.pid == 0 && p.in == -1 && !process_ended(&p));
	scratch_write("absent", "", 0);
	EXPECT(process_start(&p, &s, &e) == -1);
	EXPECT_STR(e.text, "./absent: Permission denied");
	process_free(&p);
	close(s.out);
	unlink("absent");
	unlink("out");
}

static void
held(void)
{
	int fd[2];
	char c;

	if (pipe(fd))
		scratch_die("pipe");
	fcntl(fd[0], F_SETFD, FD_CLOEXEC);
	fcntl(fd[1], F_SETFD, FD_CLOEXEC);
	start("read x; echo $x >&3", fd[1]);
	close(fd[1]); /* it alone has it now */
	fcntl(fd[0], F_SETFL, O_NONBLOCK);
	EXPECT(read(fd[0], &c, 1) == -1 && errno == EAGAIN);
	put("y\n");
	wait_end();
	EXPECT(read(fd[0], &c, 1) == 1 && c == 'y');
	process_free(&p);
	close(fd[0]);
	unlink("out");
}

/* What it has started holds the other end of a pipe until it is killed. */
static void
group(void)
{
	int fd[2];
	char c;

	if (pipe(fd))
		scratch_die("pipe");
	fcntl(fd[0], F_SETFD, FD_CLOEXEC);
	fcntl(fd[1], F_SETFD, FD_CLOEXEC);
	start("sleep 1000 & read x; exit 1", fd[1]);
	close(fd[1]);
	put("y\n");
	wait_end();
	EXPECT(p.status == 1);
	EXPECT(read(fd[0], &c, 1) == 0);
	process_free(&p);
	close(fd[0]);
	start("trap '' TERM; echo; sleep 1000 & wait; wait", -1);
	process_signal(&p, SIGTERM);
	process_signal(&p, SIGKILL);
	wait_end();
	EXPECT(p.status == -1);
	process_free(&p);
	unlink("out");
}

static void
does_not_wait(void)
{
	static char piece[1 << 16];
	ssize_t n;

	memset(piece, 'x', sizeof piece);
	start("read x; cat >/dev/null", -1);
	while ((n = write(p.in, piece, sizeof piece)) > 0)
		;
	EXPECT(n == -1 && errno == EAGAIN);
	process_signal(&p, SIGKILL);
	wait_end();
	EXPECT(write(p.in, piece, 1) == -1 && errno == EPIPE);
	process_free(&p);
	unlink("out");
}

static void
growth(void)
{
	int to = out_file(), fd = file_growth_open("out");
	struct pollfd ready = { fd, POLLIN, 0 };

	if (fd < 0) {
		test_skip("the system does not tell");
		close(to);
		return;
	}
	EXPECT(poll(&ready, 1, 0) == 0);
	EXPECT(write(to, "x", 1) == 1 && poll(&ready, 1, 0) == 1);
	file_growth_seen(fd);
	EXPECT(poll(&ready, 1, 0) == 0);
	EXPECT(write(to, "x", 1) == 1 && poll(&ready, 1, 0) == 1);
	close(fd);
	close(to);
	file_growth_seen(-1);
	EXPECT(file_growth_open("absent") == -1);
	unlink("out");
}

int
main(void)
{
	scratch_begin();
	test(
	    "a program reads what it is given, writes to the file, and its end "
	    "is told",
	    to_its_end);
	test("a program that cannot be started is told", not_there);
	test("the program, and nobody else, holds a descriptor", held);
	test(
	    "what a program has started is killed where it ended badly", group);
	test("nobody waits for a program that does not read", does_not_wait);
	test("a file that grows is seen", growth);
	scratch_end();
	return test_done();
}
