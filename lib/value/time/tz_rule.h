/*
 * tz_rule: the rule for daylight saving time that a time zone file ends with,
 * the TZ string of POSIX with the additions of RFC 9636: offsets to 167
 * hours, names in <>.
 *
 *	CET-1CEST,M3.5.0,M10.5.0/3
 */
#ifndef TZ_RULE_H
#define TZ_RULE_H

#include <stdint.h>

#include "base/span.h"

/* One of the two changes of a year. */
struct tz_rule_change {
	char kind; /* 'J': day 1-365 without 29 February; 'N': day 0-365;
	            * 'M': the week's weekday of month */
	int day;   /* of the year; with 'M' 0-6 from Sunday */
	int month; /* 1-12 */
	int week;  /* 1-5, 5 the last */
	int time;  /* seconds after local midnight, may be negative */
};

struct tz_rule {
	bool has_dst;
	int32_t std, dst;                 /* seconds east of UTC */
	struct tz_rule_change start, end; /* of dst */
};

/* False, and *r undefined, for anything that is not such a string. */
bool tz_rule_parse(struct span, struct tz_rule *r);

/*
 * The two changes of a year (0 to 9999) as seconds since 1970 UTC, in the
 * order of the rule: start, end. Only for a rule that has_dst.
 */
void tz_rule_year(const struct tz_rule *, int year, int64_t change[2]);

#endif
