/*
 * export: a day's results as the stream that was loaded.
 */
#ifndef EXPORT_H
#define EXPORT_H

#include "store/tables/store.h"
#include "stream/stream_in.h"

struct export_wish {
	const char *book;
	int32_t date;
	const char *output; /* NULL: standard output */
	bool plain;         /* no control lines, whatever was loaded */
	unsigned version;   /* of the format; 0: as it was loaded */
	struct facts *facts;
};

/* ST_FAIL where the day is not there, or no longer; ST_BROKEN where its lines
 * are not those that were loaded. */
int export_day(struct store *, const struct export_wish *, struct err *);

#endif
