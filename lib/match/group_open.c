/* The streams of a group as a whole: opened, added up, closed. */
#include <stdlib.h>

#include "base/mem.h"
#include "match/key_group.h"

void
group_init(struct group *g, size_t n)
{
	*g = (struct group){ .n_sources = n };
	g->sources = mem_zeroed(n, sizeof *g->sources);
	g->order = mem_zeroed(n, sizeof *g->order);
}

static int
open_all(struct group *g, char *const *names, const struct stream_rules *rules,
    struct err *e)
{
	size_t n = g->n_sources;

	for (g->n_sources = 0; g->n_sources < n; g->n_sources++) {
		struct stream_in *in = &g->sources[g->n_sources].in;

		if (stream_open(
			in, names[g->n_sources], STREAM_RECORD, rules, e))
			return -1;
	}
	return 0;
}

int
group_check_names(char *const *names, size_t n, struct err *e)
{
	bool has_stdin = false;

	for (size_t i = 0; i < n; i++) {
		bool is_stdin = !strcmp(names[i], "-");

		if (is_stdin && has_stdin)
			return err_set(
			    e, ST_FAIL, "-: standard input is there only once");
		has_stdin = has_stdin || is_stdin;
	}
	return 0;
}

int
group_open(struct group *g, char *const *names, int n,
    const struct stream_rules *rules, struct err *e)
{
	*g = (struct group){ 0 };
	if (group_check_names(names, (size_t)n, e))
		return -1;
	group_init(g, (size_t)n);
	if (open_all(g, names, rules, e)) {
		group_close(g);
		return -1;
	}
	return 0;
}

size_t
group_filled(const struct group *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->n_sources; i++)
		n += g->sources[i].in.read.records > 0;
	return n;
}

int
group_total(const struct group *g, struct total *sum, struct err *e)
{
	for (size_t i = 0; i < g->n_sources; i++)
		if (total_merge(sum, &g->sources[i].in.read, e))
			return -1;
	return 0;
}

void
group_close(struct group *g)
{
	for (size_t i = 0; i < g->n_sources; i++)
		stream_close(&g->sources[i].in);
	free(g->sources);
	free(g->order);
	free(g->records);
	free(g->origins);
	free(g->expanded);
	arena_free(&g->arena);
	*g = (struct group){ 0 };
}
