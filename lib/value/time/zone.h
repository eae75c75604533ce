/*
 * zone: time zones, from the system's tz data.
 *
 * Reads the files of the tz database as RFC 9636 describes them (TZif,
 * version 2 and later). Times are seconds since 1970-01-01: "utc" as the
 * world counts them, "local" as if the clock on the wall were set to UTC.
 * Leap seconds are not counted. The environment does not matter.
 */
#ifndef ZONE_H
#define ZONE_H

#include <stdint.h>

#include "base/err.h"
#include "value/time/tz_rule.h"

/* A stretch of time in which the offset does not change. */
struct zone_span {
	int64_t from, until; /* utc seconds, until excluded */
	int32_t offset;      /* seconds east of UTC */
};

struct zone {
	int64_t *at;      /* owned: when an offset begins, ascending */
	int32_t *offsets; /* owned: one more; the first is before all */
	size_t n;
	bool has_rule; /* for the time behind the last of them */
	struct tz_rule rule;
	struct zone_span last; /* the answer given last */
};

/*
 * name: "UTC", an offset "+08:00", or a name of the tz database like
 * Asia/Shanghai. A zone that is unknown or cannot be read is ST_FAIL.
 * Released with zone_free.
 */
int zone_load(struct zone *, const char *name, struct err *);

/* The stretch that holds a moment of the years 0 to 9999. */
struct zone_span zone_at(struct zone *, int64_t utc);

/* What clocks show at a moment. */
static inline int64_t
zone_local(struct zone *z, int64_t utc)
{
	return utc + zone_at(z, utc).offset;
}

/*
 * The moments at which clocks showed local, the earlier one first: none
 * where clocks were put forward past it, two where they were put back.
 */
int zone_moments(struct zone *, int64_t local, int64_t utc[2]);

/* The first moment at which clocks show local or later: behind the gap where
 * they were put forward past it, the earlier one where it comes twice. */
int64_t zone_first_moment(struct zone *, int64_t local);

void zone_free(struct zone *);

#endif
