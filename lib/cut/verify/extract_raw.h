/*
 * extract_raw: the records of a system as it writes them itself: what its
 * command prints, or what it writes into a file when an event asks for them.
 */
#ifndef EXTRACT_RAW_H
#define EXTRACT_RAW_H

#include "cut/turn/turn_round.h"

/* All is borrowed. */
struct extract_raw {
	struct turn *turn;
	const struct turn_round *round;
	size_t system;       /* its place in the book */
	const char *command; /* as words, {date} and {next} in them; NULL: it is
	                      * asked by the event extract */
	const char *file;    /* where the records go; it is there */
};

/*
 * Has them written. A command runs in the book's directory, within the time that
 * the system has for it: ST_DATA, ST_BROKEN and ST_AGAIN are what it said,
 * ST_AGAIN is also one that took too long, ST_FAIL any other that fails. A
 * system that is asked and says retry is ST_AGAIN, fail and a system of a book in
 * shadow mode are ST_DIFFER.
 */
int extract_raw_write(const struct extract_raw *, struct err *);

#endif
