/*
 * truth: where every round of every book stands, in a database that many
 * processes change: SQLite with a rollback journal, or PostgreSQL.
 *
 * Each change is one transaction that looks whether all is still as its caller
 * saw it, changes it, and appends a step: who did what, when, on what evidence.
 * Steps are ordered by their number, never by a clock: one with a lower number
 * was committed before. Nothing is overwritten but where a system stands.
 *
 * Moments are seconds since 1970 by the clock of who acted. All functions
 * return -1 with the error told: ST_AGAIN where somebody else has it locked, or
 * no server is reached; ST_DATA where it is damaged. Then nothing is changed,
 * unless a server went away while it committed.
 */
#ifndef TRUTH_H
#define TRUTH_H

#include "base/buf.h"
#include "cut/book/cut_cycle.h"
#include "cut/rule/cut_rule.h"
#include "db/db.h"

enum {
	TRUTH_VERSION = 1,
	TRUTH_WAIT_S = 30, /* for who is at work in it */
};

/* Released with truth_close. */
struct truth {
	struct db db;
	const char *who; /* borrowed: who acts, for steps */
	bool rehearsal;  /* it is a store of rehearsals */
	bool has_at;     /* it is this moment, not the clock's: who rehearses */
	int64_t at;      /* sets both behind truth_open */
	unsigned looking; /* truth_look_begin that were not ended */
};

/*
 * Opens it; where there is none, DB_CREATE makes it, of rehearsals or not, and
 * the others tell ST_FAIL. A store of the other kind is refused, ST_FAIL; a
 * database of something else, or of a newer version, ST_DATA. A file is made for
 * its owner alone, and one that others can write is read, and else refused,
 * ST_FAIL, as is one on a file system of a network.
 */
int truth_open(struct truth *, const char *url, enum db_use, bool rehearsal,
    const char *who, struct err *);

/* The same, to read; where there is none yet, one without rounds, in memory. */
int truth_open_or_none(struct truth *, const char *url, bool rehearsal,
    const char *who, struct err *);

void truth_close(struct truth *);

/*
 * Between them all that is read is of one moment, whatever others change; they
 * may stand within one another. truth_look_end returns r, or -1, told, where
 * the database could not end it.
 */
int truth_look_begin(struct truth *, struct err *);
int truth_look_end(struct truth *, int r, struct err *);

/* Which round: date is in that cycle, as all that are with a key. */
struct truth_key {
	const char *book; /* borrowed */
	enum cut_cycle cycle;
	int32_t date;
	unsigned attempt; /* the try, from 1; 0: the last there is */
};

struct truth_stand {
	char *system; /* owned */
	enum cut_state state;
	enum cut_event doing;
	bool ready;
	int64_t since;        /* of its last change */
	struct buf sent, got; /* owned: values of the answers to complete and
	                       * ready, "\tNAME=VALUE" as answer.h has them */
};

/* A round as it is kept; cleared with {0}, released with truth_round_free. */
struct truth_round {
	struct truth_key key; /* as asked, with the attempt that was found */
	bool exists;
	enum cut_state state;
	int32_t next;
	int64_t cut_off;
	bool late;
	struct buf text; /* owned: of the book, as it was opened with */
	char digest[65]; /* SHA-256 of it */
	struct truth_stand *systems; /* owned, in the order they were given */
	size_t n;
	int64_t since;  /* of the last change of its own state */
	int64_t sealed; /* that of the step that sealed it; 0: it is not */
};

/* Reads a round, at one moment. exists is false where there is none. ST_DATA
 * for one that cannot stand so, as cut_round_is_sound has it, whatever its
 * systems are after. */
int truth_round(struct truth *, const struct truth_key *, struct truth_round *,
    struct err *);
void truth_round_free(struct truth_round *);

/*
 * Opens a try: key.attempt is one more than the last there is, which was
 * withdrawn; all its systems are open, whatever is given. why: of a person, or
 * NULL. *moved false where somebody else was first.
 */
int truth_begin(struct truth *, const struct truth_round *, const char *why,
    bool *moved, struct err *);

/* The word of the step that an extract is. */
#define TRUTH_EXTRACTED "extracted"

/* A change. */
struct truth_move {
	struct truth_key key; /* its attempt is not 0 */
	enum cut_state round; /* as it was seen; else nothing is moved */
	enum cut_state round_to;
	const char *system;  /* NULL: all; where from is to then: none */
	enum cut_state from; /* as it was seen of the system, or of all */
	enum cut_state to;
	enum cut_event doing, doing_to; /* likewise */
	bool ready, ready_to;           /* likewise, of one system */
	const struct buf *sent, *got;   /* NULL: as they are */
	int64_t until;    /* not moved behind that moment; 0: whenever */
	int64_t seen;     /* not moved where the round has an extract behind
	                   * that step; 0: whatever it has */
	const char *what; /* the word of the step: "announced", "asked" ... */
	const char *why;  /* or NULL */
	struct span evidence; /* text without a NUL, or no bytes */
};

/* Does it, or sets *moved to false where anything was not as expected. */
int truth_move(
    struct truth *, const struct truth_move *, bool *moved, struct err *);

/* What a step says. */
struct truth_said {
	const char *system, *what, *why; /* system and why may be NULL */
	struct span evidence;            /* text without a NUL, or no bytes */
};

/* Appends a step that moves nothing: an answer, a reason; unless the last one of
 * its system, or of none, is the same. ST_FAIL where there is no such round. */
int truth_note_unless_same(struct truth *, const struct truth_key *,
    const struct truth_said *, struct err *);

struct truth_date {
	int32_t date, next;
	unsigned attempts;
	enum cut_state state; /* of the last try */
	int64_t sealed;       /* as above */
};

/* The dates of a book that have a round, ascending, from a date on. each asks
 * nothing of this truth, and returns -1 with the error told to end. */
int truth_dates(struct truth *, const char *book, enum cut_cycle cycle,
    int32_t from, int (*each)(void *, const struct truth_date *, struct err *),
    void *arg, struct err *);

struct truth_step {
	int64_t number, at;
	struct truth_key key;
	const char *system, *what, *who, *why; /* "" where there is none */
	struct span evidence;
};

/* The steps of a date (attempt 0: of all its tries), or of all of a book (date
 * INT32_MIN), with number above after, in order. each as above; texts live
 * until it returns. */
int truth_steps(struct truth *, const struct truth_key *, int64_t after,
    int (*each)(void *, const struct truth_step *, struct err *), void *arg,
    struct err *);

/* The latest date of a book that has a round, withdrawn or not: 1; 0, *date
 * untouched, where there is none; -1. */
int truth_latest(struct truth *, const char *book, enum cut_cycle cycle,
    int32_t *date, struct err *);

/* The number of the last step that there is; 0: none. */
int truth_last(struct truth *, int64_t *step, struct err *);

/* An extract of a system. All is borrowed. */
struct truth_extract {
	struct truth_key key;
	const char *system, *digest;
	struct span evidence;
	/* Is the same digest written down again? 1, 0, -1 told. What it asks of
	 * the truth nobody changes until that is done. */
	int (*again)(void *, struct err *);
	void *arg;
};

/* Registers it, a step of that word, by its digest and behind the step that sealed
 * the round; before it is: ST_FAIL. The same digest changes nothing, unless again
 * says so. */
int truth_extract(struct truth *, const struct truth_extract *, struct err *);

#endif
