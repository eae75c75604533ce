/*
 * view: what a page shows, and how; what its parts have in common.
 */
#ifndef REPORT_VIEW_H
#define REPORT_VIEW_H

#include "report/day/day.h"
#include "report/day/trend.h"
#include "report/stages/stages.h"
#include "report/words/words.h"

/* All borrowed. */
struct view {
	enum language lang;
	const char *title;              /* or NULL */
	const char *left_is, *right_is; /* what the sides are; both or NULL */
	const char *made_by;            /* the program and its version */
	int32_t date;
	bool checked;              /* the stream had totals, and they agreed */
	const struct day *day;     /* sorted */
	const struct trend *trend; /* NULL: nothing is said of it */
	const struct stages *stages;   /* sorted; may be none */
	const struct facts_file *read; /* the results, read to their end */
};

/* Begins a section with its heading, a plain word. */
void view_section(struct buf *, const char *id, const char *heading);

/* A cell of a heading for a column. */
enum view_column {
	VIEW_WORDS,
	VIEW_NUMBERS,
	VIEW_ASIDE, /* words that narrow screens have without a heading */
};

void view_heading(struct buf *, const char *text, enum view_column);

/* Begins a table in what scrolls where it is too wide; the caption is HTML. */
void view_table(
    struct buf *, const char *id, const char *class, struct span caption);

/* Ends such a table. */
void view_table_end(struct buf *);

/* A cell of a number; on narrow screens the label stands before it. */
void view_amount(struct buf *, bool has, struct amount, const char *label);
void view_count(struct buf *, uint64_t, const char *label);

/* Cells for lines, left, right and difference of a sum. -1, told, where the
 * difference is too large. */
int view_sum(struct buf *, const struct view *, const struct class_totals_sum *,
    struct span currency, struct err *);

/* "CNY 1.00, USD 2.00": left minus right of each currency; where there are more
 * than so many, how many there are. -1, told, where one is too large. */
int view_differences(struct buf *, const struct view *,
    const struct class_totals *, size_t most, struct err *);

enum { VIEW_SENTENCE = 4 }; /* currencies that a sentence tells */

/* The cell of a class. */
void view_class(struct buf *, const struct view *, enum result_class);

/* Is a line of the class open? */
bool view_is_open(enum result_class);

/* A number of days, in words. */
void view_days(struct buf *, const struct view *, int32_t days);

#endif
