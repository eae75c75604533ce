/*
 * Stores that are damaged, of another version, closed, on a disk that is full:
 * each is told, and nothing is lost.
 */
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "lock_holder.h"
#include "store_flow.h"

static struct flow_store s;

static void
shell(const char *command)
{
	if (system(command) != 0)
		scratch_die(command);
}

/* A store with a note in it, in the directory "d". */
static void
make(void)
{
	shell("rm -rf d; mkdir -m 700 d");
	OK(flow_store_open(&s, "d", FLOW_STORE_RUN, &e));
	OK(flow_store_note_put(&s, "what", SPAN("kept"), &e));
	flow_store_close(&s);
}

static void
expect_kept(void)
{
	struct buf b = { 0 };

	OK(flow_store_open(&s, "d", FLOW_STORE_READ, &e));
	EXPECT(flow_store_note(&s, "what", &b, &e) == 1);
	EXPECT(span_eq(buf_span(&b), SPAN("kept")));
	buf_free(&b);
	flow_store_close(&s);
}

static void
expect_refused(enum flow_store_use use, enum status status, const char *text)
{
	e.text[0] = '\0';
	EXPECT(flow_store_open(&s, "d", use, &e) < 0);
	EXPECT_STR(e.text, text);
	EXPECT(e.status == status);
	EXPECT(s.db.at == NULL);
}

static unsigned
mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? 0 : st.st_mode & 07777;
}

static void
modes(void)
{
	char id[33];

	make();
	EXPECT(mode_of("d/flow.db") == 0600);
	EXPECT(mode_of("d/flow.db-wal") == 0600);
	EXPECT(mode_of("d/flow.db-shm") == 0600);
	expect_kept();
	OK(flow_store_open(&s, "d", FLOW_STORE_RUN, &e));
	strcpy(id, s.id);
	EXPECT(strlen(id) == 32 && !s.restored);
	flow_store_close(&s);
	OK(flow_store_open(&s, "d", FLOW_STORE_READ, &e));
	EXPECT_STR(s.id, id);
	flow_store_close(&s);
	shell("rm -rf d; mkdir -m 2750 d");
	OK(flow_store_open(&s, "d", FLOW_STORE_RUN, &e));
	flow_store_close(&s);
	EXPECT(mode_of("d/flow.db") == 0640);
	EXPECT(mode_of("d/flow.db-shm") == 0640);
}

static void
not_there(void)
{
	shell("rm -rf d");
	expect_refused(FLOW_STORE_RUN, ST_FAIL, "d: No such file or directory");
	shell("mkdir d");
	expect_refused(
	    FLOW_STORE_READ, ST_FAIL, "d/flow.db: No such file or directory");
	shell(": >d/flow.db");
	expect_refused(FLOW_STORE_READ, ST_AGAIN,
	    "d/flow.db: is empty: nothing has run in it yet");
	OK(flow_store_open(&s, "d", FLOW_STORE_RUN, &e));
	flow_store_close(&s);
}

#define HINT ": keep it aside, and put a backup in its place"

static void
damaged(void)
{
	make();
	shell("printf 'no database, whatever it is' >d/flow.db");
	expect_refused(
	    FLOW_STORE_RUN, ST_DATA, "d/flow.db: file is not a database" HINT);
	expect_refused(
	    FLOW_STORE_READ, ST_DATA, "d/flow.db: file is not a database" HINT);
	make();
	shell("truncate -s 20480 d/flow.db");
	EXPECT(flow_store_open(&s, "d", FLOW_STORE_RUN, &e) < 0);
	EXPECT(e.status == ST_DATA);
	EXPECT(strstr(e.text, "d/flow.db: is damaged") == e.text);
	EXPECT(strstr(e.text, HINT) != NULL);
	make();
	shell("dd if=/dev/urandom of=d/flow.db bs=4096 seek=1 count=60 "
	      "conv=notrunc 2>/dev/null");
	EXPECT(flow_store_open(&s, "d", FLOW_STORE_RUN, &e) < 0);
	EXPECT(e.status == ST_DATA);
	EXPECT(strstr(e.text, "d/flow.db: is damaged (") == e.text);
	EXPECT(strstr(e.text, HINT) != NULL);
}

