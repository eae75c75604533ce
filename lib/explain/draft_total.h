/*
 * draft_total: the line of a profile by which recon-clean finds a figure that a
 * bill states.
 */
#ifndef DRAFT_TOTAL_H
#define DRAFT_TOTAL_H

#include "base/buf.h"
#include "explain/layout/guess_layout.h"
#include "explain/proof/bill_figures.h"

struct draft_total {
	struct buf name;      /* owned: of the figure */
	struct buf line;      /* owned: "total = ...", with its LF */
	struct amount stated; /* the figure as it will be read */
};

/*
 * Where the line before the figure's names its cells the figure has that name,
 * else it is called label, and a pattern finds it. False where it could not be
 * read there. Freed by the caller either way.
 */
bool draft_total(struct draft_total *, const struct guess_layout *,
    const struct bill_figure *, const char *label, char decimal);

void draft_total_free(struct draft_total *);

#endif
