/*
 * flow_keys: the keys of each section of a flow.
 */
#ifndef FLOW_KEYS_H
#define FLOW_KEYS_H

#include "flow/file/flow.h"
#include "sections/told.h"

/* While a flow is read: where it is. */
struct flow_reading {
	struct flow *flow;
	struct told *told;
	uint64_t line;
	struct span name; /* of a key "param NAME", else empty */
};

/* Sets what a key says in the section at at. ST_FAIL with what is wrong. */
typedef int flow_key_set(
    struct flow_reading *, void *at, struct span value, struct err *);

struct flow_key {
	const char *name; /* "param": with a name behind it */
	flow_key_set *set;
	bool many;      /* it may stand several times */
	unsigned kinds; /* of a node: bits of the flow_kinds that have it; 0:
	                 * all of them */
};

/* Tables end with {0}; the place of a key is its place in said[]. */
extern const struct flow_key flow_keys_flow[];     /* struct flow */
extern const struct flow_key flow_keys_param[];    /* struct flow_param */
extern const struct flow_key flow_keys_node[];     /* struct flow_node */
extern const struct flow_key flow_keys_schedule[]; /* struct flow_schedule */
extern const struct flow_key flow_keys_alarm[];    /* struct flow_alarm */

/* The line of a key of that table that was said, 0 if it was not. */
uint64_t flow_key_said(
    const struct flow_key *, const uint64_t *said, const char *name);

/* The nearest key of the table, at a distance of a slip; NULL: none. */
const char *flow_key_nearest(const struct flow_key *, const char *key);

/* What a section lacks, or has that does not go together: told. */
void flow_keys_end_param(struct flow_reading *, const struct flow_param *);
void flow_keys_end_node(struct flow_reading *, struct flow_node *);
void flow_keys_end_schedule(struct flow_reading *, struct flow_schedule *);

/* param NAME = ..., of a node or a schedule: one more, its name set. */
struct flow_set *flow_keys_set(struct flow_reading *, struct flow_set **list,
    size_t *n, size_t *cap, struct err *);

#endif
