/*
 * How many attempts of a lane end in a minute, and how long they took: in memory
 * within a transaction, written at its end, so that a turn writes one row a lane.
 */
#include "flow/store/store_inside.h"
#include "flow/store/store_memory.h"

enum { MINUTE_MS = 60000 };

struct rate_key {
	int64_t minute, lane;
};

/* One that never began, or of which nobody knows when it ended, says nothing. */
static bool
counts(const struct flow_store_attempt *a)
{
	return a->class && a->end && strcmp(a->end, "never") &&
	    strcmp(a->end, "lost");
}

int
store_rate_add(
    struct flow_store *s, const struct flow_store_attempt *a, struct err *e)
{
	struct rate_key key = { .minute = a->ended / MINUTE_MS };
	struct store_map_entry *rate;

	if (!counts(a))
		return 0;
	if (store_lane(s, a->class, a->lane, &key.lane, e))
		return -1;
	rate = store_map_put(&store_memory_of(s)->rates,
	    (struct span){ (const char *)&key, sizeof key });
	rate->n[0]++;
	if (a->ended > a->began)
		rate->n[1] += a->ended - a->began;
	return s->within ? 0 : store_rates_write(s, e);
}

static int
write_rate(struct flow_store *s, const struct store_map_entry *rate,
    int64_t *minute, struct err *e)
{
	struct rate_key key;

	memcpy(&key, rate->key.p, sizeof key);
	const struct db_value v[] = { db_int(s->worker), db_int(key.minute),
		db_int(key.lane), db_int(rate->n[0]), db_int(rate->n[1]) };

	*minute = key.minute;
	return db_later(&s->db,
	    "INSERT INTO rate (worker, minute, lane, n, ms) "
	    "VALUES ($1, $2, $3, $4, $5) "
	    "ON CONFLICT (worker, minute, lane) DO UPDATE SET "
	    "n = rate.n + excluded.n, ms = rate.ms + excluded.ms",
	    v, 5, e);
}

/* Its own of more than an hour before are let go, once a minute. */
static int
forget(struct flow_store *s, int64_t minute, struct err *e)
{
	struct store_memory *m = store_memory_of(s);
	const struct db_value v[] = { db_int(s->worker),
		db_int(minute - FLOW_RATE_MINUTES) };

	if (minute <= m->rates_minute)
		return 0;
	m->rates_minute = minute;
	return db_later(&s->db,
	    "DELETE FROM rate WHERE worker = $1 AND minute < $2", v, 2, e);
}

/* In one order, as counts are. */
int
store_rates_write(struct flow_store *s, struct err *e)
{
	struct store_memory *m = store_memory_of(s);
	int64_t minute = 0;

	store_map_sort(&m->rates);
	for (size_t i = 0; i < m->rates.count; i++)
		if (write_rate(s, &m->rates.list[i], &minute, e) ||
		    forget(s, minute, e))
			return -1;
	store_map_clear(&m->rates);
	return 0;
}
