/*
 * A flow: read, its graph made, its text checked, drawn; and the same bytes as
 * classes and as runner.ini. A condition that was taken is asked with values and
 * without; words that were taken are made of values. A plan is made where nothing
 * is wrong, and a run of it comes to its end.
 */
#include "flow/draw/flow_draw.h"
#include "flow/file/flow_classes.h"
#include "flow/file/flow_read.h"
#include "flow/file/flow_runner_ini.h"
#include "flow/graph/flow_check.h"
#include "flow/graph/flow_condition.h"
#include "flow/run/run_begin.h"
#include "flow/run/run_end.h"

#include "fuzz.h"

/* What every name stands for; NULL: nothing. */
static bool
look(void *arg, struct span name, struct span *v)
{
	const char *value = arg;

	(void)name;

	*v = span_str(value ? value : "");
	return value != NULL;
}

static void
ask(const char *text)
{
	static char values[][12] = { "", "-1.50", "2022-11-01", "done" };
	struct flow_condition c;
	struct err e;

	if (!text)
		return;
	if (flow_condition_parse(&c, span_str(text), &e)) {
		fuzz_told(&e);
		return;
	}
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (flow_condition_test(&c, look, values[i], &e) < 0)
			fuzz_told(&e);
	/* without a value it never is so */
	MUST(c.names.now.n > 0);
	MUST(flow_condition_test(&c, look, NULL, &e) == 0);
	flow_condition_free(&c);
}

/* A value stays in its word, whatever it is. */
static void
make(const struct named_words *w)
{
	static char nasty[] = "a \"b\" {c}\t-";
	struct words argv = { 0 };
	struct err e;

	if (w->n == 0)
		return;
	MUST(named_words_make(w, look, nasty, &argv, &e) == 0);
	MUST(argv.n == w->n_words);
	words_free(&argv);
}

static void
check_node(const struct flow_node *n)
{
	for (size_t i = 0; i < n->n_after; i++)
		ask(n->after[i].condition);
	ask(n->until);
	if (n->kind == FLOW_RUN)
		make(&n->words);
	make(&n->when);
}

/* A picture is text of whole lines without control bytes. */
static void
check_picture(const struct buf *b)
{
	MUST(b->len > 0 && b->p[b->len - 1] == '\n');
	for (size_t i = 0; i < b->len; i++)
		MUST((unsigned char)b->p[i] >= ' ' || b->p[i] == '\n');
}

static void
draw(const struct flow_graph *g)
{
	struct buf b = { 0 };

	flow_draw_mermaid(g, NULL, &b);
	check_picture(&b);
	buf_clear(&b);
	flow_draw_dot(g, NULL, &b);
	check_picture(&b);
	buf_free(&b);
}

static void
check_told(struct told *told)
{
	struct buf b = { 0 };
	size_t lines = 0;

	told_sort(told);
	told_json(told, &b);
	for (size_t i = 0; i < b.len; i++)
		lines += b.p[i] == '\n';
	MUST(lines == told->n);
	for (size_t i = 0; i < told->n; i++) {
		struct span text = span_str(told->list[i].text);

		MUST(text.len && span_line(text) == text.len);
	}
	buf_free(&b);
}

static void
check_classes(const char *path)
{
	struct flow_classes c = { 0 };
	struct told told = { 0 };
	struct err e;

	if (flow_classes_read(&c, path, &told, &e))
		fuzz_told(&e);
	check_told(&told);
	told_free(&told);
	flow_classes_free(&c);
}

static void
check_runner(const char *path)
{
	struct flow_runner_ini r = { 0 };
	struct told told = { 0 };
	struct err e;

	if (flow_runner_ini_read(&r, path, &told, &e))
		fuzz_told(&e);
	else if (!told.n) {
		MUST(!r.ping_line || !r.ping.n != !r.ping_send);
		make(&r.ping);
	}
	told_free(&told);
	flow_runner_ini_free(&r);
}

/* What can be done with a node is done, and ends well. */
static bool
go_on(struct run *r, size_t at)
{
	struct run_outcome done = { .kind = END_EXITED };
	struct run_node *n = &r->nodes[at];

	if (n->state == NODE_READY)
		run_attempt(r, at, 1);
	else if (n->state == NODE_RUNNING)
		run_attempt_ended(r, at, &done, 2);
	else if (n->wake)
		run_woken(r, at, n->wake);
	else
		return false;
	return true;
}

static void
run_to_end(struct plan *p)
{
	struct run r;
	struct err e;
	bool asks = false, more = true;

	if (run_make(&r, p, NULL, 0, &e)) {
		fuzz_told(&e);
		return;
	}
	run_begin(&r, 1);
	while (more) {
		more = false;
		/* repeat-until may never come true, up to a million times */
		for (size_t i = 0; i < p->flow.n_nodes; i++)
			more |= r.nodes[i].polls < 9 && go_on(&r, i);
	}
	for (size_t i = 0; i < p->flow.n_nodes; i++)
		asks |= r.nodes[i].state == NODE_HELD || r.nodes[i].polls ||
		    r.nodes[i].waits == WAITS_PERSON;
	MUST(run_has_ended(r.state) == (r.open == 0));
	MUST(asks || r.open == 0);
	run_free(&r);
}

/* From the text as from the file: the same is wrong with it. */
static void
check_plan(const char *path, struct span text, size_t faults)
{
	struct told told = { 0 };
	struct plan p;
	struct err e;
	int r = plan_make(&p, path, text, &told, &e);

	MUST(told.n == faults && (r != 0) == (faults > 0));
	if (r) {
		fuzz_told(&e);
	} else {
		run_to_end(&p);
		plan_free(&p);
	}
	told_free(&told);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	const char *path = fuzz_file(0, s);
	struct told told = { 0 };
	struct flow_graph g;
	struct flow f;
	struct err e;

	if (flow_read(&f, path, &told, &e)) {
		fuzz_told(&e);
		told_free(&told);
		flow_free(&f);
		return 0;
	}
	flow_graph_make(&g, &f, &told);
	MUST(g.n_order <= f.n_nodes);
	flow_check_text(&g, &told);
	for (size_t i = 0; i < f.n_nodes; i++)
		check_node(&f.nodes[i]);
	draw(&g);
	check_plan(path, s, told.n);
	check_told(&told);
	flow_graph_free(&g);
	flow_free(&f);
	told_free(&told);
	check_classes(path);
	check_runner(path);
	return 0;
}
