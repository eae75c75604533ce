#include "flow/list/list_waits.h"

#include "flow/store/store_rows.h"

/* What matters most comes first. */
static int
rank(enum node_state state, enum node_waits waits)
{
	static const int of_waits[] = { [WAITS_NOT] = 8,
		[WAITS_PARENTS] = 8,
		[WAITS_PERSON] = 1,
		[WAITS_DELAY] = 6,
		[WAITS_RETRY] = 4,
		[WAITS_POLL] = 5 };

	switch (state) {
	case NODE_HELD:
		return 0;
	case NODE_RUNNING:
		return 2;
	case NODE_READY:
		return 3;
	default:
		return waits <= WAITS_POLL ? of_waits[waits] : 8;
	}
}

enum { STATE, WAITS, NAME, CLASS, WHY, COLUMNS };

static void
put_node(struct buf *b, const struct store_rows *rows, size_t i)
{
	static const char *const words[] = { "is held", "waits for a person",
		"is running", "waits for a place", "is tried again later",
		"asks again later", "waits for a time" };
	enum node_state state = (enum node_state)store_rows_int(rows, i, STATE);
	enum node_waits waits = (enum node_waits)store_rows_int(rows, i, WAITS);
	const char *class = store_rows_text(rows, i, CLASS);
	const char *why = store_rows_text(rows, i, WHY);

	buf_printf(b, "%s %s", store_rows_text(rows, i, NAME),
	    words[rank(state, waits)]);
	if (state == NODE_READY && class && *class)
		buf_printf(b, " in class %s", class);
	if (why && *why)
		buf_printf(b, ": %s", why);
}

static void
put_nodes(struct buf *b, const struct store_rows *rows)
{
	size_t best = 0, n = 0;
	int best_rank = 8;

	for (size_t i = 0; i < store_rows_count(rows); i++) {
		int now = rank((enum node_state)store_rows_int(rows, i, STATE),
		    (enum node_waits)store_rows_int(rows, i, WAITS));

		if (now < best_rank) {
			best_rank = now;
			best = i;
		}
		n += now < 8;
	}
	if (n)
		put_node(b, rows, best);
	if (n > 1)
		buf_printf(b, ", and %zu more", n - 1);
}

int
list_waits(struct flow_store *s, int64_t run, enum run_state state,
    const char *class, struct buf *b, struct err *e)
{
	const struct db_value v = db_int(run);
	struct store_rows rows = { 0 };
	int r;

	if (run_has_ended(state))
		return 0;
	if (state == RUN_WAITING) {
		buf_printf(b,
		    class && *class ? "a place in class %s" : "a place", class);
		return 0;
	}
	r = store_rows_read(&rows, s,
	    "SELECT n.state, n.waits, t.name, l.class, n.why FROM node n "
	    "JOIN run r ON r.id = n.run "
	    "JOIN text_node t ON t.text = r.text AND t.place = n.place "
	    "LEFT JOIN lane l ON l.id = n.lane "
	    "WHERE n.run = $1 AND n.state < 4 ORDER BY n.place",
	    &v, 1, COLUMNS, e);
	if (r == 0 && state == RUN_HELD)
		buf_str(b, "go: the run is held");
	else if (r == 0)
		put_nodes(b, &rows);
	store_rows_free(&rows);
	return r;
}
