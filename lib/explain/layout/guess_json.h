/*
 * guess_json: where the rows and columns of a bill in JSON seem to be.
 *
 * Rows are the objects of a list, or the documents where there are several,
 * that have an amount: of several such lists one whose amounts are called so,
 * then the outermost, then the longest; the others leave it in doubt. Columns
 * are all texts and numbers in them, but for those in lists; and beside them,
 * before the rows, what is the code of a currency.
 */
#ifndef GUESS_JSON_H
#define GUESS_JSON_H

#include "base/buf.h"

/* A value beside the rows that may be an amount. */
struct guess_json_figure {
	struct buf pointer; /* owned */
	struct span text;   /* into the text that was looked at */
};

struct guess_json {
	struct buf rows;  /* owned: the pointer to them */
	struct buf lines; /* owned: of [recon-clean]; empty: no row was found */
	struct buf doubts; /* owned: lines that leave the proposal unproved, */
	struct buf notes;  /* and such that do not */
	struct guess_json_figure *figures; /* owned */
	size_t n_figures, cap_figures;
};

/* Looks at text in UTF-8, which has to live as long. */
void guess_json_find(struct guess_json *, struct span text);

void guess_json_free(struct guess_json *);

#endif
