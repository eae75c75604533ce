/*
 * accounting_day: the accounting date of a moment.
 *
 * A time is read by the formats, brought to the zone in which the accounting
 * day is counted, and its day is moved by the cut-off. A zone is never
 * guessed: a time with an offset of its own is refused without a zone, and
 * where no conversion was asked for the time is taken as the clock showed
 * it.
 */
#ifndef ACCOUNTING_DAY_H
#define ACCOUNTING_DAY_H

#include "value/time/time_format.h"
#include "value/time/zone.h"

enum { ACCOUNTING_DAY_FORMATS = 16, ACCOUNTING_DAY_NO_CUT = -1 };

/* Which of the two moments an ambiguous local time is, where it matters. */
enum accounting_day_choice {
	ACCOUNTING_DAY_REFUSE,
	ACCOUNTING_DAY_EARLIER,
	ACCOUNTING_DAY_LATER,
};

/* How messages call what is not said by options of recon-key. */
struct accounting_day_words {
	const char *zone;   /* of times without an offset: "--from-zone" */
	const char *choice; /* "--ambiguous earlier or later" */
	const char *needs;  /* a time of day: "--cut" */
};

struct accounting_day {
	struct time_format
	    formats[ACCOUNTING_DAY_FORMATS]; /* tried in this order */
	size_t n_formats;                    /* none: ISO 8601 */
	struct zone *zone; /* of the accounting day, or NULL */
	struct zone *from; /* of times without an offset; NULL: as
	                           * zone */
	int cut;           /* seconds of the day, or ACCOUNTING_DAY_NO_CUT */
	enum accounting_day_choice choice;
	bool cut_is_moment; /* where clocks show the cut twice it is the first
	                     * of the moments, or with _LATER the second; else
	                     * the clock says on which side of it a time is */
	const struct accounting_day_words
	    *words;    /* borrowed; NULL: those of recon-key */
	bool has_near; /* accounting_day_set_near was called, with */
	int32_t near;  /* this day, for formats that are added later */
};

#define ACCOUNTING_DAY_NONE \
	((struct accounting_day){ .cut = ACCOUNTING_DAY_NO_CUT })

/* Reads HH:MM into cut. */
bool accounting_day_set_cut(struct accounting_day *, const char *text);

/* The day near which formats without a year put their days. */
void accounting_day_set_near(struct accounting_day *, int32_t day);

/* Does one of the formats tell no year? */
bool accounting_day_wants_year(const struct accounting_day *);

/*
 * The accounting day (date.h) of a cell. Times at or after a cut of 12:00
 * or later belong to the next day, times before an earlier cut to the day
 * before. -1 with the reason alone.
 */
int accounting_day_of(const struct accounting_day *, struct span cell,
    int32_t *day, struct err *);

#endif
