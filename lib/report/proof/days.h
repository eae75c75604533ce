/*
 * days: the chain of days that recon-roll keeps, recon-state(5).
 */
#ifndef REPORT_DAYS_H
#define REPORT_DAYS_H

#include "book/dir/chain.h"
#include "book/dir/state_dir.h"
#include "report/proof/checks.h"

/* A state directory that was looked at; released with days_free. */
struct days {
	const char *path; /* borrowed */
	struct state_dir dir;
	struct chain chain;
};

/* -1, told: ST_FAIL where it is none, ST_DATA where its manifest is damaged. */
int days_look(struct days *, const char *dir, struct err *);

/*
 * Does the directory hold what its manifest says; is the day there, and rolled
 * from the days before it as they are now; is what recon-roll says to have read
 * what the directory knows? -1, told, where the day's file cannot be read.
 */
int days_check(struct days *, int32_t day, const struct stages *,
    struct checks *, struct err *);

/* What the totals of a day are called. */
extern const enum word days_words[DAY_TOTALS];

/* Adds rows of a table, a day each up to this one, the last of them. */
int days_put(
    struct days *, int32_t day, enum language, struct buf *, struct err *);

void days_free(struct days *);

#endif
