#include <stdlib.h>

#include "base/mem.h"
#include "flow/file/flow_env.h"
#include "flow/graph/flow_check.h"

/* A name in the environment, and what has it. */
struct held {
	char *name; /* owned */
	const char *node, *what;
	bool status;   /* of the node */
	uint64_t line; /* 0: the programs' own */
};

struct list {
	struct held *list; /* owned */
	size_t n, cap;
};

static void
add(struct list *l, struct buf *name, const struct held *h)
{
	l->list = mem_grow(l->list, &l->cap, l->n + 1, sizeof *l->list);
	l->list[l->n] = *h;
	l->list[l->n++].name = mem_dup(buf_span(name));
	buf_clear(name);
}

static void
gather(struct list *l, const struct flow *f)
{
	static const char *const own[] = { "RECON_OUT", "RECON_OUT_AS",
		"RECON_ATTEMPT", "RECON_PROFILES" };
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		buf_str(&b, own[i]);
		add(l, &b, &(struct held){ .what = own[i] });
	}
	for (size_t i = 0; i < f->n_params; i++) {
		flow_env_param(&b, f->params[i].name);
		add(l, &b,
		    &(struct held){
			.what = f->params[i].name, .line = f->params[i].line });
	}
	for (size_t i = 0; i < f->n_nodes; i++) {
		const struct flow_node *n = &f->nodes[i];

		flow_env_node(&b, n->name, "status");
		add(l, &b,
		    &(struct held){ .node = n->name,
			.what = "status",
			.status = true,
			.line = n->line });
		for (size_t k = 0; k < n->n_outs; k++) {
			flow_env_node(&b, n->name, n->outs[k].name);
			add(l, &b,
			    &(struct held){ .node = n->name,
				.what = n->outs[k].name,
				.line = n->outs[k].line });
		}
	}
	buf_free(&b);
}

static int
by_name(const void *a, const void *b)
{
	const struct held *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c ? c : (x->line > y->line) - (x->line < y->line);
}

/* Is it a section that is there twice, which was told? */
static bool
is_twice(const struct held *a, const struct held *b)
{
	return a->node && b->node && a->status == b->status &&
	    !strcmp(a->node, b->node) && !strcmp(a->what, b->what);
}

static void
tell(const struct flow *f, const struct held *a, const struct held *b,
    struct told *told)
{
	if (is_twice(a, b))
		return;
	if (!a->node && !b->node && !strcmp(a->what, b->what))
		told_add(told, f->path, b->line,
		    "[param %s] is there twice, in line %ju too", b->what,
		    (uintmax_t)a->line);
	else
		told_add(told, f->path, b->line,
		    "%s%s%s and %s%s%s would both be %s in the environment; "
		    "rename one",
		    a->node ? a->node : "", a->node ? "." : "", a->what,
		    b->node ? b->node : "", b->node ? "." : "", b->what,
		    b->name);
}

/* A value that is written as in run: nothing would put it in. "${NAME}" is the
 * shell's. */
static void
check_line(const struct flow *f, const struct flow_node *n, struct told *told)
{
	for (const char *at = n->does; (at = strchr(at, '{')); at++) {
		struct span name = { at + 1, strcspn(at + 1, "{}") };
		const struct flow_param *p;
		struct buf b = { 0 };

		if (at[1 + name.len] != '}' ||
		    (at > n->does && at[-1] == '$') ||
		    !(p = flow_param(f, name)))
			continue;
		flow_env_param(&b, p->name);
		buf_byte(&b, '\0');
		told_add(told, f->path, n->does_line,
		    "sh: {%s} would stay as it is; sh finds the value in its "
		    "environment, \"$%s\"",
		    p->name, b.p);
		buf_free(&b);
		return;
	}
}

void
flow_check_env(const struct flow *f, struct told *told)
{
	struct list l = { 0 };

	gather(&l, f);
	qsort(l.list, l.n, sizeof *l.list, by_name);
	for (size_t i = 1; i < l.n; i++)
		if (!strcmp(l.list[i - 1].name, l.list[i].name))
			tell(f, &l.list[i - 1], &l.list[i], told);
	for (size_t i = 0; i < l.n; i++)
		free(l.list[i].name);
	free(l.list);
	for (size_t i = 0; i < f->n_nodes; i++)
		if (f->nodes[i].kind == FLOW_SH && f->nodes[i].does)
			check_line(f, &f->nodes[i], told);
}
