#include "flow/tickets/ticket_wants.h"

#include <stdlib.h>

#include "base/mem.h"
#include "transport/ticket_line.h"

struct ticket_want *
ticket_wants_find(
    const struct ticket_wants *w, const char *class, const char *lane)
{
	for (size_t i = 0; i < w->n; i++)
		if (!strcmp(w->list[i].class, class) &&
		    !strcmp(w->list[i].lane, lane))
			return &w->list[i];
	return NULL;
}

struct ticket_want *
ticket_wants_of(struct ticket_wants *w, const char *class, const char *lane)
{
	struct ticket_want *at = ticket_wants_find(w, class, lane);

	if (at)
		return at;
	w->list = mem_grow(w->list, &w->cap, w->n + 1, sizeof *w->list);
	at = &w->list[w->n++];
	*at = (struct ticket_want){ .class = mem_dup(span_str(class)),
		.lane = mem_dup(span_str(lane)) };
	return at;
}

void
ticket_wants_again(struct ticket_wants *w)
{
	for (size_t i = 0; i < w->n; i++) {
		w->list[i].told = 0;
		w->list[i].refused = 0;
	}
}

void
ticket_wants_tell(struct ticket_wants *w, int64_t now, struct buf *b)
{
	for (size_t i = 0; i < w->n; i++) {
		struct ticket_want *at = &w->list[i];

		if (at->told == at->n || at->refused > now)
			continue;
		at->told = at->n;
		ticket_line_add(b, TICKET_QUEUE,
		    &(struct ticket_said){ .class = span_str(at->class),
			.lane = span_str(at->lane),
			.number = at->n });
	}
}

int64_t
ticket_wants_due(const struct ticket_wants *w)
{
	int64_t due = INT64_MAX;

	for (size_t i = 0; i < w->n; i++)
		if (w->list[i].told != w->list[i].n && w->list[i].refused < due)
			due = w->list[i].refused;
	return due;
}

void
ticket_wants_free(struct ticket_wants *w)
{
	for (size_t i = 0; i < w->n; i++) {
		free(w->list[i].class);
		free(w->list[i].lane);
	}
	free(w->list);
}
