#include "flow/file/flow_keys.h"

#include "base/mem.h"
#include "flow/file/flow_value.h"

enum { DAY_S = 86400, YEAR_S = 366 * DAY_S };

/* Setters of a key that says what a node does; a second one is told in the
 * end. */
static int
does(struct flow_reading *r, struct flow_node *n, enum flow_kind kind,
    struct span v, struct err *e)
{
	if (n->kind != FLOW_NOTHING)
		return err_set(e, ST_FAIL,
		    "the node has %s in line %ju already; a node does one "
		    "thing",
		    flow_kind_name(n->kind), (uintmax_t)n->does_line);
	if (v.len == 0)
		return err_set(e, ST_FAIL, "no value");
	n->kind = kind;
	n->does = flow_text(r->flow, v);
	n->does_line = r->line;
	return 0;
}

static int
set_run(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct flow_node *n = at;

	return does(r, n, FLOW_RUN, v, e) || flow_words_parse(&n->words, v, e)
	    ? -1
	    : 0;
}

static int
set_sh(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	return does(r, at, FLOW_SH, v, e);
}

static int
set_send(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	return does(r, at, FLOW_SEND, v, e);
}

static int
set_flow(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	return does(r, at, FLOW_FLOW, v, e);
}

static int
set_text(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct flow_node *n = at;

	(void)r;
	return flow_words_parse_text(&n->text, v, e);
}

static int
set_title(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct flow_node *n = at;

	(void)e;
	n->title = flow_text(r->flow, v);
	return 0;
}

static int
set_name(const char **to, struct flow_reading *r, struct span v, struct err *e)
{
	if (!flow_name_is(v))
		return err_set(e, ST_FAIL,
		    "\"%s\" is no name of letters, "
		    "digits, _ and -",
		    excerpt(v).s);
	*to = flow_text(r->flow, v);
	return 0;
}

static int
set_approve(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	return set_name(&((struct flow_node *)at)->approve, r, v, e);
}

static int
set_class(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	return set_name(&((struct flow_node *)at)->class, r, v, e);
}

static int
set_lane(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	return set_name(&((struct flow_node *)at)->lane, r, v, e);
}

/* The bytes of the name before a condition: up to a blank. */
static size_t
name_len(struct span v)
{
	size_t n = 0;

	while (n < v.len && v.p[n] != ' ' && v.p[n] != '\t')
		n++;
	return n;
}

static int
set_after(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct flow_node *n = at;
	size_t len = name_len(v);
	struct span name = { v.p, len },
		    rest = span_trim((struct span){ v.p + len, v.len - len });
	struct flow_edge edge = { .line = r->line };

	if (!flow_name_is(name))
		return err_set(e, ST_FAIL,
		    "\"%s\" is no node; it is NODE, or NODE if CONDITION",
		    excerpt(name).s);
	edge.parent = flow_text(r->flow, name);
	if (rest.len) {
		len = name_len(rest);
		if (!span_eq((struct span){ rest.p, len }, SPAN("if")))
			return err_set(e, ST_FAIL,
			    "\"%s\": behind the node stands \"if\" and a "
			    "condition; each node it is after has a line of "
			    "its own",
			    excerpt(rest).s);
		rest = span_trim((struct span){ rest.p + len, rest.len - len });
		if (rest.len == 0)
			return err_set(
			    e, ST_FAIL, "no condition behind \"if\"");
		edge.condition = flow_text(r->flow, rest);
	}
	n->after =
	    mem_grow(n->after, &n->cap_after, n->n_after + 1, sizeof *n->after);
	n->after[n->n_after++] = edge;
	return 0;
}

static int
set_join(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	int i;

	(void)r;
	if (flow_value_one_of(&i, v, "all some any ended", e))
		return -1;
	((struct flow_node *)at)->join = (enum flow_join)i;
	return 0;
}

static int
set_when(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_words_parse(&((struct flow_node *)at)->when, v, e);
}

static int
set_each(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	if (v.len == 0)
		return err_set(e, ST_FAIL, "no file");
	return flow_words_parse_text(&((struct flow_node *)at)->each, v, e);
}

static int
set_until(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	if (v.len == 0)
		return err_set(e, ST_FAIL, "no condition");
	((struct flow_node *)at)->until = flow_text(r->flow, v);
	return 0;
}

static int
add_out(struct flow_reading *r, struct flow_node *n, struct span item,
    struct err *e)
{
	size_t len = name_len(item);
	struct span name = { item.p, len },
		    word = span_trim(
			(struct span){ item.p + len, item.len - len });
	int type = flow_type_named(word);

	if (!flow_name_is_out(name) || type < 0)
		return err_set(e, ST_FAIL,
		    "\"%s\" is not NAME TYPE; the types are date, int, amount, "
		    "text, word",
		    excerpt(item).s);
	if (flow_out(n, name))
		return err_set(
		    e, ST_FAIL, "\"%s\" is there twice", excerpt(name).s);
	if (n->n_outs == FLOW_OUTS_MAX)
		return err_set(e, ST_FAIL, "more than %d", FLOW_OUTS_MAX);
	n->outs =
	    mem_grow(n->outs, &n->cap_outs, n->n_outs + 1, sizeof *n->outs);
	n->outs[n->n_outs++] = (struct flow_out){ flow_text(r->flow, name),
		(enum flow_type)type, r->line };
	return 0;
}

static int
set_out(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct span item;

	if (v.len == 0)
		return err_set(e, ST_FAIL, "no value; it is NAME TYPE, ...");
	while (flow_value_next(&v, &item))
		if (add_out(r, at, item, e))
			return -1;
	return 0;
}

