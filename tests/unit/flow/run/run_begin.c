#include "flow/run/run_begin.h"

#include "flow_steps.h"
#include "test.h"

static const char flow[] =
    "[param date]\ntype = date\n"
    "[param n]\ntype = int\ndefault = 5\n"
    "[param word]\ntype = text\ndefault = x\n"
    "[node a]\nrun = cp -r {word} --of={word} {date}\nout = t text\n"
    "[node b]\nafter = a\nrun = echo {a.out.t} \"in {a.out.t}\" {{} "
    "{a.status}\n";

static void
test_given(void)
{
	static const struct {
		const char *step, *says;
	} rows[] = {
		{ "begin date=2026-11-30", "" },
		{ "begin date=2026-11-30 n=-7", "" },
		{ "begin",
		    "/flows/test.flow: param date has no default and has to be "
		    "given" },
		{ "begin date=2026-11-31",
		    "/flows/test.flow: param date: \"2026-11-31\" is no date "
		    "YYYY-MM-DD" },
		{ "begin date=2026-11-30 date=2026-11-30",
		    "/flows/test.flow: param date is given twice" },
		{ "begin date=2026-11-30 word=-f",
		    "/flows/test.flow: param word: \"-f\" begins with \"-\", "
		    "and so would a word of the command in line 10, an option; "
		    "a word that it ends, as in --of={word}, is none" },
		{ "begin day=1 n=x",
		    "/flows/test.flow: the flow has no param \"day\"; param n: "
		    "\"x\" is no whole number of at most 18 digits; param date "
		    "has no default and has to be given" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct steps s;

		steps_open(&s, flow);
		steps_all(&s, rows[i].step);
		EXPECT(s.refused == (*rows[i].says != '\0'));
		if (s.refused)
			EXPECT(s.e.status == ST_FAIL && !s.run.nodes);
		EXPECT_STR(s.refused ? s.e.text : "", rows[i].says);
		steps_close(&s);
	}
}

/* The words of node b, "|" behind each, when a gave t; or what is wrong. */
static void
words_of_b(const char *t, struct buf *b)
{
	char name[] = "t", *value = strdup(t);
	struct run_out out = { name, value };
	struct run_outcome o = {
		.kind = END_EXITED, .outs = &out, .n_outs = 1
	};
	struct words words = { 0 };
	struct run_scope scope;
	struct steps s;

	steps_open(&s, flow);
	steps_all(&s, "begin date=2026-11-30; try a");
	run_attempt_ended(&s.run, 0, &o, s.now);
	scope = (struct run_scope){ .run = &s.run };
	buf_clear(b);
	if (named_words_make(
		&s.plan.flow.nodes[1].words, run_lookup, &scope, &words, &s.e))
		buf_str(b, s.e.text);
	for (size_t i = 0; i < words.n; i++)
		buf_printf(b, "%s|", words.argv[i]);
	buf_byte(b, '\0');
	words_free(&words);
	steps_close(&s);
	free(value);
}

static void
test_words(void)
{
	static const char *const rows[][2] = {
		{ "x", "echo|x|in x|{}|done|" },
		{ "a  b", "echo|a  b|in a  b|{}|done|" },
		{ "", "echo||in |{}|done|" },
		{ "{date}", "echo|{date}|in {date}|{}|done|" },
		{ "\"", "echo|\"|in \"|{}|done|" },
		{ "$(reboot); *",
		    "echo|$(reboot); *|in $(reboot); *|{}|done|" },
		{ "对账", "echo|对账|in 对账|{}|done|" },
		{ "--force",
		    "\"--force\": a value, {a.out.t}, would be an option: "
		    "nothing but what the flow says begins a word with \"-\"" },
	};
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		words_of_b(rows[i][0], &b);
		EXPECT_STR(b.p, rows[i][1]);
	}
	buf_free(&b);
}

