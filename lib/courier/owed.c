#include "courier/owed.h"

#include <stdlib.h>

#include "base/mem.h"

struct owed_event *
owed_add(struct owed *o, struct span id)
{
	struct owed_event *ev;

	o->list = mem_grow(o->list, &o->cap, o->n + 1, sizeof *o->list);
	ev = &o->list[o->n++];
	*ev = (struct owed_event){ .id_len = id.len };
	memcpy(ev->id, id.p, id.len);
	return ev;
}

size_t
owed_find(const struct owed *o, struct span id)
{
	size_t i = 0;

	while (i < o->n &&
	    !span_eq((struct span){ o->list[i].id, o->list[i].id_len }, id))
		i++;
	return i;
}

void
owed_drop(struct owed *o, size_t place)
{
	o->n--;
	memmove(o->list + place, o->list + place + 1,
	    (o->n - place) * sizeof *o->list);
}

void
owed_free(struct owed *o)
{
	free(o->list);
	*o = (struct owed){ 0 };
}
