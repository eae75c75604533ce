/* Handing out buckets in order, each sorted before its turn comes. */
#include <stdlib.h>

#include "buckets.h"
#include "mem.h"
#include "workers.h"

/* Bytes of a batch that holds any of the buckets. */
static size_t
batch_size(const struct buckets *b)
{
	size_t each = b->front.len + b->tail.len + 1 + 2 * sizeof(struct item);
	size_t most = 0;

	for (size_t i = 0; i < b->n; i++) {
		size_t n = (size_t)b->runs[i].packed +
		    (size_t)b->ends[i].lines * each;

		most = n > most ? n : most;
	}
	return most + ITEM_SLACK;
}

/* One for each thread, the one that hands out among them, if there is
 * memory. */
static size_t
count_slots(const struct buckets *b)
{
	size_t most = 1, fit;

	for (size_t i = 0; i < b->n; i++) {
		size_t n = buckets_size_of(b, i) / buckets_parts(b, i);

		most = n > most ? n : most;
	}
	fit = b->memory / 4 / most;
	if (fit > b->threads)
		fit = b->threads;
	if (fit > BUCKETS_THREADS)
		fit = BUCKETS_THREADS;
	return fit ? fit : 1;
}

/* Is there a part that nobody has begun to sort, and a slot for it? */
static bool
has_slot(const struct buckets *b)
{
	return b->next < b->n && b->begun - b->out_of < b->n_slots;
}

/* The entries of bucket i are brought to memory, in place of those of an
 * earlier one. The lock is held, but not meanwhile. */
static void
load(struct buckets *b, size_t i, struct bucket_bytes *to)
{
	while (to->left)
		pthread_cond_wait(&b->changed, &b->lock);
	to->bucket = i;
	to->ready = false;
	to->left = buckets_parts(b, i);
	to->err.status = ST_OK;
	pthread_mutex_unlock(&b->lock);
	(void)buckets_load(b, i, to, &to->err);
	pthread_mutex_lock(&b->lock);
	to->ready = true;
	pthread_cond_broadcast(&b->changed);
}

/* Sorts the next part. The lock is held, but not meanwhile. */
static void
sort_next(struct buckets *b)
{
	size_t i = b->next;
	unsigned k = b->next_part++;
	struct bucket_bytes *from = &b->bytes[i % 2];
	struct bucket_slot *s = &b->slots[b->begun++ % b->n_slots];

	if (b->next_part == buckets_parts(b, i)) {
		b->next++;
		b->next_part = 0;
	}
	if (k == 0)
		load(b, i, from);
	while (from->bucket != i || !from->ready)
		pthread_cond_wait(&b->changed, &b->lock);
	pthread_mutex_unlock(&b->lock);
	s->err = from->err;
	if (s->err.status == ST_OK)
		(void)buckets_sort(b, &from->parts[k], &s->batch, &s->err);
	pthread_mutex_lock(&b->lock);
	from->left--;
	s->full = true;
	pthread_cond_broadcast(&b->changed);
}

static void *
sort_some(void *arg)
{
	struct buckets *b = arg;

	pthread_mutex_lock(&b->lock);
	while (!b->stop && b->next < b->n) {
		if (has_slot(b))
			sort_next(b);
		else
			pthread_cond_wait(&b->changed, &b->lock);
	}
	pthread_mutex_unlock(&b->lock);
	return NULL;
}

static void
start(struct buckets *b)
{
	size_t size = batch_size(b);

	b->n_slots = count_slots(b);
	b->slots = mem_zeroed(b->n_slots, sizeof *b->slots);
	for (size_t i = 0; i < b->n_slots; i++)
		batch_init(&b->slots[i].batch, size);
	pthread_mutex_init(&b->lock, NULL);
	pthread_cond_init(&b->changed, NULL);
	while (b->n_sorting + 1 < b->n_slots && workers_start(
	    &b->sorting[b->n_sorting], sort_some, b))
		b->n_sorting++;
}

void
buckets_stop(struct buckets *b)
{
	if (!b->slots)
		return;
	pthread_mutex_lock(&b->lock);
	b->stop = true;
	pthread_cond_broadcast(&b->changed);
	pthread_mutex_unlock(&b->lock);
	while (b->n_sorting)
		pthread_join(b->sorting[--b->n_sorting], NULL);
	pthread_mutex_destroy(&b->lock);
	pthread_cond_destroy(&b->changed);
	for (size_t i = 0; i < b->n_slots; i++)
		batch_free(&b->slots[i].batch);
	for (size_t i = 0; i < 2; i++) {
		free(b->bytes[i].read);
		free(b->bytes[i].dealt);
		free(b->bytes[i].part);
	}
	free(b->slots);
	b->slots = NULL;
}

static struct bucket_slot *
slot(const struct buckets *b)
{
	return &b->slots[b->out_of % b->n_slots];
}

/* What was at hand was handed out: its slot is for another. The part behind
 * it is waited for, or sorted here. 1, 0 there is none, -1. */
static int
turn(struct buckets *b, struct err *e)
{
	bool has;

	pthread_mutex_lock(&b->lock);
	if (b->out) {
		slot(b)->full = false;
		b->out = NULL;
		b->out_of++;
		pthread_cond_broadcast(&b->changed);
	}
	while ((has = b->begun > b->out_of || b->next < b->n) &&
	    !slot(b)->full) {
		if (b->begun == b->out_of)
			sort_next(b);
		else
			pthread_cond_wait(&b->changed, &b->lock);
	}
	pthread_mutex_unlock(&b->lock);
	if (!has)
		return 0;
	if (slot(b)->err.status != ST_OK) {
		*e = slot(b)->err;
		return -1;
	}
	b->out = &slot(b)->batch;
	return 1;
}

int
buckets_next(struct buckets *b, struct span *line, struct err *e)
{
	int r = 1;

	if (!b->slots)
		start(b);
	while (!b->out || !batch_next(b->out, line))
		if ((r = turn(b, e)) != 1)
			break;
	return r;
}
