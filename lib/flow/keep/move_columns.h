/*
 * move_columns: the columns of a table that is copied, as it is made in the new
 * place, and what of the old one goes into each.
 */
#ifndef MOVE_COLUMNS_H
#define MOVE_COLUMNS_H

#include "base/buf.h"
#include "db/db.h"

enum { MOVE_COLUMNS_MAX = 40 };

/* Borrowed. */
struct move_ends {
	struct db *from, *to; /* in transactions; of the second the tables are
	                       * there, and no indexes */
	int64_t worker; /* the number that who works in the directory has on
	                 * the server; 0: none */
};

struct move_column {
	char name[32];
	bool not_null;
};

/* Cleared with {0}, released with move_columns_free. */
struct move_columns {
	const char *table; /* borrowed */
	struct move_column list[MOVE_COLUMNS_MAX];
	size_t n;
	bool numbers_rows;    /* those that say no number */
	struct buf names;     /* with commas between, and a NUL, as the rest */
	struct buf read;      /* the question for the rows of the old one, */
	struct buf read_back; /* and for those of the new one */
};

int move_columns_find(struct move_columns *, const struct move_ends *,
    const char *table, struct err *);

/* Does it say something to people, and mean nothing else? */
bool move_columns_is_words(const struct move_columns *, size_t i);

void move_columns_free(struct move_columns *);

#endif
