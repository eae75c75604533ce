/*
 * page: the report of a day as one HTML file, which needs no other and no
 * network.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "report/page/view.h"

/* Adds it. -1, told, where a sum is too large. */
int page_format(const struct view *, struct buf *, struct err *);

/* For other pages of the same look: all above and all below what they say. The
 * heading may be data. */
void page_begin(struct buf *, enum language, const char *heading, int32_t date);
void page_end(struct buf *, enum language, const char *made_by);

#endif