static int
set_param(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	struct flow_node *n = at;
	struct flow_set *s =
	    flow_keys_set(r, &n->params, &n->n_params, &n->cap_params, e);

	return s ? flow_words_parse_text(&s->text, v, e) : -1;
}

static int
set_delay(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_seconds(
	    &((struct flow_node *)at)->delay, v, 0, YEAR_S, e);
}

static int
set_timeout(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_seconds(
	    &((struct flow_node *)at)->timeout, v, 1, YEAR_S, e);
}

static int
set_grace(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_seconds(
	    &((struct flow_node *)at)->grace, v, 0, DAY_S, e);
}

static int
set_every(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_seconds(
	    &((struct flow_node *)at)->every, v, 1, DAY_S, e);
}

static int
set_deadline(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_seconds(
	    &((struct flow_node *)at)->deadline, v, 1, YEAR_S, e);
}

static int
set_retry(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_number(
	    &((struct flow_node *)at)->retry, v, 0, 1000, e);
}

static int
set_times(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_number(
	    &((struct flow_node *)at)->times, v, 1, 1000000, e);
}

static int
set_backoff(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_backoff(&((struct flow_node *)at)->backoff, v, e);
}

static int
set_differs(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_statuses(&((struct flow_node *)at)->differs, v, e);
}

static int
set_never(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_statuses(&((struct flow_node *)at)->never, v, e);
}

static int
set_give_up(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	int i;

	(void)r;
	if (flow_value_one_of(&i, v, "hold fail", e))
		return -1;
	((struct flow_node *)at)->give_up = (enum flow_give_up)i;
	return 0;
}

static int
set_idempotent(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	int i;

	(void)r;
	if (flow_value_one_of(&i, v, "no yes", e))
		return -1;
	((struct flow_node *)at)->idempotent = i == 1;
	return 0;
}

enum {
	RUN = 1 << FLOW_RUN,
	SH = 1 << FLOW_SH,
	SEND = 1 << FLOW_SEND,
	FLOW = 1 << FLOW_FLOW,
	COMMAND = RUN | SH,
	TRIED = RUN | SH | SEND, /* there are attempts */
};

const struct flow_key flow_keys_node[] = {
	{ "title", set_title, false, 0 },
	{ "after", set_after, true, 0 },
	{ "join", set_join, false, 0 },
	{ "when-run", set_when, false, 0 },
	{ "approve", set_approve, false, 0 },
	{ "delay", set_delay, false, 0 },
	{ "run", set_run, true, 0 },
	{ "sh", set_sh, true, 0 },
	{ "send", set_send, true, 0 },
	{ "flow", set_flow, true, 0 },
	{ "text", set_text, false, SEND },
	{ "param", set_param, true, FLOW },
	{ "for-each", set_each, false, FLOW },
	{ "class", set_class, false, TRIED | FLOW },
	{ "lane", set_lane, false, TRIED | FLOW },
	{ "out", set_out, true, TRIED },
	{ "timeout", set_timeout, false, TRIED },
	{ "grace", set_grace, false, COMMAND },
	{ "retry", set_retry, false, TRIED },
	{ "backoff", set_backoff, false, TRIED },
	{ "repeat-until", set_until, false, TRIED },
	{ "every", set_every, false, TRIED },
	{ "times", set_times, false, TRIED },
	{ "deadline", set_deadline, false, TRIED },
	{ "differs", set_differs, false, COMMAND },
	{ "never", set_never, false, COMMAND },
	{ "give-up", set_give_up, false, TRIED | FLOW },
	{ "idempotent", set_idempotent, false, COMMAND },
	{ 0 },
};

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
		flow_tell(r->told, r->flow->path, said(n, key),
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
		flow_tell(r->told, r->flow->path, said(n, "every"),
		    "every: it would ask for ever; say times = N or deadline "
		    "= DURATION");
	else if (n->deadline && n->every && n->deadline < n->every)
		flow_tell(r->told, r->flow->path, said(n, "deadline"),
		    "deadline: it is over before every comes round");
}

static void
end_tries(struct flow_reading *r, const struct flow_node *n)
{
	needs(r, n, "backoff", "retry", "say how often to try, retry = 3");
	needs(r, n, "lane", "class", "lanes are those of a class");
	if (n->backoff.most && n->backoff.most < n->backoff.first)
		flow_tell(r->told, r->flow->path, said(n, "backoff"),
		    "backoff: the most is less than the first");
	for (size_t i = 0; i < n->differs.n; i++)
		if (memchr(n->never.list, n->differs.list[i], n->never.n))
			flow_tell(r->told, r->flow->path, said(n, "never"),
			    "never: %u is a status of differs, too",
			    n->differs.list[i]);
}

static void
end_edges(struct flow_reading *r, const struct flow_node *n)
{
	if (said(n, "join") && n->n_after == 0)
		flow_tell(r->told, r->flow->path, said(n, "join"),
		    "join: the node is after none");
	for (size_t i = 0; n->join == FLOW_ENDED && i < n->n_after; i++)
		if (n->after[i].condition)
			flow_tell(r->told, r->flow->path, n->after[i].line,
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
			flow_tell(r->told, r->flow->path, n->said[i],
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
		flow_tell(r->told, r->flow->path, n->line,
		    "[node %s] does nothing; say run, sh, send, flow or "
		    "approve, or delay = 0 for a node where others meet",
		    n->name);
	if (n->kind != FLOW_NOTHING)
		end_kinds(r, n);
	end_edges(r, n);
	end_polls(r, n);
	end_tries(r, n);
}
