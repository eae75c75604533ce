#include "roll/result_peek.h"

/* Reads the batch behind the current one. */
static int
look(struct result_peek *a, struct err *e)
{
	struct record_batch *next = &a->batch[!a->cur];
	enum line_outcome got;

	next->last = a->batch[a->cur].last;
	got = stream_results(a->in, next, true, e);
	a->has_next = got == LINE_OK;
	return got == LINE_ERROR ? -1 : 0;
}

int
result_peek_begin(struct result_peek *a, struct stream_in *in, struct err *e)
{
	a->in = in;
	a->has = a->has_next = false;
	a->at = 0;
	for (int i = 0; i < 2; i++)
		record_batch_reset(&a->batch[i]);
	if (!in || look(a, e))
		return in ? -1 : 0;
	return result_peek_step(a, e);
}

int
result_peek_step(struct result_peek *a, struct err *e)
{
	if (++a->at >= a->batch[a->cur].lines.n) {
		a->has = a->has_next;
		if (!a->has)
			return 0;
		a->cur = !a->cur;
		a->at = 0;
	}
	record_batch_get_result(&a->batch[a->cur], a->at, &a->r);
	a->is_last = true;
	if (a->at + 1 < a->batch[a->cur].lines.n)
		a->is_last = !a->batch[a->cur].slots[a->at + 1].same_key;
	else if (look(a, e))
		return -1;
	else if (a->has_next)
		a->is_last = !record_batch_same_key(&a->batch[!a->cur], 0);
	return 0;
}
