#include "flow/file/flow_tries.h"

#include "flow/file/flow_value.h"
#include "sections/key_value.h"

enum { DAY_S = 86400, YEAR_S = 366 * DAY_S, AWAY_S = 60 };

int
flow_tries_until(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	if (v.len == 0)
		return err_set(e, ST_FAIL, "no condition");
	((struct flow_node *)at)->until = flow_text(r->flow, v);
	return 0;
}

int
flow_tries_delay(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return key_value_seconds(
	    &((struct flow_node *)at)->delay, v, 0, YEAR_S, e);
}

int
flow_tries_timeout(
    struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return key_value_seconds(
	    &((struct flow_node *)at)->timeout, v, 1, YEAR_S, e);
}

int
flow_tries_grace(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return key_value_seconds(
	    &((struct flow_node *)at)->grace, v, 0, DAY_S, e);
}

int
flow_tries_every(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return key_value_seconds(
	    &((struct flow_node *)at)->every, v, 1, DAY_S, e);
}

int
flow_tries_deadline(
    struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return key_value_seconds(
	    &((struct flow_node *)at)->deadline, v, 1, YEAR_S, e);
}

int
flow_tries_retry(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return key_value_number(
	    &((struct flow_node *)at)->retry, v, 0, 1000, e);
}

int
flow_tries_times(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return key_value_number(
	    &((struct flow_node *)at)->times, v, 1, 1000000, e);
}

int
flow_tries_backoff(
    struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_backoff(&((struct flow_node *)at)->backoff, v, e);
}

int
flow_tries_differs(
    struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_statuses(&((struct flow_node *)at)->differs, v, e);
}

int
flow_tries_never(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return flow_value_statuses(&((struct flow_node *)at)->never, v, e);
}

int
flow_tries_give_up(
    struct flow_reading *r, void *at, struct span v, struct err *e)
{
	int i;

	(void)r;
	if (key_value_one_of(&i, v, "hold fail", e))
		return -1;
	((struct flow_node *)at)->give_up = (enum flow_give_up)i;
	return 0;
}

int
flow_tries_idempotent(
    struct flow_reading *r, void *at, struct span v, struct err *e)
{
	int i;

	(void)r;
	if (key_value_one_of(&i, v, "no yes", e))
		return -1;
	((struct flow_node *)at)->idempotent = i == 1;
	return 0;
}

/* A worker gives a sign every 10 s: one that is late is not away. */
int
flow_tries_away(struct flow_reading *r, void *at, struct span v, struct err *e)
{
	(void)r;
	return key_value_seconds(
	    &((struct flow_node *)at)->away, v, AWAY_S, YEAR_S, e);
}
