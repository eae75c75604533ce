/*
 * cut_message: the event that a system of a book is sent, recon-cut(5): what it
 * is to do, of which date, in which try.
 */
#ifndef CUT_MESSAGE_H
#define CUT_MESSAGE_H

#include "base/buf.h"
#include "cut/book/cut_cycle.h"
#include "cut/rule/cut_rule.h"

/* All is borrowed. */
struct cut_message {
	enum cut_event event;
	const char *book, *book_title;
	enum cut_cycle cycle;
	const char *system, *title;
	int32_t date, next; /* in the cycle: it is turned from date to next */
	int32_t day, next_day; /* the accounting dates of these, as days */
	int64_t cut_off;       /* seconds since 1970, as now is */
	unsigned attempt;      /* the try, from 1 */
	bool late, rehearsal;
	uint64_t number;  /* of CUT_DATE and CUT_EXTRACT, which are asked anew
	                   * each time: no other has it, in this try */
	const char *file; /* of CUT_EXTRACT: where the records go; or NULL */
	int64_t now;
};

/* Adds its id, of letters, digits and -._: the same whenever it is sent again. */
void cut_message_id(struct buf *, const struct cut_message *);

/* Adds the event, a line without its end. */
void cut_message_line(struct buf *, const struct cut_message *);

#endif
