#include "flow/graph/flow_around.h"
#include "flow/runner/runner_state.h"

#include "base/buf.h"

enum {
	CROWDED_MS = 1000, /* while no process is to be had */
	AGAIN_MS = 60000,  /* until that is said again */
};

void
runner_say_told(struct runner *r, struct told *told)
{
	struct buf line = { 0 };

	told_sort(told);
	for (size_t i = 0; i < told->n; i++) {
		const struct told_fault *f = &told->list[i];

		buf_clear(&line);
		buf_str(&line, f->file);
		if (f->line)
			buf_printf(&line, ":%ju", (uintmax_t)f->line);
		buf_printf(&line, ": %s%c", f->text, '\0');
		r->world->ops->say(r->world, line.p);
	}
	buf_free(&line);
	told_free(told);
	*told = (struct told){ 0 };
}

void
runner_classes_learn(struct runner *r, struct span dir)
{
	struct told told = { 0 };

	runner_places_learn(&r->places, dir, &told);
	runner_say_told(r, &told);
}

void
runner_classes_of(struct runner *r, const struct run *run)
{
	size_t known = r->places.n_dirs;
	struct buf dir = { 0 };

	flow_around_path(&run->plan->flow, "", &dir);
	runner_classes_learn(r, (struct span){ dir.p, dir.len - 1 });
	buf_free(&dir);
	if (r->places.n_dirs == known)
		return;
	runner_places_look(&r->places);
	r->more = true;
}

void
runner_crowd(
    struct runner *r, const struct run *run, size_t node, const char *why)
{
	int64_t now = r->world->ops->steady(r->world);
	struct buf line = { 0 };

	if (!why || !*why) /* the runner died before it */
		return;
	r->crowded = now + CROWDED_MS;
	if (r->crowd_told && now < r->crowd_told + AGAIN_MS)
		return;
	r->crowd_told = now;
	buf_printf(&line,
	    "run %jd, %s could not begin, it is tried again: %s%c",
	    (intmax_t)run->id, run->plan->flow.nodes[node].name, why, '\0');
	r->world->ops->say(r->world, line.p);
	buf_free(&line);
}
