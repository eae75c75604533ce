/*
 * control_total: control totals, the number of records and the sum of their amounts
 * per side and currency, as a #total line carries them (recon-record(5)).
 */
#ifndef CONTROL_TOTAL_H
#define CONTROL_TOTAL_H

#include <stdint.h>

#include "value/amount.h"
#include "base/buf.h"
#include "base/err.h"
#include "stream/line/record.h"
#include "stream/line/result.h"

struct total_sum {
	char side;                   /* 'L' or 'R' */
	unsigned char len;           /* bytes of currency */
	char currency[CURRENCY_MAX]; /* not terminated */
	struct amount amount;
};

/* Cleared with {0}, released with total_free. */
/* Sides and currencies of one total: there are under 200 codes, and what has
 * more is no column of currencies. */
enum { TOTAL_SUMS_MAX = 2000 };

struct total {
	uint64_t records;
	struct total_sum *sums; /* owned */
	size_t n, cap;
	size_t last; /* private: the sum added to last */
};

/*
 * Adds an amount to the sum of its side and currency; does not count a
 * record. AMOUNT_OVERFLOW leaves the sum as it was.
 */
enum amount_result total_add(
    struct total *, char side, struct span currency, struct amount);

/*
 * Counts n more records, whose amounts add up to a, of the side and currency
 * that were added to last. False where that overflows, the total is then as
 * it was.
 */
static inline bool
total_again(struct total *t, uint64_t n, struct amount a)
{
	struct amount *sum = &t->sums[t->last].amount;

	if (amount_add(*sum, a, sum) != AMOUNT_OK)
		return false;
	t->records += n;
	return true;
}

/*
 * Is the sum that was added to last so far from overflow that no sum of 64
 * bits brings it there? Then amounts may be added up by themselves and
 * counted later, with total_again.
 */
static inline bool
total_has_room(const struct total *t)
{
	int128 high = t->sums[t->last].amount.minor >> 96;

	return high == 0 || high == -1;
}

/*
 * Is every sum so far from overflow that one of 62 bits, whatever its decimals,
 * can be added to it?
 */
bool total_is_small(const struct total *);

/* Counts a record and adds what it holds. -1 on overflow, told. */
int total_record(struct total *, const struct record *, struct err *);
int total_result(struct total *, const struct result *, struct err *);

/* Adds all of other. */
int total_merge(struct total *, const struct total *other, struct err *);

/*
 * Is a sum so near to overflow that the same amounts, added in another order,
 * might have met it?
 */
bool total_is_near(const struct total *);

/* Adds the line "#total<TAB>records=...", with its LF. */
void total_format(struct buf *, const struct total *);

/* Adds what a #total line (without LF) says to the total: its records and sums.
 * Other names without a point are skipped. */
int total_parse(struct total *, struct span line, struct err *);

/*
 * True if both say the same; a missing sum is zero. Otherwise *e says what
 * differs, with both figures: "records: told X, read Y".
 */
bool total_equal(
    const struct total *told, const struct total *read, struct err *e);

void total_free(struct total *);

#endif
