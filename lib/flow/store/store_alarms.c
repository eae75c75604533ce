#include <stdlib.h>

#include "base/mem.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_memory.h"
#include "flow/store/store_rows.h"

static int
insert(struct flow_store *s, const struct flow_store_alarm *a, struct err *e)
{
	const struct db_value v[] = { db_str(a->flow), store_int(a->run),
		db_str(a->node), db_str(a->reason), db_str(a->text),
		db_int(a->first), db_int(a->last),
		db_int(a->count ? a->count : 1) };

	return db_later(&s->db,
	    "INSERT INTO alarm (flow, run, node, reason, text, first, last, "
	    "count, told_count, tellings, tries, next) VALUES ($1, $2, $3, "
	    "$4, $5, $6, $7, $8, 0, 0, 0, 0)",
	    v, 8, e);
}

/* Where it is counted: 1, 0 where it is a row of its own, -1. */
static int
find_same(struct flow_store *s, const struct flow_store_alarm *a, int64_t *id,
    struct err *e)
{
	const struct db_value v[] = { db_str(a->flow), db_str(a->node),
		db_str(a->reason), db_int(a->last - FLOW_STORE_ALARM_MS) };

	return store_ask_int(s,
	    "SELECT id FROM (SELECT id, told, count, told_count FROM alarm "
	    "WHERE flow = $1 AND node = $2 AND reason = $3 "
	    "ORDER BY id DESC LIMIT 1) AS a "
	    "WHERE told IS NULL OR count > told_count OR told > $4",
	    v, 4, id, e);
}

/* Who adds to the same one waits, so that there is one row. */
static int
lock_same(struct flow_store *s, const struct flow_store_alarm *a, struct err *e)
{
	const struct db_value v[] = { db_str(a->flow), db_str(a->node),
		db_str(a->reason) };

	if (!store_locks_rows(s))
		return 0;
	return db_later(&s->db,
	    "SELECT pg_advisory_xact_lock(19102, hashtext($1 || '/' || $2 || "
	    "'/' || $3))",
	    v, 3, e);
}

static int
write(struct flow_store *s, const struct flow_store_alarm *a, struct err *e)
{
	int64_t id = 0;
	int r = find_same(s, a, &id, e);
	const struct db_value v[] = { db_int(id), db_int(a->last),
		db_int(a->count ? a->count : 1) };

	if (r <= 0)
		return r < 0 ? -1 : insert(s, a, e);
	return db_later(&s->db,
	    "UPDATE alarm SET last = $2, count = count + $3 WHERE id = $1", v,
	    3, e);
}

static int
compare(const struct flow_store_alarm *a, const struct flow_store_alarm *b)
{
	int c = strcmp(a->flow, b->flow);

	c = c ? c : strcmp(a->node, b->node);
	return c ? c : strcmp(a->reason, b->reason);
}

static int
by_key(const void *a, const void *b)
{
	return compare(a, b);
}

/* In one order, whoever writes, and behind all else: nobody waits for long. */
int
store_alarms_write(struct flow_store *s, struct err *e)
{
	struct store_memory *m = store_memory_of(s);

	s->alarmed = m->n_alarms > 0;
	if (m->n_alarms)
		qsort(m->alarms, m->n_alarms, sizeof *m->alarms, by_key);
	for (size_t i = 0; i < m->n_alarms; i++)
		if (lock_same(s, &m->alarms[i], e) ||
		    write(s, &m->alarms[i], e))
			return -1;
	m->n_alarms = 0;
	return 0;
}

