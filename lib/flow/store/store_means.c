#include "flow/store/flow_shared.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

int
flow_mean_put(struct flow_store *s, const char *flow, const char *node,
    int64_t ms, struct err *e)
{
	const struct db_value v[] = { db_str(flow), db_str(node), db_int(ms) };

	return db_later(&s->db,
	    "INSERT INTO mean (flow, node, ms) VALUES ($1, $2, $3) "
	    "ON CONFLICT (flow, node) DO UPDATE SET ms = excluded.ms",
	    v, 3, e);
}

int
flow_means(struct flow_store *s, flow_mean_do *call, void *arg, struct err *e)
{
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s,
	    "SELECT flow, node, ms FROM mean ORDER BY flow, node", NULL, 0, 3,
	    e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++)
		r = call(arg, store_rows_text(&rows, i, 0),
		    store_rows_text(&rows, i, 1), store_rows_int(&rows, i, 2),
		    e);
	store_rows_free(&rows);
	return r;
}
