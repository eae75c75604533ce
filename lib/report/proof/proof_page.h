/*
 * proof_page: the paper with which a second person checks a day: what came in,
 * what each program read and wrote, and what to do to see it again.
 */
#ifndef REPORT_PROOF_PAGE_H
#define REPORT_PROOF_PAGE_H

#include "report/page/view.h"
#include "report/proof/checks.h"
#include "report/proof/days.h"

/* All borrowed. */
struct proof {
	enum language lang;
	const char *title; /* or NULL */
	const char *made_by;
	int32_t date;
	const struct stages *stages; /* sorted */
	const struct checks *checks;
	struct days *days;   /* or NULL */
	const char *results; /* the file, or NULL */
};

/* Adds it. -1, told, where the file of a day cannot be read. */
int proof_page_format(const struct proof *, struct buf *, struct err *);

#endif
