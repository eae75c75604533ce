#include "sys/process/child.h"

#include <signal.h>
#include <sys/stat.h>

#include "scratch.h"
#include "sys/clock.h"
#include "test.h"

static struct child c;
static struct err e;

static void
run(const char *script, struct span in)
{
	static char sh[] = "sh", opt[] = "-c";
	char *argv[] = { sh, opt, (char *)(uintptr_t)script, NULL };

	c.argv = argv;
	c.in = in;
	EXPECT(child_run(&c, &e) == 0);
}

static bool
wrote(const char *text)
{
	return span_eq(buf_span(&c.out), span_str(text));
}

static void
to_its_end(void)
{
	c.seconds = 60;
	c.out_max = 100;
	run("cat; exit 7", SPAN("in\n"));
	EXPECT(wrote("in\n") && c.status == 7 && !c.late && !c.cut);
	run("kill -9 $$", SPAN(""));
	EXPECT(c.status == -1 && c.signal == SIGKILL);
	run("exec no-such-command-here 2>/dev/null", SPAN(""));
	EXPECT(c.status == CHILD_NOT_FOUND);
}

static void
in_a_directory(void)
{
	EXPECT(mkdir("there", 0700) == 0);
	c.out_max = 100;
	c.dir = "there";
	run("basename \"$PWD\"", SPAN(""));
	EXPECT(wrote("there\n") && c.status == 0);
	c.dir = "nowhere";
	run("echo ran", SPAN(""));
	EXPECT(wrote("") && c.status == CHILD_NOT_RUN);
	c.dir = NULL;
}

static void
much(void)
{
	size_t n = 1 << 20;
	char *p = malloc(n);

	if (!p)
		scratch_die("malloc");
	memset(p, 'x', n);
	c.out_max = n;
	run("cat", (struct span){ p, n });
	EXPECT(c.out.len == n && c.status == 0 && !c.cut);
	c.out_max = 10;
	run("cat", (struct span){ p, n });
	EXPECT(wrote("xxxxxxxxxx") && c.status == 0 && c.cut);
	run("exec >&-; wc -c >got", (struct span){ p, n }); /* writes nothing */
	EXPECT(wrote("") && c.status == 0);
	EXPECT(scratch_holds("got", "1048576\n"));
	run("echo early", (struct span){ p, n }); /* reads nothing */
	EXPECT(wrote("early\n") && c.status == 0);
	free(p);
}

static void
too_long(void)
{
	int64_t begin = clock_monotonic_ms();

	c.seconds = 1;
	run("sleep 100 & sleep 100; echo never", SPAN(""));
	EXPECT(c.late && wrote("") && c.signal == SIGTERM);
	EXPECT(clock_monotonic_ms() - begin < 5000);
	c.seconds = 60;
}

static void
not_there(void)
{
	static char name[] = "/no/such/command";
	char *argv[] = { name, NULL };

	c.argv = argv;
	EXPECT(child_run(&c, &e) == 0);
	EXPECT(c.status == CHILD_NOT_FOUND);
}

static void
to_a_file(void)
{
	int fd = open("out", O_RDWR | O_CREAT, 0600);

	c.seconds = 60;
	c.out_max = 100;
	c.out_fd = fd;
	run("cat; echo more", SPAN("in\n"));
	c.out_fd = 0;
	EXPECT(close(fd) == 0);
	EXPECT(wrote("") && c.status == 0 && !c.cut);
	EXPECT(scratch_holds("out", "in\nmore\n"));
}

int
main(void)
{
	scratch_begin();
	test(
	    "a command reads what it is given and its end is told", to_its_end);
	test("much goes through, and what is too much is cut", much);
	test("its output goes to a file where it is told to", to_a_file);
	test("it runs in a directory where it is told to", in_a_directory);
	test("what takes too long is ended, with all it has started", too_long);
	test("a command that is not there ends as in a shell", not_there);
	buf_free(&c.out);
	scratch_end();
	return test_done();
}
