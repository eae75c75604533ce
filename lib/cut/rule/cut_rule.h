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

/* The event that a system may have been told without an answer that is known. */
enum cut_event {
	CUT_NOTHING,
	CUT_ANNOUNCE,
	CUT_WITHDRAW,
	CUT_CUT_NOW, /* "cut" */
	CUT_READY,
	CUT_COMPLETE_NOW, /* "complete" */
	CUT_EXTRACT,
	CUT_LOCKED_NOW, /* "locked" */
	CUT_DATE,       /* where do you stand? changes nothing, is never doing */
	CUT_EVENTS,
};

const char *cut_state_name(enum cut_state);
const char *cut_event_name(enum cut_event);
bool cut_state_named(const char *, enum cut_state *);

struct cut_stand {
	enum cut_state state;
	enum cut_event doing;
	bool ready;          /* it said that it has all of the date, and what it
	                      * got is what was sent to it */
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
	bool before_sealed;   /* the round of the date before is sealed, or there is none */
	bool before_locked;   /* likewise locked */
	int64_t cut_off, margin_at; /* moments: margin_at is the last at which
	                             * it may be decided, unless late */
	uint32_t missed;      /* dates whose cut-off has passed and that have no
	                       * round that is decided, up to this one */
	uint32_t max;         /* missed dates that need no person */
};

enum cut_command { CUT_DO_ANNOUNCE, CUT_DO_WITHDRAW, CUT_DO_CUT, CUT_DO_READY,
	CUT_DO_COMPLETE, CUT_DO_SEAL, CUT_DO_EXTRACT, CUT_DO_TIE, CUT_DO_LOCK,
	CUT_DO_STEP };

enum cut_next_is {
	CUT_NEXT_DONE,    /* nothing is left of it: it was done already */
	CUT_NEXT_OPEN,    /* a try is to be opened, late or not, then look again */
	CUT_NEXT_SEND,    /* event to system; its answer decides */
	CUT_NEXT_ALL,     /* all systems move from .from to .to at once */
	CUT_NEXT_ONE,     /* system moves without being told (never announced:
	                   * withdrawn) */
	CUT_NEXT_WAIT,    /* not yet: status 75, why */
	CUT_NEXT_REFUSED, /* status 1, why */
};

struct cut_next {
	enum cut_next_is is;
	size_t system;
	enum cut_event event;
	enum cut_state from, to;
	bool late;            /* of CUT_NEXT_OPEN */
	bool ask_first;       /* of CUT_NEXT_SEND: it may have been told, behind a
	                       * crash: the event date comes before */
	int64_t at;           /* of CUT_NEXT_WAIT: when to look again; 0: unknown */
	char why[256];        /* one line, the systems by numbers "%zu" never:
	                       * words alone; the caller adds names */
	size_t because;       /* the system that it waits for; n: none */
};

/*
 * The next step of a command, for one system (n: for all of them, in order) at a
 * moment. insists: a person gave a reason (--why), which a withdrawal and more
 * missed dates than max need.
 */
void cut_rule_next(const struct cut_round *, enum cut_command, size_t system,
    int64_t now, bool insists, struct cut_next *);

#endif
