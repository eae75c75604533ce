/* Nodes, outputs and news of a run that is saved. */
#include "flow/store/store_inside.h"

/* Is it as a node without a row is? */
static bool
is_untouched(const struct run_node *n)
{
	return n->state == NODE_WAITING && n->waits == WAITS_PARENTS &&
	    n->part == PART_MAIN && n->generation == 1 && n->attempts == 0 &&
	    n->failures == 0 && n->polls == 0 && n->since == 0 &&
	    n->wake == 0 && n->first == 0 && n->ticket == 0 && !n->begun &&
	    !n->approved && !n->delayed && !n->asked && !n->stopping &&
	    !n->hold && !n->lost && !n->passed && !n->older && !n->why &&
	    n->n_outs == 0;
}

static int
flags_of(const struct run_node *n)
{
	return (n->approved ? NODE_APPROVED : 0) |
	    (n->delayed ? NODE_DELAYED : 0) | (n->asked ? NODE_ASKED : 0) |
	    (n->lost ? NODE_WAS_LOST : 0) | (n->passed ? NODE_PASSED : 0) |
	    (n->older ? NODE_OLDER : 0) | (n->begun ? NODE_BEGUN : 0) |
	    (n->hold ? NODE_HOLD : 0) | (n->stopping ? NODE_STOPPING : 0);
}

static int
put_node(struct flow_store *s, struct run *r, size_t at, struct err *e)
{
	struct run_node *n = &r->nodes[at];
	bool is_live = n->state == NODE_WAITING || n->state == NODE_READY;
	int64_t lane = 0;

	if (n->state != NODE_READY)
		n->ticket = 0;
	else if (store_lane(s, n->class, n->lane, &lane, e))
		return -1;
	n->ticket_lane = lane;
	const struct db_value v[] = { db_int(r->id), db_int((int64_t)at),
		db_int(n->state), db_int(n->waits), db_int(n->part),
		db_int(n->generation), db_int(n->attempts), db_int(n->failures),
		db_int(n->polls), db_int(flags_of(n)),
		db_int(is_live && r->state != RUN_GOING), db_int(n->since),
		store_int(n->wake), store_int(n->first), store_int(lane),
		store_text(n->why), store_int(n->ticket) };

	return db_later(&s->db,
	    "INSERT INTO node (run, place, state, waits, part, generation, "
	    "attempts, failures, polls, flags, parked, since, wake, first, "
	    "lane, why, ticket) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
	    "$10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT (run, place) "
	    "DO UPDATE SET "
	    "state = excluded.state, waits = excluded.waits, "
	    "part = excluded.part, generation = excluded.generation, "
	    "attempts = excluded.attempts, failures = excluded.failures, "
	    "polls = excluded.polls, flags = excluded.flags, "
	    "parked = excluded.parked, since = excluded.since, "
	    "wake = excluded.wake, first = excluded.first, "
	    "lane = excluded.lane, why = excluded.why, "
	    "ticket = excluded.ticket",
	    v, 17, e);
}

static int
put_outputs(struct flow_store *s, const struct run *r, size_t at, struct err *e)
{
	const struct run_node *n = &r->nodes[at];
	struct db_value v[5] = { db_int(r->id), db_int((int64_t)at) };

	if (db_later(&s->db, "DELETE FROM output WHERE run = $1 AND node = $2",
		v, 2, e))
		return -1;
	for (size_t i = 0; i < n->n_outs; i++) {
		v[2] = db_int((int64_t)i);
		v[3] = db_str(n->outs[i].name);
		v[4] = db_str(n->outs[i].value);
		if (db_later(&s->db,
			"INSERT INTO output (run, node, place, name, value) "
			"VALUES ($1, $2, $3, $4, $5)",
			v, 5, e))
			return -1;
	}
	return 0;
}

int
store_nodes_put(struct flow_store *s, struct run *r, bool is_new, struct err *e)
{
	for (size_t i = 0; i < r->plan->flow.n_nodes; i++) {
		struct run_node *n = &r->nodes[i];

		if (is_new ? is_untouched(n) : !n->changed && !n->outs_changed)
			continue;
		if (put_node(s, r, i, e))
			return -1;
		if ((is_new ? n->n_outs > 0 : n->outs_changed) &&
		    put_outputs(s, r, i, e))
			return -1;
	}
	return 0;
}

static const char *
node_name(const struct run *r, size_t node)
{
	return node == FLOW_NOWHERE ? "" : r->plan->flow.nodes[node].name;
}

static int
put_log(struct flow_store *s, const struct run *r, const struct run_news *news,
    int64_t now, struct err *e)
{
	const struct db_value v[] = { db_int(now), db_int(r->id),
		store_text(news->node == FLOW_NOWHERE
			? NULL
			: node_name(r, news->node)),
		db_str(news->reason ? news->reason : ""), store_text(news->who),
		store_text(news->text) };

	return db_later(&s->db,
	    "INSERT INTO log (at, run, node, what, who, text) "
	    "VALUES ($1, $2, $3, $4, $5, $6)",
	    v, 6, e);
}

static int
put_alarm(struct flow_store *s, const struct run *r,
    const struct run_news *news, int64_t now, struct err *e)
{
	struct span name = store_flow_name(r->plan->flow.path);
	struct buf flow = { 0 };
	int done;

	buf_add(&flow, name);
	buf_byte(&flow, '\0');
	done = flow_store_alarm_add(s,
	    &(struct flow_store_alarm){ .flow = flow.p,
		.run = r->id,
		.node = node_name(r, news->node),
		.reason = news->reason ? news->reason : "",
		.text = news->text ? news->text : "",
		.first = now,
		.last = now,
		.count = 1 },
	    e);
	buf_free(&flow);
	return done;
}

int
store_news_put(struct flow_store *s, struct run *r, int64_t now, struct err *e)
{
	for (size_t i = 0; i < r->n_news; i++) {
		const struct run_news *news = &r->news[i];

		if ((news->kind == NEWS_LOG || news->kind == NEWS_ALARM) &&
		    put_log(s, r, news, now, e))
			return -1;
		if (news->kind == NEWS_ALARM && put_alarm(s, r, news, now, e))
			return -1;
	}
	return 0;
}
