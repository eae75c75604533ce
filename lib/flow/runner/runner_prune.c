/* prune BEFORE MAX: directories go before rows, so that none is forgotten. */
#include <stdlib.h>

#include "flow/runner/runner_state.h"
#include "flow/runs/runner_words.h"
#include "flow/keep/flow_keep.h"

static int
remove_run(struct runner *r, int64_t run, bool *refused, struct err *e)
{
	struct buf dir = { 0 };

	buf_printf(&dir, "%s/runs/%jd%c", r->dir, (intmax_t)run, '\0');
	*refused = r->world->ops->remove(r->world, dir.p, e) != 0;
	buf_free(&dir);
	if (*refused)
		return 0;
	runner_runs_forget(&r->runs, run);
	return flow_prune_rows(r->store, run, e);
}

int
runner_prune(struct runner *r, const struct world_order *o, struct buf *text,
    bool *refused, struct err *e)
{
	struct runner_words w;
	struct flow_store_places runs = { 0 };
	uint64_t before, max;
	int got;

	*refused = runner_words_part(&w, o, e) != 0;
	if (*refused)
		return 0;
	if (w.n != 2 || !span_count(span_str(w.list[0]), &before) ||
	    !span_count(span_str(w.list[1]), &max)) {
		*refused = true;
		err_set(e, ST_FAIL, "prune: say before when, and how many");
		return 0;
	}
	/* what was said about a run in this turn is known to the store */
	got = runner_save(r, e) ||
	    flow_prune_next(r->store, (int64_t)before, max, &runs, e);
	for (size_t i = 0; got == 0 && !*refused && i < runs.n; i++)
		got = remove_run(r, runs.list[i].run, refused, e);
	if (got == 0 && runs.n == 0)
		got = flow_prune_rest(r->store, (int64_t)before, e);
	if (got == 0 && !*refused)
		buf_printf(text, "%zu", runs.n);
	free(runs.list);
	return got ? -1 : 0;
}
