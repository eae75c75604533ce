/*
 * answer: what a transport says of an event, recon-transport(7).
 */
#ifndef ANSWER_H
#define ANSWER_H

#include "base/buf.h"
#include "base/err.h"

enum answer_kind {
	ANSWER_NONE, /* none yet */
	ANSWER_OK,
	ANSWER_RETRY,
	ANSWER_FAIL,
};

enum { ANSWER_SOON = -1 }; /* seconds: when to try again was not said */

/* Cleared with {0}; used again after answer_clear. */
struct answer {
	enum answer_kind kind;
	int64_t seconds;   /* until a retry may succeed, or ANSWER_SOON */
	struct buf reason; /* owned; of retry and fail */
	struct buf values; /* owned: "\tNAME=VALUE", escaped */
};

void answer_clear(struct answer *);
void answer_ok(struct answer *);
void answer_retry(struct answer *, int64_t seconds, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void answer_fail(struct answer *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds a value; of a name that a value has already, too. */
void answer_value(struct answer *, const char *name, struct span value);

/* Adds the line for the event of this id. */
void answer_format(struct buf *, struct span id, const struct answer *);

/*
 * Reads such a line, without its line end, into the answer, and the id, which is
 * within the line. ST_DATA where it is none.
 */
int answer_parse(
    struct answer *, struct span line, struct span *id, struct err *);

/* Adds the first value of that name, as it was; false where there is none. */
bool answer_find(const struct answer *, const char *name, struct buf *);

/* Is there more than one? */
bool answer_repeats(const struct answer *, const char *name);

/* Is there a value of that name that is this word? */
bool answer_says(const struct answer *, const char *name, struct span word);

void answer_free(struct answer *);

#endif
