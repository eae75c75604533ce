#include "flow/graph/flow_check.h"

#include "flow/file/flow_keys.h"
#include "flow/graph/flow_circle.h"
#include "flow/graph/flow_condition.h"
#include "sections/plain_name.h"

/* The words of a node in which names stand. */
static bool
words_led_by(const struct flow *f, struct span name, uint64_t *line)
{
	for (size_t i = 0; i < f->n_nodes; i++) {
		const struct flow_node *n = &f->nodes[i];

		*line = n->does_line;
		if (n->kind == FLOW_RUN && named_words_led_by(&n->words, name))
			return true;
		if (named_words_led_by(&n->when, name)) {
			*line = n->line;
			return true;
		}
	}
	return false;
}

void
flow_check_value(const struct flow *f, const struct flow_param *p,
    struct span value, const char *file, uint64_t line, const char *key,
    struct told *told)
{
	const char *why = p->typed ? flow_type_why(p->type, value) : NULL;
	uint64_t at;

	if (why)
		told_add(told, file, line, "%s %s: \"%s\" %s", key, p->name,
		    excerpt(value).s, why);
	else if (value.len && *value.p == '-' &&
	    words_led_by(f, span_str(p->name), &at))
		told_add(told, file, line,
		    "%s %s: \"%s\" begins with \"-\", and so would a word of "
		    "the command in line %ju, an option; a word that it ends, "
		    "as in --of={%s}, is none",
		    key, p->name, excerpt(value).s, (uintmax_t)at, p->name);
}

void
flow_check_given(const struct flow *f, const struct flow_set *set, size_t n,
    const char *file, uint64_t line, const char *who, struct told *told)
{
	for (size_t i = 0; i < f->n_params; i++) {
		const struct flow_param *p = &f->params[i];
		size_t k = 0;

		while (k < n && strcmp(set[k].name, p->name) != 0)
			k++;
		if (k == n && !p->preset)
			told_add(told, file, line,
			    "%s does not say param %s, which has no default",
			    who, p->name);
	}
}

static void
check_words(const struct flow_scope *s, const struct named_words *w,
    uint64_t line, const char *key, struct told *told)
{
	struct flow_ref ref;
	struct err e;

	for (size_t i = 0; i < w->n; i++)
		if (w->list[i].is_name &&
		    flow_scope_find(s, w->list[i].text, &ref, &e))
			told_add(told, s->graph->flow->path, line, "%s: %s",
			    key, e.text);
}

static void
check_condition(const struct flow_scope *s, const char *text, uint64_t line,
    const char *key, struct told *told)
{
	struct flow_condition c;
	struct err e;

	if (flow_condition_parse(&c, span_str(text), &e)) {
		told_add(
		    told, s->graph->flow->path, line, "%s: %s", key, e.text);
		return;
	}
	flow_condition_check(&c, s, line, key, told);
	flow_condition_free(&c);
}

/* Two edges of one parent. */
static void
check_twice(const struct flow *f, const struct flow_edge *a,
    const struct flow_edge *b, struct told *told)
{
	if (strcmp(a->parent, b->parent) != 0 ||
	    (a->condition && b->condition &&
		strcmp(a->condition, b->condition) != 0))
		return;
	told_add(told, f->path, b->line,
	    "after: it is after %s already, in line %ju", b->parent,
	    (uintmax_t)a->line);
}

static void
check_edges(const struct flow_graph *g, size_t at, struct told *told)
{
	const struct flow_node *n = &g->flow->nodes[at];

	for (size_t i = 0; i < n->n_after; i++) {
		const struct flow_edge *edge = &n->after[i];
		size_t parent = g->parents[g->first[at] + i];
		struct flow_scope s = { .graph = g,
			.node = at,
			.parent = n->join == FLOW_ANY ? parent : FLOW_NOWHERE };

		if (edge->condition)
			check_condition(
			    &s, edge->condition, edge->line, "after", told);
		for (size_t k = 0; k < i; k++)
			if (g->parents[g->first[at] + k] == parent)
				check_twice(g->flow, &n->after[k], edge, told);
	}
}

/* A command is known before it runs. */
static void
check_command(const struct flow *f, const struct named_words *w, uint64_t line,
    const char *key, struct told *told)
{
	if (w->n && named_words_command(w).len == 0)
		told_add(told, f->path, line,
		    "%s: the command has to be written out; its other words "
		    "may have values in them",
		    key);
}

static uint64_t
line_of(const struct flow_node *n, const char *key)
{
	return flow_key_said(flow_keys_node, n->said, key);
}

static void
check_node(const struct flow_graph *g, size_t at, struct told *told)
{
	const struct flow_node *n = &g->flow->nodes[at];
	struct flow_scope s = {
		.graph = g, .node = at, .parent = FLOW_NOWHERE
	};
	uint64_t when = line_of(n, "when-run");

	if (!strcmp(n->name, "line"))
		told_add(told, g->flow->path, n->line,
		    "[node line]: line.1 is a field of a line of for-each; "
		    "rename the node");
	check_edges(g, at, told);
	check_words(&s, &n->when, when, "when-run", told);
	check_command(g->flow, &n->when, when, "when-run", told);
	check_words(&s, &n->text, line_of(n, "text"), "text", told);
	if (n->kind == FLOW_RUN) {
		check_words(&s, &n->words, n->does_line, "run", told);
		check_command(g->flow, &n->words, n->does_line, "run", told);
	}
	check_words(&s, &n->each, line_of(n, "for-each"), "for-each", told);
	s.lines = n->each.bytes != NULL;
	for (size_t i = 0; i < n->n_params; i++)
		check_words(
		    &s, &n->params[i].text, n->params[i].line, "param", told);
	s.lines = false;
	s.own = true;
	if (n->until)
		check_condition(&s, n->until, line_of(n, "repeat-until"),
		    "repeat-until", told);
}

static void
check_presets(const struct flow *f, struct told *told)
{
	for (size_t i = 0; i < f->n_params; i++) {
		const struct flow_param *p = &f->params[i];
		struct span v = span_str(p->preset ? p->preset : "");

		if (p->preset && p->typed && !flow_type_why(p->type, v))
			flow_check_value(f, p, v, f->path, p->preset_line,
			    "default of", told);
	}
}

/* Its runs are known by the name of the file. */
static void
check_name(const struct flow *f, struct told *told)
{
	const char *slash = strrchr(f->path, '/');
	struct span name = span_str(slash ? slash + 1 : f->path);
	const char *dot = strrchr(name.p, '.');

	if (dot)
		name.len = (size_t)(dot - name.p);
	if (!plain_name_is(name))
		told_add(told, f->path, 0,
		    "the name of the file is that of the flow, and \"%s\" is "
		    "none of letters, digits, _ and -",
		    excerpt(name).s);
}

void
flow_check_text(const struct flow_graph *g, struct told *told)
{
	check_name(g->flow, told);
	if (g->n_order < g->flow->n_nodes)
		flow_circles_tell(g, told);
	for (size_t i = 0; i < g->flow->n_nodes; i++)
		check_node(g, i, told);
	check_presets(g->flow, told);
	flow_check_env(g->flow, told);
	flow_check_schedules(g->flow, told);
}
