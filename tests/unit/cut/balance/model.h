/*
 * model: a database in which statements of several processes meet, as READ
 * COMMITTED of PostgreSQL has it, and no more of it than balances of two days
 * need.
 *
 * A statement begins with what is committed then. A row that it changes is locked
 * until its transaction ends; one that had to wait for the lock goes by the row
 * as it is then. Dates are 0, which is closed, 1, which is turned to, and 2.
 * States are compared as bytes, so a field that means nothing is 0.
 */
#ifndef MODEL_H
#define MODEL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { ACCOUNTS = 3, POSTINGS = 3, BATCH = POSTINGS, PROCESSES, EPOCHS = 3 };
enum { OPENING = 1000, ENTRIES = 2, NOBODY = 0 };

struct row {
	int16_t is, turned_to, day, next;
	int16_t closed, closing; /* of date 0 */
};

struct account {
	struct row now, made; /* committed; what its owner wrote */
	int16_t owner;        /* who has its lock: process + 1, or NOBODY */
};

/* Where a process stands; at is a place in its program. */
struct process {
	int16_t at, k;      /* the entry, or the account, it is about */
	int16_t epoch;      /* that it has read */
	int16_t part;       /* of the batch */
	int16_t found;      /* accounts that its statement found, a bit each */
	int16_t knows;      /* of a posting: its statement found its id */
	int16_t born;       /* the date for an account that it opens */
	struct row seen[2]; /* rows as it has read them */
};

struct state {
	struct account account[ACCOUNTS];
	struct {
		int16_t is, owner;
	} id[POSTINGS];
	/* The one row that tells which date accounts are turned to. */
	int16_t turn_now, turn_made, turn_owner, turn_shared;
	/* The row of the epoch, and a lock for each that there is. */
	int16_t epoch, shared[EPOCHS], wanted[EPOCHS];
	int16_t deaths; /* that may still be */
	struct process process[PROCESSES];
};

/* What is tried: the same in all states of a search. */
struct posting {
	int16_t id, date, n;
	int16_t account[ENTRIES], amount[ENTRIES];
};

/* What is put in on purpose. */
enum fault {
	NO_FAULT,
	/* of both forms */
	OTHER_ORDER,    /* the second posting takes its accounts backwards */
	PART_BACKWARDS, /* a part of the batch takes them backwards */
	LOOKS_FOR_ID,   /* an id is looked for, not inserted first */
	CLOSES_BEFORE,  /* the closing is read before the row is locked */
	/* of the single statement */
	IN_HALVES,      /* each account has a transaction of its own */
	DECIDES_BEFORE, /* the date of the account is read before */
	WRITES_BACK,    /* and so is what is in it */
	BORN_OPEN,      /* an account is opened with the date that is closed */
	BORN_LOOSE,     /* the date that is turned to is read, but not locked */
	/* of the set */
	MADE_BLINDLY, /* an account that another has opened meanwhile is taken
	               * for its own */
	NO_LAST_PASS, /* nobody waits for accounts that were passed over */
	/* of the epochs */
	NO_BARRIER,    /* nobody waits for those of the old epoch */
	NEW_BARRIER,   /* the lock of the new epoch is waited for */
	BARRIER_FIRST, /* that of the old one, before the epoch is raised */
	READS_ONCE,    /* the epoch is not read again under its lock */
	LOCK_READS,    /* what is in accounts is read by what locks them */
	BORN_EARLY, /* an account is opened turned while they are still there */
	BACK_EARLY, /* the phase goes back before the last part has ended */
	NO_BARRIER_AGAIN, /* who comes behind a crash takes it for passed */
};

struct scenario {
	struct posting posting[POSTINGS];
	bool
	    whole; /* the batch turns all accounts in one part, not each in one */
	bool passes_over; /* accounts that others have locked, at first */
	int16_t deaths;
	enum fault fault;
};

/* Where a process may be, whatever its program. */
enum { AT_BEGIN = 0, AT_DONE = 100, AT_REPEATED, AT_LATE };

static char model_said[80]; /* the step that was made last, in words */
static bool model_tells;

static inline bool
says(const char *what, int account)
{
	if (model_tells && account < 0)
		snprintf(model_said, sizeof model_said, "%s", what);
	else if (model_tells)
		snprintf(model_said, sizeof model_said, "%s %c", what,
		    'a' + account);
	return true;
}

static inline bool
ended(const struct process *p)
{
	return p->at >= AT_DONE;
}

/* The row as a statement that begins now sees it. */
static inline const struct row *
visible(const struct state *s, int account, int p)
{
	const struct account *a = &s->account[account];

	return a->owner == p + 1 ? &a->made : &a->now;
}

/* Locks the row; false while another has it. */
static inline bool
locked(struct state *s, int account, int p)
{
	struct account *a = &s->account[account];

	if (a->owner != NOBODY)
		return a->owner == p + 1;
	a->owner = (int16_t)(p + 1);
	a->made = a->now;
	return true;
}

/* Its transaction ends. */
static inline void
end(struct state *s, int p, bool commits)
{
	for (int i = 0; i < ACCOUNTS; i++) {
		struct account *a = &s->account[i];

		if (a->owner != p + 1)
			continue;
		if (commits)
			a->now = a->made;
		a->made = (struct row){ 0 };
		a->owner = NOBODY;
	}
	for (int i = 0; i < POSTINGS; i++)
		if (s->id[i].owner == p + 1) {
			s->id[i].is |= commits;
			s->id[i].owner = NOBODY;
		}
	if (s->turn_owner == p + 1) {
		if (commits)
			s->turn_now = s->turn_made;
		s->turn_owner = s->turn_made = NOBODY;
	}
	s->turn_shared &= (int16_t) ~(1 << p);
	for (int e = 0; e < EPOCHS; e++) {
		s->shared[e] &= (int16_t) ~(1 << p);
		s->wanted[e] &= (int16_t) ~(1 << p);
	}
}

/* A transaction has ended, and its process goes on there with nothing in mind. */
static inline void
goes_to(struct state *s, int p, int at)
{
	int16_t part = s->process[p].part;

	s->process[p] = (struct process){ .at = (int16_t)at, .part = part };
}

/* The place of its k-th entry. */
static inline int
entry_of(const struct scenario *c, int p, int k)
{
	return c->fault == OTHER_ORDER && p == 1 ? c->posting[p].n - 1 - k : k;
}

static inline bool
fits(const struct row *r, int date)
{
	return r->is && (date == r->turned_to || date == r->turned_to + 1);
}

/* INSERT of the id, which is unique: it waits for another that has inserted it,
 * and inserts nothing where it is there: the posting was done before. */
static inline bool
insert_id(const struct scenario *c, struct state *s, int p, int next)
{
	int id = c->posting[p].id;

	if (s->id[id].owner != NOBODY && c->fault != LOOKS_FOR_ID)
		return false;
	if (s->id[id].is) {
		end(s, p, false);
		goes_to(s, p, AT_REPEATED);
		return says("finds its id, was done before", -1);
	}
	s->id[id].owner = (int16_t)(p + 1);
	s->process[p].at = (int16_t)next;
	return says("inserts its id", -1);
}

static inline bool
commits(struct state *s, int p)
{
	end(s, p, true);
	goes_to(s, p, AT_DONE);
	return says("commits", -1);
}

static inline bool
is_late(struct state *s, int p)
{
	end(s, p, false);
	goes_to(s, p, AT_LATE);
	return says("is late, rolls back", -1);
}

#endif
