#include "flow/runs/runner_inbox.h"

#include <stdlib.h>

#include "base/mem.h"

static char *
copy(const char *s)
{
	return s ? mem_dup(span_str(s)) : NULL;
}

void
runner_inbox_end(struct runner_inbox *in, const struct world_end *from)
{
	struct runner_end *end;
	struct run_out *outs;

	in->ends =
	    mem_grow(in->ends, &in->cap_ends, in->n_ends + 1, sizeof *end);
	end = &in->ends[in->n_ends++];
	*end = (struct runner_end){ .attempt = from->attempt,
		.found = from->found,
		.outcome = from->outcome };
	end->outcome.why = copy(from->outcome.why);
	outs = mem_zeroed(from->outcome.n_outs + 1, sizeof *outs);
	for (size_t i = 0; i < from->outcome.n_outs; i++) {
		outs[i].name = copy(from->outcome.outs[i].name);
		outs[i].value = copy(from->outcome.outs[i].value);
	}
	end->outcome.outs = outs;
}

void
runner_inbox_order(struct runner_inbox *in, const struct world_order *from)
{
	struct runner_order *o;
	size_t n = 0;
	const char **groups;

	in->orders =
	    mem_grow(in->orders, &in->cap_orders, in->n_orders + 1, sizeof *o);
	o = &in->orders[in->n_orders++];
	*o = (struct runner_order){ .order.uid = from->uid };
	o->order.id = copy(from->id);
	o->order.who = copy(from->who);
	while (from->groups && from->groups[n])
		n++;
	groups = mem_zeroed(n + 1, sizeof *groups);
	for (size_t i = 0; i < n; i++)
		groups[i] = copy(from->groups[i]);
	o->order.groups = groups;
	o->order.words.argv =
	    mem_zeroed(from->words.n + 1, sizeof *o->order.words.argv);
	for (size_t i = 0; i < from->words.n; i++)
		o->order.words.argv[i] = copy(from->words.argv[i]);
	o->order.words.n = from->words.n;
	o->order.words.cap = from->words.n + 1;
}

static void
free_end(struct runner_end *end)
{
	struct run_out *outs = (struct run_out *)(uintptr_t)end->outcome.outs;

	for (size_t i = 0; i < end->outcome.n_outs; i++) {
		free(outs[i].name);
		free(outs[i].value);
	}
	free(outs);
	free((char *)(uintptr_t)end->outcome.why);
}

static void
free_order(struct runner_order *o)
{
	for (size_t i = 0; o->order.groups[i]; i++)
		free((char *)(uintptr_t)o->order.groups[i]);
	free((char **)(uintptr_t)o->order.groups);
	free((char *)(uintptr_t)o->order.id);
	free((char *)(uintptr_t)o->order.who);
	words_free(&o->order.words);
	buf_free(&o->text);
}

void
runner_inbox_drop(struct runner_inbox *in, size_t ends, size_t orders)
{
	size_t left = 0;

	for (size_t i = 0; i < ends; i++)
		if (in->ends[i].left)
			in->ends[left++] = in->ends[i];
		else
			free_end(&in->ends[i]);
	for (size_t i = 0; i < orders; i++)
		free_order(&in->orders[i]);
	in->n_ends -= ends - left;
	in->n_orders -= orders;
	if (in->n_ends > left && ends > left)
		memmove(in->ends + left, in->ends + ends,
		    (in->n_ends - left) * sizeof *in->ends);
	if (in->n_orders)
		memmove(in->orders, in->orders + orders,
		    in->n_orders * sizeof *in->orders);
}

void
runner_inbox_free(struct runner_inbox *in)
{
	for (size_t i = 0; i < in->n_ends; i++)
		in->ends[i].left = false;
	runner_inbox_drop(in, in->n_ends, in->n_orders);
	free(in->ends);
	free(in->orders);
	*in = (struct runner_inbox){ 0 };
}
