#include "flow/graph/flow_around.h"
#include "flow/runner/runner_state.h"
#include "value/json_put.h"

static struct span
text_of(const char *s)
{
	return s ? span_str(s) : (struct span){ "", 0 };
}

static void
put(struct buf *b, const char *name, struct span text)
{
	json_put_name(b, name);
	json_put_text(b, text);
}

/* Whose values are the names of parameters. */
static void
put_params(struct buf *b, const struct run *run)
{
	const struct flow *f = &run->plan->flow;

	json_put_name(b, "params");
	buf_byte(b, '{');
	for (size_t i = 0; i < f->n_params; i++) {
		if (i)
			buf_byte(b, ',');
		json_put_text(b, span_str(f->params[i].name));
		buf_byte(b, ':');
		json_put_text(b, span_str(run->params[i]));
	}
	buf_byte(b, '}');
}

static void
put_data(struct buf *b, const struct run *run, const char *node)
{
	const char *slash = strrchr(run->plan->flow.path, '/');
	struct span name = span_str(slash ? slash + 1 : run->plan->flow.path);
	const char *dot = name.len ? strrchr(name.p, '.') : NULL;

	if (dot && dot > name.p)
		name.len = (size_t)(dot - name.p);
	buf_str(b, "{\"flow\":");
	json_put_text(b, name);
	json_put_name(b, "run");
	buf_printf(b, "%jd", (intmax_t)run->id);
	put(b, "node", span_str(node));
	put_params(b, run);
	buf_byte(b, '}');
}

/* The event as a line, recon-transport(7). */
static int
make(struct buf *b, struct span id, const struct run *run, size_t node,
    struct err *e)
{
	const struct flow_node *n = &run->plan->flow.nodes[node];
	const char *title = n->title ? n->title : run->plan->flow.title;
	struct run_scope scope = { .run = run };
	struct buf text = { 0 };

	if (n->text.bytes &&
	    named_words_make_text(&n->text, run_lookup, &scope, &text, e)) {
		buf_free(&text);
		return -1;
	}
	buf_str(b, "{\"specversion\":\"1.0\",\"id\":");
	json_put_text(b, id);
	put(b, "source", SPAN("recon-flow"));
	put(b, "type", SPAN("recon.flow.node"));
	put(b, "datacontenttype", SPAN("application/json"));
	put(b, "title", text_of(title ? title : n->name));
	if (text.len)
		put(b, "text", buf_span(&text));
	json_put_name(b, "data");
	put_data(b, run, n->name);
	buf_byte(b, '}');
	buf_free(&text);
	return 0;
}

void
runner_send(
    struct runner *r, const struct runner_attempt *a, const struct run *run)
{
	const struct flow_node *n = &run->plan->flow.nodes[a->node];
	struct buf id = { 0 }, event = { 0 }, targets = { 0 };
	struct err e;

	/* the same at every try, another when it is done again */
	buf_printf(&id, "%s-%jd-%zu-%u", r->store->id, (intmax_t)a->run,
	    a->node + 1, a->generation);
	flow_around_path(&run->plan->flow, "targets.ini", &targets);
	if (make(&event, buf_span(&id), run, a->node, &e)) {
		struct world_end end = { .attempt = a->id,
			.found = WORLD_ENDED,
			.outcome = { .kind = END_TROUBLE, .why = e.text } };

		runner_inbox_end(&r->inbox, &end);
		r->more = true;
	} else {
		r->world->ops->send(r->world, a->id, targets.p, n->does,
		    buf_span(&id), buf_span(&event), n->timeout);
	}
	buf_free(&id);
	buf_free(&event);
	buf_free(&targets);
}
