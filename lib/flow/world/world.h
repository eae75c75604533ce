/*
 * world: what a runner does outside its store: it asks what time it is, begins
 * attempts and learns how they end, sends events, takes orders from people, and
 * waits. One small interface with two sides: the machine (world_machine.h), and
 * one that is made up from a seed, in which everything can go wrong (tests).
 */
#ifndef WORLD_H
#define WORLD_H

#include "flow/run/run_end.h"
#include "text/words.h"

struct world;

/* A process that is to be begun. All is borrowed. */
struct world_attempt {
	const char *id;      /* STORE-NUMBER */
	const char *dir;     /* of the attempt: made by this */
	struct words *words; /* the command */
	char *const
	    *env; /* what is added to the environment, NAME=VALUE; NULL */
	const char *cwd;
	uint32_t timeout, grace; /* seconds; 0: none, the default */
};

enum world_found {
	WORLD_GOING, /* it goes on, and its end will be told by world_ended */
	WORLD_ENDED,
	WORLD_NEVER,   /* nothing of it ran */
	WORLD_LOST,    /* nobody knows; alive: something of it lives */
	WORLD_FOREIGN, /* another machine, or boot, has it */
};

/* What came of an attempt; outs and texts are owned by the world until the
 * next call. */
struct world_end {
	int64_t attempt; /* as it was begun */
	enum world_found found;
	struct run_outcome outcome;
};

/* An order of a person, as it was written: words, and who wrote it. */
struct world_order {
	const char *id;
	struct words words; /* borrowed: "start", "repair.flow", "date=..." */
	unsigned long uid;
	const char *who;
	const char *const *groups;
};

struct world_ops {
	int64_t (*wall)(struct world *);   /* ms since 1970 */
	int64_t (*steady)(struct world *); /* ms, never jumps */

	/* Begins one; WORLD_GOING, or WORLD_LOST where its directory is there,
	 * or WORLD_ENDED with an outcome in *end where it could not. */
	enum world_found (*begin)(struct world *, int64_t attempt,
	    const struct world_attempt *, struct world_end *end);
	/* One from before this runner's start: as the table of attempts has it. */
	enum world_found (*find)(struct world *, int64_t attempt,
	    const char *id, const char *dir, struct world_end *end);
	/* Ends one early: TERM, grace, KILL. Its end is told all the same. */
	void (*stop)(struct world *, int64_t attempt);

	/* Gives an event to a target, or sends it again: one end is told for
	 * it. targets: the file. within: seconds an answer may take, 0: the default. */
	void (*send)(struct world *, int64_t attempt, const char *targets,
	    const char *target, struct span id, struct span event,
	    uint32_t within);

	/* The next end that is known by now: false where there is none. */
	bool (*ended)(struct world *, struct world_end *);

	/* The next order; then it is answered, behind the commit. */
	bool (*order)(struct world *, struct world_order *);
	void (*answer)(
	    struct world *, const char *id, enum status, struct span text);

	/* Waits until something of that happened, a signal came, or it is steady time
	 * until. */
	void (*wait)(struct world *, int64_t until);
	/* What signals asked for since the last call. */
	unsigned (*signals)(struct world *);

	/* Adds the text of a file that a flow names (sub-flows, for-each, flows of
	 * schedules): as flow files it is refused where others can write it, if
	 * trusted. */
	int (*read)(struct world *, const char *path, bool trusted,
	    struct buf *, struct err *);
};

enum { WORLD_TERM = 1, WORLD_HUP = 2 };

struct world {
	const struct world_ops *ops;
};

#endif
