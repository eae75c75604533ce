/*
 * truth: where every round of every book stands, in a database that many
 * processes change: SQLite with a rollback journal, or PostgreSQL.
 *
 * Each change is one transaction that looks whether all is still as its caller
 * saw it, changes it, and appends a step: who did what, when, on what evidence.
 * Steps are ordered by their number, never by a clock. Nothing is overwritten
 * but where a system stands.
 */
#ifndef TRUTH_H
#define TRUTH_H

#include "cut/rule/cut_rule.h"
#include "db/db.h"

struct truth {
	struct db db;       /* owned */
	const char *who;    /* borrowed: who acts, for steps */
	bool rehearsal;     /* of a store of its own: one that is made as such is
	                     * refused where none is wanted, and the reverse */
};

/* Which round. cycle is "day" where a book has no others. */
struct truth_key {
	const char *book, *cycle; /* borrowed */
	int32_t date;
	unsigned attempt; /* the try, from 1; 0: the last there is */
};

/* A round as it is kept; released with truth_round_free. */
struct truth_round {
	struct truth_key key; /* attempt is that of the round; texts borrowed of the question */
	bool exists;
	enum cut_state state;
	int32_t next;
	int64_t cut_off;
	bool late;
	struct buf text;           /* owned: of the book, as it was opened with */
	char digest[65];           /* SHA-256 of it */
	struct truth_stand *systems; /* owned, in the order they were given */
	size_t n;
	int64_t step; /* the number of the last step of it */
	int64_t sealed; /* the number of the step that sealed it; 0: it is not */
};

struct truth_stand {
	char *system; /* owned */
	enum cut_state state;
	enum cut_event doing;
	bool ready;
	struct buf sent, got; /* owned: values of the answers to complete and
	                       * ready, "\tNAME=VALUE" as answer.h has them */
};

/* A change. */
struct truth_move {
	struct truth_key key;  /* its attempt is not 0 */
	enum cut_state round;  /* as it was seen; else nothing is moved */
	enum cut_state round_to;
	const char *system;    /* NULL: all systems */
	enum cut_state from;   /* its state as it was seen, or that of all */
	enum cut_state to;
	enum cut_event doing, doing_to; /* likewise */
	bool ready_to;
	const struct buf *sent, *got; /* NULL: as they are */
	const char *what;      /* the word of the step: "announced", "asked", "step" ... */
	const char *why;       /* or NULL */
	struct span evidence;  /* or no bytes */
};

enum { TRUTH_WAIT_S = 30 }; /* for who is at work in it */

/* Opens, made where there is none and use is DB_CREATE. ST_DATA for a database
 * of something else or a newer one, ST_FAIL where there is none. */
int truth_open(struct truth *, const char *url, enum db_use, bool rehearsal,
    const char *who, struct err *);
void truth_close(struct truth *);

/* Reads a round, in one transaction. exists is false where there is none. */
int truth_round(struct truth *, const struct truth_key *, struct truth_round *,
    struct err *);
void truth_round_free(struct truth_round *);

/*
 * Opens a try: key.attempt is one more than the last there is, which was
 * withdrawn. *moved false where somebody else was first.
 */
int truth_begin(struct truth *, const struct truth_round *, bool *moved, struct err *);

/* Does it, or sets *moved to false where anything was not as expected; *step is
 * its number. */
int truth_move(struct truth *, const struct truth_move *, bool *moved,
    int64_t *step, struct err *);

/* Appends a step that moves nothing: an answer, an extract, a reason. */
int truth_note(struct truth *, const struct truth_key *, const char *system,
    const char *what, const char *why, struct span evidence, int64_t *step,
    struct err *);

/* The dates of a book that have a round, ascending, each with the state of its
 * last try; from a date on. each returns -1 to end. */
struct truth_date {
	int32_t date;
	unsigned attempts;
	enum cut_state state;
	int64_t sealed; /* as above */
};
int truth_dates(struct truth *, const char *book, const char *cycle, int32_t from,
    int (*each)(void *, const struct truth_date *, struct err *), void *arg,
    struct err *);

/* Steps of a round, or of all of a book (key.date INT32_MIN), with number above
 * after, in order. */
struct truth_step {
	int64_t number, at; /* at: seconds since 1970, by the clock of who acted */
	struct truth_key key;
	const char *system, *what, *who, *why; /* "" where there is none */
	struct span evidence;
};
int truth_steps(struct truth *, const struct truth_key *, int64_t after,
    int (*each)(void *, const struct truth_step *, struct err *), void *arg,
    struct err *);

/* The number of the last step that there is; 0: none. */
int truth_last(struct truth *, int64_t *step, struct err *);

/*
 * Was the date sealed in a try at or before that step? 0 no, 1 yes, -1 told.
 */
int truth_sealed_at(struct truth *, const char *book, const char *cycle,
    int32_t date, int64_t step, struct err *);

/* An extract of a system is registered by its digest, behind the step that
 * sealed the round. Found again by it: 0 no, 1 yes, -1. */
int truth_extract(struct truth *, const struct truth_key *, const char *system,
    const char *digest, struct span evidence, struct err *);
int truth_extract_find(struct truth *, const struct truth_key *,
    const char *digest, char **system, struct err *);

#endif
