#include "tries.h"

#include <sys/stat.h>
#include <sys/file.h>

static void
ends(void)
{
	const struct attempt_result *r;

	try_script("echo out; echo err >&2; echo v >$RECON_OUT; exit 7");
	r = try_all();
	EXPECT(r->why == ATTEMPT_EXITED && r->status == 7 && r->signal == 0);
	EXPECT_STR(r->id, try_id);
	EXPECT(r->output[0] == 4 && r->output[1] == 4 && r->killed == 0);
	EXPECT(r->started_ms > 1700000000000 && r->ended_ms >= r->started_ms);
	EXPECT(scratch_holds(try_path("stdout"), "out\n"));
	EXPECT(scratch_holds(try_path("stderr"), "err\n"));
	EXPECT(scratch_holds(try_path("out"), "v\n"));
	try_script("kill -9 $$");
	r = try_all();
	EXPECT(r->why == ATTEMPT_SIGNAL && r->status == -1);
	EXPECT(r->signal == SIGKILL);
}

static void
not_started(void)
{
	static char absent[] = "absent-command", here[] = "./absent-command";
	static char *argv[] = { absent, NULL };
	const struct attempt_result *r;

	try_script("");
	spec.argv = argv;
	r = try_all();
	EXPECT(r->why == ATTEMPT_NOT_STARTED && r->status == 127);
	EXPECT_STR(r->reason, "No such file or directory");
	try_script("");
	scratch_write("absent-command", "", 0);
	argv[0] = here;
	spec.argv = argv;
	r = try_all();
	EXPECT(r->why == ATTEMPT_NOT_STARTED && r->status == 126);
	EXPECT_STR(r->reason, "Permission denied");
	unlink("absent-command");
	try_script("echo ran");
	spec.cwd = "absent";
	r = try_all();
	EXPECT(r->why == ATTEMPT_NOT_STARTED && r->status == 126);
	EXPECT_STR(r->reason, "its directory: No such file or directory");
	EXPECT(scratch_holds(try_path("stdout"), ""));
}

/* What this process does to its signals and descriptors is not for it. */
static void
surroundings(void)
{
	static const char *const env[] = { "ODD=\t\\\n\x7f",
		"PATH=/usr/bin:/bin", "RECON_ATTEMPT=another", NULL };
	char want[PATH_MAX + 512], here[PATH_MAX];
	int leak = open("/dev/null", O_RDONLY);
	sigset_t set, old;

	if (!getcwd(here, sizeof here))
		scratch_die("getcwd");
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, &old);
	try_script("echo $RECON_ATTEMPT $RECON_OUT; pwd; printf %s \"$ODD\"\n"
		   "sed -n 's/^Sig\\(Blk\\|Ign\\):.*\\(.......\\)$/"
		   "\\1 \\2/p' /proc/self/status\n"
		   "i=0; while [ $i -lt 64 ]; do\n"
		   "[ ! -e /proc/$$/fd/$i ] || echo $i; i=$((i + 1)); done\n"
		   "wc -c <&0");
	spec.env = (char *const *)(uintptr_t)env;
	spec.cwd = "/tmp";
	try_all();
	snprintf(want, sizeof want,
	    "%s %s/%s/out\n/tmp\n%sBlk 0000000\nIgn 0000000\n0\n1\n2\n"
	    "0\n",
	    try_id, here, try_dir, "\t\\\n\x7f");
	EXPECT(scratch_holds(try_path("stdout"), want));
	EXPECT(scratch_holds(try_path("stderr"), ""));
	sigprocmask(SIG_SETMASK, &old, NULL);
	signal(SIGPIPE, SIG_DFL);
	close(leak);
}

static void
words(void)
{
	static const char *const argv[] = { "printf", "[%s]", "", "a\tb\n\\",
		"-x", "end", NULL };

	try_script("");
	spec.argv = (char *const *)(uintptr_t)argv;
	EXPECT(try_all()->status == 0);
	EXPECT(scratch_holds(try_path("stdout"), "[][a\tb\n\\][-x][end]"));
}

