#include <inttypes.h>

#include "base/visible_text.h"
#include "flow/show/show.h"
#include "flow/show/show_run_json.h"
#include "flow/view/show_top.h"
#include "flow/view/show_next.h"
#include "shown/show_table.h"
#include "flow/view/show_tail.h"
#include "flow/view/show_words.h"

enum {
	NAME_COLUMNS = 32,
	WHY_COLUMNS = 72,
	WAITS = 5,       /* nodes that are told a run waits for */
	NODES = 60,      /* of a flow that are all listed */
	TAILS = 3,       /* nodes whose outputs are shown */
	TAIL_LINES = 10, /* of each output */
	TAIL_BYTES = 2048,
};

static void
put_moment(struct buf *b, const char *name, const struct show *s, int64_t ms)
{
	if (ms == 0)
		return;
	buf_printf(b, "%-8s ", name);
	show_time(b, &s->clock, ms);
	buf_str(b, " (");
	show_age(b, &s->clock, ms);
	buf_str(b, " ago)\n");
}

static void
put_head(struct buf *b, const struct show *s, const struct show_view *v)
{
	const struct run *r = &v->run;

	buf_printf(b, "run %" PRId64 "  %s", r->id, v->flow);
	if (v->plan.flow.title) {
		buf_str(b, "  ");
		visible_add(b, span_str(v->plan.flow.title));
	}
	buf_printf(b, "\nstate    %s%s%s", show_run_state(r),
	    r->differs ? ", differs" : "", r->passed ? ", passed" : "");
	if (r->ended && r->began) {
		buf_str(b, ", took ");
		show_long(b, r->ended - r->began);
	}
	if (r->stopping && !run_has_ended(r->state))
		buf_str(b, ", is being ended");
	if (r->plan->flow.n_params) {
		buf_str(b, "\nwith     ");
		show_params(b, r);
	}
	buf_str(b, "\nfrom     ");
	show_origin(b, v);
	buf_str(b, "\nflow     ");
	visible_add(b, span_str(v->plan.flow.path));
	buf_byte(b, '\n');
	put_moment(b, "made", s, r->made);
	put_moment(b, "began", s, r->began);
	put_moment(b, "ended", s, r->ended);
}

/* How long a run is kept by what it waits for: persons and trouble first. */
static int
urgency(const struct run_node *n)
{
	if (n->state == NODE_HELD)
		return 0;
	if (n->state == NODE_WAITING)
		return n->waits == WAITS_PERSON ? 1 : 4;
	return n->state == NODE_RUNNING ? 2 : 3;
}

static void
put_wait(
    struct buf *b, const struct show *s, const struct show_view *v, size_t i)
{
	const struct run_node *n = &v->run.nodes[i];
	struct buf why = { 0 };

	show_why(&why, v, &s->clock, i);
	buf_str(b, "  ");
	visible_add(b, span_str(v->plan.flow.nodes[i].name));
	if (n->state != NODE_WAITING)
		buf_printf(b, " %s", node_state_name(n->state));
	buf_str(b, why.len && n->state != NODE_WAITING ? ": " : " ");
	buf_add(b, buf_span(&why));
	buf_str(b, why.len ? ", since " : "since ");
	show_time(b, &s->clock, n->since);
	buf_str(b, " (");
	show_age(b, &s->clock, n->since);
	buf_str(b, ")\n");
	buf_free(&why);
}

static void
put_waits(struct buf *b, const struct show *s, const struct show_view *v)
{
	size_t told = 0, more = 0;

	if (run_has_ended(v->run.state))
		return;
	buf_str(b, "waits for\n");
	if (v->run.state == RUN_HELD)
		buf_str(b, "  a person, who said hold, to say go\n");
	if (v->run.state == RUN_WAITING)
		buf_str(b, "  a place in its class\n");
	for (int u = 0; u <= 4; u++)
		for (size_t i = 0; i < v->plan.flow.n_nodes; i++) {
			const struct run_node *n = &v->run.nodes[i];

			if (!show_is_waited_for(n) || urgency(n) != u)
				continue;
			if (told++ < WAITS)
				put_wait(b, s, v, i);
			else
				more++;
		}
	if (more)
		buf_printf(b, "  and %zu more\n", more);
}

/* Of a flow of many nodes those are listed that somebody could ask about. */
static bool
is_listed(const struct show_view *v, size_t i)
{
	const struct run_node *n = &v->run.nodes[i];

	if (v->plan.flow.n_nodes <= NODES || n->passed || n->older)
		return true;
	return n->state != NODE_DONE && n->state != NODE_SKIPPED &&
	    n->waits != WAITS_PARENTS;
}

/* How the others stand. */
static void
put_others(struct buf *b, const struct show_view *v)
{
	size_t counts[NODE_CANCELLED + 1] = { 0 }, n = 0;

	for (size_t i = 0; i < v->plan.flow.n_nodes; i++)
		if (!is_listed(v, i)) {
			counts[v->run.nodes[i].state]++;
			n++;
		}
	if (n == 0)
		return;
	buf_printf(b, "and %zu more: ", n);
	n = 0;
	for (int state = 0; state <= NODE_CANCELLED; state++)
		if (counts[state])
			buf_printf(b, "%s%zu %s", n++ ? ", " : "",
			    counts[state],
			    node_state_name((enum node_state)state));
	buf_str(b, "; --json has all\n");
}

