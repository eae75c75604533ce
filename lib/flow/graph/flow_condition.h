/*
 * flow_condition: a condition of a flow: that of an edge, or repeat-until.
 *
 *	join.status = differs and join.out.difference > 100.00
 *
 * It is one of recon-clean(1), condition.h, over names (flow_scope.h) instead
 * of columns; {NAME} as a value is what that name stands for.
 */
#ifndef FLOW_CONDITION_H
#define FLOW_CONDITION_H

#include "flow/graph/flow_scope.h"
#include "rule/condition.h"

/* Released with flow_condition_free. */
struct flow_condition {
	struct condition *tests; /* owned */
	struct header names;     /* owned: those in it, each once */
	struct span *values;     /* owned: room for one a name */
};

/* ST_FAIL where it is none, or longer than FLOW_CONDITION_MAX. */
int flow_condition_parse(struct flow_condition *, struct span, struct err *);

/*
 * Tells names that stand for nothing there, bare values that are names, and
 * comparisons that cannot come out: of text with a number, of a status with
 * what is none, of an amount as text.
 */
void flow_condition_check(const struct flow_condition *,
    const struct flow_scope *, uint64_t line, const char *key, struct told *);

/*
 * Is it so? 1 or 0; 0 whenever one of its names has no value, whatever the
 * rest says, and so under "not" and "!=" too. -1, ST_DATA, where a value that
 * is to be compared is no number or date, or a pattern was given up: it is not
 * known then, and a person has to look.
 */
int flow_condition_test(
    struct flow_condition *, named_lookup *, void *arg, struct err *);

/* Does it look at the status of that node? */
bool flow_condition_sees(const struct flow_condition *, struct span node);

void flow_condition_free(struct flow_condition *);

#endif
