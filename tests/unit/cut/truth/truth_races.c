/*
 * Many processes change one truth at once, and are killed while they do: each
 * change is done once or not at all, and what was said to be done is.
 */
#include <signal.h>
#include <sys/wait.h>

#include "chance.h"
#include "cut/rule/cut_change.h"
#include "truth_made.h"

enum {
	RACERS = 6,
	KILLS = 40,
	LIVES = 20000, /* microseconds at most */
	DATES = 1000,
};

static struct truth t;

/* -- one round, from open until locked, by many ---------------------------- */

enum { MOVES = 3 + 1 + 3 + 3 + 1 + 1 + 3 + 1 };

static void
put_each(struct truth_move **m, enum cut_state round, enum cut_state from,
    enum cut_state to)
{
	static const char *const systems[] = { "bill", "ledger", "books" };

	for (int i = 0; i < 3; i++)
		*(*m)++ = (struct truth_move){ .key = key,
			.round = round,
			.round_to = round,
			.system = systems[i],
			.from = from,
			.to = to,
			.what = cut_state_name(to) };
}

static void
put_all(struct truth_move **m, enum cut_state round, enum cut_state from,
    enum cut_state to)
{
	*(*m)++ = (struct truth_move){ .key = key,
		.round = round,
		.round_to = to,
		.from = from,
		.to = to,
		.what = cut_state_name(to) };
}

static void
put_moves(struct truth_move *m)
{
	put_each(&m, CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED);
	put_all(&m, CUT_OPEN, CUT_ANNOUNCED, CUT_DECIDED);
	put_each(&m, CUT_DECIDED, CUT_DECIDED, CUT_CUT);
	put_each(&m, CUT_DECIDED, CUT_CUT, CUT_COMPLETE);
	put_all(&m, CUT_DECIDED, CUT_COMPLETE, CUT_SEALED);
	put_all(&m, CUT_SEALED, CUT_SEALED, CUT_TIED);
	put_each(&m, CUT_TIED, CUT_TIED, CUT_LOCKED);
	put_all(&m, CUT_TIED, CUT_LOCKED, CUT_LOCKED);
}

/* Opens it, and does each move: what another has done does not move, and is
 * done. The numbers of the steps that were its own go to who waits. */
static _Noreturn void
race(int told)
{
	struct truth_move moves[MOVES];
	int64_t step = 1;
	bool moved;

	if (truth_open(&t, truth_url, DB_CHANGE, false, "7 lena", &e))
		_exit(3);
	put_moves(moves);
	if (truth_try(&t, &key) &&
	    write(told, &step, sizeof step) != sizeof step)
		_exit(4);
	for (int i = 0; i < MOVES; i++) {
		if (truth_move(&t, &moves[i], &moved, &e))
			_exit(5);
		step = i + 2; /* as in_order finds it */
		if (moved && write(told, &step, sizeof step) != sizeof step)
			_exit(6);
	}
	truth_close(&t);
	_exit(0);
}

/* A step is of the move that has its number. */
static int
in_order(void *arg, const struct truth_step *s, struct err *err)
{
	struct truth_move moves[MOVES];
	int64_t *n = arg;

	(void)err;
	put_moves(moves);
	++*n;
	EXPECT(s->number == *n);
	if (*n == 1)
		EXPECT_STR(s->what, "opened");
	else if (*n <= 1 + MOVES) {
		const struct truth_move *m = &moves[*n - 2];

		EXPECT_STR(s->what, m->what);
		EXPECT_STR(s->system, m->system ? m->system : "");
	}
	return 0;
}

static void
once(void)
{
	int fd[2], status;
	int64_t step, n = 0;
	unsigned times[2 + MOVES] = { 0 };

	truth_fresh(&t);
	truth_close(&t);
	if (pipe(fd))
		scratch_die("pipe");
	fflush(stdout);
	for (int i = 0; i < RACERS; i++)
		if (fork() == 0)
			race(fd[1]);
	close(fd[1]);
	while (read(fd[0], &step, sizeof step) == sizeof step)
		if (step >= 1 && step <= 1 + MOVES)
			times[step]++;
	close(fd[0]);
	for (int i = 0; i < RACERS; i++)
		EXPECT(wait(&status) > 0 && status == 0);
	for (int i = 1; i <= 1 + MOVES; i++)
		EXPECT(times[i] == 1);
	OK(truth_open(&t, truth_url, DB_READ, false, "", &e));
	OK(truth_steps(&t, &key, 0, in_order, &n, &e));
	EXPECT(n == 1 + MOVES);
	truth_close(&t);
}

