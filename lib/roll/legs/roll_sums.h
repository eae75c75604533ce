/*
 * roll_sums: what a day of recon-roll comes to, counted in legs: what was open
 * before and what is new is what closed and what stays open.
 */
#ifndef ROLL_SUMS_H
#define ROLL_SUMS_H

#include "figures/class_totals.h"
#include "match/residuals.h"
#include "roll/legs/leg.h"

/* Cleared with {0}, released with roll_sums_free. */
struct roll_sums {
	/* legs, as lines of class left and right, that were open before, came
	 * today, closed, and stay open */
	struct class_totals before, fresh, closed, kept;
	/* and of those that stay open, what an earlier run of the day had
	 * closed */
	struct class_totals reopened;
	uint64_t kept_lines; /* of those that stay open */
	bool has_oldest;
	int32_t oldest;             /* DATE of a leg that stays open */
	struct residuals residuals; /* of rolled lines that differ */
	struct total rolled; /* what the lines of legs that closed hold */
	struct total passed; /* and those that were closed before */
};

/* A line of the items from before, or of today; one that is not open is no item
 * from before: name, of the input, is then for the message. -1 is told. */
int roll_sums_came(struct roll_sums *, const struct result *, bool before,
    const char *name, struct err *);

/* A line of today that is closed goes on. */
int roll_sums_pass(struct roll_sums *, const struct result *, struct err *);

/* Legs close: with the line they make, which has its amounts. */
int roll_sums_close(struct roll_sums *, struct leg *const *legs, size_t n,
    const struct result *line, struct err *);

/* A leg stays open; and a line that is written of such. */
int roll_sums_keep(struct roll_sums *, struct span currency, char side,
    struct amount, int32_t day, struct err *);
static inline void
roll_sums_keep_line(struct roll_sums *s)
{
	s->kept_lines++;
}

/*
 * Adds what lines that stay open add up to, to open; to out what is written in
 * all. -1, ST_BROKEN, if what came is not what went, or rolled lines do not
 * hold what closed.
 */
int roll_sums_end(
    struct roll_sums *, struct total *open, struct total *out, struct err *);

void roll_sums_free(struct roll_sums *);

#endif
