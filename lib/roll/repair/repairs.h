/*
 * repairs: what people close and correct by hand on a day, with the open items
 * that it names.
 *
 *	read adjustments and amendments, repairs_drop, repairs_find
 *	for each KEY of repairs_key: repairs_apply
 *	repairs_check
 *
 * All of it is held in memory; what is there is people's work, or the answers
 * that came in a day.
 */
#ifndef REPAIRS_H
#define REPAIRS_H

#include "roll/repair/adjustments.h"
#include "roll/repair/amendments.h"
#include "roll/legs/key_roll.h"

/* An open item that is named. */
struct repair {
	char id[LEG_ID];  /* without a NUL */
	const char *file; /* borrowed: where it is named */
	uint64_t line;
	size_t at; /* among adjustments or amendments */
	bool amends;
	bool found, done;
	bool was_open; /* on a day before; told by repairs_was_open */
};

struct repairs;

/* Calls repairs_was_open for the items that were open on days before, at least
 * until repairs_all_known. -1, told. */
typedef int repairs_past_fn(void *arg, struct repairs *, struct err *);

/* Cleared with {0}, released with repairs_free. */
struct repairs {
	struct adjustments adjustments;
	struct amendments amendments;
	uint64_t n_known; /* amendments that were left out, see repairs_drop */
	uint64_t n_late;  /* that are kept and not rolled, see repairs_find */

	/* private */
	struct repair *of; /* owned, by id */
	size_t n, cap;
	size_t n_missing;  /* that are not open, and not known to have been */
	struct span *keys; /* owned, ascending: the KEYs concerned */
	size_t n_keys, cap_keys, at_key;
	size_t at_amendment;
	struct amendment **replies; /* owned: those with reply=, by it */
	size_t n_replies;
	struct arena arena;
	struct buf text;
};

/* Anything at all? */
static inline bool
repairs_are(const struct repairs *r)
{
	return r->adjustments.n || r->amendments.n;
}

/* Arranges what was read. */
void repairs_begin(struct repairs *);

/* Does an amendment carry reply=? */
static inline bool
repairs_have_replies(const struct repairs *r)
{
	return r->n_replies > 0;
}

/* A reply, escaped, that was known before: what carries it is left out. */
void repairs_drop(struct repairs *, struct span reply);

/*
 * Finds the items that are named among those open before, a regular file that
 * is read an extra time (NULL: nothing was open). past says what was open on
 * days before, where one of them is not open now, or is NULL; day is today.
 *
 * ST_DATA, told where it is named, for an item that is named twice, or is not
 * open: but an amendment with reply= whose item is closed is only kept.
 */
int repairs_find(struct repairs *, const char *open, int32_t day,
    repairs_past_fn *past, void *arg, struct err *);

/* An item of this id was open on a day before. */
void repairs_was_open(struct repairs *, struct span id);

/* Is it known of every item that is named and not open that it was? */
bool repairs_all_known(const struct repairs *);

/* The item of this id that is named, or NULL. */
struct repair *repairs_item(const struct repairs *, struct span id);

/* The first KEY not yet applied, NULL behind the last. */
static inline const struct span *
repairs_key(const struct repairs *r)
{
	return r->at_key < r->n_keys ? &r->keys[r->at_key] : NULL;
}

/* To a KEY whose lines were added: closes what is named, adds what is new. If it
 * is that of repairs_key, moves on to the next. */
int repairs_apply(
    struct repairs *, struct key_roll *, struct span key, struct err *);

/* -1, ST_DATA, where an item that was found was not there when its KEY came: the
 * file was changed meanwhile. */
int repairs_check(const struct repairs *, const char *open, struct err *);

/* Adds a line for each reply that is taken or kept: NAME, "rolled" or "late",
 * and the record of the latter, escaped, or -; with TABs between. */
void repairs_format_replies(const struct repairs *, struct buf *);

/* Lines for the operator about what is kept and not rolled, each with its LF. */
void repairs_tell_late(const struct repairs *, struct buf *);

void repairs_free(struct repairs *);

#endif
