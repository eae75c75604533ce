/*
 * bars: a picture of one number a day, as inline SVG that is as wide as there
 * is room; its text is not scaled.
 */
#ifndef REPORT_BARS_H
#define REPORT_BARS_H

#include "base/buf.h"
#include "value/amount.h"

struct bar {
	bool is_there;
	struct amount value;
};

struct bars {
	const char *id;               /* of the picture in the page */
	struct span title;            /* HTML */
	const char *highest, *lowest; /* these words */
	int32_t first;                /* day (date.h) of the first bar */
	const struct bar *of;
	size_t n;
};

/* Adds the picture: a bar up or down from a line for zero, the highest and the
 * lowest number, the first and the last day. */
void bars_put(struct buf *, const struct bars *);

#endif
