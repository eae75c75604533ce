#include "book/state_stamp.h"

#include <stdio.h>

#include "sys/clock.h"
#include "sys/user.h"
#include "text/tsv.h"

/* A copy, escaped, that goes with the entry. */
static struct span
keep(struct day_entry *d, struct span s)
{
	struct buf b = { 0 };
	struct span kept;

	tsv_escape(&b, s);
	kept = arena_copy(&d->arena, buf_span(&b));
	buf_free(&b);
	return kept;
}

int
state_stamp(struct day_entry *d, const char *version, const char *by,
    const char *why, struct err *e)
{
	struct buf b = { 0 };
	unsigned long uid;
	char text[CLOCK_TEXT_CAP];

	if (user_name(&b, &uid, e)) {
		buf_free(&b);
		return -1;
	}
	clock_format(clock_wall_s(), text);
	d->when = keep(d, span_str(text));
	snprintf(text, sizeof text, "%lu", uid);
	d->user = keep(d, buf_span(&b));
	d->uid = keep(d, span_str(text));
	d->version = keep(d, span_str(version));
	if (by && why) {
		d->by = keep(d, span_str(by));
		d->why = keep(d, span_str(why));
	}
	buf_free(&b);
	return 0;
}
