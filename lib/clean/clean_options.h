/*
 * clean_options: the options of recon-clean, one by one.
 */
#ifndef CLEAN_OPTIONS_H
#define CLEAN_OPTIONS_H

#include "clean/clean.h"

/* The numbers of the long options; those from CLEAN_DELIMITER to
 * CLEAN_RAGGED say how separated values are laid out. */
enum clean_option {
	CLEAN_FORMAT = 256,
	CLEAN_ENTRY,
	CLEAN_ENCODING,
	CLEAN_EXPECT,
	CLEAN_DELIMITER,
	CLEAN_QUOTE,
	CLEAN_NO_QUOTE,
	CLEAN_STRAY_QUOTES,
	CLEAN_NO_TRIM,
	CLEAN_MARK,
	CLEAN_HEADER,
	CLEAN_HEADER_AGAIN,
	CLEAN_NAMES,
	CLEAN_COMMENT,
	CLEAN_TRAILER,
	CLEAN_RAGGED,
	CLEAN_RECORD,
	CLEAN_RECORD_LENGTH,
	CLEAN_GAP,
	CLEAN_DETAILS,
	CLEAN_TURN_REVERSALS,
	CLEAN_KEEP,
	CLEAN_DROP,
	CLEAN_REPLACE,
	CLEAN_SET,
	CLEAN_DEFAULT,
	CLEAN_SPLIT,
	CLEAN_NEGATE,
	CLEAN_CHECK,
	CLEAN_TOTAL,
	CLEAN_TOTALS,
	CLEAN_TOTALS_ENTRY,
	CLEAN_DECIMAL,
	CLEAN_NO_CHECK,
	CLEAN_SELECT,
	CLEAN_RENAME,
	CLEAN_SOURCE,
	CLEAN_SEEN,
	CLEAN_AGAIN,
};

/* What holds before the first option. */
void clean_init(struct clean *);

/* Does what an option says; value is borrowed, NULL for a flag. ST_FAIL with
 * what is wrong with the value. */
int clean_set(
    struct clean *, enum clean_option, const char *value, struct err *);

/* After the last: ST_FAIL where options do not go together. require_total:
 * something has to check the bill. */
int clean_settle(struct clean *, bool require_total, struct err *);

#endif
