#include "notify/choose/id_tally.h"

#include <inttypes.h>
#include <stdio.h>

/* What stands for the n-th time of an id. */
static struct event_id
time_of(const struct event_id *id, uint32_t n)
{
	char text[EVENT_ID_TEXT + 1], number[16];
	int len = snprintf(number, sizeof number, "%" PRIu32, n);

	if (n == 1)
		return *id;
	event_id_format(id, text);
	return event_id_of((struct span[]){ SPAN("time"), span_str(text),
			       { number, (size_t)len } },
	    3);
}

static int
has(const struct id_tally *t, const struct event_id *id, uint32_t n,
    struct err *e)
{
	struct event_id time = time_of(id, n);

	return id_store_has(&t->times, &time, e);
}

/* It came at least from times, and not as often as to: how often? -1, told. */
static int
between(const struct id_tally *t, const struct event_id *id, uint32_t from,
    uint32_t to, uint32_t *n, struct err *e)
{
	while (to - from > 1) {
		uint32_t middle = from + (to - from) / 2;
		int there = has(t, id, middle, e);

		if (there < 0)
			return -1;
		*(there ? &from : &to) = middle;
	}
	*n = from;
	return 0;
}

/* How often it came until now; -1, told. */
static int
find(const struct id_tally *t, const struct event_id *id, uint32_t *n,
    struct err *e)
{
	uint32_t from = 0, to = 1;
	int there;

	if (t->last_n && event_id_cmp(&t->last, id) == 0) {
		*n = t->last_n;
		return 0;
	}
	while ((there = has(t, id, to, e)) > 0 && to < UINT32_MAX / 2) {
		from = to;
		to *= 2;
	}
	return there < 0 ? -1 : between(t, id, from, to, n, e);
}

int
id_tally_add(
    struct id_tally *t, const struct event_id *id, uint32_t *n, struct err *e)
{
	struct event_id time;

	if (find(t, id, n, e))
		return -1;
	time = time_of(id, ++*n);
	if (id_store_add(&t->times, &time, e) < 0)
		return -1;
	t->last = *id;
	t->last_n = *n;
	return 0;
}

void
id_tally_free(struct id_tally *t)
{
	id_store_free(&t->times);
	t->last_n = 0;
}
