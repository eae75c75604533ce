/*
 * Truths that are not there, of something else, of another version or kind,
 * that may not be written, on a disk that is full: each is told, and nothing is
 * lost.
 */
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "truth_made.h"

static struct truth t;

static void
shell(const char *command)
{
	if (system(command) != 0)
		scratch_die(command);
}

static void
refused(enum db_use use, bool rehearsal, enum status status, const char *text)
{
	e.text[0] = '\0';
	EXPECT(truth_open(&t, "cut.db", use, rehearsal, "7 lena", &e) < 0);
	EXPECT_STR(e.text, text);
	EXPECT(e.status == status);
	EXPECT(t.db.at == NULL);
}

static void
opens(enum db_use use, bool rehearsal)
{
	OK(truth_open(&t, "cut.db", use, rehearsal, "7 lena", &e));
}

static int64_t
last_step(void)
{
	int64_t step = -1;

	OK(truth_last(&t, &step, &e));
	return step;
}

static void
not_there(void)
{
	shell("rm -f cut.db");
	refused(DB_READ, false, ST_FAIL, "cut.db: No such file or directory");
	refused(DB_CHANGE, false, ST_FAIL, "cut.db: No such file or directory");
	shell(": >cut.db");
	refused(
	    DB_READ, false, ST_FAIL, "cut.db: is no store of recon-cut yet");
	refused(
	    DB_CHANGE, false, ST_FAIL, "cut.db: is no store of recon-cut yet");
	opens(DB_CREATE, false);
	truth_close(&t);
	opens(DB_CREATE, false); /* it is there */
	truth_close(&t);
	opens(DB_READ, false);
	truth_close(&t);
	EXPECT(truth_open(&t, "none/cut.db", DB_CREATE, false, "", &e) < 0);
	EXPECT_STR(e.text, "none/: No such file or directory");
	EXPECT(
	    truth_open(&t, "sqlite:none/cut.db", DB_READ, false, "", &e) < 0);
	EXPECT_STR(e.text, "none/: No such file or directory");
	OK(truth_open(&t, "sqlite:cut.db", DB_READ, false, "", &e));
	truth_close(&t);
}

/* What is opened to be read has that many steps, and no file is made. */
static void
reads_or_none(const char *url, int64_t steps)
{
	OK(truth_open_or_none(&t, url, false, "7 lena", &e));
	EXPECT(last_step() == steps);
	truth_close(&t);
}

static void
reads_none(void)
{
	shell("rm -f cut.db");
	reads_or_none("cut.db", 0);
	reads_or_none("none/cut.db", 0);
	reads_or_none("sqlite:cut.db", 0);
	EXPECT(access("cut.db", F_OK) < 0);
	shell(": >cut.db");
	reads_or_none("cut.db", 0);
	shell("test ! -s cut.db");
	opens(DB_CREATE, false);
	EXPECT(truth_try(&t, &key));
	truth_close(&t);
	reads_or_none("cut.db", 1);
	EXPECT(truth_open_or_none(&t, "cut.db", true, "", &e) < 0);
	EXPECT(e.status == ST_FAIL && t.db.at == NULL);
	shell("echo text that is no database >cut.db");
	EXPECT(truth_open_or_none(&t, "cut.db", false, "", &e) < 0);
	EXPECT(e.status == ST_DATA && t.db.at == NULL);
}

static void
something_else(void)
{
	shell("rm -f cut.db; sqlite3 cut.db 'CREATE TABLE t (a)'");
	refused(DB_CREATE, false, ST_DATA,
	    "cut.db: holds other tables, and is no store of recon-cut");
	refused(DB_READ, false, ST_DATA,
	    "cut.db: holds other tables, and is no store of recon-cut");
	scratch_write("cut.db", "no database, whatever else it is", 32);
	refused(DB_CREATE, false, ST_DATA, "cut.db: file is not a database");
}

