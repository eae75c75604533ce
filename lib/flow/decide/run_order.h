/*
 * run_order: orders of people are done.
 */
#ifndef RUN_ORDER_H
#define RUN_ORDER_H

#include "flow/decide/order.h"

/*
 * Does it. ST_FAIL, nothing changed, where it cannot be: the node is not in such
 * a state, something after it is running, the person is not of the group or
 * has started the run, no reason is given where one is needed (pass, skip,
 * refuse). The text says what could be done instead.
 */
int run_order_do(
    struct run *, const struct run_order *, int64_t now, struct err *);

#endif
