#include "flow/list/list_below.h"

/* top: the run of a node of that run, which it is or stands below. */
int
list_below(
    struct flow_store *s, int64_t run, struct store_rows *rows, struct err *e)
{
	const struct db_value v[] = { db_int(run), db_int(LIST_BELOW_MAX) };

	return store_rows_read(rows, s,
	    "WITH RECURSIVE below (node, top, id, shown) AS ("
	    "SELECT parent_node, id, id, shown FROM run "
	    "WHERE parent IS NOT NULL AND state < 3 AND parent = $1 "
	    "UNION ALL SELECT b.node, b.top, r.id, r.shown FROM below b "
	    "CROSS JOIN run r WHERE r.parent IS NOT NULL AND r.state < 3 AND "
	    "r.parent = b.id) "
	    "SELECT node, min(top), count(DISTINCT top) FROM "
	    "(SELECT * FROM below LIMIT $2) AS l "
	    "WHERE shown = 2 OR EXISTS (SELECT 1 FROM node n "
	    "WHERE n.run = l.id AND n.state = 0 AND n.waits = 2) "
	    "GROUP BY node",
	    v, 2, BELOW_COLUMNS, e);
}
