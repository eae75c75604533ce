#include "flow/runs/runner_attempts.h"

#include <stdlib.h>

#include "base/mem.h"

enum { HASH_FIRST = 256 };

/* Ids go up by one: they fill the table. */
static size_t
place(const struct runner_attempts *all, int64_t id)
{
	return (size_t)id & (all->n_hash - 1);
}

static void
grow(struct runner_attempts *all)
{
	size_t was = all->n_hash;
	struct runner_attempt **old = all->by_id;

	all->n_hash = was ? 2 * was : HASH_FIRST;
	all->by_id = mem_zeroed(all->n_hash, sizeof(struct runner_attempt *));
	for (size_t i = 0; i < was; i++)
		for (struct runner_attempt *a = old[i], *next; a; a = next) {
			size_t to = place(all, a->id);

			next = a->chain;
			a->chain = all->by_id[to];
			all->by_id[to] = a;
		}
	free(old);
}

struct runner_attempt *
runner_attempts_add(
    struct runner_attempts *all, const struct runner_attempt *like)
{
	struct runner_attempt *a = mem_alloc(sizeof *a);
	size_t at;

	if (all->n == all->n_hash)
		grow(all);
	*a = *like;
	at = place(all, a->id);
	a->chain = all->by_id[at];
	all->by_id[at] = a;
	all->n++;
	all->processes += !a->is_event;
	all->foreign += a->foreign;
	a->lane->under_way++;
	a->lane->of->under_way++;
	return a;
}

struct runner_attempt *
runner_attempts_find(struct runner_attempts *all, int64_t id)
{
	struct runner_attempt *a =
	    all->n_hash ? all->by_id[place(all, id)] : NULL;

	while (a && a->id != id)
		a = a->chain;
	return a;
}

struct runner_attempt *
runner_attempts_next(struct runner_attempts *all, struct runner_attempt *a)
{
	size_t at = a ? place(all, a->id) + 1 : 0;

	if (a && a->chain)
		return a->chain;
	while (at < all->n_hash && !all->by_id[at])
		at++;
	return at < all->n_hash ? all->by_id[at] : NULL;
}

struct runner_attempt *
runner_attempts_of(struct runner_attempts *all, int64_t run, size_t node)
{
	struct runner_attempt *a = NULL;

	while ((a = runner_attempts_next(all, a)))
		if (a->run == run && a->node == node)
			return a;
	return NULL;
}

void
runner_attempts_remove(struct runner_attempts *all, struct runner_attempt *a)
{
	struct runner_attempt **at = &all->by_id[place(all, a->id)];

	while (*at != a)
		at = &(*at)->chain;
	*at = a->chain;
	all->n--;
	all->processes -= !a->is_event;
	all->foreign -= a->foreign;
	a->lane->under_way--;
	a->lane->of->under_way--;
	a->lane->of->freed++;
	free(a);
}

void
runner_attempts_foreign(
    struct runner_attempts *all, struct runner_attempt *a, bool is)
{
	all->foreign += is;
	all->foreign -= a->foreign;
	a->foreign = is;
}

void
runner_attempts_forget(struct runner_attempts *all)
{
	for (size_t i = 0; i < all->n_hash; i++)
		for (struct runner_attempt *a = all->by_id[i], *next; a;
		     a = next) {
			next = a->chain;
			free(a);
		}
	free(all->by_id);
	*all = (struct runner_attempts){ 0 };
}

void
runner_attempts_free(struct runner_attempts *all)
{
	struct runner_attempt *a = NULL;

	while ((a = runner_attempts_next(all, a))) {
		a->lane->under_way--;
		a->lane->of->under_way--;
	}
	runner_attempts_forget(all);
}
