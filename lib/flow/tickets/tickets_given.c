#include "flow/tickets/tickets_given.h"

#include <stdlib.h>

#include "base/mem.h"

void
tickets_given_begin(struct tickets_given *g, size_t window)
{
	free(g->list);
	g->list = window ? mem_zeroed(window, sizeof *g->list) : NULL;
	g->window = window;
	g->first = g->next;
}

bool
tickets_given_has_room(const struct tickets_given *g)
{
	return g->next - g->first < g->window;
}

uint64_t
tickets_given_add(struct tickets_given *g, int64_t now)
{
	g->list[g->next % g->window] = (struct ticket_out){ .since = now };
	return g->next++;
}

bool
tickets_given_answer(struct tickets_given *g, uint64_t number)
{
	struct ticket_out *o;

	if (number < g->first || number >= g->next)
		return false;
	o = &g->list[number % g->window];
	if (o->answered)
		return false;
	o->answered = true;
	while (g->first < g->next && g->list[g->first % g->window].answered)
		g->first++;
	return true;
}

int64_t
tickets_given_oldest(const struct tickets_given *g)
{
	return g->first < g->next ? g->list[g->first % g->window].since
				  : INT64_MAX;
}

size_t
tickets_given_out(const struct tickets_given *g)
{
	return (size_t)(g->next - g->first);
}

void
tickets_given_free(struct tickets_given *g)
{
	free(g->list);
}
