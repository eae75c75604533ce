/* Flows of the directory, read for their schedules. */
#include "flow/runner/runner_state.h"

#include <errno.h>
#include <stdlib.h>

#include "base/mem.h"

void
runner_flow_name(const char *path, struct buf *b)
{
	const char *slash = strrchr(path, '/');
	struct span name = span_str(slash ? slash + 1 : path);
	const char *dot = strrchr(name.p, '.');

	if (dot && dot > name.p)
		name.len = (size_t)(dot - name.p);
	buf_add(b, name);
}

/* What is wrong with it is kept for an alarm. */
static struct runner_file *
read_file(struct runner *r, const char *path)
{
	struct runner_file *f = mem_zeroed(1, sizeof *f);
	struct told told = { 0 };
	struct buf text = { 0 };
	struct err e;

	f->path = mem_dup(span_str(path));
	f->read = r->world->ops->read(r->world, path, true, &text, &e) == 0;
	if (f->read && plan_make(&f->plan, path, buf_span(&text), &told, &e)) {
		f->faults = told.n ? told.n : 1;
		told_sort(&told);
		if (told.n)
			err_set(&e, ST_DATA, "line %ju: %s",
			    (uintmax_t)told.list[0].line, told.list[0].text);
	}
	if (!f->read || f->faults)
		f->why = mem_dup(span_str(e.text));
	told_free(&told);
	buf_free(&text);
	return f;
}

static void
take_schedules(struct runner *r, struct runner_file *f)
{
	const struct flow *flow = &f->plan.flow;

	for (size_t i = 0; i < flow->n_schedules; i++) {
		struct runner_schedule *s = runner_schedules_of(
		    &r->dues, f->path, flow->schedules[i].name);
		struct err e;

		s->file = f;
		s->is = &flow->schedules[i];
		s->timed = flow_due_times_open(&s->times, flow, s->is, &e) == 0;
		if (!s->timed)
			s->why = mem_dup(span_str(e.text));
	}
}

static void
read_dir(struct runner *r, struct names *names, struct buf *path)
{
	struct runner_schedules *all = &r->dues;

	for (size_t i = 0; i < names->n; i++) {
		struct runner_file *f;

		buf_clear(path);
		buf_str(path, r->flows);
		buf_add(path, names->list[i]);
		buf_byte(path, '\0');
		f = read_file(r, path->p);
		all->files = mem_grow(all->files, &all->cap_files,
		    all->n_files + 1, sizeof(struct runner_file *));
		all->files[all->n_files++] = f;
		if (f->read && !f->faults)
			take_schedules(r, f);
	}
}

void
runner_schedules_read(struct runner *r)
{
	struct names names = { 0 };
	struct buf path = { 0 };
	struct err e;

	if (!r->schedules || !r->flows)
		return;
	runner_schedules_drop_files(&r->dues);
	if (r->world->ops->list(r->world, r->flows, ".flow", &names, &e))
		r->world->ops->say(r->world, e.text);
	else
		read_dir(r, &names, &path);
	r->dues.read = true;
	names_free(&names);
	buf_free(&path);
}

/* The file of a schedule that does not stand may be there, broken. */
static const struct runner_file *
file_of(const struct runner_schedules *all, const char *path)
{
	for (size_t i = 0; i < all->n_files; i++)
		if (!strcmp(all->files[i]->path, path))
			return all->files[i];
	return NULL;
}

enum flow_due_stands
runner_schedule_is(
    const struct runner *r, const struct runner_schedule *s, const char **why)
{
	const struct runner_file *f = file_of(&r->dues, s->flow);
	bool good = f && f->read && !f->faults;

	*why = f ? f->why : NULL;
	if (s->is && !s->timed) {
		*why = s->why;
		return FLOW_DUE_FLOW_BROKEN;
	}
	return flow_due_stands(
	    f != NULL, good ? &f->plan.flow : NULL, f ? f->faults : 0, s->name);
}

bool
runner_schedule_stands(struct runner *r, const struct flow_store_schedule *of)
{
	struct runner_file *f = read_file(r, of->flow);
	bool good = f->read && !f->faults, stands = false;

	for (size_t i = 0; good && i < f->plan.flow.n_schedules; i++)
		stands |= !strcmp(f->plan.flow.schedules[i].name, of->schedule);
	if (good)
		plan_free(&f->plan);
	free(f->path);
	free(f->why);
	free(f);
	return stands;
}