/* Whatever byte of a store is changed: it works, or is refused in words. */
static void
any_byte(void)
{
	struct plan p = { 0 };
	struct run r = { 0 };
	char *was;
	struct stat st;

	make();
	plan_of(&p, "/f/x.flow", "[node a]\nrun = true\n");
	OK(flow_store_open(&s, "d", FLOW_STORE_RUN, &e));
	run_of(&r, &p, NULL, NULL, 1000);
	OK(flow_store_run_add(&s, &r, &e));
	run_free(&r);
	flow_store_close(&s);
	if (stat("d/flow.db", &st))
		scratch_die("d/flow.db");
	was = scratch_read("d/flow.db");
	for (long at = 0; at < st.st_size; at += at < 200 ? 1 : 331) {
		char *now = malloc((size_t)st.st_size);

		memcpy(now, was, (size_t)st.st_size);
		now[at] = (char)~now[at];
		shell("rm -f d/flow.db-wal d/flow.db-shm");
		scratch_write("d/flow.db", now, (size_t)st.st_size);
		free(now);
		e.text[0] = '\0';
		if (flow_store_open(&s, "d", FLOW_STORE_READ, &e)) {
			EXPECT(strstr(e.text, "d/flow.db: ") == e.text);
			continue;
		}
		if (flow_store_run_load(&s, &r, 1, &p, &e) < 0)
			EXPECT(strstr(e.text, "d/flow.db: ") == e.text);
		run_free(&r);
		r = (struct run){ 0 };
		flow_store_close(&s);
	}
	free(was);
	plan_free(&p);
}

static void
other_versions(void)
{
	make();
	shell("sqlite3 d/flow.db 'PRAGMA user_version = 3'");
	expect_refused(FLOW_STORE_RUN, ST_FAIL,
	    "d/flow.db: is a store of version 3, made by a newer recon-flow; "
	    "this one knows version 2");
	expect_refused(FLOW_STORE_READ, ST_FAIL,
	    "d/flow.db: is a store of version 3, made by a newer recon-flow; "
	    "this one knows version 2");
	shell("sqlite3 d/flow.db 'PRAGMA user_version = 0'");
	expect_refused(FLOW_STORE_RUN, ST_FAIL,
	    "d/flow.db: is a store of version 0, made by an older recon-flow; "
	    "this one knows version 2");
	shell("rm -rf d; mkdir d; sqlite3 d/flow.db 'CREATE TABLE t (a)'");
	shell("chmod 600 d/flow.db");
	expect_refused(FLOW_STORE_RUN, ST_DATA,
	    "d/flow.db: is a database, and no store of flows");
}

static void
written_by_others(void)
{
	make();
	shell("chmod 620 d/flow.db");
	expect_refused(FLOW_STORE_RUN, ST_FAIL,
	    "d/flow.db: others can write it (mode 0620); chmod go-w makes it "
	    "safe");
	shell("chmod 600 d/flow.db; chmod 2770 d");
	expect_refused(FLOW_STORE_RUN, ST_FAIL,
	    "d: others can put files in the place of the store's (mode 2770); "
	    "chmod +t makes it safe");
	shell("chmod 3770 d");
	expect_kept();
	if (geteuid() != 0) {
		test_skip("only root can give a file away");
		return;
	}
	make();
	if (chown("d/flow.db", 12345, (gid_t)-1))
		scratch_die("chown");
	expect_refused(FLOW_STORE_RUN, ST_FAIL,
	    "d/flow.db: belongs to user 12345, who could change it");
}

/* As user 12345, who may not write. */
static void
read_only(void)
{
	pid_t pid;
	int status = 1;

	make();
	if (geteuid() != 0) {
		test_skip("root alone can become another");
		return;
	}
	shell("chmod 755 . d; chmod 644 d/flow.db d/flow.db-wal d/flow.db-shm");
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		if (setgid(12345) || setuid(12345))
			_exit(9);
		test_broken = 0;
		expect_kept();
		EXPECT(flow_store_open(&s, "d", FLOW_STORE_RUN, &e) < 0);
		EXPECT(e.status == ST_FAIL);
		EXPECT(strstr(e.text, "d/flow.db: ") == e.text);
		fflush(stdout);
		_exit(test_broken);
	}
	EXPECT(waitpid(pid, &status, 0) == pid && status == 0);
}

/* A reader changes nothing, and leaves no checkpoint behind. */
static void
readers(void)
{
	struct flow_store reader;
	struct buf b = { 0 };

	make();
	OK(flow_store_open(&s, "d", FLOW_STORE_RUN, &e));
	OK(flow_store_begin(&s, &e));
	OK(flow_store_note_put(&s, "what", SPAN("new"), &e));
	OK(flow_store_open(&reader, "d", FLOW_STORE_READ, &e));
	EXPECT(flow_store_note_put(&reader, "x", SPAN("y"), &e) < 0);
	EXPECT_STR(e.text, "d/flow.db: attempt to write a readonly database");
	EXPECT(flow_store_note(&reader, "what", &b, &e) == 1);
	EXPECT(span_eq(buf_span(&b), SPAN("kept")));
	OK(flow_store_commit(&s, &e));
	buf_clear(&b);
	EXPECT(flow_store_note(&reader, "what", &b, &e) == 1);
	EXPECT(span_eq(buf_span(&b), SPAN("new")));
	buf_free(&b);
	flow_store_close(&reader);
	flow_store_close(&s);
}

