#include "flow/file/flow_keys.h"

#include "base/mem.h"
#include "flow/file/flow_tries.h"
#include "sections/key_value.h"
#include "sections/plain_name.h"

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

	return does(r, n, FLOW_RUN, v, e) || named_words_parse(&n->words, v, e)
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
	return named_words_parse_text(&n->text, v, e);
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
	if (!plain_name_is(v))
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

	if (!plain_name_is(name))
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
	if (key_value_one_of(&i, v, "all some any ended", e))
		return -1;
	((struct flow_node *)at)->join = (enum flow_join)i;
	return 0;
}

static int
set_when(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return named_words_parse(&((struct flow_node *)at)->when, v, e);
}

static int
set_each(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	if (v.len == 0)
		return err_set(e, ST_FAIL, "no file");
	return named_words_parse_text(&((struct flow_node *)at)->each, v, e);
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

	if (!plain_name_is_dotted(name) || type < 0)
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
	while (key_value_next(&v, &item))
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

	return s ? named_words_parse_text(&s->text, v, e) : -1;
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
	{ "delay", flow_tries_delay, false, 0 },
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
	{ "timeout", flow_tries_timeout, false, TRIED },
	{ "grace", flow_tries_grace, false, COMMAND },
	{ "retry", flow_tries_retry, false, TRIED },
	{ "backoff", flow_tries_backoff, false, TRIED },
	{ "repeat-until", flow_tries_until, false, TRIED },
	{ "every", flow_tries_every, false, TRIED },
	{ "times", flow_tries_times, false, TRIED },
	{ "deadline", flow_tries_deadline, false, TRIED },
	{ "differs", flow_tries_differs, false, COMMAND },
	{ "never", flow_tries_never, false, COMMAND },
	{ "give-up", flow_tries_give_up, false, TRIED | FLOW },
	{ "idempotent", flow_tries_idempotent, false, COMMAND },
	{ "away", flow_tries_away, false, COMMAND },
	{ 0 },
};
