/*
 * facts_in: the facts of the stages before, recon-facts(5), which are kept with
 * a day.
 */
#ifndef FACTS_IN_H
#define FACTS_IN_H

#include "book/dir/day_entry.h"
#include "roll/repair/repair_inputs.h"
#include "stream/facts.h"

/*
 * Reads the files to their ends, noted as inputs, and puts them into the entry. -1, told: ST_DATA for a file that is no whole file of facts, or of a
 * run that did not end well.
 */
int facts_in_read(const struct repair_files *, struct day_entry *,
    struct facts *, struct err *);

/* Does one of them say that it wrote a file of this digest? */
bool facts_in_wrote(const struct day_entry *, struct span digest);

#endif