static void
other_versions(void)
{
	truth_fresh(&t);
	truth_close(&t);
	shell("sqlite3 cut.db 'UPDATE recon_cut SET version = 2'");
	refused(DB_CHANGE, false, ST_DATA,
	    "cut.db: is a store of version 2, and this recon-cut knows 1");
	refused(DB_READ, false, ST_DATA,
	    "cut.db: is a store of version 2, and this recon-cut knows 1");
	shell("sqlite3 cut.db 'DELETE FROM recon_cut'");
	refused(
	    DB_READ, false, ST_DATA, "cut.db: is damaged: it says no version");
}

static void
rehearsals(void)
{
	static const char no_rehearsal[] =
	    "cut.db: is no store of rehearsals, and --rehearse needs one of "
	    "its own";
	static const char rehearsal[] =
	    "cut.db: is a store of rehearsals, for --rehearse alone";

	truth_fresh(&t);
	EXPECT(!t.rehearsal);
	truth_close(&t);
	refused(DB_CREATE, true, ST_FAIL, no_rehearsal);
	refused(DB_READ, true, ST_FAIL, no_rehearsal);
	shell("rm cut.db");
	opens(DB_CREATE, true);
	EXPECT(t.rehearsal);
	EXPECT(truth_try(&t, &key));
	truth_close(&t);
	refused(DB_CREATE, false, ST_FAIL, rehearsal);
	refused(DB_READ, false, ST_FAIL, rehearsal);
	opens(DB_READ, true);
	EXPECT(t.rehearsal);
	truth_close(&t);
}

static bool
is_there(void)
{
	struct truth_round r;
	bool is;

	OK(truth_round(&t, &key, &r, &e));
	is = r.exists;
	truth_round_free(&r);
	return is;
}

/* As user 12345, who may not write. */
static void
reads(void)
{
	int64_t step;

	if (setgid(12345) || setuid(12345))
		_exit(9);
	test_broken = 0;
	opens(DB_READ, false);
	EXPECT(is_there());
	EXPECT(truth_note_unless_same(
		   &t, &key, &(struct truth_said){ .what = "x" }, &e) < 0);
	EXPECT_STR(e.text, "cut.db: attempt to write a readonly database");
	EXPECT(e.status == ST_FAIL);
	OK(truth_last(&t, &step, &e));
	EXPECT(step == 1);
	truth_close(&t);
	fflush(stdout);
	_exit(test_broken);
}

static void
read_only(void)
{
	pid_t pid;
	int status = 1;

	truth_fresh(&t);
	EXPECT(truth_try(&t, &key));
	truth_close(&t);
	if (geteuid() != 0) {
		test_skip("root alone can become another");
		return;
	}
	shell("chmod 755 .; chmod 644 cut.db");
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		reads();
	EXPECT(waitpid(pid, &status, 0) == pid && status == 0);
}

/* Whoever can write it has commands run by who changes things in it. */
static void
others_write(void)
{
	struct stat st;

	truth_fresh(&t);
	truth_close(&t);
	EXPECT(stat("cut.db", &st) == 0 && (st.st_mode & 0777) == 0600);
	shell("chmod 620 cut.db");
	refused(DB_CHANGE, false, ST_FAIL,
	    "cut.db: others can write it (mode 0620); chmod go-w makes it "
	    "safe");
	refused(DB_CREATE, false, ST_FAIL,
	    "cut.db: others can write it (mode 0620); chmod go-w makes it "
	    "safe");
	opens(DB_READ, false);
	truth_close(&t);
	shell("chmod 644 cut.db");
	opens(DB_CHANGE, false);
	truth_close(&t);
}

/* -- a disk that is full --------------------------------------------------- */

/* Opens rounds until no more can be, with a book so large; then, where there is
 * room again, what was not done is done, and all that was said to be is
 * there. */