/* Until the transaction ends. */
static void
keep(struct flow_store *s, const struct flow_store_alarm *a)
{
	struct store_memory *m = store_memory_of(s);
	struct flow_store_alarm *to;

	for (size_t i = 0; i < m->n_alarms; i++) {
		to = &m->alarms[i];
		if (compare(to, a))
			continue;
		to->count += a->count ? a->count : 1;
		to->last = to->last > a->last ? to->last : a->last;
		return;
	}
	m->alarms = mem_grow(
	    m->alarms, &m->cap_alarms, m->n_alarms + 1, sizeof *m->alarms);
	to = &m->alarms[m->n_alarms++];
	*to = *a;
	to->count = a->count ? a->count : 1;
	to->flow = arena_text(&m->alarm_texts, span_str(a->flow));
	to->node = arena_text(&m->alarm_texts, span_str(a->node));
	to->reason = arena_text(&m->alarm_texts, span_str(a->reason));
	to->text = arena_text(&m->alarm_texts, span_str(a->text));
}

int
flow_store_alarm_add(
    struct flow_store *s, const struct flow_store_alarm *a, struct err *e)
{
	if (!s->within || !s->shared)
		return write(s, a, e);
	keep(s, a);
	return 0;
}

int
flow_store_alarm_put(
    struct flow_store *s, const struct flow_store_alarm *a, struct err *e)
{
	const struct db_value v[] = { db_int(a->id), store_int(a->told),
		db_int(a->told_count), db_int(a->tellings), db_int(a->tries),
		db_int(a->next), store_text(a->why) };

	return db_later(&s->db,
	    "UPDATE alarm SET told = $2, told_count = $3, tellings = $4, "
	    "tries = $5, next = $6, why = $7 WHERE id = $1",
	    v, 7, e);
}

int
store_alarms_over(struct flow_store *s, int64_t run, int64_t now, struct err *e)
{
	const struct db_value v[] = { db_int(run), db_int(now) };

	return db_later(&s->db,
	    "UPDATE alarm SET told = $2, told_count = count WHERE run = $1 "
	    "AND count = 1 AND tries = 0 AND told IS NULL AND why IS NOT NULL",
	    v, 2, e);
}

/* next: when it is to be told, whether again or for the first time. */
#define COLUMNS \
	"SELECT id, flow, run, node, reason, text, first, last, count, told, " \
	"told_count, tellings, tries, CASE WHEN told IS NULL OR " \
	"next > told + 900000 THEN next ELSE told + 900000 END AS due, why " \
	"FROM alarm WHERE count > told_count "

_Static_assert(FLOW_STORE_ALARM_MS == 900000, "as in COLUMNS");

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
		.told_count = (uint32_t)store_rows_int(rows, i, 10),
		.tellings = (uint32_t)store_rows_int(rows, i, 11),
		.tries = (uint32_t)store_rows_int(rows, i, 12),
		.next = store_rows_int(rows, i, 13),
		.why = store_rows_text(rows, i, 14),
	};
}

static int
each(struct flow_store *s, const char *sql, size_t max,
    flow_store_alarm_do *call, void *arg, struct err *e)
{
	const struct db_value v = db_int((int64_t)max);
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s, sql, &v, 1, 15, e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++) {
		struct flow_store_alarm a = take(&rows, i);

		r = call(arg, &a, e);
	}
	store_rows_free(&rows);
	return r;
}

int
flow_store_alarms_to_tell(struct flow_store *s, size_t max,
    flow_store_alarm_do *call, void *arg, struct err *e)
{
	return each(s, COLUMNS "ORDER BY due, id LIMIT $1", max, call, arg, e);
}

int
flow_store_alarms_owed(struct flow_store *s, size_t max,
    flow_store_alarm_do *call, void *arg, struct err *e)
{
	return each(s, COLUMNS "AND told IS NULL ORDER BY id LIMIT $1", max,
	    call, arg, e);
}

int
flow_store_alarms_count(struct flow_store *s, size_t *owed, struct err *e)
{
	int64_t n = 0;

	if (store_ask_int(s,
		"SELECT count(*) FROM alarm WHERE count > told_count AND "
		"told IS NULL",
		NULL, 0, &n, e) < 0)
		return -1;
	*owed = (size_t)n;
	return 0;
}
