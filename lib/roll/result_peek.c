#include "roll/result_peek.h"

#include "stream/order.h"

/* Reads the line behind the current one. */
static int
look(struct result_peek *a, struct err *e)
{
	struct result *behind = &a->r[!a->cur];
	struct span line = { 0 };
	int got = stream_result(a->in, behind, e);

	a->has_next = got == 1;
	if (got != 1)
		return got;
	if (a->has)
		line = result_peek_at(a)->line;
	return order_check(a->in, line, behind->line, e);
}

int
result_peek_begin(struct result_peek *a, struct stream_in *in, struct err *e)
{
	*a = (struct result_peek){ .in = in };
	if (!in || look(a, e))
		return in ? -1 : 0;
	return result_peek_step(a, e);
}

int
result_peek_step(struct result_peek *a, struct err *e)
{
	a->has = a->has_next;
	a->cur = !a->cur;
	return a->has ? look(a, e) : 0;
}