static void
fill(void (*give_room)(void))
{
	static char text[20000];
	struct truth_stand system = { .system = (char[]){ "bill" } };
	struct truth_round r = { .key = key,
		.next = DATE,
		.text = { .p = text, .len = sizeof text },
		.systems = &system,
		.n = 1 };
	bool moved = true;

	memset(text, 'x', sizeof text);
	e.text[0] = '\0';
	while (moved && r.key.date < DATE + 1000 &&
	    truth_begin(&t, &r, NULL, &moved, &e) == 0)
		r.key.date++;
	EXPECT(moved && r.key.date > DATE && r.key.date < DATE + 1000);
	EXPECT(e.status == ST_FAIL);
	EXPECT(strstr(e.text, "cut.db: ") != NULL);
	EXPECT(last_step() == r.key.date - DATE);
	EXPECT(truth_begin(&t, &r, NULL, &moved, &e) < 0);
	give_room();
	EXPECT(last_step() == r.key.date - DATE);
	OK(truth_begin(&t, &r, NULL, &moved, &e));
	EXPECT(moved && last_step() == r.key.date - DATE + 1);
	EXPECT(is_there());
	truth_close(&t);
}

static struct rlimit was;

static void
lift_limit(void)
{
	setrlimit(RLIMIT_FSIZE, &was);
}

static void
file_limit(void)
{
	struct rlimit now;

	truth_fresh(&t);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &was);
	now = was;
	now.rlim_cur = 400000;
	setrlimit(RLIMIT_FSIZE, &now);
	fill(lift_limit);
	lift_limit();
}

static void
remove_ballast(void)
{
	unlink("d/ballast");
}

static void
full(void)
{
	shell("rm -rf d; mkdir d");
	if (geteuid() != 0 ||
	    system("mount -t tmpfs -o size=2m none d 2>/dev/null") != 0) {
		test_skip("no small file system can be mounted");
		return;
	}
	OK(truth_open(&t, "d/cut.db", DB_CREATE, false, "7 lena", &e));
	shell("head -c 1000000 /dev/zero >d/ballast");
	fill(remove_ballast);
	shell("umount d");
}

/* -- somebody else --------------------------------------------------------- */

/* Has it open for changes until it is killed. */
static _Noreturn void
hold(int ready)
{
	int64_t step;

	opens(DB_CHANGE, false);
	if (db_begin(&t.db, "cut", &e) ||
	    db_run(&t.db, "UPDATE recon_cut SET step = 9", &e))
		_exit(1);
	step = write(ready, "x", 1);
	pause();
	_exit((int)step);
}

/* What somebody does who is then killed is taken back, by who comes next. */
static void
killed_within(void)
{
	int fd[2];
	char byte;
	pid_t pid;

	truth_fresh(&t);
	EXPECT(truth_try(&t, &key));
	truth_close(&t);
	if (pipe(fd))
		scratch_die("pipe");
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		hold(fd[1]);
	close(fd[1]);
	EXPECT(read(fd[0], &byte, 1) == 1);
	close(fd[0]);
	opens(DB_READ, false);
	EXPECT(last_step() == 1); /* who reads is not held up */
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	EXPECT(last_step() == 1);
	EXPECT(truth_one(&t, "bill", CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	EXPECT(last_step() == 2);
	truth_close(&t);
}

int
main(void)
{
	truth_begin_tests(1, NULL);
	test("a truth that is not there is told, and made where asked",
	    not_there);
	test("to be read one that is not there has no rounds", reads_none);
	test("what is something else is no truth", something_else);
	test("another version is refused", other_versions);
	test("rehearsals have a truth of their own", rehearsals);
	test("who may only read it reads it", read_only);
	test("one that others can write is not changed", others_write);
	test("where a file may not grow nothing is lost", file_limit);
	test("on a full disk a change is taken back, and done when there is "
	     "room",
	    full);
	test("what somebody began who was killed is taken back", killed_within);
	shell("rm -rf d");
	scratch_end();
	return test_done();
}
