/*
 * sheet_totals: lines and sums of each currency and class as a sheet.
 */
#ifndef REPORT_SHEET_TOTALS_H
#define REPORT_SHEET_TOTALS_H

#include "report/day/day.h"
#include "report/sheet/xlsx.h"
#include "report/words/words.h"

/* Writes all of the sheet. -1, told, where a sum is too large. */
int sheet_totals_put(
    struct xlsx_sheet *, enum language, const struct day *, struct err *);

#endif
