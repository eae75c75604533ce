#include "stream/line/pending_sum.h"

void
lump_count(struct lump *l, struct total *t)
{
	if (l->n == 0)
		return;
	total_again(t, l->n, (struct amount){ l->minor, l->scale });
	l->n = 0;
	l->minor = 0;
	l->open = l->open && total_has_room(t);
}

int
lump_record(
    struct lump *l, struct total *t, const struct record *r, struct err *e)
{
	lump_count(l, t);
	l->open = false;
	if (total_record(t, r, e))
		return -1;
	l->open = total_has_room(t);
	l->scale = r->amount.scale;
	return 0;
}
