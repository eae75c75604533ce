/*
 * run: a flow with values for its parameters, and what became of each of its
 * nodes. All in memory: rules without a clock, a file or a process.
 *
 * A step (run_begin.h, run_end.h, run_order.h) takes the time and what has
 * happened, changes nodes, and leaves what is to be done about it as news. Who
 * calls it saves the nodes that changed and the news in one transaction.
 *
 * Times are milliseconds since 1970. A pause is counted by who calls: where the
 * clock was set, it moves all wakes by as much.
 */
#ifndef RUN_H
#define RUN_H

#include "flow/plan/plan.h"

enum node_state {
	NODE_WAITING, /* for what node_waits says */
	NODE_READY,   /* for a place in its class */
	NODE_RUNNING, /* an attempt, an event or runs of another flow are under
	               * way */
	NODE_HELD,    /* for a person, behind trouble */
	NODE_DONE,    /* ended, from here on: as flow_states has them */
	NODE_DIFFERS,
	NODE_FAILED,
	NODE_SKIPPED,
	NODE_CANCELLED,
};

enum node_waits {
	WAITS_NOT,
	WAITS_PARENTS, /* for nodes that it is after */
	WAITS_PERSON,  /* for leave, approve = */
	WAITS_DELAY,   /* for a time, delay = */
	WAITS_RETRY,   /* for the next try behind a failure */
	WAITS_POLL,    /* until it asks again, every = */
};

/* What the next or the present attempt of a node does. */
enum node_part {
	PART_MAIN,
	PART_WHEN, /* when-run */
};

struct run_out {
	char *name;  /* owned */
	char *value; /* owned */
};

struct run_node {
	enum node_state state;
	enum node_waits waits; /* of one that waits, else WAITS_NOT */
	enum node_part part;
	uint32_t generation; /* 1; redo makes the next */
	uint32_t attempts;   /* begun in all generations: the name of a
	                      * directory, the last one's */
	uint32_t failures;   /* in this generation, or since a person said go */
	uint32_t polls;      /* likewise */
	int64_t since;       /* when it came into this state */
	int64_t wake;        /* when it goes on by itself; 0: it does not */
	int64_t first;       /* when it asked first; 0: not yet */
	int64_t ticket;      /* of a ready one: when a ticket was given for it;
	                      * 0: none, or it is not ready */
	int64_t ticket_lane; /* in which lane, as the store numbers them */
	bool begun;          /* what it is after let it begin, or a person */
	bool approved;       /* a person said yes */
	bool delayed;        /* delay = is over */
	bool asked;          /* when-run said yes */
	bool stopping; /* a person cancelled what runs: it is being ended */
	bool hold;     /* a person said hold; behind trouble it is not set */
	bool lost;     /* an attempt was lost: what it did is not known */
	bool passed;   /* a person said that it counts as done */
	bool older;    /* a node before it was done again, it was not */
	bool changed;  /* not saved yet */
	bool outs_changed;
	uint32_t open;            /* edges whose node has not ended; not saved:
	                * run_count */
	const char *class, *lane; /* borrowed; the place where a ready node
	                           * waits; NULL: none. Who calls sets them,
	                           * a step never looks at them */
	char *why; /* owned: of held, failed, waiting; NULL: nothing */
	struct run_out *outs; /* owned: outputs of its last end */
	size_t n_outs;
};

enum run_state {
	RUN_WAITING, /* for a place: a run of another flow's node with a class */
	RUN_GOING,
	RUN_HELD, /* a person said hold: nothing of it begins */
	RUN_DONE, /* ended, from here on */
	RUN_FAILED,
	RUN_CANCELLED,
};

enum run_news_kind {
	NEWS_LOG,   /* something that people can read later */
	NEWS_ALARM, /* somebody has to be told: reason, text */
	NEWS_STOP,  /* an attempt, an event or runs under way are to be ended */
	NEWS_ENDED, /* the run has ended */
};

struct run_news {
	enum run_news_kind kind;
	size_t node;        /* FLOW_NOWHERE: of the run */
	const char *reason; /* a word: "held", "lost", "late", "failed" */
	char *text;         /* owned; or NULL */
	char *who;          /* owned: a person, or NULL: by itself */
};

/* Where a run comes from, and where it belongs. Texts are owned. */
struct run_origin {
	char *who;          /* uid and name of who started it, or "schedule" */
	char *schedule;     /* or NULL */
	char *due;          /* nominal local time "YYYY-MM-DD HH:MM", or NULL */
	int64_t parent;     /* the run whose node runs it, 0: none */
	size_t parent_node; /* which node, */
	uint32_t generation; /* and in which of its generations */
	char *item;          /* of for-each: the first field of its line, */
	char *line;          /* and the line; NULL: none */
	char *class;         /* in which the run takes a place; NULL: none */
	char *texts; /* digest of the list of texts of flows that it may run;
	              * NULL: none */
};

/* What the row of a run says, of its state. */
struct run_row {
	int64_t flow; /* the number of its flow */
	enum run_state state;
	enum run_state shown; /* that of lists: held where a node is */
	int64_t began, ended;
};

/* Cleared with {0}, released with run_free. */
struct run {
	int64_t id;        /* 1 the first; 0: not stored yet */
	struct plan *plan; /* borrowed */
	char **params;     /* owned: values, in the order of the flow */
	struct run_origin origin;
	enum run_state state;
	bool stopping; /* a person cancelled it: what runs is being ended */
	bool differs;  /* when it has ended: one of its nodes differs, */
	bool passed;   /* or was passed */
	int64_t made, began, ended; /* 0: not yet */
	struct run_node *nodes;     /* owned: in the order of the flow */
	size_t open;                /* nodes that have not ended */
	bool changed;               /* not saved yet */
	int64_t version;    /* as its row has it: counted with what is saved of
	                     * it or of its nodes; 0: it has no row */
	struct run_row row; /* likewise, as who loads and saves it left it */
	struct run_news *news; /* owned: of the steps since they were taken */
	size_t n_news, cap_news;
};

bool node_has_ended(enum node_state);
bool run_has_ended(enum run_state);

/* The words of recon-flow(1): "waiting", "ready", "running", "held", "done"... */
const char *node_state_name(enum node_state);
const char *run_state_name(enum run_state);
const char *node_waits_name(enum node_waits); /* "parents", "person"... */

/* By name; -1 for an unknown one. */
int node_state_named(struct span);
int run_state_named(struct span);

/*
 * What a name stands for in a run: a named_lookup, arg is a struct run_scope. The
 * value lives as long as the run is not changed.
 */
struct run_scope {
	const struct run *run;
	struct span line; /* of for-each; no bytes: none */
};
named_lookup run_lookup;

/* Makes the nodes of a run that has none: all wait for what they are after. */
void run_nodes_make(struct run *);

/* Sets what is not saved, run.open and each node's open, from the states of
 * nodes: for who has loaded a run. */
void run_count(struct run *);

/* Releases n outputs. */
void run_outs_free(struct run_out *, size_t n);

/* Adds news; who and text are copied, or NULL. */
void run_news_add(struct run *, enum run_news_kind, size_t node,
    const char *reason, const char *text, const char *who);

/* Forgets news that were saved. */
void run_news_clear(struct run *);

void run_free(struct run *);

#endif
