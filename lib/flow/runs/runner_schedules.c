#include "flow/runs/runner_schedules.h"

#include <stdlib.h>

#include "base/mem.h"

struct runner_schedule *
runner_schedules_find(
    struct runner_schedules *all, const char *flow, const char *name)
{
	for (size_t i = 0; i < all->n; i++)
		if (!strcmp(all->list[i]->name, name) &&
		    !strcmp(all->list[i]->flow, flow))
			return all->list[i];
	return NULL;
}

struct runner_schedule *
runner_schedules_of(
    struct runner_schedules *all, const char *flow, const char *name)
{
	struct runner_schedule *s = runner_schedules_find(all, flow, name);

	if (s)
		return s;
	s = mem_zeroed(1, sizeof *s);
	s->flow = mem_dup(span_str(flow));
	s->name = mem_dup(span_str(name));
	all->list = mem_grow(
	    all->list, &all->cap, all->n + 1, sizeof(struct runner_schedule *));
	return all->list[all->n++] = s;
}

void
runner_schedules_ended(
    struct runner_schedules *all, const char *flow, const char *name)
{
	struct runner_schedule *s = runner_schedules_find(all, flow, name);

	if (s)
		s->wake = all->wake = 0;
}

void
runner_schedules_forget(struct runner_schedules *all)
{
	all->loaded = false;
	all->wake = 0;
}

void
runner_schedules_undo(struct runner_schedules *all, uint64_t turn)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->list[i]->turn == turn)
			all->list[i]->wake = all->list[i]->before;
	runner_schedules_forget(all);
}

static void
drop_times(struct runner_schedule *s)
{
	if (s->timed)
		flow_due_times_free(&s->times);
	free(s->why);
	s->why = NULL;
	s->timed = false;
	s->file = NULL;
	s->is = NULL;
	s->wake = 0;
}

void
runner_schedules_drop_files(struct runner_schedules *all)
{
	for (size_t i = 0; i < all->n; i++)
		drop_times(all->list[i]);
	for (size_t i = 0; i < all->n_files; i++) {
		struct runner_file *f = all->files[i];

		if (f->read && !f->faults)
			plan_free(&f->plan);
		free(f->path);
		free(f->why);
		free(f);
	}
	all->n_files = 0;
	all->read = false;
	all->wake = 0;
}

void
runner_schedules_free(struct runner_schedules *all)
{
	runner_schedules_drop_files(all);
	for (size_t i = 0; i < all->n; i++) {
		free(all->list[i]->flow);
		free(all->list[i]->name);
		free(all->list[i]);
	}
	free(all->list);
	free(all->files);
	*all = (struct runner_schedules){ 0 };
}
