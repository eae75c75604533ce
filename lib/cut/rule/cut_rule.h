/*
 * cut_rule: what may be done next with a round, told from where it stands: no
 * clock, no store, nobody asked.
 *
 * A round is one try to turn a date to the next. Each of its systems goes
 *
 *	open - announced - decided - cut - complete - sealed - tied - locked
 *
 * or, before decided, withdrawing - withdrawn, and then there is another try.
 * decided, sealed and tied are steps of all of them at once, and so is what
 * begins a withdrawal; the others are steps of one, taken when it has answered.
 * Before an event goes to a system the store has that it may be told of it
 * (doing), so that whoever comes behind a crash knows whom to ask.
 */
#ifndef CUT_RULE_H
#define CUT_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cut/book/cut_cycle.h"

enum cut_state {
	CUT_OPEN,
	CUT_ANNOUNCED,
	CUT_DECIDED,
	CUT_CUT,
	CUT_COMPLETE,
	CUT_SEALED,
	CUT_TIED,
	CUT_LOCKED,
	CUT_WITHDRAWING,
	CUT_WITHDRAWN,
	CUT_STATES,
};

/* What a system is told. Of announce, withdraw, cut and locked the store has
 * doing from before the first is sent until one was answered by ok: such an
 * event may have arrived, or may still. The others are questions, and change
 * nothing. */
enum cut_event {
	CUT_NOTHING,
	CUT_ANNOUNCE,
	CUT_WITHDRAW,
	CUT_CUT_NOW, /* "cut" */
	CUT_READY,
	CUT_COMPLETE_NOW, /* "complete" */
	CUT_EXTRACT,
	CUT_LOCKED_NOW, /* "locked" */
	CUT_DATE,       /* where do you stand? */
	CUT_EVENTS,
};

const char *cut_state_name(enum cut_state);
const char *cut_event_name(enum cut_event); /* "nothing" for CUT_NOTHING */
bool cut_state_named(const char *, enum cut_state *);
bool cut_event_named(const char *, enum cut_event *);
/* The event whose ok a person's word stands in for: announced, cut, ready,
 * complete, locked, withdrawn. */
bool cut_step_named(const char *, enum cut_event *);

/* Has it come to that state, or gone further forward? No state of a withdrawal
 * has. */
bool cut_state_reached(enum cut_state, enum cut_state);

struct cut_stand {
	enum cut_state state;
	enum cut_event doing;
	bool ready;          /* it said that it has all of the date, and what it
	                      * got is what was sent to it; a system that gets
	                      * nothing of others needs not */
	const size_t *after; /* systems whose data it gets */
	size_t n_after;
};

/* A round as the store has it, and what of other rounds matters. */
struct cut_round {
	struct cut_stand *systems; /* in the order of the book */
	size_t n;
	bool exists;          /* false: there is no try yet, or the last one was
	                       * withdrawn; systems is what a new one has */
	enum cut_state state; /* OPEN until decided; DECIDED until sealed;
	                       * SEALED, TIED, LOCKED; WITHDRAWING, WITHDRAWN */
	bool late;            /* opened behind its cut-off */
	bool before_sealed;   /* the date before is sealed, or there is none */
	bool before_locked;   /* likewise locked */
	bool out_of_turn;     /* rounds that are decided have turned the systems
	                       * to another date, */
	int32_t in_turn;      /* this one, and not on the way here, in */
	enum cut_cycle cycle; /* this cycle */
	int64_t cut_off, margin_at; /* moments: margin_at is the last at which
	                             * it may be decided, unless late */
	uint32_t missed; /* dates whose cut-off has passed by now and that have
	                  * no round that is decided, this one among them */
	uint32_t max;    /* missed dates that need no person */
};

/* Can a round stand so? What cannot is no work of these rules. *system is one
 * that stands where it cannot, n where it is the round. */
bool cut_round_is_sound(const struct cut_round *, size_t *system);

enum cut_command {
	CUT_DO_ANNOUNCE,
	CUT_DO_WITHDRAW,
	CUT_DO_CUT,
	CUT_DO_READY,
	CUT_DO_COMPLETE,
	CUT_DO_SEAL,
	CUT_DO_EXTRACT,
	CUT_DO_TIE,
	CUT_DO_LOCK
};

/* The command that sends the event; false for one that is no step. */
bool cut_event_command(enum cut_event, enum cut_command *);

enum cut_next_is {
	CUT_NEXT_DONE,    /* nothing is left of it: it was done already */
	CUT_NEXT_OPEN,    /* a try is to be opened, late or not */
	CUT_NEXT_SEND,    /* event to system; its answer decides */
	CUT_NEXT_ALL,     /* the round goes to round_to, and all its systems
	                   * from one state to the other, if these differ */
	CUT_NEXT_ONE,     /* a system moves without being told: one that was
	                   * never announced, or by a person's word */
	CUT_NEXT_WAIT,    /* not yet: status 75, why */
	CUT_NEXT_REFUSED, /* status 1, why */
};

struct cut_next {
	enum cut_next_is is;
	size_t system;        /* of SEND and ONE; else n */
	enum cut_event event; /* of SEND, and of a person's word */
	enum cut_state from, to;
	enum cut_state asked;    /* of SEND: its state while it is asked */
	enum cut_state round_to; /* of ALL */
	int64_t until;           /* of ALL: not done behind it; 0: whenever */
	bool late;               /* of OPEN */
	bool ask_first;          /* of SEND: it may have been told, so the
	                          * event date comes before */
	int64_t at;              /* of WAIT: when it is over; 0: unknown */
	char why[160];           /* of WAIT and REFUSED, and where a withdrawal
	                          * begins: reads behind the name of because,
	                          * or where that is n behind the date */
	size_t because;          /* a system, or n */
};

/*
 * The next step of a command at a moment. cut, ready, complete, extract and
 * lock are for one system, or with n for all, in order; extract always is for
 * one. The others are of the round, and look at no system. insists: a person
 * gave a reason (--why), which a withdrawal and more missed dates than max
 * need.
 *
 * With a round that is being withdrawn withdraw and announce go on, systems in
 * reverse order, until it is WITHDRAWN. Whoever has moved it there, or found it
 * on its way there, ends: announce with status 1, as it would open the next
 * try.
 */
void cut_rule_next(const struct cut_round *, enum cut_command, size_t system,
    int64_t now, bool insists, struct cut_next *);

/*
 * A person's word that a system has said ok to the event, which has to be what
 * the rule would send it now: ONE; DONE where it is behind it; else WAIT or
 * REFUSED.
 */
void cut_rule_step(const struct cut_round *, size_t system, enum cut_event,
    int64_t now, bool insists, struct cut_next *);

#endif
