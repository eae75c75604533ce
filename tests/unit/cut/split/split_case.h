/*
 * split_case: a book whose dates from 2026-11-20 on were sealed up to and with
 * 2026-11-27, a Friday, and what is split by it.
 */
#ifndef SPLIT_CASE_H
#define SPLIT_CASE_H

#include "base/mem.h"
#include "cut/split/split_seals.h"
#include "value/time/accounting_day.h"
#include "value/time/date.h"
#include "scratch.h"
#include "test.h"

enum { SPLIT_CASE_SEALED = 8 };

static struct cut_book book;
static struct split_seals seals;
static struct accounting_day iso;
static struct err e;

static inline int32_t
day_of(const char *text)
{
	int32_t day = 0;

	EXPECT(date_parse(span_str(text), &day));
	return day;
}

/* The cut-off is at 23:00 in Shanghai. */
static inline void
split_case_begin(void)
{
	static int32_t dates[SPLIT_CASE_SEALED];

	mem_program = "recon";
	scratch_begin();
	iso = ACCOUNTING_DAY_NONE;
	book = (struct cut_book){ .name = "day",
		.every_day = true,
		.file.path = "day",
		.first = day_of("2026-11-20") };
	if (zone_load(&book.zone, "Asia/Shanghai", &e) ||
	    !accounting_day_set_cut(&iso, "23:00"))
		scratch_die("Asia/Shanghai");
	book.cut = iso.cut;
	seals = (struct split_seals){ .as_of = 41,
		.dates = dates,
		.open = book.first + SPLIT_CASE_SEALED,
		.next = book.first + SPLIT_CASE_SEALED + 1,
		.n = SPLIT_CASE_SEALED };
	for (int i = 0; i < SPLIT_CASE_SEALED; i++)
		dates[i] = book.first + i;
}

static inline void
split_case_end(void)
{
	zone_free(&book.zone);
	scratch_end();
}

#endif
