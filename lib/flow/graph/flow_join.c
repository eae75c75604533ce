#include "flow/graph/flow_join.h"

int
flow_edge_ended(enum flow_edge_now *now, const char *state, struct span parent,
    struct flow_condition *c, named_lookup *lookup, void *arg, struct err *e)
{
	bool good = !strcmp(state, "done") || !strcmp(state, "differs");
	int r = good;

	if (c && (good || flow_condition_sees(c, parent)))
		r = flow_condition_test(c, lookup, arg, e);
	if (r < 0)
		return -1;
	*now = r ? FLOW_EDGE_HOLDS : FLOW_EDGE_NOT;
	return 0;
}

enum flow_join_now
flow_join_now(enum flow_join join, const enum flow_edge_now *edges, size_t n)
{
	size_t count[3] = { 0 };
	bool begins;

	for (size_t i = 0; i < n; i++)
		count[edges[i]]++;
	if (join == FLOW_ANY && count[FLOW_EDGE_HOLDS])
		return FLOW_JOIN_BEGINS;
	if (count[FLOW_EDGE_OPEN])
		return FLOW_JOIN_WAITS;
	begins = join == FLOW_ENDED || n == 0 ||
	    (join == FLOW_ALL ? count[FLOW_EDGE_HOLDS] == n
			      : count[FLOW_EDGE_HOLDS] > 0);
	return begins ? FLOW_JOIN_BEGINS : FLOW_JOIN_SKIPPED;
}
