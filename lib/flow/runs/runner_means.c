#include "flow/runs/runner_means.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

enum { FIRST = 64, WEIGHT = 8 /* the last one counts an eighth */ };

static uint64_t
hash(const char *s, uint64_t h)
{
	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return h;
}

static bool
is(const struct runner_mean *m, const char *flow, const char *node)
{
	size_t n = strlen(flow);

	return !strncmp(m->of, flow, n) && m->of[n] == '\t' &&
	    !strcmp(m->of + n + 1, node);
}

static struct runner_mean *
find(const struct runner_means *all, const char *flow, const char *node)
{
	size_t at;

	if (all->cap == 0)
		return NULL;
	at = hash(node, hash("\t", hash(flow, 0xcbf29ce484222325u))) &
	    (all->cap - 1);
	while (all->list[at].of && !is(&all->list[at], flow, node))
		at = (at + 1) & (all->cap - 1);
	return &all->list[at];
}

static void
grow(struct runner_means *all)
{
	struct runner_means was = *all;

	all->cap = was.cap ? 2 * was.cap : FIRST;
	all->list = mem_zeroed(all->cap, sizeof *all->list);
	for (size_t i = 0; i < was.cap; i++)
		if (was.list[i].of) {
			char *tab = strchr(was.list[i].of, '\t');
			struct runner_mean *to;

			*tab = '\0';
			to = find(all, was.list[i].of, tab + 1);
			*tab = '\t';
			*to = was.list[i];
		}
	free(was.list);
}

/* Made where it is new: without a time then. */
static struct runner_mean *
mean_of(struct runner_means *all, const char *flow, const char *node)
{
	struct runner_mean *m;
	struct buf of = { 0 };

	if (2 * (all->n + 1) > all->cap)
		grow(all);
	m = find(all, flow, node);
	if (m->of)
		return m;
	buf_printf(&of, "%s\t%s", flow, node);
	*m = (struct runner_mean){ mem_dup(buf_span(&of)), -1, -1 };
	buf_free(&of);
	all->n++;
	return m;
}

void
runner_means_saw(
    struct runner_means *all, const char *flow, const char *node, int64_t ms)
{
	struct runner_mean *m = mean_of(all, flow, node);

	m->ms = m->ms < 0 ? ms : m->ms + (ms - m->ms) / WEIGHT;
}

static int
take(void *arg, const char *flow, const char *node, int64_t ms, struct err *e)
{
	struct runner_mean *m = mean_of(arg, flow, node);

	(void)e;
	if (m->ms == m->kept)
		m->ms = ms;
	m->kept = ms;
	return 0;
}

int
runner_means_load(struct runner_means *all, struct flow_store *s, struct err *e)
{
	return flow_means(s, take, all, e);
}

static int
by_name(const void *a, const void *b)
{
	const struct runner_mean *const *x = a, *const *y = b;

	return strcmp((*x)->of, (*y)->of);
}

static int
put(struct runner_mean *m, struct flow_store *s, struct err *e)
{
	char *tab = strchr(m->of, '\t');
	int got;

	*tab = '\0';
	got = flow_mean_put(s, m->of, tab + 1, m->ms, e);
	*tab = '\t';
	if (got == 0)
		m->kept = m->ms;
	return got;
}

int
runner_means_keep(struct runner_means *all, struct flow_store *s, struct err *e)
{
	struct runner_mean **list =
	    mem_zeroed(all->n + 1, sizeof(struct runner_mean *));
	size_t n = 0;
	int got = 0;

	for (size_t i = 0; i < all->cap; i++)
		if (all->list[i].of && all->list[i].ms != all->list[i].kept)
			list[n++] = &all->list[i];
	qsort(list, n, sizeof *list, by_name);
	for (size_t i = 0; got == 0 && i < n; i++)
		got = put(list[i], s, e);
	free(list);
	return got;
}

bool
runner_means_are_kept(const struct runner_means *all)
{
	for (size_t i = 0; i < all->cap; i++)
		if (all->list[i].of && all->list[i].ms != all->list[i].kept)
			return false;
	return true;
}

void
runner_means_unkept(struct runner_means *all)
{
	for (size_t i = 0; i < all->cap; i++)
		if (all->list[i].of)
			all->list[i].kept = -1;
}

int64_t
runner_means_of(
    const struct runner_means *all, const char *flow, const char *node)
{
	const struct runner_mean *m = find(all, flow, node);

	return m && m->of ? m->ms : 0;
}

void
runner_means_free(struct runner_means *all)
{
	for (size_t i = 0; i < all->cap; i++)
		free(all->list[i].of);
	free(all->list);
	*all = (struct runner_means){ 0 };
}
