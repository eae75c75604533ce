#include "flow/show/show_run_json.h"

#include <inttypes.h>

#include "shown/show_json.h"
#include "flow/view/show_words.h"

/* A name that is no literal, and a colon. */
static void
put_name(struct buf *b, const char *name)
{
	if (b->p[b->len - 1] != '{')
		buf_byte(b, ',');
	json_put_text(b, span_str(name));
	buf_byte(b, ':');
}

static void
put_params(struct buf *b, const struct run *r)
{
	buf_str(b, ",\"params\":{");
	for (size_t i = 0; i < r->plan->flow.n_params; i++) {
		put_name(b, r->plan->flow.params[i].name);
		json_put_text(b, span_str(r->params[i] ? r->params[i] : ""));
	}
	buf_byte(b, '}');
}

static void
put_origin(struct buf *b, const struct run_origin *o)
{
	show_json_text(b, "who", o->who);
	show_json_text(b, "schedule", o->schedule);
	show_json_text(b, "due", o->due);
	if (o->parent)
		show_json_int(b, "parent", o->parent);
	if (o->item)
		show_json_text(b, "item", o->item);
}

static void
put_runs(struct buf *b, const struct flow_store_children *c)
{
	buf_str(b, ",\"runs\":{");
	buf_printf(b,
	    "\"held\":%zu,\"going\":%zu,\"done\":%zu,\"failed\":%zu,"
	    "\"cancelled\":%zu}",
	    c->held, c->going - c->held, c->done, c->failed, c->cancelled);
}

static void
put_attempt(struct buf *b, const struct show_attempt *a)
{
	buf_printf(b, ",\"last\":{\"number\":%" PRIu32, a->number);
	show_json_time(b, "began", a->began);
	show_json_time(b, "ended", a->ended);
	show_json_text(b, "end", a->end);
	show_json_int(b, "status", a->status);
	show_json_text(b, "why", a->why);
	buf_byte(b, '}');
}

static void
put_outs(struct buf *b, const struct run_node *n)
{
	buf_str(b, ",\"out\":{");
	for (size_t i = 0; i < n->n_outs; i++) {
		put_name(b, n->outs[i].name);
		json_put_text(b, span_str(n->outs[i].value));
	}
	buf_byte(b, '}');
}

static void
put_node(struct buf *b, const struct show_view *v, size_t i)
{
	const struct run_node *n = &v->run.nodes[i];
	const char *waits = node_waits_name(n->waits);

	buf_str(b, i ? ",{" : "{");
	show_json_text(b, "node", v->plan.flow.nodes[i].name);
	show_json_text(b, "state", node_state_name(n->state));
	show_json_text(b, "waits", n->waits == WAITS_NOT ? NULL : waits);
	show_json_time(b, "since", n->since);
	show_json_time(b, "wake", n->wake);
	show_json_int(b, "generation", n->generation);
	show_json_int(b, "tries", n->attempts);
	show_json_bool(b, "passed", n->passed);
	show_json_bool(b, "older", n->older);
	show_json_text(b, "why", n->why);
	if (v->plan.flow.nodes[i].kind == FLOW_FLOW)
		put_runs(b, &v->children[i]);
	if (v->attempts[i].number)
		put_attempt(b, &v->attempts[i]);
	if (n->n_outs)
		put_outs(b, n);
	buf_byte(b, '}');
}

void
show_run_json(struct buf *b, const struct show_view *v, bool lacks_runner)
{
	const struct run *r = &v->run;

	buf_printf(b, "{\"run\":%" PRId64, r->id);
	show_json_text(b, "flow", v->flow);
	show_json_text(b, "path", v->plan.flow.path);
	show_json_text(b, "title", v->plan.flow.title);
	show_json_text(b, "state", show_run_state(r));
	show_json_bool(b, "differs", r->differs);
	show_json_bool(b, "passed", r->passed);
	put_params(b, r);
	put_origin(b, &r->origin);
	show_json_time(b, "made", r->made);
	show_json_time(b, "began", r->began);
	show_json_time(b, "ended", r->ended);
	if (lacks_runner)
		show_json_bool(b, "runner", false);
	buf_str(b, ",\"nodes\":[");
	for (size_t i = 0; i < v->plan.flow.n_nodes; i++)
		put_node(b, v, i);
	buf_str(b, "]}\n");
}