static void
put_nodes(struct buf *b, const struct show *s, const struct show_view *v)
{
	static const char *const names[] = { "NODE", "STATE", "SINCE", "AGE",
		"TRIES", "WHY", NULL };
	struct text_table t = { .align = "lllrrl" };
	struct buf why = { 0 };

	show_heading(&t, names);
	for (size_t i = 0; i < v->plan.flow.n_nodes; i++) {
		const struct run_node *n = &v->run.nodes[i];

		if (!is_listed(v, i))
			continue;
		text_table_row(&t, TEXT_TABLE_PLAIN);
		show_cell_text(&t, v->plan.flow.nodes[i].name, NAME_COLUMNS);
		show_cell_text(&t, node_state_name(n->state), NAME_COLUMNS);
		show_cell_time(&t, &s->clock, n->since);
		if (n->since)
			show_cell_age(&t, &s->clock, n->since);
		else
			show_cell_text(&t, NULL, 1);
		show_cell_int(&t, n->attempts);
		show_why(&why, v, &s->clock, i);
		if (why.len == 0)
			continue;
		buf_byte(&why, '\0');
		show_cell_text(&t, why.p, WHY_COLUMNS);
		buf_clear(&why);
	}
	buf_byte(b, '\n');
	text_table_format(&t, false, b);
	put_others(b, v);
	text_table_free(&t);
	buf_free(&why);
}

struct commands {
	struct buf *b;
	size_t n;
};

static void
put_command(void *arg, const char *command)
{
	struct commands *c = arg;

	buf_printf(
	    c->b, "%s  %s\n", c->n++ ? "" : "\nwhat could be typed\n", command);
}

/* Lines, each behind a bar, so that nobody takes them for ours. */
static void
put_lines(struct buf *b, struct span s)
{
	while (s.len) {
		size_t n = span_line(s);

		buf_str(b, "    | ");
		visible_add(b, (struct span){ s.p, n });
		buf_byte(b, '\n');
		while (n < s.len && s.p[n] != '\n')
			n++;
		n += n < s.len;
		s = (struct span){ s.p + n, s.len - n };
	}
}

static void
put_tail(struct buf *b, const char *dir, const char *name)
{
	struct show_tail t = { .dir = dir,
		.name = name,
		.lines = TAIL_LINES,
		.bytes = TAIL_BYTES };
	struct buf text = { 0 };

	if (show_tail(&text, &t)) {
		buf_printf(
		    b, "  %s%s\n", name, t.cut ? ", its last lines" : "");
		put_lines(b, buf_span(&text));
	}
	buf_free(&text);
}

/* What the last attempt of a node wrote. */
static void
put_outputs(
    struct buf *b, const struct show *s, const struct show_view *v, size_t i)
{
	const struct show_attempt *a = &v->attempts[i];
	struct buf dir = { 0 };
	const char *host;
	bool here = show_attempt_dir(&dir, s, v, i, &host);

	buf_byte(&dir, '\0');
	buf_byte(b, '\n');
	visible_add(b, span_str(v->plan.flow.nodes[i].name));
	buf_printf(b, ", try %" PRIu32 ": ", a->number);
	show_attempt_end(b, a->end, a->status, a->is_event);
	buf_str(b, "; ");
	if (!here) {
		buf_str(b, "on ");
		visible_add(b, span_str(*host ? host : "another machine"));
		buf_str(b, ", in ");
	}
	visible_add(b, span_str(dir.p));
	buf_byte(b, '\n');
	if (here) {
		put_tail(b, dir.p, "stdout");
		put_tail(b, dir.p, "stderr");
	}
	buf_free(&dir);
}

static bool
went_wrong(const struct show_view *v, size_t i)
{
	const struct run_node *n = &v->run.nodes[i];

	return v->attempts[i].number && !v->attempts[i].is_event &&
	    (n->state == NODE_HELD || n->state == NODE_FAILED ||
		(n->state == NODE_WAITING && n->waits == WAITS_RETRY));
}

static void
put_text(struct buf *b, const struct show *s, const struct show_view *v)
{
	struct commands c = { b, 0 };
	int tails = 0;

	put_head(b, s, v);
	put_waits(b, s, v);
	put_nodes(b, s, v);
	show_next(s, v, put_command, &c);
	for (size_t i = 0; i < v->plan.flow.n_nodes && tails < TAILS; i++)
		if (went_wrong(v, i)) {
			put_outputs(b, s, v, i);
			tails++;
		}
}

int
show_run(const struct show *s, int64_t id, struct buf *b, struct err *e)
{
	struct show_view v;
	int r;

	if (show_view_load(&v, s, id, e))
		return -1;
	r = s->json ? show_lacks_runner(s, e) : show_top(s, b, e);
	if (r >= 0 && s->json)
		show_run_json(b, &v, r != 0);
	else if (r == 0)
		put_text(b, s, &v);
	show_view_free(&v);
	return r < 0 ? -1 : 0;
}
