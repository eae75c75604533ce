/* Handing out buckets in order, each sorted before its turn comes. */
#include <stdlib.h>

#include "sort/disk/partition.h"
#include "base/mem.h"
#include "sys/threads.h"

/* May bucket next be sorted, if there is one? */
static bool
has_slot(const struct partition *b)
{
	return b->next < b->n && b->next - b->at < b->n_slots;
}

/* Sorts bucket next. The lock is held, but not meanwhile. */
static void
sort_next(struct partition *b)
{
	size_t i = b->next++;
	struct partition_slot *s = &b->slots[i % b->n_slots];

	pthread_mutex_unlock(&b->lock);
	s->err.status = ST_OK;
	(void)partition_load(b, i, s, &s->err);
	pthread_mutex_lock(&b->lock);
	s->full = true;
	pthread_cond_broadcast(&b->changed);
}

static void *
sort_some(void *arg)
{
	struct partition *b = arg;

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
start(struct partition *b)
{
	b->slots = mem_zeroed(b->n_slots, sizeof *b->slots);
	if (b->brief)
		b->texts = mem_alloc(PARTITION_TEXTS *
			(b->front.len + b->middle_max + b->tail.len) +
		    3 * PARTITION_WIDE);
	for (size_t i = 0; i < b->n_slots && !b->brief; i++)
		line_buffer_init(&b->slots[i].batch, b->slot_size);
	pthread_mutex_init(&b->lock, NULL);
	pthread_cond_init(&b->changed, NULL);
	while (b->n_sorting + 1 < b->n_slots &&
	    threads_start(&b->sorting[b->n_sorting], sort_some, b))
		b->n_sorting++;
}

void
partition_stop(struct partition *b)
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
	for (size_t i = 0; i < b->n_slots; i++) {
		line_buffer_free(&b->slots[i].batch);
		free(b->slots[i].packed);
	}
	free(b->slots);
	b->slots = NULL;
	free(b->texts);
}

static struct partition_slot *
slot(const struct partition *b)
{
	return &b->slots[b->at % b->n_slots];
}

/* The bucket at hand was handed out: its slot is for another. The one behind
 * it is waited for, or sorted here. 1, 0 there is none, -1. */
static int
turn(struct partition *b, struct err *e)
{
	pthread_mutex_lock(&b->lock);
	if (b->out) {
		slot(b)->full = false;
		b->out = NULL;
		b->at++;
		pthread_cond_broadcast(&b->changed);
	}
	while (b->at < b->n && !slot(b)->full) {
		if (b->next == b->at)
			sort_next(b);
		else
			pthread_cond_wait(&b->changed, &b->lock);
	}
	pthread_mutex_unlock(&b->lock);
	if (b->at == b->n)
		return 0;
	if (slot(b)->err.status != ST_OK) {
		*e = slot(b)->err;
		return -1;
	}
	b->out = slot(b);
	return 1;
}

int
partition_next(
    struct partition *b, struct span *lines, size_t max, struct err *e)
{
	int n, r;

	if (!b->slots)
		start(b);
	while (!b->out || (n = partition_lines(b, b->out, lines, max)) == 0)
		if ((r = turn(b, e)) != 1)
			return r;
	return n;
}
