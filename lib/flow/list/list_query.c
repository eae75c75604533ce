/*
 * Rows of each flow, state and kind of run stand in an index in the order of
 * the page: the first of each are taken, and of these the first. However many
 * runs there are, no more than a page of each is looked at.
 */
#include "flow/list/list_query.h"

enum {
	STATES = RUN_CANCELLED + 1,
	PARTS_MAX = 240, /* SQLite takes 500 */
};

/* Notes a value; returns its number. */
static size_t
value(struct list_query *q, struct db_value v)
{
	q->v[q->n] = v;
	return ++q->n;
}

/* Numbers of values of the wish; 0: not said. */
struct numbers {
	size_t from, to, made, before, max;
};

static struct numbers
note_values(struct list_query *q, const struct flow_list_wish *w, int64_t made)
{
	struct numbers n = { .max = value(q, db_int((int64_t)w->max)) };

	if (w->from)
		n.from = value(q, db_int(w->from));
	if (w->to)
		n.to = value(q, db_int(w->to));
	if (w->before) {
		if (!w->param) /* else ids say what is before */
			n.made = value(q, db_int(made));
		n.before = value(q, db_int(w->before));
	}
	return n;
}

static void
put_times(struct buf *b, const struct numbers *n, bool by_id)
{
	if (n->from)
		buf_printf(b, " AND r.made >= $%zu", n->from);
	if (n->to)
		buf_printf(b, " AND r.made < $%zu", n->to);
	if (n->before && by_id)
		buf_printf(b, " AND r.id < $%zu", n->before);
	else if (n->before)
		buf_printf(b, " AND (r.made, r.id) < ($%zu, $%zu)", n->made,
		    n->before);
}

static void
put_flows(struct buf *b, const int64_t *flows, size_t n)
{
	buf_str(b, " AND r.flow IN (");
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%s%lld", i ? ", " : "", (long long)flows[i]);
	buf_byte(b, ')');
}

/* One flow, or any (-1), one state, one kind. */
static void
put_part(struct buf *b, int64_t flow, int child, int state,
    const struct numbers *n, bool is_first)
{
	buf_str(b, is_first ? "" : " UNION ALL ");
	buf_str(b, "SELECT * FROM (SELECT r.id, r.made FROM run r WHERE ");
	if (flow >= 0)
		buf_printf(b, "r.flow = %lld AND ", (long long)flow);
	buf_printf(b, "r.child = %d AND r.shown = %d", child, state);
	put_times(b, n, false);
	buf_printf(
	    b, " ORDER BY r.made DESC, r.id DESC LIMIT $%zu) AS p", n->max);
}

static void
put_parts(struct list_query *q, const struct flow_list_wish *w, int state,
    const int64_t *flows, size_t n_flows, const struct numbers *n)
{
	static const int64_t any = -1;
	bool is_first = true;

	if (!w->flow) {
		flows = &any;
		n_flows = 1;
	}
	buf_str(&q->sql, "SELECT id FROM (");
	for (size_t i = 0; i < n_flows; i++)
		for (int s = 0; s < STATES; s++)
			for (int c = 0; c <= (w->children ? 1 : 0); c++) {
				if (state >= 0 && s != state)
					continue;
				put_part(&q->sql, flows[i], c, s, n, is_first);
				is_first = false;
			}
	buf_printf(
	    &q->sql, ") AS l ORDER BY made DESC, id DESC LIMIT $%zu", n->max);
}

/* What is few comes first, and each run of it is looked at: those with a value
 * of a parameter, those that are late or have an alarm. */
static void
put_source(struct list_query *q, const struct flow_list_wish *w)
{
	static const char late[] =
	    "(SELECT DISTINCT run FROM due WHERE open = 1 AND run IS NOT NULL "
	    "AND late_told + done_by_told > 0)";
	static const char alarm[] =
	    "(SELECT DISTINCT run FROM alarm WHERE count > told_count AND "
	    "told IS NULL AND run IS NOT NULL)";
	const char *of_state = !w->state ? NULL
	    : !strcmp(w->state, "late")  ? late
	    : !strcmp(w->state, "alarm") ? alarm
					 : NULL;
	struct buf *b = &q->sql;

	buf_str(b, "SELECT r.id FROM ");
	if (!w->param) {
		if (of_state)
			buf_printf(b, "%s AS s CROSS JOIN ", of_state);
		buf_printf(b, "run r WHERE %s",
		    of_state ? "r.id = s.run" : "r.id > 0");
		return;
	}
	buf_str(b, "param p CROSS JOIN run r WHERE r.id = p.run");
	buf_printf(b, " AND p.name = $%zu", value(q, db_str(w->param)));
	buf_printf(b, " AND p.value = $%zu",
	    value(q, db_str(w->value ? w->value : "")));
	if (of_state)
		buf_printf(b, " AND r.id IN %s", of_state);
}

static void
put_few(struct list_query *q, const struct flow_list_wish *w, int state,
    const int64_t *flows, size_t n_flows, const struct numbers *n)
{
	struct buf *b = &q->sql;

	put_source(q, w);
	if (w->param && n->before)
		buf_printf(b, " AND p.run < $%zu", n->before);
	if (state >= 0)
		buf_printf(b, " AND r.shown = %d", state);
	if (w->flow)
		put_flows(b, flows, n_flows);
	if (w->parent)
		buf_printf(
		    b, " AND r.parent = $%zu", value(q, db_int(w->parent)));
	else if (!w->children)
		buf_str(b, " AND r.child = 0");
	put_times(b, n, w->param != NULL);
	buf_printf(b, " ORDER BY %s LIMIT $%zu",
	    w->param ? "p.run DESC" : "r.made DESC, r.id DESC", n->max);
}

/* The number of a state, -1 where all or some of any are asked for; -2,
 * told. */
static int
state_of(const struct flow_list_wish *w, struct err *e)
{
	int state;

	if (!w->state || !strcmp(w->state, "late") ||
	    !strcmp(w->state, "alarm"))
		return -1;
	state = run_state_named(span_str(w->state));
	if (state >= 0)
		return state;
	err_set(e, ST_FAIL,
	    "%s: no state of a run: they are waiting, going, held, done, "
	    "failed, cancelled, late, alarm",
	    w->state);
	return -2;
}

int
list_query_make(struct list_query *q, const struct flow_list_wish *w,
    int64_t made, const int64_t *flows, size_t n_flows, struct err *e)
{
	int state = state_of(w, e);
	bool few = w->param || w->parent || (w->state && state < 0) ||
	    n_flows > PARTS_MAX / 12;
	struct numbers n;

	if (state < -1)
		return -1;
	if (w->param && w->value && strlen(w->value) > FLOW_STORE_FOUND_MAX)
		return err_set(e, ST_FAIL,
		    "%s: runs are not found by values of more than %d bytes",
		    w->param, FLOW_STORE_FOUND_MAX);
	n = note_values(q, w, made);
	if (few)
		put_few(q, w, state, flows, n_flows, &n);
	else
		put_parts(q, w, state, flows, n_flows, &n);
	buf_byte(&q->sql, '\0');
	return 0;
}
