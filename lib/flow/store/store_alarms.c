#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

static int
insert(struct flow_store *s, const struct flow_store_alarm *a, struct err *e)
{
	const struct db_value v[] = { db_str(a->flow), store_int(a->run),
		db_str(a->node), db_str(a->reason), db_str(a->text),
		db_int(a->first), db_int(a->last),
		db_int(a->count ? a->count : 1), store_int(a->told),
		db_int(a->tries), db_int(a->next), store_text(a->why) };

	return db_do(&s->db,
	    "INSERT INTO alarm (flow, run, node, reason, text, first, last, "
	    "count, told, tries, next, why) VALUES ($1, $2, $3, $4, $5, $6, "
	    "$7, $8, $9, $10, $11, $12)",
	    v, 12, e);
}

int
flow_store_alarm_add(
    struct flow_store *s, const struct flow_store_alarm *a, struct err *e)
{
	const struct db_value v[] = { db_str(a->flow), db_str(a->node),
		db_str(a->reason), db_int(a->first - FLOW_STORE_ALARM_MS),
		db_int(a->first) };
	int64_t id;
	int r = store_ask_int(s,
	    "SELECT id FROM alarm WHERE flow = $1 AND node = $2 AND "
	    "reason = $3 AND first > $4 AND first <= $5 "
	    "ORDER BY first DESC LIMIT 1",
	    v, 5, &id, e);

	if (r <= 0)
		return r < 0 ? -1 : insert(s, a, e);
	const struct db_value more[] = { db_int(id), db_int(a->last),
		db_int(a->count ? a->count : 1) };

	return db_do(&s->db,
	    "UPDATE alarm SET last = $2, count = count + $3 WHERE id = $1",
	    more, 3, e);
}

int
flow_store_alarm_put(
    struct flow_store *s, const struct flow_store_alarm *a, struct err *e)
{
	const struct db_value v[] = { db_int(a->id), store_int(a->told),
		db_int(a->tries), db_int(a->next), store_text(a->why) };

	return db_do(&s->db,
	    "UPDATE alarm SET told = $2, tries = $3, next = $4, why = $5 "
	    "WHERE id = $1",
	    v, 5, e);
}

static struct flow_store_alarm
take(const struct store_rows *rows, size_t i)
{
	return (struct flow_store_alarm){
		.id = store_rows_int(rows, i, 0),
		.flow = store_rows_text(rows, i, 1),
		.run = store_rows_int(rows, i, 2),
		.node = store_rows_text(rows, i, 3),
		.reason = store_rows_text(rows, i, 4),
		.text = store_rows_text(rows, i, 5),
		.first = store_rows_int(rows, i, 6),
		.last = store_rows_int(rows, i, 7),
		.count = (uint32_t)store_rows_int(rows, i, 8),
		.told = store_rows_int(rows, i, 9),
		.tries = (uint32_t)store_rows_int(rows, i, 10),
		.next = store_rows_int(rows, i, 11),
		.why = store_rows_text(rows, i, 12),
	};
}

int
flow_store_alarms_owed(struct flow_store *s, size_t max,
    flow_store_alarm_do *call, void *arg, struct err *e)
{
	const struct db_value v = db_int((int64_t)max);
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s,
	    "SELECT id, flow, run, node, reason, text, first, last, count, "
	    "told, tries, next, why FROM alarm WHERE told IS NULL "
	    "ORDER BY id LIMIT $1",
	    &v, 1, 13, e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++) {
		struct flow_store_alarm a = take(&rows, i);

		r = call(arg, &a, e);
	}
	store_rows_free(&rows);
	return r;
}

int
flow_store_alarms_count(struct flow_store *s, size_t *owed, struct err *e)
{
	int64_t n = 0;

	if (store_ask_int(s, "SELECT count(*) FROM alarm WHERE told IS NULL",
		NULL, 0, &n, e) < 0)
		return -1;
	*owed = (size_t)n;
	return 0;
}
