#include "net/amqp/ticket_gives.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Those that have ended leave once they are the larger part. */
static void
pull_up(struct ticket_gives *g)
{
	while (g->at < g->n && g->list[g->at].ended)
		g->at++;
	if (g->at <= g->n / 2)
		return;
	g->n -= g->at;
	memmove(g->list, g->list + g->at, g->n * sizeof *g->list);
	g->at = 0;
}

void
ticket_gives_add(struct ticket_gives *g, const struct ticket_give *give)
{
	g->list = mem_grow(g->list, &g->cap, g->n + 1, sizeof *g->list);
	g->list[g->n++] = *give;
	g->open++;
}

struct ticket_give *
ticket_gives_returned(struct ticket_gives *g, uint64_t number)
{
	for (size_t i = g->at; i < g->n; i++)
		if (g->list[i].number == number && !g->list[i].ended) {
			g->list[i].returned = true;
			return &g->list[i];
		}
	return NULL;
}

static bool
end(struct ticket_gives *g, struct ticket_give *at, struct ticket_give *give)
{
	at->ended = true;
	*give = *at;
	g->open--;
	pull_up(g);
	return true;
}

bool
ticket_gives_confirmed(struct ticket_gives *g, uint64_t tag, bool all_before,
    struct ticket_give *give)
{
	for (size_t i = g->at; i < g->n && (g->list[i].tag <= tag || !tag); i++)
		if (!g->list[i].ended && (all_before || g->list[i].tag == tag))
			return end(g, &g->list[i], give);
	return false;
}

bool
ticket_gives_late(struct ticket_gives *g, int64_t now, struct ticket_give *give)
{
	return g->at < g->n && g->list[g->at].until <= now &&
	    end(g, &g->list[g->at], give);
}

void
ticket_gives_free(struct ticket_gives *g)
{
	free(g->list);
}
