/*
 * line_data: a result line as the data of an event, a JSON object.
 *
 * The fixed members come first and are null where the line has nothing to say:
 * book, kind, key, class, left, right, diff, currency, date, age, first, id.
 * Amounts are texts, so that nobody reads them as floats; age is a number.
 * l.id, r.id, l.first and r.first are there where the line has them, and link
 * where one is made; all other carried fields are in the object fields, of
 * which a second of one name is NAME#2, a third NAME#3.
 */
#ifndef LINE_DATA_H
#define LINE_DATA_H

#include "base/buf.h"
#include "stream/line/result.h"

/* Bytes of lines in an event, behind which no more come into it. */
enum { LINE_DATA_MANY = 4 << 20 };

/* What is said of the line beside itself; borrowed. */
struct line_data {
	struct span book; /* empty: null */
	struct span kind; /* item.h */
	struct span link; /* empty: there is none */
};

void line_data_put(
    struct buf *, const struct line_data *, const struct result *);

#endif
