/*
 * Whoever writes is killed, at any moment: what is found is what a commit left,
 * and no turn that was said to be committed is missing.
 */
#include <signal.h>
#include <sys/wait.h>

#include "chance.h"
#include "store_flow.h"

enum { KILLS = 60, RUNS_A_TURN = 5, LIVES = 3000 /* microseconds at most */ };

static const char flow[] = "[param n]\ntype = int\n"
			   "[node a]\nrun = true\n[node b]\nrun = true\n";

static struct plan p;

static int64_t
ask(struct flow_store *s, const char *sql)
{
	int64_t n;

	EXPECT(db_ask(&s->db, sql, NULL, 0, &e) == 0);
	EXPECT(db_next(&s->db, &e) == 1);
	n = db_cell_int(&s->db, 0);
	db_done(&s->db);
	return n;
}

/* The number of the last turn; 0 where there was none. */
static int64_t
last_turn(struct flow_store *s)
{
	struct buf n = { 0 };
	int64_t number = 0;
	int r = flow_store_note(s, "turn", &n, &e);

	EXPECT(r >= 0);
	buf_byte(&n, '\0');
	if (r > 0)
		number = atoll(n.p);
	buf_free(&n);
	return number;
}

/* A turn: runs that begin, and attempts that end; then the number of the
 * turn. */
static int
turn(struct flow_store *s, int64_t number)
{
	struct run r;
	char n[24];

	snprintf(n, sizeof n, "%lld", (long long)number);
	if (flow_store_begin(s, &e))
		return -1;
	for (int i = 0; i < RUNS_A_TURN; i++) {
		struct flow_store_attempt a = {
			.number = 1, .class = "", .lane = ""
		};

		run_of(&r, &p, "n", n, number);
		if (flow_store_run_add(s, &r, &e))
			return -1;
		try_node(&r, 0, 0, number);
		a.run = r.id;
		if (flow_store_attempt_add(s, &a, &e) ||
		    flow_store_run_save(s, &r, number, &e))
			return -1;
		run_free(&r);
	}
	return flow_store_note_put(s, "turn", span_str(n), &e) ||
		flow_store_commit(s, &e)
	    ? -1
	    : 0;
}

/* Turns until it is killed; the number of each goes to who kills it. */
static _Noreturn void
work(int told)
{
	struct flow_store s;
	int64_t number;

	if (flow_store_open(&s, ".", FLOW_STORE_RUN, &e))
		_exit(3);
	number = last_turn(&s);
	for (;;) {
		number++;
		if (turn(&s, number) ||
		    write(told, &number, sizeof number) != sizeof number)
			_exit(4);
	}
}

/* The last number that it told before it was killed; 0 for none. */
static int64_t
kill_one(void)
{
	int64_t number, last = 0;
	int pipes[2], status;
	pid_t pid;

	if (pipe(pipes))
		scratch_die("pipe");
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		close(pipes[0]);
		work(pipes[1]);
	}
	close(pipes[1]);
	if (read(pipes[0], &last, sizeof last) != sizeof last)
		last = 0;
	usleep(chance(LIVES));
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	EXPECT(WIFSIGNALED(status));
	while (read(pipes[0], &number, sizeof number) == sizeof number)
		last = number;
	close(pipes[0]);
	return last;
}

static void
killed(void)
{
	struct flow_store s;

	plan_of(&p, "/f/x.flow", flow);
	for (int i = 0; i < KILLS && !test_broken; i++) {
		int64_t told = kill_one(), turns;

		OK(flow_store_open(&s, ".", FLOW_STORE_RUN, &e));
		turns = last_turn(&s);
		EXPECT(turns == told || turns == told + 1);
		EXPECT(
		    ask(&s, "SELECT count(*) FROM run") == RUNS_A_TURN * turns);
		EXPECT(ask(&s, "SELECT count(*) FROM attempt") ==
		    RUNS_A_TURN * turns);
		EXPECT(ask(&s, "SELECT sum(n) FROM run_count") ==
		    RUNS_A_TURN * turns);
		EXPECT(ask(&s, "SELECT count(*) FROM node") ==
		    2 * RUNS_A_TURN * turns);
		EXPECT(ask(&s, "SELECT attempt FROM counter") ==
		    RUNS_A_TURN * turns + 1);
		flow_store_close(&s);
	}
	OK(flow_store_open(&s, ".", FLOW_STORE_READ, &e));
	EXPECT(ask(&s,
		   "SELECT count(*) FROM pragma_integrity_check "
		   "WHERE integrity_check <> 'ok'") == 0);
	flow_store_close(&s);
	plan_free(&p);
}

int
main(void)
{
	scratch_begin();
	test("whenever who writes is killed, each turn is there or is not",
	    killed);
	scratch_end();
	return test_done();
}
