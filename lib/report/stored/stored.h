/*
 * stored: a day as recon-store keeps it, and the days before it. Where there is no
 * SQLite, stored_open says so.
 */
#ifndef REPORT_STORED_H
#define REPORT_STORED_H

#include "report/day/trend.h"
#include "report/stages/stages.h"
#include "stream/stream_in.h"

/* All borrowed. */
struct stored_wish {
	const char *db, *password_file, *book; /* password_file or NULL */
	unsigned wait_s;
	int32_t date;
};

struct stored;

/*
 * Opens the database and finds the day; what is read then is of one moment. The
 * wish lives as long. NULL, told, ST_FAIL where the day is not there or was
 * pruned; released with stored_close.
 */
struct stored *stored_open(const struct stored_wish *, struct err *);

/* The day's results, the bytes that recon-store --export prints. Read to its end
 * and closed before anything else is asked for. */
int stored_results(struct stored *, struct stream_in *,
    const struct stream_rules *, struct err *);

/* What was open in the days before; of those that were pruned, too. */
int stored_trend(struct stored *, struct trend *, struct err *);

/* The facts that were loaded with the day. */
int stored_stages(struct stored *, struct stages *, struct err *);

void stored_close(struct stored *);

#endif
