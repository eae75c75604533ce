/*
 * parts: the sections of a page. Each adds its HTML; -1, told, where a sum is
 * too large.
 */
#ifndef REPORT_PARTS_H
#define REPORT_PARTS_H

#include "report/page/view.h"

/* The day's answer in a sentence, and what it rests on. */
int part_answer(const struct view *, struct buf *, struct err *);

/* Lines and sums of each currency and class; the same by fields. */
int part_totals(const struct view *, struct buf *, struct err *);
int part_by(const struct view *, struct buf *, struct err *);

/* What is open by its age, with a picture. */
int part_ages(const struct view *, struct buf *, struct err *);

int part_largest(const struct view *, struct buf *, struct err *);

/* Pictures and figures of some days. */
int part_trend(const struct view *, struct buf *, struct err *);

/* Which files and programs the numbers come from. */
int part_sources(const struct view *, struct buf *, struct err *);

#endif
