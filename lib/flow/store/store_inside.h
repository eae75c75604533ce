/*
 * store_inside: what the parts of a store share.
 */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "flow/store/flow_store.h"

/* Flags of rows of nodes, and of runs. */
enum {
	NODE_APPROVED = 1,
	NODE_DELAYED = 2,
	NODE_ASKED = 4,
	NODE_WAS_LOST = 8,
	NODE_PASSED = 16,
	NODE_OLDER = 32,
	NODE_BEGUN = 64,
	NODE_HOLD = 128,
	NODE_STOPPING = 256,
	RUN_DIFFERS = 1,
	RUN_PASSED = 2,
	RUN_STOPPING = 4,
};

/* 0 is NULL; so is no text, with store_text. */
static inline struct db_value
store_int(int64_t n)
{
	return n ? db_int(n) : (struct db_value){ 0 };
}

static inline struct db_value
store_text(const char *s)
{
	return s ? db_str(s) : (struct db_value){ 0 };
}

/* The last component of a path, without what is behind its last ".". */
struct span store_flow_name(const char *path);

/* Does it lock rows? SQLite has one lock for all. */
static inline bool
store_locks_rows(const struct flow_store *s)
{
	return s->shared && s->db.kind == DB_POSTGRES;
}

/* From here on flow_store_heard tells of signs. */
int store_listen(struct flow_store *, struct err *);

/* The first column of the one row, *to untouched where there is none: 1, 0,
 * -1. */
int store_ask_int(struct flow_store *, const char *sql, const struct db_value *,
    size_t n, int64_t *to, struct err *);

/* The next number of a run, of an attempt: store_ids.c. keep is for the end of a
 * transaction, rollback for one that is taken back. */
int store_id_of_run(struct flow_store *, int64_t *id, struct err *);
/* The last one was not used. */
void store_id_of_run_back(struct flow_store *, int64_t id);
int store_id_of_attempt(struct flow_store *, int64_t *id, struct err *);
int store_ids_read(struct flow_store *, struct err *);
int store_ids_keep(struct flow_store *, struct err *);
void store_ids_rollback(struct flow_store *);

/* The number of a row that is found by the first n_find values: made by n
 * values where it is not there, another may at the same time. *made, or NULL:
 * whether it was. */
int store_find_or_make(struct flow_store *, const char *find, size_t n_find,
    const char *make, size_t n, const struct db_value *, int64_t *id,
    bool *made, struct err *);

/* The numbers of a text and, 0 where it has none, its flow: 1, 0, -1. */
int store_text_find(struct flow_store *, const char *digest, int64_t *text,
    int64_t *flow, struct err *);

/* An attempt that ended is counted by its lane: store_rates.c. */
int store_rate_add(
    struct flow_store *, const struct flow_store_attempt *, struct err *);

/* The number of a lane of a class, made where it is new. */
int store_lane(struct flow_store *, const char *class, const char *lane,
    int64_t *id, struct err *);

/* Fills a list with the rows of a question: run and, where there is one, a
 * second column. */
int store_ask_places(struct flow_store *, struct flow_store_places *,
    const char *sql, const struct db_value *, size_t n, bool has_node,
    struct err *);

/* A run has ended well, or was cancelled: what was to be told of it alone, and to
 * nobody, is over. */
int store_alarms_over(
    struct flow_store *, int64_t run, int64_t now, struct err *);

/* Parts of flow_store_run_add and flow_store_run_save. */
int store_nodes_put(
    struct flow_store *, struct run *, bool is_new, struct err *);
int store_news_put(
    struct flow_store *, struct run *, int64_t now, struct err *);

/* The parameters as the row of a run has them: NAME=VALUE, escaped as in
 * recon-record(5), TABs between. */
void store_params_put(const struct run *, struct buf *);
/* The next of them, its value added to the buf: false at the end. */
bool store_params_next(struct span *rest, struct span *name, struct buf *value);
/* A statement for each that lists find the run by: $1 name, $2 value, $3
 * run. */
int store_params_index(struct flow_store *, int64_t run, struct span params,
    const char *sql, struct err *);

/* What follows from what a run's row said and says: counts of runs, of its
 * parent's node's runs, whether its nodes are parked, whether its due start is
 * open. was is NULL for a new one. */
int store_run_moved(struct flow_store *, const struct run *,
    const struct run_row *was, const struct run_row *is, struct err *);

/* n more runs of a flow are shown so, which took so many ms. */
int store_count_run(struct flow_store *, int64_t flow, int shown, int n,
    int64_t ms, struct err *);
/* Runs of its parent's node: those that go on, are done, failed, cancelled. */
int store_count_child(struct flow_store *, const struct run_origin *,
    const int by[4], struct err *);

#endif
