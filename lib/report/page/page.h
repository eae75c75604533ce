/*
 * page: the report of a day as one HTML file, which needs no other and no
 * network.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "report/page/view.h"

/* Adds it. -1, told, where a sum is too large. */
int page_format(const struct view *, struct buf *, struct err *);

#endif
