/*
 * checks: what an audit of a day compares, and whether it holds.
 */
#ifndef REPORT_CHECKS_H
#define REPORT_CHECKS_H

#include "report/stages/stages.h"
#include "report/words/words.h"
#include "stream/facts.h"

enum check_part {
	CHECK_LINK,  /* what one program wrote another one read */
	CHECK_STAGE, /* within a program */
	CHECK_DAYS,  /* the days of recon-roll */
	CHECK_PARTS,
};

/* All HTML. */
struct check {
	enum check_part part;
	struct buf what, one, other; /* two figures that are to be the same */
	bool holds;
};

/* Begun with { .lang = LANG }, released with checks_free. */
struct checks {
	enum language lang;
	struct check *of; /* owned */
	size_t n, cap;
	size_t failed;
};

/* The next one; its texts are empty and the caller's to add to. Dies with the
 * next call. */
struct check *checks_add(struct checks *, enum check_part, bool holds);

/* "5 records, L CNY 399.40": what a file holds, without its records where they
 * are set to none; and the digest of its lines. */
void checks_put_total(const struct checks *, struct buf *, const struct total *,
    struct span lines);

/* The file of facts that tells it; and another one, or NULL. */
void checks_put_place(struct buf *, const char *from, const char *to);

/* Compares what each program read with what another one wrote. */
void checks_links(struct checks *, const struct stages *);

/* Did each program end well, and does what it read come out again? -1, told,
 * where a sum is too large, or figures are not as recon-facts(5) has them. */
int checks_stages(struct checks *, const struct stages *, struct err *);

/* Is what was read of a stream that one of them wrote? */
void checks_results(
    struct checks *, const struct stages *, const struct facts_file *read);

void checks_free(struct checks *);

#endif