/* Session and group are as the page says. */
static void
groups(void)
{
	struct process_stat shim, command;

	try_script("sleep MARK");
	try_start();
	try_await("begun");
	EXPECT(try_look() == ATTEMPT_ADOPT);
	EXPECT(found.begun.shim == started.pid);
	EXPECT(process_stat_read(&shim, "/proc", started.pid));
	EXPECT(process_stat_read(&command, "/proc", found.begun.command));
	EXPECT(shim.session == shim.pid && shim.group == shim.pid);
	EXPECT(command.group == command.pid);
	EXPECT(command.session == shim.pid && command.parent == shim.pid);
	EXPECT(found.begun.group == command.pid);
	EXPECT(found.begun.shim_start == shim.start);
	EXPECT(found.begun.command_start == command.start);
	EXPECT(attempt_cancel(try_dir, try_id, &e) == 1);
	EXPECT(try_wait() == 0);
	EXPECT(try_alive() == 0);
}

/* The shim has the lock, the command has not, and we have not. */
static void
lock(void)
{
	int fd;

	try_script("flock -n $(dirname $RECON_OUT)/lock true; echo $?\n"
		   "flock -n $(dirname $RECON_OUT)/lock -c 'echo no' <&0\n"
		   "read x <$(dirname $RECON_OUT)/fifo; exit 0");
	try_start();
	EXPECT(mkfifo(try_path("fifo"), 0600) == 0);
	fd = open(try_path("lock"), O_RDWR);
	EXPECT(flock(fd, LOCK_EX | LOCK_NB) == -1);
	close(fd);
	fd = open(try_path("fifo"), O_RDWR);
	EXPECT(write(fd, "x\n", 2) == 2);
	EXPECT(try_wait() == 0);
	close(fd);
	fd = open(try_path("lock"), O_RDWR);
	EXPECT(flock(fd, LOCK_EX | LOCK_NB) == 0);
	close(fd);
	EXPECT(scratch_holds(try_path("stdout"), "1\n"));
}

static void
there_already(void)
{
	struct stat before, after;

	try_script("echo twice >>effect");
	EXPECT(try_all()->status == 0);
	EXPECT(stat(try_dir, &before) == 0);
	EXPECT(attempt_start(&spec, &started, &e) == ATTEMPT_LOST_ALREADY);
	EXPECT(stat(try_dir, &after) == 0);
	EXPECT(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
	EXPECT(scratch_holds("effect", "twice\n"));
	unlink("effect");
	/* an empty one, too */
	try_script("");
	EXPECT(mkdir(try_dir, 0700) == 0);
	EXPECT(attempt_start(&spec, &started, &e) == ATTEMPT_LOST_ALREADY);
	EXPECT(try_look() == ATTEMPT_NEVER);
}

static void
cannot(void)
{
	try_script("");
	spec.shim = "./absent";
	EXPECT(attempt_start(&spec, &started, &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "./absent: No such file or directory");
	EXPECT(access(try_dir, F_OK) == -1);
	EXPECT(try_look() == ATTEMPT_NEVER);
	try_script("");
	spec.id = "a b";
	EXPECT(attempt_start(&spec, &started, &e) == -1);
	EXPECT_STR(e.text, "\"a b\" is no id of an attempt");
	spec.id = try_id;
	scratch_write("file", "", 0);
	spec.dir = "file/r/n/1";
	EXPECT(attempt_start(&spec, &started, &e) == -1);
	EXPECT_STR(e.text, "file/r/n/1: Not a directory");
	unlink("file");
}

/* The descriptor of the start tells the end. */
static void
watched(void)
{
	struct pollfd p = { .events = POLLIN };

	try_script("sleep MARK");
	try_start();
	p.fd = started.watch;
	if (p.fd < 0)
		test_skip("no pidfd here");
	else
		EXPECT(poll(&p, 1, 0) == 0);
	try_await("begun");
	EXPECT(attempt_cancel(try_dir, try_id, &e) == 1);
	if (p.fd >= 0)
		EXPECT(poll(&p, 1, 10000) == 1);
	EXPECT(try_look() == ATTEMPT_ENDED); /* the lock is free by then */
	EXPECT(try_wait() == 0);
}

int
main(int argc, char **argv)
{
	(void)argc;
	tries_begin(argv[0]);
	test("how a command ended, and what it wrote, is in the directory",
	    ends);
	test("why a command could not be started is told", not_started);
	test("a command gets its environment, directory and descriptors alone",
	    surroundings);
	test("any bytes reach a command as its words", words);
	test("the shim leads a session, the command a group of its own there",
	    groups);
	test("the lock is the shim's alone, until it is gone", lock);
	test("where the directory is there already nothing is done",
	    there_already);
	test("where nothing can be started no directory is left", cannot);
	test("the end of a shim can be waited for", watched);
	tries_end();
	return test_done();
}
