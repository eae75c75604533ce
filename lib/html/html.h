/*
 * html: what stands in a page: text that came from elsewhere, which can command
 * nothing, and numbers.
 */
#ifndef HTML_H
#define HTML_H

#include <stdint.h>

#include "base/buf.h"
#include "value/amount.h"

enum { HTML_TEXT_MAX = 400 }; /* bytes of a text that are shown */

/* Adds text as it would be read, visible.h, with what HTML takes for its own
 * escaped. */
void html_text(struct buf *, struct span);

/* The same of lines, which stay lines. */
void html_lines(struct buf *, struct span);

/* The same of data: as html_text has it, in an element that keeps its direction of writing from what
 * stands beside it, and cut behind HTML_TEXT_MAX bytes, which is shown. */
void html_data(struct buf *, struct span);

/* Adds a number of digits in groups of three. What parts them is only seen:
 * copied, the digits are as in every other output. */
void html_digits(struct buf *, struct span number);

void html_count(struct buf *, uint64_t);
void html_amount(struct buf *, struct amount);

/* For what is not there. */
void html_none(struct buf *);

#endif
