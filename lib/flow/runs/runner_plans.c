#include "flow/runs/runner_plans.h"

#include <stdlib.h>

#include "base/mem.h"

enum { IDLE_MAX = 64 }; /* plans without users that are kept */

/* It is the first now, as it is used. */
static struct runner_plan *
find(struct runner_plans *all, const char *digest)
{
	struct runner_plan **at = &all->first, *p;

	while ((p = *at) && strcmp(p->plan.digest, digest))
		at = &p->next;
	if (!p)
		return NULL;
	*at = p->next;
	p->next = all->first;
	return all->first = p;
}

static void
drop(struct runner_plan *p)
{
	plan_free(&p->plan);
	free(p);
}

/* Its text is taken apart. */
static struct runner_plan *
make(
    struct runner_plans *all, const char *path, struct span text, struct err *e)
{
	struct runner_plan *p = mem_zeroed(1, sizeof *p);
	struct told told = { 0 };

	if (plan_make(&p->plan, path, text, &told, e)) {
		if (told.n) {
			told_sort(&told);
			err_set(e, ST_DATA, "%s", told.list[0].text);
			err_at(e, told.list[0].file, told.list[0].line);
		}
		free(p);
		p = NULL;
	} else {
		p->next = all->first;
		all->first = p;
		all->n++;
	}
	told_free(&told);
	return p;
}

struct runner_plan *
runner_plans_get(struct runner_plans *all, struct flow_store *s,
    const char *digest, struct err *e)
{
	struct runner_plan *p = find(all, digest);
	struct buf path = { 0 }, text = { 0 };
	int r;

	if (p)
		return p;
	r = flow_store_text(s, digest, &path, &text, e);
	if (r == 0)
		err_set(e, ST_DATA,
		    "the text of a flow is not in the store: %s", digest);
	if (r == 1) {
		buf_byte(&path, '\0');
		p = make(all, path.p, buf_span(&text), e);
	}
	buf_free(&path);
	buf_free(&text);
	return p;
}

struct runner_plan *
runner_plans_of(struct runner_plans *all, struct flow_store *s,
    const char *path, struct span text, struct err *e)
{
	char digest[PLAN_DIGEST_CAP];
	struct runner_plan *p;

	plan_digest(path, text, digest);
	p = find(all, digest);
	if (!p)
		p = make(all, path, text, e);
	if (!p || flow_store_keep_text(s, &p->plan, e))
		return NULL;
	return p;
}

void
runner_plans_trim(struct runner_plans *all, bool whole)
{
	size_t idle = 0;

	for (struct runner_plan **at = &all->first; *at;) {
		struct runner_plan *p = *at;

		if (p->users || (++idle <= IDLE_MAX && !whole)) {
			at = &p->next;
			continue;
		}
		*at = p->next;
		all->n--;
		drop(p);
	}
}

void
runner_plans_free(struct runner_plans *all)
{
	struct runner_plan *p;

	while ((p = all->first)) {
		all->first = p->next;
		drop(p);
	}
	all->n = 0;
}
