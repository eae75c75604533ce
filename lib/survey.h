/*
 * survey: what the columns of a bill hold, gathered row by row.
 */
#ifndef SURVEY_H
#define SURVEY_H

#include "amount.h"
#include "names.h"
#include "row.h"

enum {
	SURVEY_EXAMPLES = 3,
	SURVEY_ROWS = 100000, /* rows whose values are compared */
};

struct survey_column {
	uint64_t filled;
	struct names examples;  /* different ones, the first few */
	bool amounts, dates, codes; /* all that is there is such */
	struct amount sum;
	uint64_t *hashes;       /* owned: of the values, for "distinct" */
	size_t n_hashes, cap_hashes;
};

struct survey {
	struct survey_column *columns; /* owned */
	size_t n;
	uint64_t rows;
};

void survey_init(struct survey *, size_t columns);
void survey_row(struct survey *, const struct row *);

/* No two of its values are the same, and every row has one. */
bool survey_distinct(struct survey *, size_t column);

void survey_free(struct survey *);

#endif
