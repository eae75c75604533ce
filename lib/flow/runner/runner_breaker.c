#include "flow/runner/runner_shared.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/list/flow_list.h"

static int
put(struct runner *r, struct runner_class *c, int64_t open_until,
    const char *what, struct err *e)
{
	struct flow_store_class kept;
	struct flow_log_row log = { .at = r->now,
		.node = "",
		.what = "breaker",
		.who = "",
		.text = what };
	struct buf text = { 0 };
	int got;

	c->open_until = open_until;
	kept = runner_class_kept(c);
	buf_printf(&text, "class %s: %s%c", c->name, what, '\0');
	log.text = text.p;
	got = flow_store_class_put(r->store, &kept, e) ||
	    flow_log_add(r->store, &log, e);
	buf_free(&text);
	for (struct runner_lane *l = c->lanes; l; l = l->next)
		l->backlog = true;
	return got ? -1 : 0;
}

static int
failed(struct runner *r, struct runner_class *c, struct err *e)
{
	int64_t rest = (int64_t)c->said->breaker_rest * 1000;
	size_t n;

	if (c->open_until > r->now) /* begun before it was opened */
		return 0;
	if (c->open_until)
		return put(r, c, r->now + rest,
		    "the attempt behind the rest failed: it rests again", e);
	if (flow_store_class_failures(r->store, c->name,
		r->now - (int64_t)c->said->breaker_in * 1000, &n, e))
		return -1;
	if (n < c->said->breaker)
		return 0;
	return put(r, c, r->now + rest,
	    "too many failures: nothing of it begins before its rest is over",
	    e);
}

static bool
is_failure(const char *end)
{
	return !strcmp(end, "failed") || !strcmp(end, "timeout");
}

/* Does the end of an attempt mean anything to its breaker? */
static bool
matters(const struct runner *r, const struct runner_class *c, const char *end)
{
	if (c->own || !c->said || !c->said->breaker)
		return false;
	return is_failure(end) ||
	    (c->open_until && c->open_until <= r->now &&
		(!strcmp(end, "done") || !strcmp(end, "differs") ||
		    !strcmp(end, "again")));
}

static int
judge(struct runner *r, struct runner_class *c, const char *end, struct err *e)
{
	if (!matters(r, c, end))
		return 0;
	return is_failure(end) ? failed(r, c, e)
			       : put(r, c, 0, "it goes well again", e);
}

int
runner_breaker_saw(
    struct runner *r, struct runner_class *c, const char *end, struct err *e)
{
	struct runner_words_of_classes *all = &r->breakers;

	if (!runner_class_is_shared(r, c))
		return judge(r, c, end, e);
	if (!matters(r, c, end))
		return 0;
	all->list =
	    mem_grow(all->list, &all->cap, all->n + 1, sizeof *all->list);
	all->list[all->n++] = (struct runner_word){ c, end };
	return 0;
}

static int
by_class(const void *a, const void *b)
{
	const struct runner_word *x = a, *y = b;

	return strcmp(x->class->name, y->class->name);
}

/* Of two workers that wait for classes both do so in their order. */
int
runner_breakers(struct runner *r, struct err *e)
{
	struct runner_words_of_classes *all = &r->breakers;

	if (all->n)
		qsort(all->list, all->n, sizeof *all->list, by_class);
	for (size_t i = 0; i < all->n; i++)
		if (runner_class_take(r, all->list[i].class, true, e) !=
			FLOW_TAKEN ||
		    judge(r, all->list[i].class, all->list[i].word, e))
			return -1;
	all->n = 0;
	return 0;
}

int64_t
runner_breaker_wake(const struct runner *r)
{
	int64_t wake = INT64_MAX;

	for (struct runner_class *c = r->places.classes; c; c = c->next) {
		bool wanted = false;

		for (struct runner_lane *l = c->lanes; l; l = l->next)
			wanted |= l->backlog;
		if (wanted && c->open_until > r->now && c->open_until < wake)
			wake = c->open_until;
	}
	return wake;
}
