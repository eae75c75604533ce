#include "book/dir/chain.h"

#include <stdlib.h>

#include "base/mem.h"

/* Was day rolled from the newest generation of the one before? */
static bool
follows(const struct manifest_day *day, const struct manifest_day *before)
{
	if (!before)
		return day->from_generation == 0;
	return day->from == before->day &&
	    day->from_generation == before->generation;
}

void
chain_make(struct chain *c, const struct manifest *m)
{
	const struct manifest_day *before = NULL;
	bool stale = false;

	free(c->days);
	c->days = mem_alloc(m->n * sizeof *c->days);
	c->n = 0;
	for (size_t i = 0; i < m->n; i++) {
		const struct manifest_day *d = &m->days[i];

		if (i + 1 < m->n && m->days[i + 1].day == d->day)
			continue;
		stale |= !follows(d, before);
		c->days[c->n++] = (struct chain_day){ i, stale };
		before = d;
	}
}

size_t
chain_whole(const struct chain *c)
{
	size_t n = 0;

	while (n < c->n && !c->days[n].stale)
		n++;
	return n;
}

void
chain_free(struct chain *c)
{
	free(c->days);
	*c = (struct chain){ 0 };
}