/* Several find no truth, and one of them makes it. */
static void
made_once(void)
{
	int64_t last = 0;
	int status;

	truth_fresh(&t);
	if (t.db.kind == DB_POSTGRES)
		OK(db_run(&t.db,
		    "DROP TABLE recon_cut, cut_round, cut_stand, cut_step, "
		    "cut_extract",
		    &e));
	truth_close(&t);
	unlink("cut.db");
	fflush(stdout);
	for (int i = 0; i < RACERS; i++)
		if (fork() == 0) {
			struct truth_key k = key;

			k.date += i;
			test_broken = 0;
			OK(truth_open(&t, truth_url, DB_CREATE, false, "", &e));
			EXPECT(truth_try(&t, &k));
			truth_close(&t);
			fflush(stdout);
			_exit(test_broken);
		}
	for (int i = 0; i < RACERS; i++)
		EXPECT(wait(&status) > 0 && status == 0);
	OK(truth_open(&t, truth_url, DB_READ, false, "", &e));
	OK(truth_last(&t, &last, &e));
	EXPECT(last == RACERS);
	truth_close(&t);
}

/* Two that have looked at the same: the second finds it otherwise. */
static void
second_comes_late(void)
{
	struct truth other;

	truth_fresh(&t);
	EXPECT(truth_try(&t, &key));
	OK(truth_open(&other, truth_url, DB_CHANGE, false, "8 max", &e));
	EXPECT(!truth_try(&other, &key));
	EXPECT(truth_one(&t, "bill", CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	EXPECT(!truth_one(&other, "bill", CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	EXPECT(truth_one(&other, "ledger", CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	EXPECT(truth_one(&other, "books", CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	EXPECT(truth_all(&t, CUT_OPEN, CUT_ANNOUNCED, CUT_DECIDED));
	EXPECT(!truth_all(&other, CUT_OPEN, CUT_ANNOUNCED, CUT_DECIDED));
	EXPECT(!truth_moves(&other,
	    &(struct truth_move){ .key = key,
		.round = CUT_OPEN,
		.round_to = CUT_WITHDRAWING,
		.what = "withdrawing" }));
	truth_close(&other);
	truth_close(&t);
}

/* -- killed ---------------------------------------------------------------- */

/* The round as the rule wants it; systems has room for three. */
static void
rule_round(
    const struct truth_round *r, struct cut_round *c, struct cut_stand *systems)
{
	*c = (struct cut_round){ .systems = systems,
		.n = 3,
		.exists = r->exists && r->state != CUT_WITHDRAWN,
		.state = r->state,
		.before_sealed = true,
		.before_locked = true,
		.cut_off = 1,
		.margin_at = INT64_MAX,
		.max = 7 };
	for (size_t i = 0; i < 3; i++) {
		systems[i] = (struct cut_stand){ 0 };
		if (r->exists)
			systems[i] =
			    (struct cut_stand){ .state = r->systems[i].state,
				    .doing = r->systems[i].doing,
				    .ready = r->systems[i].ready };
	}
}

/* Does a change of a try: did it move? */
static bool
do_change(const struct truth_round *r, const struct cut_change *c)
{
	const struct truth_move m = { .key = r->key,
		.round = c->round,
		.round_to = c->round_to,
		.system = c->system < 3 ? r->systems[c->system].system : NULL,
		.from = c->from,
		.to = c->to,
		.doing = c->doing,
		.doing_to = c->doing_to,
		.ready = c->ready,
		.ready_to = c->ready_to,
		.what = "moved" };
	bool moved;

	if (truth_move(&t, &m, &moved, &e))
		_exit(5);
	return moved;
}

/* The next step of the first command that has one, of a date; false where it is
 * locked. The number of the step goes to who waits. */
static bool
do_next(int32_t date, int told)
{
	static const enum cut_command commands[] = { CUT_DO_ANNOUNCE,
		CUT_DO_CUT, CUT_DO_READY, CUT_DO_COMPLETE, CUT_DO_SEAL,
		CUT_DO_TIE, CUT_DO_LOCK };
	struct truth_key k = key;
	struct truth_round r;
	struct cut_stand systems[3];
	struct cut_round c;
	struct cut_change change;
	struct cut_next x = { .is = CUT_NEXT_DONE };
	bool moved = false;
	int64_t step;

	k.date = date;
	k.attempt = 0;
	if (truth_round(&t, &k, &r, &e))
		_exit(6);
	rule_round(&r, &c, systems);
	for (size_t i = 0; i < 7 && x.is == CUT_NEXT_DONE; i++)
		cut_rule_next(&c, commands[i], 3, 2, false, &x);
	if (x.is == CUT_NEXT_OPEN) {
		k.attempt = r.key.attempt + 1;
		moved = truth_try(&t, &k);
	} else if (cut_change_before(&c, &x, &change) ||
	    cut_change_behind(
		&c, &x, chance(20) ? CUT_SAID_OK : CUT_SAID_FAIL, &change)) {
		moved = do_change(&r, &change);
	}
	truth_round_free(&r);
	if (moved && truth_last(&t, &step, &e))
		_exit(7);
	if (moved && write(told, &step, sizeof step) != sizeof step)
		_exit(8);
	return x.is != CUT_NEXT_DONE;
}

static _Noreturn void
work(int told)
{
	int32_t date = DATE;

	if (truth_open(&t, truth_url, DB_CHANGE, false, "7 lena", &e))
		_exit(3);
	for (; date < DATE + DATES; date++)
		while (do_next(date, told))
			;
	_exit(4);
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
	chance_seed++;
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

struct found {
	int64_t steps; /* how many */
	int32_t next;  /* the date that comes */
	unsigned rounds;
};

static int
count_step(void *arg, const struct truth_step *s, struct err *err)
{
	struct found *f = arg;

	(void)err;
	EXPECT(s->number == ++f->steps);
	return 0;
}

/* Of the dates, all but the last are locked. */
static int
look_at(void *arg, const struct truth_date *d, struct err *err)
{
	struct found *f = arg;

	(void)err;
	EXPECT(d->date == f->next);
	f->next++;
	f->rounds += d->attempts;
	return 0;
}

static void
look_at_all(int64_t told)
{
	struct truth_key k = {
		.book = "pay", .cycle = CUT_CYCLE_DAY, .date = DATE
	};
	struct found f = { .next = DATE };
	struct truth_round r;
	int64_t last = 0;

	OK(db_begin(&t.db, "cut", &e)); /* a server may still be committing */
	OK(db_rollback(&t.db, &e));
	OK(truth_last(&t, &last, &e));
	EXPECT(last == told || last == told + 1);
	OK(truth_dates(&t, "pay", CUT_CYCLE_DAY, DATE, look_at, &f, &e));
	for (; k.date < f.next; k.date++) {
		OK(truth_round(&t, &k, &r, &e)); /* and it can stand so */
		EXPECT(r.exists && r.n == 3);
		EXPECT(r.state == CUT_LOCKED || k.date == f.next - 1);
		EXPECT(!r.sealed == !cut_state_reached(r.state, CUT_SEALED));
		truth_round_free(&r);
	}
	k.date = INT32_MIN;
	OK(truth_steps(&t, &k, 0, count_step, &f, &e));
	EXPECT(f.steps == last);
}

static void
killed(void)
{
	truth_fresh(&t);
	truth_close(&t);
	for (int i = 0; i < KILLS && !test_broken; i++) {
		int64_t told = kill_one();

		OK(truth_open(&t, truth_url, DB_CHANGE, false, "", &e));
		look_at_all(told);
		truth_close(&t);
	}
	if (db_kind_of(truth_url) == DB_SQLITE)
		EXPECT(system("test \"$(sqlite3 cut.db 'PRAGMA "
			      "integrity_check')\" = ok") == 0);
}

int
main(int argc, char **argv)
{
	truth_begin_tests(argc, argv);
	test("of two that have seen the same the second moves nothing",
	    second_comes_late);
	test("what many processes try at once is done once, in order", once);
	test("many that find no truth make one", made_once);
	test("whenever who writes is killed, each change is there or is not",
	    killed);
	scratch_end();
	return test_done();
}
