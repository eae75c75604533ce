#include "flow/graph/flow_scope.h"

const char *const flow_states[] = { "done", "differs", "failed", "skipped",
	"cancelled", NULL };

static int
find_field(const struct flow_scope *s, struct span name, struct span rest,
    struct flow_ref *ref, struct err *e)
{
	uint64_t n;

	if (!s->lines)
		return err_set(e, ST_FAIL,
		    "\"%s\": fields of lines are there in \"param\" of a node "
		    "with for-each only",
		    excerpt(name).s);
	if (!span_count(rest, &n) || n < 1 || n > FLOW_FIELD_MAX)
		return err_set(e, ST_FAIL,
		    "\"%s\": fields are line.1 to line.%d", excerpt(name).s,
		    FLOW_FIELD_MAX);
	*ref = (struct flow_ref){
		.kind = FLOW_REF_LINE, .type = FLOW_TEXT, .field = (unsigned)n
	};
	return 0;
}

/* Has the node surely ended where the name is looked up? */
static bool
has_ended(const struct flow_scope *s, size_t node)
{
	if (node == s->node)
		return s->own;
	if (!flow_graph_reached(s->graph, s->node))
		return true; /* which was told */
	if (s->parent == FLOW_NOWHERE)
		return flow_graph_sure(s->graph, s->node, node);
	return node == s->parent || flow_graph_sure(s->graph, s->parent, node);
}

static int
find_out(const struct flow_node *n, struct span name, struct flow_ref *ref,
    struct err *e)
{
	const struct flow_out *out = flow_out(n, name);

	if (!out)
		return err_set(e, ST_FAIL,
		    "[node %s] has no output \"%s\"; say out = %s TYPE there",
		    n->name, excerpt(name).s, excerpt(name).s);
	ref->kind = FLOW_REF_OUT;
	ref->type = out->type;
	ref->out = out;
	return 0;
}

static int
find_of_node(const struct flow_scope *s, struct span name, size_t at,
    struct span rest, struct flow_ref *ref, struct err *e)
{
	static const struct span out = { "out.", 4 };
	const struct flow_node *n = &s->graph->flow->nodes[at];

	if (!has_ended(s, at))
		return err_set(e, ST_FAIL,
		    "\"%s\": %s need not have ended by then, a race; only what "
		    "this is after, and waits for, has a value here",
		    excerpt(name).s, n->name);
	*ref = (struct flow_ref){
		.kind = FLOW_REF_STATUS, .type = FLOW_WORD, .node = at
	};
	if (span_eq(rest, SPAN("status")))
		return 0;
	if (span_begins(rest, out)) {
		rest.p += out.len;
		rest.len -= out.len;
		return find_out(n, rest, ref, e);
	}
	return err_set(e, ST_FAIL,
	    "\"%s\": a node has NODE.status and NODE.out.NAME",
	    excerpt(name).s);
}

static int
find_param(const struct flow_scope *s, struct span name, struct flow_ref *ref,
    struct err *e)
{
	const struct flow_param *p = flow_param(s->graph->flow, name);

	if (p) {
		*ref = (struct flow_ref){
			.kind = FLOW_REF_PARAM, .type = p->type, .param = p
		};
		return 0;
	}
	if (flow_graph_find(s->graph, name) != FLOW_NOWHERE)
		return err_set(e, ST_FAIL,
		    "\"%s\" is a node; a value is %s.status or %s.out.NAME",
		    excerpt(name).s, excerpt(name).s, excerpt(name).s);
	return err_set(e, ST_FAIL,
	    "nobody has the name \"%s\"; a parameter is "
	    "declared, [param %s]",
	    excerpt(name).s, excerpt(name).s);
}

int
flow_scope_find(const struct flow_scope *s, struct span name,
    struct flow_ref *ref, struct err *e)
{
	const char *dot = name.len ? memchr(name.p, '.', name.len) : NULL;
	struct span first = { name.p, dot ? (size_t)(dot - name.p) : name.len },
		    rest;
	size_t at;

	if (!dot)
		return find_param(s, name, ref, e);
	rest = (struct span){ dot + 1, name.len - first.len - 1 };
	if (span_eq(first, SPAN("line")))
		return find_field(s, name, rest, ref, e);
	at = flow_graph_find(s->graph, first);
	if (at == FLOW_NOWHERE)
		return err_set(e, ST_FAIL,
		    "nobody has the name \"%s\": there is no [node %s]",
		    excerpt(name).s, excerpt(first).s);
	return find_of_node(s, name, at, rest, ref, e);
}
