/*
 * clean_options: the options of recon-clean, one by one.
 */
#ifndef CLEAN_OPTIONS_H
#define CLEAN_OPTIONS_H

#include "clean/clean.h"
#include "option/option_row.h"

/* What holds before the first option. */
void clean_init(struct clean *);

/* Those that say how a bill is read and what becomes of its rows; their
 * settings are a struct clean. Values are borrowed. */
extern const struct option_row clean_options[];

/* Does what a key of a profile says; one that is none of these options is
 * passed over. ST_FAIL with what is wrong with the value. */
int clean_take(
    struct clean *, const char *key, const char *value, struct err *);

/* After the last: ST_FAIL where options do not go together. require_total:
 * something has to check the bill. */
int clean_settle(struct clean *, bool require_total, struct err *);

/* Once settled: are figures of the bill checked? Statements check
 * themselves. */
bool clean_is_checked(const struct clean *);

#endif
