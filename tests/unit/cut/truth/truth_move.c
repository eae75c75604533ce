#include "truth_made.h"

static struct truth t;

/* All that is kept of a round, as text. */
static void
expect_round(const char *want)
{
	struct truth_round r;
	struct buf b = { 0 };

	OK(truth_round(&t, &key, &r, &e));
	if (r.exists)
		buf_printf(&b, "%s %d next %d cut-off %lld%s %s",
		    cut_state_name(r.state), (int)r.key.attempt,
		    (int)(r.next - DATE), (long long)r.cut_off,
		    r.late ? " late" : "", r.digest);
	for (size_t i = 0; i < r.n; i++) {
		const struct truth_stand *s = &r.systems[i];

		buf_printf(&b, "; %s %s %s%s", s->system,
		    cut_state_name(s->state), cut_event_name(s->doing),
		    s->ready ? " ready" : "");
		buf_printf(&b, "%.*s%.*s", (int)s->sent.len, s->sent.p,
		    (int)s->got.len, s->got.p);
	}
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, want);
	buf_free(&b);
	truth_round_free(&r);
}

static int
add_step(void *arg, const struct truth_step *s, struct err *err)
{
	struct buf *b = arg;

	(void)err;
	buf_printf(b, "%lld %d/%u %s %s %s %s %.*s\n", (long long)s->number,
	    (int)(s->key.date - DATE), s->key.attempt, s->system, s->what,
	    s->who, s->why, (int)s->evidence.len, s->evidence.p);
	return 0;
}

static void
expect_steps(const struct truth_key *k, int64_t after, const char *want)
{
	struct buf b = { 0 };

	OK(truth_steps(&t, k, after, add_step, &b, &e));
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, want);
	buf_free(&b);
}

static void
opened(void)
{
	struct truth_key k = key;
	struct truth_round r;

	truth_fresh(&t);
	expect_round("");
	k.attempt = 2;
	EXPECT(!truth_try(&t, &k));
	EXPECT(truth_try(&t, &key));
	expect_round("open 1 next 1 cut-off 1764342000 4b1d; bill open "
		     "nothing; ledger open nothing; books open nothing");
	EXPECT(!truth_try(&t, &key));
	EXPECT(!truth_try(&t, &k));
	OK(truth_round(&t, &key, &r, &e));
	EXPECT(
	    span_eq(buf_span(&r.text), SPAN("[cut]\nzone = Asia/Shanghai\n")));
	EXPECT(r.sealed == 0);
	truth_round_free(&r);
	expect_steps(&key, 0, "1 0/1  opened 7 lena  \n");
	truth_close(&t);
}

/* The next try of a date that was withdrawn; the first stays. */
static void
tried_again(void)
{
	struct truth_key k = key;

	truth_fresh(&t);
	EXPECT(truth_try(&t, &key));
	EXPECT(truth_each(&t, CUT_OPEN, CUT_OPEN, CUT_WITHDRAWN));
	k.attempt = 2;
	EXPECT(!truth_try(&t, &k)); /* the round itself is not */
	EXPECT(truth_moves(&t,
	    &(struct truth_move){ .key = key,
		.round = CUT_OPEN,
		.round_to = CUT_WITHDRAWN,
		.what = "withdrawn" }));
	EXPECT(!truth_one(&t, "bill", CUT_OPEN, CUT_WITHDRAWN, CUT_ANNOUNCED));
	EXPECT(truth_try(&t, &k));
	EXPECT(!truth_try(&t, &k));
	expect_round("withdrawn 1 next 1 cut-off 1764342000 4b1d; bill "
		     "withdrawn nothing; ledger withdrawn nothing; books "
		     "withdrawn nothing");
	k.attempt = 0;
	expect_steps(
	    &k, 4, "5 0/1  withdrawn 7 lena  \n6 0/2  opened 7 lena  \n");
	truth_close(&t);
}

