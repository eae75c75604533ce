/*
 * tie: the verdict on a date that is sealed: what its systems have agrees, by
 * what recon-join found of their extracts.
 */
#ifndef TIE_H
#define TIE_H

#include "cut/turn/turn.h"

/* All is borrowed. */
struct tie_wish {
	int32_t date;
	char *const *facts; /* files, recon-facts(5), one for each pair of the
	                     * book, in any order */
	size_t n;
};

/*
 * Ties the date, with the SHA-256 of the facts and their figures as evidence.
 * *status: ST_OK where it is done or was done before; ST_AGAIN before it is
 * sealed, or where systems are extracted anew again and again while it looks;
 * ST_DIFFER where anything differs, or was not compared as the book says:
 * all that is wrong is said, and the last of it written down. -1, told, for a
 * file that cannot be read (ST_FAIL) or is none of facts (ST_DATA).
 */
int tie_run(
    struct turn *, const struct tie_wish *, enum status *, struct err *);

#endif
