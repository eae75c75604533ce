/*
 * fetch: bills fetched, each whole or not at all.
 */
#ifndef FETCH_H
#define FETCH_H

#include "fetch/fetch_state.h"
#include "fetch/partial.h"

/* ST_FAIL, told. *f has the members of its caller already. */
int fetch_open(struct fetch *, const struct fetch_plan *, struct err *);

/* Fetches what the plan says, and tries again until its deadline. -1, told:
 * ST_AGAIN what is not there or not whole yet, ST_DATA what is damaged. */
int fetch_all(struct fetch *, struct err *);

void fetch_close(struct fetch *);

/* Tries a bill once. What came stays in the partial, which is open, for another
 * try. -1 as above. */
int fetch_try(struct fetch *, const struct fetch_place *, struct partial *,
    struct file_sums *, struct err *);

/* It is whole: becomes what it is to become, and is counted. The partial is
 * closed. */
int fetch_settle(struct fetch *, const struct fetch_place *, struct partial *,
    const struct file_sums *, struct err *);

/* Opens a partial for the bill, with --resume where another process broke off. */
int fetch_begin(
    struct fetch *, const struct fetch_place *, struct partial *, struct err *);

/* It did not come, as e says: with --resume what did is kept, if it may be gone
 * on with. The partial is closed. */
void fetch_give_up(struct fetch *, const struct fetch_place *, struct partial *,
    struct err *e);

/* It is here already: counts it. */
void fetch_note_same(struct fetch *, const struct fetch_place *);

/* The same of every file of a directory, told by say; -1 where one of them did
 * not come, with the worst status, or none is there. */
int fetch_directory(struct fetch *, struct err *);

/*
 * What a failed try means: waits and returns true where it is to be made again.
 * n counts the tries, *wait the seconds before the next. Where the deadline has
 * passed e says so.
 */
bool fetch_again(struct fetch *, unsigned n, int64_t *wait, struct err *e);

#endif
