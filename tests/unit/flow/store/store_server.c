/*
 * The store of a server, made once, and refused where it is none. Without
 * RECON_TEST_STORE all is skipped.
 */
#include "store_flow.h"

static struct flow_store s;

static bool
is_lacking(void)
{
	if (!test_store_is_served())
		test_skip("RECON_TEST_STORE names no server");
	return !test_store_is_served();
}

static int
open_as(enum flow_store_use use)
{
	char url[400];

	test_store_url(url, sizeof url);
	e.text[0] = '\0';
	return flow_store_open_server(&s, url, NULL, use, &e);
}

/* What is said behind the name of the store. */
static void
expect_refused(enum flow_store_use use, enum status status, const char *text)
{
	char url[400];

	test_store_url(url, sizeof url);
	EXPECT(open_as(use) < 0);
	EXPECT(e.status == status && s.db.at == NULL);
	EXPECT(!strncmp(e.text, url, strlen(url)));
	EXPECT_STR(e.text + strlen(url), text);
}

/* In the schema of the store. */
static void
in_schema(const char *sql)
{
	char url[400];
	const struct db_wish wish = { .url = url, .use = DB_CHANGE };
	struct db d;

	test_store_url(url, sizeof url);
	OK(db_open(&d, &wish, &e));
	OK(db_run(&d, sql, &e));
	db_close(&d);
}

static void
made(void)
{
	struct buf b = { 0 };
	char id[33];

	if (is_lacking())
		return;
	OK(test_store_make_schema(getenv("RECON_TEST_STORE"), &e));
	expect_refused(
	    FLOW_STORE_READ, ST_AGAIN, ": is empty: nothing has run in it yet");
	OK(open_as(FLOW_STORE_RUN));
	EXPECT(s.shared && !s.restored && strlen(s.id) == 32);
	OK(flow_store_begin(&s, &e));
	EXPECT(s.now > 1600000000000);
	OK(flow_store_note_put(&s, "what", SPAN("kept"), &e));
	OK(flow_store_commit(&s, &e));
	strcpy(id, s.id);
	flow_store_close(&s);
	OK(open_as(FLOW_STORE_READ));
	EXPECT_STR(s.id, id);
	EXPECT(flow_store_note(&s, "what", &b, &e) == 1);
	EXPECT(span_eq(buf_span(&b), SPAN("kept")));
	EXPECT(flow_store_note_put(&s, "x", SPAN("y"), &e) < 0);
	EXPECT(strstr(e.text, "read-only transaction") != NULL);
	buf_free(&b);
	flow_store_close(&s);
}

static void
not_ours(void)
{
	if (is_lacking())
		return;
	OK(test_store_open(&s, &e));
	flow_store_close(&s);
	in_schema("UPDATE note SET value = '3' WHERE name = 'version'");
	expect_refused(FLOW_STORE_RUN, ST_FAIL,
	    ": is a store of version 3, made by a newer recon-flow; this one "
	    "knows version 2");
	in_schema("DELETE FROM note WHERE name = 'version'");
	expect_refused(FLOW_STORE_READ, ST_FAIL,
	    ": is a store of version 0, made by an older recon-flow; this one "
	    "knows version 2");
	in_schema("UPDATE note SET value = '2' WHERE name = 'application'");
	expect_refused(FLOW_STORE_RUN, ST_DATA,
	    ": is a database with something else in it, and no store of flows: "
	    "give it one of its own, or a schema");
	OK(test_store_make_schema(getenv("RECON_TEST_STORE"), &e));
	in_schema("CREATE TABLE note (id bigint)");
	expect_refused(FLOW_STORE_READ, ST_DATA,
	    ": is a database with something else in it, and no store of flows: "
	    "give it one of its own, or a schema");
}

enum { OPENERS = 8 };

/* All of them begin when the pipe is closed. */
static void
at_once(void)
{
	pid_t pid[OPENERS];
	char byte;
	int gate[2], status;

	if (is_lacking())
		return;
	OK(test_store_make_schema(getenv("RECON_TEST_STORE"), &e));
	if (pipe(gate))
		scratch_die("pipe");
	test_store_pid = getpid();
	fflush(stdout);
	for (int i = 0; i < OPENERS; i++) {
		pid[i] = fork();
		if (pid[i] != 0)
			continue;
		close(gate[1]);
		if (read(gate[0], &byte, 1) != 0 || open_as(FLOW_STORE_RUN)) {
			printf("# %s\n", e.text);
			fflush(stdout);
			_exit(1);
		}
		_exit(0);
	}
	close(gate[0]);
	close(gate[1]);
	for (int i = 0; i < OPENERS; i++)
		EXPECT(waitpid(pid[i], &status, 0) == pid[i] && status == 0);
	OK(open_as(FLOW_STORE_RUN));
	flow_store_close(&s);
}

int
main(void)
{
	test("an empty schema becomes a store, and keeps its id", made);
	test("what is no store, or of another version, is refused", not_ours);
	test(
	    "of several that come first at once one makes the tables", at_once);
	return test_done();
}