static void
test_lookup(void)
{
	static const struct {
		const char *name, *value; /* NULL: none */
	} rows[] = {
		{ "date", "2026-11-30" },
		{ "n", "5" },
		{ "a.status", "done" },
		{ "a.out.t", "x" },
		{ "a.out.u", NULL },
		{ "b.status", NULL },
		{ "b.out.t", NULL },
		{ "c.status", NULL },
		{ "line.1", "wechat" },
		{ "line.2", "" },
		{ "line.3", "三" },
		{ "line.4", NULL },
		{ "line.0", NULL },
		{ "line.x", NULL },
		{ "none", NULL },
	};
	struct run_scope scope;
	struct steps s;

	steps_open(&s, flow);
	steps_all(&s, "begin date=2026-11-30; run a exit 0 t=x");
	scope = (struct run_scope){ &s.run, SPAN("wechat\t\t三") };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct span v = { 0 };
		bool has = run_lookup(&scope, span_str(rows[i].name), &v);

		if (has != (rows[i].value != NULL) ||
		    (has && !span_eq(v, span_str(rows[i].value))))
			printf("# %s\n", rows[i].name);
		EXPECT(has == (rows[i].value != NULL));
		EXPECT(!has || span_eq(v, span_str(rows[i].value)));
	}
	scope.line = (struct span){ 0 };
	EXPECT(!run_lookup(&scope, SPAN("line.1"), &(struct span){ 0 }));
	/* one that is done again has no values meanwhile */
	steps_all(&s, "redo a");
	EXPECT(!run_lookup(&scope, SPAN("a.out.t"), &(struct span){ 0 }));
	EXPECT(!run_lookup(&scope, SPAN("a.status"), &(struct span){ 0 }));
	steps_close(&s);
}

/* As it is loaded: states without what is counted. */
static void
test_loaded(void)
{
	struct steps s;

	steps_open(&s, flow);
	steps_all(&s, "begin date=2026-11-30");
	EXPECT(s.run.nodes[1].open == 1 && s.run.open == 2);
	free(s.run.nodes);
	run_nodes_make(&s.run);
	EXPECT(s.run.nodes[1].waits == WAITS_PARENTS);
	EXPECT(s.run.nodes[1].generation == 1 && s.run.open == 2);
	s.run.nodes[0].state = NODE_DONE;
	s.run.nodes[0].waits = WAITS_NOT;
	run_count(&s.run);
	EXPECT(s.run.nodes[1].open == 0 && s.run.open == 1);
	steps_close(&s);
}

static void
test_names(void)
{
	for (int i = NODE_WAITING; i <= NODE_CANCELLED; i++)
		EXPECT(node_state_named(
			   span_str(node_state_name((enum node_state)i))) == i);
	for (int i = RUN_WAITING; i <= RUN_CANCELLED; i++)
		EXPECT(run_state_named(
			   span_str(run_state_name((enum run_state)i))) == i);
	EXPECT(node_state_named(SPAN("going")) == -1);
	EXPECT(run_state_named(SPAN("")) == -1);
	/* those of an end are the states that conditions know */
	for (int i = 0; flow_states[i]; i++)
		EXPECT_STR(node_state_name((enum node_state)(NODE_DONE + i)),
		    flow_states[i]);
}

/* Steps at the wrong time change nothing. */
static void
test_wrong(void)
{
	struct run_outcome o = { .kind = END_EXITED };
	struct steps s;

	steps_open(&s, flow);
	steps_all(&s, "begin date=2026-11-30");
	run_begin(&s.run, 99);
	run_woken(&s.run, 0, 99);
	run_woken(&s.run, 1, 99);
	run_attempt(&s.run, 1, 99);
	run_attempt_back(&s.run, 0, 99);
	run_attempt_ended(&s.run, 0, &o, 99);
	EXPECT(s.run.nodes[0].state == NODE_READY);
	EXPECT(s.run.nodes[1].waits == WAITS_PARENTS);
	EXPECT(s.run.nodes[0].attempts == 0 && s.run.nodes[1].attempts == 0);
	EXPECT(s.run.began == s.now);
	steps_close(&s);
}

int
main(void)
{
	test("parameters are those of the flow, once and of their type",
	    test_given);
	test("values are one word, whatever is in them", test_words);
	test("names have values where what they name has ended", test_lookup);
	test("a run that is loaded is counted", test_loaded);
	test("states have names", test_names);
	test("steps at the wrong time change nothing", test_wrong);
	return test_done();
}
