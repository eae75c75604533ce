/*
 * day_facts: the facts of the stages of a day, as the files were that
 * recon-store --with-facts loaded.
 */
#ifndef DAY_FACTS_H
#define DAY_FACTS_H

#include "base/buf.h"
#include "store/tables/store.h"

/* Gets the number of a stage and the text of its file, which it may take. */
typedef int day_facts_fn(
    void *arg, int64_t stage, struct buf *text, struct err *);

/* Calls fn with each, in the order in which they were loaded. -1, told, ends
 * it. */
int day_facts_each(
    struct store *, int64_t day, day_facts_fn *, void *arg, struct err *);

#endif
