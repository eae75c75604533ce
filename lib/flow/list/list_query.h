/*
 * list_query: the ids of a page of a list, as a question in SQL that costs no
 * more where there are many runs.
 */
#ifndef LIST_QUERY_H
#define LIST_QUERY_H

#include "flow/list/flow_list.h"

enum { LIST_QUERY_VALUES = 16 };

/* Cleared with {0}; sql is released with buf_free. */
struct list_query {
	struct buf sql;                       /* with a NUL */
	struct db_value v[LIST_QUERY_VALUES]; /* borrowed from the wish */
	size_t n;
};

/*
 * Makes it: rows of one column, ids in the order of the page. made: when the
 * run wish.before was made. flows: the numbers of flows of that name. ST_FAIL
 * for a state that is none, and for a value that is too long.
 */
int list_query_make(struct list_query *, const struct flow_list_wish *,
    int64_t made, const int64_t *flows, size_t n_flows, struct err *);

#endif
