#include "flow/send/flow_targets.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "sys/clock.h"

enum { MS = 1000 };

static struct flow_target *
target_of(struct flow_targets *w, const char *file, const char *name)
{
	struct flow_target *t;

	for (size_t i = 0; i < w->n; i++)
		if (!strcmp(w->list[i]->name, name) &&
		    !strcmp(w->list[i]->file, file))
			return w->list[i];
	mkdir(w->dir, 0700); /* if it cannot be, its files say so */
	t = mem_zeroed(1, sizeof *t);
	flow_target_init(t, w->dir, w->transports, file, name);
	w->list = mem_grow(w->list, &w->cap, w->n + 1, sizeof(void *));
	w->list[w->n++] = t;
	return t;
}

void
flow_targets_send(struct flow_targets *w, int64_t attempt, const char *file,
    const char *name, struct span id, struct span event, uint32_t within)
{
	flow_target_send(target_of(w, file, name), attempt, id, event,
	    within ? clock_monotonic_ms() + (int64_t)within * MS : INT64_MAX);
}

size_t
flow_targets_most(const struct flow_targets *w)
{
	return w->n * COURIER_FDS;
}

size_t
flow_targets_poll(const struct flow_targets *w, struct pollfd *fds)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		n += flow_target_poll(w->list[i], fds + n);
	return n;
}

int64_t
flow_targets_due(const struct flow_targets *w)
{
	int64_t due = w->answers.at < w->answers.n ? 0 : INT64_MAX;

	for (size_t i = 0; i < w->n; i++) {
		int64_t d = flow_target_due(w->list[i]);

		if (d < due)
			due = d;
	}
	return due;
}

void
flow_targets_step(struct flow_targets *w)
{
	for (size_t i = 0; i < w->n; i++)
		flow_target_step(w->list[i], &w->answers);
}

bool
flow_targets_next(struct flow_targets *w, struct flow_answer *a)
{
	return flow_answers_next(&w->answers, a);
}

void
flow_targets_free(struct flow_targets *w)
{
	for (size_t i = 0; i < w->n; i++) {
		flow_target_free(w->list[i]);
		free(w->list[i]);
	}
	free(w->list);
	flow_answers_free(&w->answers);
	*w = (struct flow_targets){ 0 };
}
