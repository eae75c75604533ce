#include "outbox/files/id_store.h"

#include <stdlib.h>

#include "base/mem.h"

/* Where a walk over all of them is. */
struct source {
	struct id_run_reader reader; /* of a run, or */
	const struct event_id *ids;  /* of those in memory, which end at */
	const struct event_id *end;
	struct event_id id; /* the next one, */
	bool ended;         /* if there is one */
};

static int
step(struct source *s, struct err *e)
{
	int got;

	if (s->reader.run) {
		got = id_run_next(&s->reader, &s->id, e);
		s->ended = got <= 0;
		return got < 0 ? -1 : 0;
	}
	s->ended = s->ids == s->end;
	if (!s->ended)
		s->id = *s->ids++;
	return 0;
}

/* The one with the smallest id, or NULL at the end. */
static struct source *
least(struct source *s, size_t n)
{
	struct source *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (!s[i].ended &&
		    (!best || event_id_cmp(&s[i].id, &best->id) < 0))
			best = &s[i];
	return best;
}

/* No id is in two of them. */
static int
walk(struct source *s, size_t n, id_store_fn *fn, void *arg, struct err *e)
{
	struct source *next;
	int r = 0;

	for (size_t i = 0; i < n && r == 0; i++)
		r = step(&s[i], e);
	while (r == 0 && (next = least(s, n)) != NULL) {
		r = fn(arg, &next->id, e);
		if (r == 0)
			r = step(next, e);
	}
	for (size_t i = 0; i < n; i++)
		free(s[i].reader.page);
	return r;
}

static int
put(void *run, const struct event_id *id, struct err *e)
{
	return id_run_put(run, id, e);
}

/* What the sources have becomes a run of most ids. */
static int
write_run(const struct id_store *s, struct source *from, size_t n, size_t most,
    struct id_run *run, struct err *e)
{
	if (id_run_open(run, s->folder, most, e))
		return -1;
	if (walk(from, n, put, run, e) == 0 && id_run_end(run, e) == 0)
		return 0;
	id_run_close(run);
	return -1;
}

/* The last two become one while the one behind is as long. */
static int
merge(struct id_store *s, struct err *e)
{
	while (s->n > 1 && s->runs[s->n - 2].n <= s->runs[s->n - 1].n) {
		struct id_run *last = &s->runs[s->n - 2], both;
		struct source from[] = { { .reader.run = &last[0] },
			{ .reader.run = &last[1] } };

		if (write_run(s, from, 2, last[0].n + last[1].n, &both, e))
			return -1;
		id_run_close(&last[0]);
		id_run_close(&last[1]);
		last[0] = both;
		s->n--;
	}
	return 0;
}

static int
spill(struct id_store *s, struct err *e)
{
	struct event_id *ids = id_set_sorted(&s->recent);
	size_t n = id_set_count(&s->recent);
	struct source from = { .ids = ids, .end = ids + n };
	struct id_run run;
	int r = write_run(s, &from, 1, n, &run, e);

	free(ids);
	if (r)
		return -1;
	id_set_free(&s->recent);
	s->runs = mem_grow(s->runs, &s->cap, s->n + 1, sizeof *s->runs);
	s->runs[s->n++] = run;
	return merge(s, e);
}

int
id_store_has(const struct id_store *s, const struct event_id *id, struct err *e)
{
	int r = id_set_has(&s->recent, id);

	for (size_t i = 0; i < s->n && r == 0; i++)
		r = id_run_has(&s->runs[i], id, e);
	return r;
}

int
id_store_add(struct id_store *s, const struct event_id *id, struct err *e)
{
	int has = id_store_has(s, id, e);

	if (has)
		return has < 0 ? -1 : 0;
	if (id_set_count(&s->recent) == ID_STORE_RECENT && spill(s, e))
		return -1;
	id_set_add(&s->recent, id);
	return 1;
}

int
id_store_each(
    const struct id_store *s, id_store_fn *fn, void *arg, struct err *e)
{
	struct source *from = mem_zeroed(s->n + 1, sizeof *from);
	struct event_id *ids = id_set_sorted(&s->recent);
	int r;

	for (size_t i = 0; i < s->n; i++)
		from[i].reader.run = &s->runs[i];
	from[s->n].ids = ids;
	from[s->n].end = ids + id_set_count(&s->recent);
	r = walk(from, s->n + 1, fn, arg, e);
	free(ids);
	free(from);
	return r;
}

void
id_store_free(struct id_store *s)
{
	for (size_t i = 0; i < s->n; i++)
		id_run_close(&s->runs[i]);
	free(s->runs);
	id_set_free(&s->recent);
	*s = (struct id_store){ 0 };
}
