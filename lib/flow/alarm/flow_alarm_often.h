/*
 * flow_alarm_often: how often an alarm is told, whom it is tried at, and what
 * holds back the ping.
 *
 * Rules alone: no clock, no store. Moments are seconds since 1970.
 *
 * What is counted together (flow_alarm_key) is told when it happens, and what
 * happens again within 15 minutes is counted and told together behind them.
 */
#ifndef FLOW_ALARM_OFTEN_H
#define FLOW_ALARM_OFTEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	FLOW_ALARM_QUIET_S = 15 * 60, /* between two tellings */
	FLOW_ALARM_AGAIN_S = 86400,   /* what still is so is said again */
	FLOW_ALARM_PAUSE_S = 30,      /* behind the first round of targets; */
	FLOW_ALARM_PAUSE_MAX_S = 15 * 60 /* twice as long behind each, up to */
};

/* What is kept of a key, in one row. Cleared with {0}: nothing happened. */
struct flow_alarm_count {
	int64_t since;     /* when it happened first, of those counted */
	uint64_t count;    /* how often since then */
	uint64_t tellings; /* how often it was told: 0, not yet */
	uint64_t told;     /* the count that was told last */
	int64_t told_at;   /* and when */
};

/* It happened; what was told long ago is forgotten, and counted anew. True
 * where that is so, or it is the first: the row is a new one. */
bool flow_alarm_happened(struct flow_alarm_count *, int64_t now);

/* Is it to be told now? */
bool flow_alarm_is_due(const struct flow_alarm_count *, int64_t now);

/* It is told: there is a row that says so, whoever gets it. */
void flow_alarm_told(struct flow_alarm_count *, int64_t now);

/* What is so until somebody mends it, a flow that is gone, happens again now? */
bool flow_alarm_stays(const struct flow_alarm_count *, int64_t now);

/*
 * Which of n targets is tried next, n being 1 or more, behind so many tries of
 * this telling, and when: all of them one after the other, then a pause, and
 * again, until one has taken it.
 */
struct flow_alarm_turn {
	size_t target;
	int64_t at;
};

struct flow_alarm_turn flow_alarm_turn(
    uint64_t tries, int64_t last_try, size_t n);

/*
 * May the ping be sent? At most every so many seconds, and not while something
 * that was told, the oldest of it then, has been delivered to nobody for as
 * long; INT64_MAX: there is nothing. last: the ping before; INT64_MIN: there
 * was none.
 */
bool flow_ping_is_due(
    int64_t last, uint32_t every, int64_t oldest_undelivered, int64_t now);

#endif