/* What the move expects otherwise than it is: nothing is changed by it. */
static void
not_as_seen(void)
{
	const struct truth_move right = { .key = key,
		.round = CUT_OPEN,
		.round_to = CUT_OPEN,
		.system = "ledger",
		.from = CUT_OPEN,
		.to = CUT_OPEN,
		.doing_to = CUT_ANNOUNCE,
		.what = "asked" };
	struct truth_move wrong[9];

	for (int i = 0; i < 9; i++)
		wrong[i] = right;
	wrong[0].key.book = "paY";
	wrong[1].key.cycle = CUT_CYCLE_HOUR;
	wrong[2].key.date++;
	wrong[3].key.attempt = 2;
	wrong[4].round = CUT_DECIDED;
	wrong[5].system = "ledge";
	wrong[6].from = CUT_ANNOUNCED;
	wrong[7].doing = CUT_ANNOUNCE;
	wrong[8].system = NULL; /* all, of whom one does something */
	wrong[8].to = CUT_ANNOUNCED;
	truth_fresh(&t);
	EXPECT(truth_try(&t, &key));
	EXPECT(truth_one(&t, "bill", CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	for (int i = 0; i < 9; i++)
		EXPECT(!truth_moves(&t, &wrong[i]));
	expect_steps(&key, 2, "");
	EXPECT(truth_moves(&t, &right));
	EXPECT(!truth_moves(&t, &right));
	EXPECT(!truth_all(&t, CUT_OPEN, CUT_ANNOUNCED, CUT_DECIDED));
	expect_round("open 1 next 1 cut-off 1764342000 4b1d; bill announced "
		     "nothing; ledger open announce; books open nothing");
	expect_steps(&key, 1,
	    "2 0/1 bill announced 7 lena  \n3 0/1 ledger asked 7 lena  \n");
	truth_close(&t);
}

static void
values(void)
{
	static char sent[] = "\tout.ledger.count=2\tout.ledger.CNY=1.50";
	static char got[] = "\tin.bill.count=2";
	const struct buf s = { .p = sent, .len = sizeof sent - 1 };
	const struct buf g = { .p = got, .len = sizeof got - 1 };
	struct truth_move m = { .key = key,
		.round = CUT_OPEN,
		.round_to = CUT_OPEN,
		.system = "bill",
		.sent = &s,
		.what = "said",
		.why = "a \"reason\", 'it' is",
		.evidence = SPAN("x=1\ny=账") };

	truth_fresh(&t);
	EXPECT(truth_try(&t, &key));
	EXPECT(truth_moves(&t, &m));
	m.sent = NULL;
	m.got = &g;
	m.ready_to = true;
	EXPECT(truth_one(&t, "books", CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	EXPECT(truth_one(&t, "ledger", CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	EXPECT(truth_one(&t, "bill", CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	EXPECT(truth_all(&t, CUT_OPEN, CUT_ANNOUNCED, CUT_DECIDED));
	m.round = m.round_to = CUT_DECIDED;
	m.from = CUT_DECIDED;
	m.to = CUT_CUT;
	EXPECT(truth_moves(&t, &m));
	m.from = CUT_CUT;
	EXPECT(!truth_moves(&t, &m)); /* it is ready by now */
	expect_round("decided 1 next 1 cut-off 1764342000 4b1d; bill cut "
		     "nothing ready\tout.ledger.count=2\tout.ledger.CNY=1.50"
		     "\tin.bill.count=2; ledger decided nothing; books decided "
		     "nothing");
	expect_steps(&key, 6,
	    "7 0/1 bill said 7 lena a \"reason\", 'it' is x=1\ny=账\n");
	truth_close(&t);
}

/* When a system, and the round, came to stand so. */
static void
since(void)
{
	struct truth_round r;

	truth_fresh(&t);
	t.has_at = true;
	t.at = 1000;
	EXPECT(truth_try(&t, &key));
	t.at = 2000;
	EXPECT(truth_one(&t, "bill", CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	t.at = 3000;
	EXPECT(truth_one(&t, "ledger", CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	OK(truth_round(&t, &key, &r, &e));
	EXPECT(r.n == 3 && r.since == 1000 && r.systems[0].since == 2000 &&
	    r.systems[1].since == 3000 && r.systems[2].since == 1000);
	truth_round_free(&r);
	truth_close(&t);
}

/* What takes longer than it may is not done. */
static void
until(void)
{
	struct truth_move m = { .key = key,
		.round = CUT_OPEN,
		.round_to = CUT_DECIDED,
		.from = CUT_ANNOUNCED,
		.to = CUT_DECIDED,
		.until = 5000,
		.what = "decided" };

	truth_fresh(&t);
	EXPECT(truth_try(&t, &key));
	EXPECT(truth_each(&t, CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	EXPECT(!truth_moves(&t, &m));
	t.has_at = true;
	t.at = 5001;
	EXPECT(!truth_moves(&t, &m));
	t.at = 5000;
	EXPECT(truth_moves(&t, &m));
	truth_close(&t);
}

static void
notes(void)
{
	const struct truth_said answer = { "bill", "not yet", "3 are missing",
		SPAN("n=3") };
	const struct truth_said verdict = { .what = "not tied" };
	struct truth_key k = key;
	int64_t step = 0;

	truth_fresh(&t);
	OK(truth_last(&t, &step, &e));
	EXPECT(step == 0);
	EXPECT(truth_note_unless_same(&t, &key, &verdict, &e) < 0);
	EXPECT(strstr(e.text, ": pay 2025-11-28: has no round") != NULL);
	EXPECT(e.status == ST_FAIL);
	OK(truth_last(&t, &step, &e));
	EXPECT(step == 0);
	EXPECT(truth_try(&t, &key));
	k.attempt = 0;
	OK(truth_note_unless_same(&t, &k, &answer, &e));
	OK(truth_note_unless_same(&t, &k, &verdict, &e));
	OK(truth_last(&t, &step, &e));
	EXPECT(step == 3);
	expect_steps(&key, 1,
	    "2 0/1 bill not yet 7 lena 3 are missing n=3\n"
	    "3 0/1  not tied 7 lena  \n");
	truth_close(&t);
}

/* As who asks every minute does; others say the same of other systems. */
static void
noted_once(void)
{
	const struct truth_said said = { "bill", "not yet", "3 are missing",
		SPAN("n=3") };
	const struct truth_said of_all = { .what = "not yet",
		.why = "3 are missing",
		.evidence = SPAN("n=3") };
	struct truth_said other[3] = { said, said, said };
	struct truth also;

	truth_fresh(&t);
	EXPECT(truth_try(&t, &key));
	OK(truth_open(&also, truth_url, DB_CHANGE, false, "8 max", &e));
	other[0].what = "refused";
	other[1].why = NULL;
	other[2].evidence = SPAN("n=2");
	for (int i = 0; i < 3; i++) {
		OK(truth_note_unless_same(&t, &key, &said, &e));
		OK(truth_note_unless_same(&also, &key, &said, &e));
		OK(truth_note_unless_same(&t, &key, &of_all, &e));
		OK(truth_note_unless_same(&also, &key, &said, &e));
		OK(truth_note_unless_same(&t, &key, &other[i], &e));
	}
	expect_steps(&key, 1,
	    "2 0/1 bill not yet 7 lena 3 are missing n=3\n"
	    "3 0/1  not yet 7 lena 3 are missing n=3\n"
	    "4 0/1 bill refused 7 lena 3 are missing n=3\n"
	    "5 0/1 bill not yet 7 lena 3 are missing n=3\n"
	    "6 0/1 bill not yet 7 lena  n=3\n"
	    "7 0/1 bill not yet 7 lena 3 are missing n=3\n"
	    "8 0/1 bill not yet 7 lena 3 are missing n=2\n");
	EXPECT(truth_one(&t, "bill", CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED));
	OK(truth_note_unless_same(&t, &key, &other[2], &e));
	expect_steps(&key, 8,
	    "9 0/1 bill announced 7 lena  \n"
	    "10 0/1 bill not yet 7 lena 3 are missing n=2\n");
	truth_close(&also);
	truth_close(&t);
}

static int
add_date(void *arg, const struct truth_date *d, struct err *err)
{
	struct buf *b = arg;

	EXPECT(d->next == d->date + 1);
	buf_printf(b, "%d %u %s %lld\n", (int)(d->date - DATE), d->attempts,
	    cut_state_name(d->state), (long long)d->sealed);
	return b->len > 60 ? err_set(err, ST_FAIL, "enough") : 0;
}

static void
dates(void)
{
	struct truth_key k = key;
	struct buf b = { 0 };

	truth_fresh(&t);
	EXPECT(truth_try(&t, &key));
	EXPECT(truth_seal(&t));
	for (k.date = DATE + 1; k.date < DATE + 4; k.date++)
		EXPECT(truth_try(&t, &k));
	k = key;
	k.book = "other";
	EXPECT(truth_try(&t, &k));
	EXPECT(truth_dates(
		   &t, "pay", CUT_CYCLE_DAY, DATE - 1, add_date, &b, &e) == 0);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, "0 1 sealed 12\n1 1 open 0\n2 1 open 0\n3 1 open 0\n");
	buf_clear(&b);
	OK(truth_dates(&t, "pay", CUT_CYCLE_DAY, DATE + 3, add_date, &b, &e));
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, "3 1 open 0\n");
	memset(buf_room(&b, 100), ' ', 100);
	b.len = 100;
	EXPECT(
	    truth_dates(&t, "pay", CUT_CYCLE_DAY, DATE, add_date, &b, &e) < 0);
	EXPECT_STR(e.text, "enough");
	buf_clear(&b);
	OK(truth_dates(&t, "none", CUT_CYCLE_DAY, DATE, add_date, &b, &e));
	EXPECT(b.len == 0);
	k = key;
	k.date = INT32_MIN;
	k.attempt = 0;
	expect_steps(&k, 12,
	    "13 1/1  opened 7 lena  \n14 2/1  opened 7 lena  \n"
	    "15 3/1  opened 7 lena  \n");
	buf_free(&b);
	truth_close(&t);
}

/* Asks of the truth, too; NULL: it cannot say. */
static int
again(void *arg, struct err *err)
{
	struct buf b = { 0 };

	OK(truth_steps(&t, &key, 12, add_step, &b, &e));
	EXPECT(b.len > 0);
	buf_free(&b);
	return arg ? *(const bool *)arg : err_set(err, ST_FAIL, "cannot say");
}

static void
extracts(void)
{
	bool no = false, yes = true;
	struct truth_extract x = { key, "bill", "ab", SPAN("n=1"), again, &no };
	struct truth_extract of_books = x;

	of_books.system = "books";
	truth_fresh(&t);
	EXPECT(truth_extract(&t, &x, &e) < 0);
	EXPECT(truth_try(&t, &key));
	EXPECT(truth_extract(&t, &x, &e) < 0);
	EXPECT(strstr(e.text,
		   ": pay 2025-11-28: is not sealed, and extracts are made "
		   "behind that") != NULL);
	EXPECT(e.status == ST_FAIL);
	EXPECT(truth_seal(&t));
	OK(truth_extract(&t, &x, &e));
	OK(truth_extract(&t, &x, &e));
	OK(truth_extract(&t, &of_books, &e));
	x.arg = &yes;
	OK(truth_extract(&t, &x, &e));
	x.arg = NULL;
	EXPECT(truth_extract(&t, &x, &e) < 0);
	EXPECT_STR(e.text, "cannot say");
	expect_steps(&key, 12,
	    "13 0/1 bill extracted 7 lena  n=1\n"
	    "14 0/1 books extracted 7 lena  n=1\n"
	    "15 0/1 bill extracted 7 lena  n=1\n");
	truth_close(&t);
}

/* A verdict is on the extracts that were seen. */
static void
extracted_since(void)
{
	bool yes = true;
	struct truth_extract x = { key, "bill", "ab", SPAN(""), again, &yes };
	const struct truth_said said = { "bill", "not yet", NULL, SPAN("") };
	struct truth_move m = { .key = key,
		.round = CUT_SEALED,
		.round_to = CUT_TIED,
		.from = CUT_SEALED,
		.to = CUT_TIED,
		.what = "tied",
		.seen = 13 };

	truth_fresh(&t);
	EXPECT(truth_try(&t, &key));
	EXPECT(truth_seal(&t));
	OK(truth_extract(&t, &x, &e));
	OK(truth_extract(&t, &x, &e));
	EXPECT(!truth_moves(&t, &m));
	expect_round("sealed 1 next 1 cut-off 1764342000 4b1d; bill sealed "
		     "nothing; ledger sealed nothing; books sealed nothing");
	OK(truth_note_unless_same(&t, &key, &said, &e));
	m.seen = 14;
	EXPECT(truth_moves(&t, &m));
	expect_steps(&key, 13,
	    "14 0/1 bill extracted 7 lena  \n15 0/1 bill not yet 7 lena  \n"
	    "16 0/1  tied 7 lena  \n");
	truth_close(&t);
}

/* Another hand has been in it. */
static void
damaged(void)
{
	static const struct {
		const char *sql, *says;
	} rows[] = {
		{ "UPDATE cut_round SET state = 'shut'",
		    ": is damaged: \"shut\" is no state" },
		{ "UPDATE cut_round SET state = 'cut'",
		    ": is damaged: pay 2025-11-28: the round cannot be cut in "
		    "a round that is cut" },
		{ "UPDATE cut_stand SET state = 'cut' WHERE place = 1",
		    ": is damaged: pay 2025-11-28: ledger cannot be cut in a "
		    "round that is open" },
		{ "UPDATE cut_stand SET doing = 'x'",
		    ": is damaged: \"x\" is no event" },
		{ "UPDATE cut_round SET next = '2025-02-30'",
		    ": is damaged: \"2025-02-30\" is no date" },
		{ "UPDATE cut_round SET digest = "
		  "'01234567890123456789012345678901234567890123456789012345"
		  "678901234'",
		    ": is damaged: \"01234567890123456789012345678901234567890"
		    "123456789012345678901234\" is no digest" },
		{ "DELETE FROM cut_stand",
		    ": is damaged: pay 2025-11-28: the round cannot be open "
		    "in a round that is open" },
	};
	struct truth_round r;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		truth_fresh(&t);
		EXPECT(truth_try(&t, &key));
		OK(db_run(&t.db, rows[i].sql, &e));
		EXPECT(truth_round(&t, &key, &r, &e) < 0);
		EXPECT(e.status == ST_DATA && !r.systems);
		EXPECT(strlen(e.text) > strlen(truth_url));
		EXPECT_STR(e.text + strlen(truth_url), rows[i].says);
		truth_close(&t);
	}
	truth_fresh(&t);
	OK(db_run(&t.db, "DELETE FROM recon_cut", &e));
	EXPECT(truth_begin(&t, &(struct truth_round){ .key = key }, NULL,
		   &(bool){ false }, &e) < 0);
	EXPECT_STR(
	    e.text + strlen(truth_url), ": is damaged: it counts no steps");
	truth_close(&t);
}

int
main(int argc, char **argv)
{
	truth_begin_tests(argc, argv);
	test("a try is opened once, the first one first", opened);
	test("a date that was withdrawn is tried again", tried_again);
	test("where anything is not as it was seen nothing moves", not_as_seen);
	test("values, reasons and evidence are kept as they came", values);
	test("it is known since when all stand as they do", since);
	test("what may not be done any more is not done", until);
	test("what is noted moves nothing, and is of a round", notes);
	test("the same is noted once, until anything else is", noted_once);
	test("dates are listed, with the step that sealed each", dates);
	test("an extract is one of its system, made behind sealed", extracts);
	test("where something was extracted since nothing moves",
	    extracted_since);
	test("a round that cannot stand so is refused", damaged);
	scratch_end();
	return test_done();
}
