#include "flow/file/flow.h"

#include <stdlib.h>

const struct flow_param *
flow_param(const struct flow *f, struct span name)
{
	for (size_t i = 0; i < f->n_params; i++)
		if (span_eq(span_str(f->params[i].name), name))
			return &f->params[i];
	return NULL;
}

const struct flow_out *
flow_out(const struct flow_node *n, struct span name)
{
	for (size_t i = 0; i < n->n_outs; i++)
		if (span_eq(span_str(n->outs[i].name), name))
			return &n->outs[i];
	return NULL;
}

const char *
flow_text(struct flow *f, struct span s)
{
	return arena_text(&f->texts, s);
}

const char *
flow_kind_name(enum flow_kind kind)
{
	static const char *const names[] = {
		[FLOW_NOTHING] = "nothing",
		[FLOW_RUN] = "run",
		[FLOW_SH] = "sh",
		[FLOW_SEND] = "send",
		[FLOW_FLOW] = "flow",
		[FLOW_APPROVE] = "approve",
		[FLOW_WAIT] = "delay",
	};

	return names[kind];
}

const char *
flow_join_name(enum flow_join join)
{
	static const char *const names[] = {
		[FLOW_ALL] = "all",
		[FLOW_SOME] = "some",
		[FLOW_ANY] = "any",
		[FLOW_ENDED] = "ended",
	};

	return names[join];
}

static void
free_sets(struct flow_set *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		named_words_free(&list[i].text);
	free(list);
}

static void
free_node(struct flow_node *n)
{
	named_words_free(&n->words);
	named_words_free(&n->text);
	named_words_free(&n->when);
	named_words_free(&n->each);
	free(n->after);
	free(n->outs);
	free_sets(n->params, n->n_params);
}

void
flow_free(struct flow *f)
{
	for (size_t i = 0; i < f->n_nodes; i++)
		free_node(&f->nodes[i]);
	for (size_t i = 0; i < f->n_schedules; i++)
		free_sets(f->schedules[i].params, f->schedules[i].n_params);
	free(f->params);
	free(f->nodes);
	free(f->schedules);
	free(f->alarm.sends);
	free(f->alarm.lines);
	arena_free(&f->texts);
	*f = (struct flow){ 0 };
}
