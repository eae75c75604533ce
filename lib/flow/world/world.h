/*
 * world: what a runner does outside its store: it asks what time it is, begins
 * attempts and learns how they end, sends events, takes orders from people, sees
 * whether the store is still there, and waits. One small interface with two sides: the machine (world_machine.h), and
 * one that is made up from a seed, in which everything can go wrong (tests).
 */
#ifndef WORLD_H
#define WORLD_H

#include "flow/run/run_end.h"
#include "flow/tickets/flow_ticket.h"
#include "text/names.h"
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
	int64_t attempt; /* as it was begun, or sent */
	enum world_found found;
	struct run_outcome outcome;
};

/* An order of a person, as it was written: words, and who wrote it. */
struct world_order {
	const char *id; /* unique for ever: an order that was not answered comes
	                 * again after a crash; lives until it is answered */
	/* Until the next one is taken: */
	struct words words; /* "start", "/flows/day.flow", "date=..." */
	unsigned long uid;
	const char *who;           /* "1000 maria" */
	const char *const *groups; /* their names; a NULL behind the last */
};

struct world_ops {
	int64_t (*wall)(struct world *);   /* ms since 1970 */
	int64_t (*steady)(struct world *); /* ms, never jumps */

	/* Begins one: WORLD_GOING. Or *end says why not: WORLD_LOST, its
	 * directory is there already; WORLD_NEVER, no process or room was to be
	 * had, and nothing of it ran; WORLD_ENDED, it cannot be begun at all. */
	enum world_found (*begin)(struct world *, int64_t attempt,
	    const struct world_attempt *, struct world_end *end);
	/* One from before this runner's start: as the table of attempts has it.
	 * The end of one that is WORLD_GOING will be told. */
	enum world_found (*find)(struct world *, int64_t attempt,
	    const char *id, const char *dir, struct world_end *end);
	/* Ends one early: TERM, grace, KILL. Its end is told all the same. */
	void (*stop)(struct world *, int64_t attempt);

	/* Gives an event to a target, or sends it again: one end is told for
	 * it, WORLD_ENDED. targets: the file. within: seconds an answer may
	 * take, 0: as the target has it. What was answered while no runner was
	 * there is not sent again. attempt may be below 0. */
	void (*send)(struct world *, int64_t attempt, const char *targets,
	    const char *target, struct span id, struct span event,
	    uint32_t within);

	/* The next end that is known by now: false where there is none. */
	bool (*ended)(struct world *, struct world_end *);

	/* The next order; then it is answered, behind the commit. */
	bool (*order)(struct world *, struct world_order *);
	void (*answer)(
	    struct world *, const char *id, enum status, struct span text);

	/* Does the store lie where it did when this was opened? -1, told, where
	 * it was removed, moved or replaced. It may be asked as often as one
	 * likes. */
	int (*stands)(struct world *, struct err *);

	/* Waits until something of that happened, a signal came, or it is steady time
	 * until. */
	void (*wait)(struct world *, int64_t until);
	/* What signals asked for since the last call. */
	unsigned (*signals)(struct world *);

	/* Adds the text of a file that a flow names (sub-flows, for-each, flows of
	 * schedules): as flow files it is refused where others can write it, if
	 * trusted. errno is ENOENT where there is none. */
	int (*read)(struct world *, const char *path, bool trusted,
	    struct buf *, struct err *);
	/* Adds the names of the files of a directory that end so, in order. */
	int (*list)(struct world *, const char *dir, const char *end,
	    struct names *, struct err *);

	/* Removes a directory with all that is in it; none there is none to
	 * remove. */
	int (*remove)(struct world *, const char *dir, struct err *);

	/* A line for who looks after the runner. */
	void (*say)(struct world *, const char *line);

	/* The next waits end, too, when this descriptor is readable; -1:
	 * none. */
	void (*watch)(struct world *, int fd);
};

enum { WORLD_TERM = 1, WORLD_HUP = 2 };

struct world_tickets;

/* Tickets for ready nodes, recon-tickets(7). */
struct world_tickets_ops {
	/* Can one of that class and lane be given now? */
	bool (*can)(
	    struct world_tickets *, const char *class, const char *lane);
	/* Gives it, behind the commit; whether it arrives is not told. */
	void (*give)(struct world_tickets *, const char *class,
	    const char *lane, const struct flow_ticket *);
	/* From now on we want so many of them at once; 0: none. */
	void (*want)(struct world_tickets *, const char *class,
	    const char *lane, unsigned n);
	/* The next that came: false where there is none. A wait ends with
	 * it. */
	bool (*next)(struct world_tickets *, struct flow_ticket_here *);
	/* It is over, behind the commit; or another is to get it. */
	void (*took)(struct world_tickets *, struct flow_ticket_handle);
	void (*back)(struct world_tickets *, struct flow_ticket_handle);
};

struct world_tickets {
	const struct world_tickets_ops *ops;
};

struct world {
	const struct world_ops *ops;
	struct world_tickets *tickets; /* NULL: there is no broker */
};

#endif
