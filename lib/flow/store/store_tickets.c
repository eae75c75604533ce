/* Tickets of ready nodes, and the lanes they are of. */
#include "flow/store/flow_shared.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

/* Each is found by a step into the index, however many have one. */
static int
next_lane(struct flow_store *s, int64_t *lane, struct err *e)
{
	const struct db_value v = db_int(*lane);

	return store_ask_int(s,
	    "SELECT lane FROM node WHERE ticket IS NOT NULL AND lane > $1 "
	    "ORDER BY lane LIMIT 1",
	    &v, 1, lane, e);
}

static int
read_lane(
    struct flow_store *s, int64_t lane, struct store_rows *rows, struct err *e)
{
	const struct db_value v[] = { db_int(lane),
		db_int(FLOW_STORE_COUNTED) };

	return store_rows_read(rows, s,
	    "SELECT l.class, l.name, (SELECT count(*) FROM (SELECT 1 "
	    "FROM node WHERE ticket IS NOT NULL AND lane = $1 LIMIT $2) "
	    "AS counted) FROM lane l WHERE l.id = $1",
	    v, 2, 3, e);
}

int
flow_tickets_lanes(
    struct flow_store *s, flow_store_lane *call, void *arg, struct err *e)
{
	struct store_rows rows = { 0 };
	int64_t lane = 0;
	int r;

	while ((r = next_lane(s, &lane, e)) > 0)
		if (read_lane(s, lane, &rows, e)) {
			r = -1;
			break;
		}
	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++)
		r = call(arg, store_rows_text(&rows, i, 0),
		    store_rows_text(&rows, i, 1),
		    (size_t)store_rows_int(&rows, i, 2), e);
	store_rows_free(&rows);
	return r;
}

int
flow_ticket_is_of(struct flow_store *s, const struct run_node *n,
    const char *class, const char *lane, struct err *e)
{
	int64_t number;

	if (store_lane(s, class, lane, &number, e))
		return -1;
	return n->ticket && n->ticket_lane == number;
}
