/*
 * Runs counted by what they are shown as, and those of a node by how they end:
 * in memory within a transaction, written at its end.
 */
#include "flow/store/store_inside.h"
#include "flow/store/store_memory.h"

struct run_key {
	int64_t flow, shown;
};

struct child_key {
	int64_t parent, node, generation;
};

#define KEY(key) ((struct span){ (const char *)&(key), sizeof(key) })

static int
write_run(
    struct flow_store *s, const struct store_map_entry *count, struct err *e)
{
	struct run_key key;

	memcpy(&key, count->key.p, sizeof key);
	const struct db_value v[] = { db_int(key.flow), db_int(key.shown),
		db_int(count->n[0]), db_int(count->n[1]), db_int(s->worker) };

	if (count->n[0] == 0 && count->n[1] == 0)
		return 0;
	return db_later(&s->db,
	    "INSERT INTO run_count (flow, shown, n, ms, worker) VALUES ($1, "
	    "$2, "
	    "$3, $4, $5) ON CONFLICT (flow, shown, worker) DO UPDATE "
	    "SET n = run_count.n + excluded.n, ms = run_count.ms + excluded.ms",
	    v, 5, e);
}

static int
write_child(
    struct flow_store *s, const struct store_map_entry *count, struct err *e)
{
	struct child_key key;
	struct db_value v[8];

	memcpy(&key, count->key.p, sizeof key);
	v[0] = db_int(key.parent);
	v[1] = db_int(key.node);
	v[2] = db_int(key.generation);
	for (int i = 0; i < 4; i++)
		v[3 + i] = db_int(count->n[i]);
	v[7] = db_int(s->worker);
	return db_later(&s->db,
	    "INSERT INTO child_count (parent, node, generation, going, done, "
	    "failed, cancelled, worker) VALUES ($1, $2, $3, $4, $5, $6, $7, "
	    "$8) ON CONFLICT (parent, node, generation, worker) DO UPDATE SET "
	    "going = child_count.going + excluded.going, "
	    "done = child_count.done + excluded.done, "
	    "failed = child_count.failed + excluded.failed, "
	    "cancelled = child_count.cancelled + excluded.cancelled",
	    v, 8, e);
}

/* In one order, whoever writes: those who are no workers have rows together. */
int
store_counts_write(struct flow_store *s, struct err *e)
{
	struct store_memory *m = store_memory_of(s);

	store_map_sort(&m->runs);
	store_map_sort(&m->children);
	for (size_t i = 0; i < m->runs.count; i++)
		if (write_run(s, &m->runs.list[i], e))
			return -1;
	for (size_t i = 0; i < m->children.count; i++)
		if (write_child(s, &m->children.list[i], e))
			return -1;
	store_map_clear(&m->runs);
	store_map_clear(&m->children);
	return 0;
}

int
store_count_run(struct flow_store *s, int64_t flow, int shown, int n,
    int64_t ms, struct err *e)
{
	const struct run_key key = { flow, shown };
	struct store_map_entry *count =
	    store_map_put(&store_memory_of(s)->runs, KEY(key));

	count->n[0] += n;
	count->n[1] += ms;
	return s->within ? 0 : store_counts_write(s, e);
}

int
store_count_child(struct flow_store *s, const struct run_origin *o,
    const int by[4], struct err *e)
{
	const struct child_key key = { o->parent, (int64_t)o->parent_node,
		o->generation };
	struct store_map_entry *count =
	    store_map_put(&store_memory_of(s)->children, KEY(key));

	for (int i = 0; i < 4; i++)
		count->n[i] += by[i];
	return s->within ? 0 : store_counts_write(s, e);
}

/* What is written, and what is not yet. */
int
flow_store_run_children(struct flow_store *s, int64_t parent, size_t node,
    uint32_t generation, struct flow_store_children *to, struct err *e)
{
	const struct child_key key = { parent, (int64_t)node, generation };
	const struct store_map_entry *more =
	    store_map_find(&store_memory_of(s)->children, KEY(key));
	const struct db_value v[] = { db_int(parent), db_int((int64_t)node),
		db_int(generation) };
	int64_t n[4];

	if (db_ask_one(&s->db,
		"SELECT coalesce(sum(going), 0), coalesce(sum(done), 0), "
		"coalesce(sum(failed), 0), coalesce(sum(cancelled), 0) "
		"FROM child_count "
		"WHERE parent = $1 AND node = $2 AND generation = $3",
		v, 3, e) < 0)
		return -1;
	for (int i = 0; i < 4; i++)
		n[i] = db_cell_int(&s->db, i) + (more ? more->n[i] : 0);
	db_done(&s->db);
	*to = (struct flow_store_children){ .going = (size_t)n[0],
		.done = (size_t)n[1],
		.failed = (size_t)n[2],
		.cancelled = (size_t)n[3] };
	return 0;
}
