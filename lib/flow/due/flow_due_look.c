#include "flow/due/flow_due_look.h"

#include <stdlib.h>

#include "base/mem.h"

static void
add(struct flow_due_look *l, const struct flow_due_time *due)
{
	l->list = mem_grow(l->list, &l->cap, l->n + 1, sizeof *l->list);
	l->list[l->n++] = *due;
}

void
flow_due_look(struct flow_due_look *l, struct flow_due_times *t,
    const int64_t *before, int64_t now)
{
	struct flow_due_walk w;
	struct flow_due_time due;

	l->n = 0;
	l->looked = now;
	l->whole = true;
	l->back = before && now < *before;
	if (!before || l->back)
		return;
	flow_due_walk_begin(&w, t, *before, now);
	while (flow_due_walk_next(&w, &due)) {
		if (l->n >= FLOW_DUE_LOOK_MAX &&
		    due.at > l->list[l->n - 1].at) {
			l->looked = l->list[l->n - 1].at;
			l->whole = false;
			return;
		}
		add(l, &due);
	}
}

void
flow_due_look_free(struct flow_due_look *l)
{
	free(l->list);
	*l = (struct flow_due_look){ 0 };
}

static int64_t
if_large(int64_t s)
{
	return s > FLOW_CLOCK_JUMP_S || s < -FLOW_CLOCK_JUMP_S ? s : 0;
}

int64_t
flow_clock_jumped(const struct flow_clock *before, const struct flow_clock *now)
{
	int64_t passed = now->monotonic_ms - before->monotonic_ms;

	return if_large((now->wall_ms - before->wall_ms - passed) / 1000);
}

int64_t
flow_clock_jumped_since(int64_t looked, int64_t now)
{
	return now < looked ? if_large(now - looked) : 0;
}

enum flow_due_stands
flow_due_stands(
    bool exists, const struct flow *f, size_t faults, const char *schedule)
{
	if (!exists)
		return FLOW_DUE_FLOW_GONE;
	if (!f || faults)
		return FLOW_DUE_FLOW_BROKEN;
	for (size_t i = 0; i < f->n_schedules; i++)
		if (!strcmp(f->schedules[i].name, schedule))
			return FLOW_DUE_STANDS;
	return FLOW_DUE_SCHEDULE_GONE;
}
