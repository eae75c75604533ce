#include "flow/list/list_waits.h"

#include <inttypes.h>

#include "base/plural.h"
#include "flow/list/list_below.h"

/* What matters most comes first. */
enum { BELOW = 2, NOTHING = 9 };

static int
rank(enum node_state state, enum node_waits waits)
{
	static const int of_waits[] = { [WAITS_NOT] = NOTHING,
		[WAITS_PARENTS] = NOTHING,
		[WAITS_PERSON] = 1,
		[WAITS_DELAY] = 7,
		[WAITS_RETRY] = 5,
		[WAITS_POLL] = 6 };

	switch (state) {
	case NODE_HELD:
		return 0;
	case NODE_RUNNING:
		return 3;
	case NODE_READY:
		return 4;
	default:
		return waits <= WAITS_POLL ? of_waits[waits] : NOTHING;
	}
}

enum { STATE, WAITS, NAME, CLASS, WHY, PLACE, COLUMNS };

struct waits {
	struct store_rows nodes, below;
};

/* The row of runs below a node that need a person; -1: there are none. */
static int
below(const struct waits *w, size_t i)
{
	int64_t place = store_rows_int(&w->nodes, i, PLACE);

	for (size_t k = 0; k < store_rows_count(&w->below); k++)
		if (store_rows_int(&w->below, k, BELOW_NODE) == place)
			return (int)k;
	return -1;
}

static int
rank_of(const struct waits *w, size_t i)
{
	int r = rank((enum node_state)store_rows_int(&w->nodes, i, STATE),
	    (enum node_waits)store_rows_int(&w->nodes, i, WAITS));

	return r > BELOW && below(w, i) >= 0 ? BELOW : r;
}

static void
put_below(struct buf *b, const struct waits *w, size_t i)
{
	size_t k = (size_t)below(w, i);
	int64_t n = store_rows_int(&w->below, k, BELOW_N);

	buf_printf(b, "%s needs a person in run %" PRId64,
	    store_rows_text(&w->nodes, i, NAME),
	    store_rows_int(&w->below, k, BELOW_FIRST));
	if (n > 1)
		buf_printf(b, " and %" PRId64 " other%s", n - 1,
		    plural((uint64_t)n - 1));
}

static void
put_node(struct buf *b, const struct waits *w, size_t i)
{
	static const char *const words[] = { "is held", "waits for a person",
		NULL, "is running", "waits for a place", "is tried again later",
		"asks again later", "waits for a time" };
	const struct store_rows *rows = &w->nodes;
	const char *class = store_rows_text(rows, i, CLASS);
	const char *why = store_rows_text(rows, i, WHY);
	int what = rank_of(w, i);

	if (what == BELOW) {
		put_below(b, w, i);
		return;
	}
	buf_printf(b, "%s %s", store_rows_text(rows, i, NAME), words[what]);
	if (store_rows_int(rows, i, STATE) == NODE_READY && class && *class)
		buf_printf(b, " in class %s", class);
	if (why && *why)
		buf_printf(b, ": %s", why);
}

static void
put_nodes(struct buf *b, const struct waits *w)
{
	size_t best = 0, n = 0;
	int best_rank = NOTHING;

	for (size_t i = 0; i < store_rows_count(&w->nodes); i++) {
		int now = rank_of(w, i);

		if (now < best_rank) {
			best_rank = now;
			best = i;
		}
		n += now < NOTHING;
	}
	if (n)
		put_node(b, w, best);
	if (n > 1)
		buf_printf(b, ", and %zu more", n - 1);
}

static int
read_nodes(
    struct flow_store *s, int64_t run, struct store_rows *rows, struct err *e)
{
	const struct db_value v = db_int(run);

	return store_rows_read(rows, s,
	    "SELECT n.state, n.waits, t.name, l.class, n.why, n.place "
	    "FROM node n JOIN run r ON r.id = n.run "
	    "JOIN text_node t ON t.text = r.text AND t.place = n.place "
	    "LEFT JOIN lane l ON l.id = n.lane "
	    "WHERE n.run = $1 AND n.state < 4 ORDER BY n.place",
	    &v, 1, COLUMNS, e);
}

int
list_waits(struct flow_store *s, int64_t run, enum run_state state,
    const char *class, struct buf *b, struct err *e)
{
	struct waits w = { 0 };
	int r;

	if (run_has_ended(state))
		return 0;
	if (state == RUN_WAITING) {
		buf_printf(b,
		    class && *class ? "a place in class %s" : "a place", class);
		return 0;
	}
	if (state == RUN_HELD) {
		buf_str(b, "go: the run is held");
		return 0;
	}
	r = read_nodes(s, run, &w.nodes, e) || list_below(s, run, &w.below, e);
	if (r == 0)
		put_nodes(b, &w);
	store_rows_free(&w.nodes);
	store_rows_free(&w.below);
	return r ? -1 : 0;
}