/* -- a disk that is full
 * --------------------------------------------------------- */

/* Writes until it no longer can, takes it back, and writes again where there is
 * room. */
static void
fill(void (*give_room)(void))
{
	struct buf big = { 0 };
	struct plan p = { 0 };
	struct run r;
	int i, ok = 0;

	memset(buf_room(&big, 300000), 'x', 300000);
	big.len = 300000;
	plan_of(&p, "/f/x.flow", "[node a]\nrun = true\n");
	for (i = 0; i < 1000; i++) {
		char name[32];

		snprintf(name, sizeof name, "big%d", i);
		if (flow_store_begin(&s, &e) ||
		    flow_store_note_put(&s, name, buf_span(&big), &e) ||
		    flow_store_commit(&s, &e))
			break;
		ok++;
	}
	EXPECT(i < 1000 && e.status == ST_FAIL);
	EXPECT(strstr(e.text, "d/flow.db: ") == e.text);
	OK(flow_store_rollback(&s, &e));
	OK(flow_store_rollback(&s, &e));
	give_room();
	OK(flow_store_begin(&s, &e));
	run_of(&r, &p, NULL, NULL, 1000);
	OK(flow_store_run_add(&s, &r, &e));
	OK(flow_store_commit(&s, &e));
	EXPECT(r.id == 1);
	flow_store_close(&s);
	OK(flow_store_open(&s, "d", FLOW_STORE_RUN, &e));
	expect_stored(&s, &r);
	for (i = 0; i <= ok; i++) {
		char name[32];
		struct buf b = { 0 };

		snprintf(name, sizeof name, "big%d", i);
		EXPECT(flow_store_note(&s, name, &b, &e) == (i < ok));
		EXPECT(b.len == (i < ok ? big.len : 0));
		buf_free(&b);
	}
	flow_store_close(&s);
	run_free(&r);
	plan_free(&p);
	buf_free(&big);
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

	make();
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &was);
	now = was;
	now.rlim_cur = 3000000;
	OK(flow_store_open(&s, "d", FLOW_STORE_RUN, &e));
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
	shell("rm -rf d; mkdir -m 700 d");
	if (geteuid() != 0 ||
	    system("mount -t tmpfs -o size=6m none d 2>/dev/null") != 0) {
		test_skip("no small file system can be mounted");
		return;
	}
	OK(flow_store_open(&s, "d", FLOW_STORE_RUN, &e));
	shell("head -c 2000000 /dev/zero >d/ballast");
	fill(remove_ballast);
	shell("umount d");
}

static int
hold(void)
{
	mem_program = "recon-flow";
	return flow_store_lock("d", 0, &e);
}

static void
two_runners(void)
{
	int until, fd;
	pid_t other;
	char want[128];

	make();
	other = lock_holder(hold, false, &until);
	EXPECT(flow_store_lock("d", 0, &e) < 0);
	EXPECT(e.status == ST_AGAIN);
	snprintf(want, sizeof want,
	    "d: another process (pid %ld) is running flows", (long)other);
	EXPECT_STR(e.text, want);
	expect_kept(); /* who reads needs no lock */
	close(until);
	waitpid(other, NULL, 0);
	fd = flow_store_lock("d", 0, &e);
	EXPECT(fd >= 0);
	close(fd);
}

int
main(void)
{
	scratch_begin();
	test(
	    "a store is its owner's, its group reads where it may list", modes);
	test("a store that is not there, or empty, is told", not_there);
	test("a damaged store is told, and what to do about it", damaged);
	test("whichever byte is changed, it works or is refused", any_byte);
	test("another version, and another database, are refused",
	    other_versions);
	test("a store that others could write is not run", written_by_others);
	test("who may only read it reads it", read_only);
	test("readers see what was committed, and change nothing", readers);
	test("where a file may not grow nothing is lost", file_limit);
	test("on a full disk a turn is taken back, and done when there is room",
	    full);
	test("who runs flows there is told to the second", two_runners);
	shell("rm -rf d");
	scratch_end();
	return test_done();
}
