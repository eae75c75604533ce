#include "flow/file/flow_keys.h"

static uint64_t
said(const struct flow_node *n, const char *key)
{
	return flow_key_said(flow_keys_node, n->said, key);
}

/* key stands for nothing without other. */
static void
needs(struct flow_reading *r, const struct flow_node *n, const char *key,
    const char *other, const char *why)
{
	if (said(n, key) && !said(n, other))
		told_add(r->told, r->flow->path, said(n, key),
		    "%s: without %s it says nothing; %s", key, other, why);
}

static void
end_polls(struct flow_reading *r, const struct flow_node *n)
{
	static const char how[] = "say how often to ask, every = 1m";

	needs(r, n, "repeat-until", "every", how);
	needs(r, n, "times", "every", how);
	needs(r, n, "deadline", "every", how);
	if (said(n, "every") && !said(n, "times") && !said(n, "deadline"))
		told_add(r->told, r->flow->path, said(n, "every"),
		    "every: it would ask for ever; say times = N or deadline "
		    "= DURATION");
	else if (n->deadline && n->every && n->deadline < n->every)
		told_add(r->told, r->flow->path, said(n, "deadline"),
		    "deadline: it is over before every comes round");
}

static void
end_tries(struct flow_reading *r, const struct flow_node *n)
{
	needs(r, n, "backoff", "retry", "say how often to try, retry = 3");
	needs(r, n, "lane", "class", "lanes are those of a class");
	if (said(n, "away") && !n->idempotent &&
	    (n->kind == FLOW_RUN || n->kind == FLOW_SH))
		told_add(r->told, r->flow->path, said(n, "away"),
		    "away: only what is idempotent = yes is made again while "
		    "nobody knows whether it still runs");
	if (n->backoff.most && n->backoff.most < n->backoff.first)
		told_add(r->told, r->flow->path, said(n, "backoff"),
		    "backoff: the most is less than the first");
	for (size_t i = 0; i < n->differs.n; i++)
		if (memchr(n->never.list, n->differs.list[i], n->never.n))
			told_add(r->told, r->flow->path, said(n, "never"),
			    "never: %u is a status of differs, too",
			    n->differs.list[i]);
}

static void
end_edges(struct flow_reading *r, const struct flow_node *n)
{
	if (said(n, "join") && n->n_after == 0)
		told_add(r->told, r->flow->path, said(n, "join"),
		    "join: the node is after none");
	for (size_t i = 0; n->join == FLOW_ENDED && i < n->n_after; i++)
		if (n->after[i].condition)
			told_add(r->told, r->flow->path, n->after[i].line,
			    "after: join = ended asks for no condition; with "
			    "one it is all, some or any");
}

/* A key of another kind of node. */
static void
end_kinds(struct flow_reading *r, const struct flow_node *n)
{
	for (size_t i = 0; flow_keys_node[i].name; i++)
		if (n->said[i] && flow_keys_node[i].kinds &&
		    !(flow_keys_node[i].kinds & 1u << n->kind))
			told_add(r->told, r->flow->path, n->said[i],
			    "%s: a node with %s has none",
			    flow_keys_node[i].name, flow_kind_name(n->kind));
}

void
flow_keys_end_node(struct flow_reading *r, struct flow_node *n)
{
	if (n->kind == FLOW_NOTHING && n->approve)
		n->kind = FLOW_APPROVE;
	else if (n->kind == FLOW_NOTHING && said(n, "delay"))
		n->kind = FLOW_WAIT;
	if (n->kind == FLOW_NOTHING && !said(n, "run") && !said(n, "sh") &&
	    !said(n, "send") && !said(n, "flow"))
		told_add(r->told, r->flow->path, n->line,
		    "[node %s] does nothing; say run, sh, send, flow or "
		    "approve, or delay = 0 for a node where others meet",
		    n->name);
	if (n->kind != FLOW_NOTHING)
		end_kinds(r, n);
	end_edges(r, n);
	end_polls(r, n);
	end_tries(r, n);
}
