#include "cut/book/cut_steps.h"

#include <stdlib.h>

#include "base/mem.h"
#include "cut/book/cut_circle.h"

enum { OF_SYSTEM = 3 }; /* steps of each */

static size_t
of_system(size_t system, enum cut_point point)
{
	return CUT_STEP_SYSTEMS + system * OF_SYSTEM + (point - CUT_AT_CUT);
}

static size_t
of_job(const struct cut_book *b, size_t job)
{
	return CUT_STEP_SYSTEMS + b->n_systems * OF_SYSTEM + job;
}

size_t
cut_steps_n(const struct cut_book *b)
{
	return of_job(b, b->n_jobs);
}

size_t
cut_step_of(const struct cut_book *b, const struct cut_after *a)
{
	switch (a->point) {
	case CUT_AT_SEALED:
		return CUT_STEP_SEAL;
	case CUT_AT_TIED:
		return CUT_STEP_TIE;
	case CUT_AT_LOCKED:
		return CUT_STEP_LOCK;
	case CUT_AT_JOB:
		return of_job(b, a->which);
	case CUT_AT_CUT:
	case CUT_AT_READY:
	case CUT_AT_COMPLETE:
		break;
	}
	return of_system(a->which, a->point);
}

bool
cut_steps_has(const struct cut_book *b, size_t step)
{
	size_t of = step - CUT_STEP_SYSTEMS;

	return step < CUT_STEP_SYSTEMS || step >= of_job(b, 0) ||
	    of % OF_SYSTEM != CUT_AT_READY - CUT_AT_CUT ||
	    b->systems[of / OF_SYSTEM].n_after;
}

/* Does another system get its data? */
static bool
is_source(const struct cut_book *b, size_t system)
{
	for (size_t i = 0; i < b->n_pairs; i++)
		if (b->pairs[i].from == system)
			return true;
	return false;
}

static size_t
after_system(const struct cut_book *b, size_t step, size_t *to)
{
	size_t of = step - CUT_STEP_SYSTEMS, n = 0, system = of / OF_SYSTEM;
	const struct cut_system *s = &b->systems[system];
	enum cut_point point = (enum cut_point)(of % OF_SYSTEM + CUT_AT_CUT);

	if (point == CUT_AT_COMPLETE) {
		to[n++] =
		    of_system(system, s->n_after ? CUT_AT_READY : CUT_AT_CUT);
		return n;
	}
	if (point == CUT_AT_READY)
		to[n++] = of_system(system, CUT_AT_CUT);
	else if (!s->n_after)
		to[n++] = CUT_STEP_ANNOUNCE;
	for (size_t i = 0; i < s->n_after; i++)
		to[n++] = of_system(s->after[i],
		    point == CUT_AT_CUT ? CUT_AT_CUT : CUT_AT_COMPLETE);
	return n;
}

static size_t
after_round(const struct cut_book *b, size_t step, size_t *to)
{
	size_t n = 0;

	if (step == CUT_STEP_ANNOUNCE)
		return 0;
	if (step != CUT_STEP_SEAL) {
		to[n++] = step - 1;
		return n;
	}
	for (size_t i = 0; i < b->n_systems; i++)
		if (!is_source(b, i))
			to[n++] = of_system(i, CUT_AT_COMPLETE);
	return n;
}

static size_t
after_job(const struct cut_book *b, const struct cut_job *job, size_t *to)
{
	if (job->n_after == 0) {
		to[0] = of_system(job->system, CUT_AT_CUT);
		return 1;
	}
	for (size_t i = 0; i < job->n_after; i++)
		to[i] = cut_step_of(b, &job->after[i]);
	return job->n_after;
}

static bool
is_before(const struct cut_book *b, const struct cut_job *job, size_t step)
{
	for (size_t i = 0; i < job->n_before; i++)
		if (cut_step_of(b, &job->before[i]) == step)
			return true;
	return false;
}

size_t
cut_steps_after(const struct cut_book *b, size_t step, size_t *to)
{
	size_t n;

	if (step >= of_job(b, 0))
		return after_job(b, &b->jobs[step - of_job(b, 0)], to);
	n = step < CUT_STEP_SYSTEMS ? after_round(b, step, to)
				    : after_system(b, step, to);
	for (size_t i = 0; i < b->n_jobs; i++)
		if (is_before(b, &b->jobs[i], step))
			to[n++] = of_job(b, i);
	return n;
}

void
cut_steps_name(const struct cut_book *b, size_t step, struct buf *to)
{
	static const char *const round[] = { "announce", "seal", "tie",
		"lock" };
	static const char *const system[] = { "cut", "ready", "complete" };
	size_t of = step - CUT_STEP_SYSTEMS;

	if (step < CUT_STEP_SYSTEMS)
		buf_str(to, round[step]);
	else if (step >= of_job(b, 0))
		buf_str(to, b->jobs[step - of_job(b, 0)].name);
	else
		buf_printf(to, "%s-%s", system[of % OF_SYSTEM],
		    b->systems[of / OF_SYSTEM].name);
}

static size_t
parents(const void *arg, size_t step, size_t *to)
{
	return cut_steps_after(arg, step, to);
}

/* A circle has a job in it: without them steps are in order as systems are. */
static uint64_t
line_of(const struct cut_book *b, const size_t *circle, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (circle[i] >= of_job(b, 0))
			return b->jobs[circle[i] - of_job(b, 0)].line;
	return 0;
}

void
cut_steps_check(const struct cut_book *b, struct told *told)
{
	size_t all = cut_steps_n(b), n;
	size_t *order = mem_zeroed(all + 1, sizeof *order);
	size_t *circle = mem_zeroed(all + 1, sizeof *circle);
	struct buf text = { 0 };

	n = cut_circle(all, parents, b, order, circle);
	for (size_t i = 0; i < n; i++) {
		cut_steps_name(b, circle[i], &text);
		buf_str(&text, " is after ");
	}
	if (n) {
		cut_steps_name(b, circle[0], &text);
		told_add(told, b->file.path, line_of(b, circle, n),
		    "a circle, none of it can begin: %.*s", (int)text.len,
		    text.p);
	}
	buf_free(&text);
	free(order);
	free(circle);
}
