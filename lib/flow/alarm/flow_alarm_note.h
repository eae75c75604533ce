/*
 * flow_alarm_note: what went wrong with a flow, for a person.
 *
 * There is no reason that is about an alarm: one that could not be delivered
 * never becomes another.
 */
#ifndef FLOW_ALARM_NOTE_H
#define FLOW_ALARM_NOTE_H

#include "base/buf.h"

enum flow_alarm_reason {
	FLOW_ALARM_HELD,        /* a node is held until somebody decides */
	FLOW_ALARM_LOST,        /* so is one whose attempt was lost */
	FLOW_ALARM_FAILED,      /* a run that is no other's failed */
	FLOW_ALARM_FOREIGN,     /* an attempt that another machine may have */
	FLOW_ALARM_UNREACHABLE, /* a worker of which nothing is heard */
	FLOW_ALARM_MISSED,      /* a start was missed, and stays so */
	FLOW_ALARM_LATE,        /* a run has not begun within its grace */
	FLOW_ALARM_UNFINISHED,  /* one has not ended by done-by */
	FLOW_ALARM_GONE,        /* the file of a flow with schedules */
	FLOW_ALARM_BROKEN,      /* it is there, and something is wrong in it */
	FLOW_ALARM_UNSCHEDULED, /* a schedule is no longer in it */
	FLOW_ALARM_CLOCK,       /* the clock jumped */
	FLOW_ALARM_REASONS
};

/* Texts are borrowed; NULL: it is not about one. */
struct flow_alarm_note {
	enum flow_alarm_reason reason;
	const char *flow;     /* its name */
	const char *path;     /* of its file */
	const char *title;    /* of the flow */
	const char *run;      /* its id */
	const char *node;     /* or, where it is about a start, */
	const char *schedule; /* this */
	const char *due;      /* what the start is known by, flow_due_times.h */
	const char *what;     /* what was seen, a line; it may hold anything */
	int64_t since;        /* when it was first so, seconds since 1970 */
	int64_t last;         /* and when last */
	uint64_t count;       /* how often, 1 or more */
	const char *store; /* to be typed behind a command of recon-flow, with a
	                    * blank before it: " --store DIR" */
};

/* A word for it: "held"; also what rows of it are known by. */
const char *flow_alarm_reason_name(enum flow_alarm_reason);

/* False, and *r untouched, where it is none. */
bool flow_alarm_reason_parse(struct span name, enum flow_alarm_reason *r);

/* Adds what alarms are counted together by: flow, node or schedule, and reason,
 * escaped and separated by TABs. */
void flow_alarm_key(const struct flow_alarm_note *, struct buf *);

/* Adds the command that a person types next, for a shell. */
void flow_alarm_command(const struct flow_alarm_note *, struct buf *);

/*
 * Adds the data of its event, a JSON object: kind ("alarm"), reason, flow,
 * title, run, node, schedule, due, what, since, last, count, more, advice,
 * command. What it is not about is null; since and last are ISO 8601 in UTC;
 * count is a number; more is true where it is more than 1; advice is a word
 * that templates have words for.
 */
void flow_alarm_data(const struct flow_alarm_note *, struct buf *);

#endif
