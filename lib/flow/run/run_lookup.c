#include "flow/run/run.h"
#include "text/tsv.h"

static bool
find_field(struct span line, struct span number, struct span *value)
{
	uint64_t n;
	struct span field;

	if (!span_count(number, &n) || n == 0)
		return false;
	while (tsv_next(&line, &field))
		if (--n == 0) {
			*value = field;
			return true;
		}
	return false;
}

static bool
find_param(const struct run *r, struct span name, struct span *value)
{
	const struct flow_param *p = flow_param(&r->plan->flow, name);

	if (!p)
		return false;
	*value = span_str(r->params[p - r->plan->flow.params]);
	return true;
}

static bool
find_out(const struct run_node *n, struct span name, struct span *value)
{
	for (size_t i = 0; i < n->n_outs; i++)
		if (span_eq(span_str(n->outs[i].name), name)) {
			*value = span_str(n->outs[i].value);
			return true;
		}
	return false;
}

/* A node that has not ended has no values, not even old ones. */
static bool
find_of_node(
    const struct run *r, struct span node, struct span rest, struct span *value)
{
	static const struct span out = { "out.", 4 };
	size_t at = flow_graph_find(&r->plan->graph, node);

	if (at == FLOW_NOWHERE || !node_has_ended(r->nodes[at].state))
		return false;
	if (span_eq(rest, SPAN("status"))) {
		*value = span_str(node_state_name(r->nodes[at].state));
		return true;
	}
	if (!span_begins(rest, out))
		return false;
	rest.p += out.len;
	rest.len -= out.len;
	return find_out(&r->nodes[at], rest, value);
}

bool
run_lookup(void *arg, struct span name, struct span *value)
{
	const struct run_scope *s = arg;
	const char *dot = name.len ? memchr(name.p, '.', name.len) : NULL;
	struct span first, rest;

	if (!dot)
		return find_param(s->run, name, value);
	first = (struct span){ name.p, (size_t)(dot - name.p) };
	rest = (struct span){ dot + 1, name.len - first.len - 1 };
	if (span_eq(first, SPAN("line")))
		return s->line.p && find_field(s->line, rest, value);
	return find_of_node(s->run, first, rest, value);
}
