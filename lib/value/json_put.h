/*
 * json_put: values written as JSON (RFC 8259), fit for whoever shows them.
 *
 * What a terminal or a browser would obey (visible.h) is escaped, so that the
 * text says the same and does nothing. Bytes that are no UTF-8, which JSON
 * cannot hold, become the four characters \xHH.
 */
#ifndef JSON_PUT_H
#define JSON_PUT_H

#include "base/buf.h"
#include "value/amount.h"

/* Adds the text with the quotes around it. */
void json_put_text(struct buf *, struct span);

/* The same of a field of a stream, tsv.h: of what it stands for, or of the field
 * as it is where its escapes are none. */
void json_put_field(struct buf *, struct span);

/* The same, or null where there is no value, "-". */
void json_put_maybe(struct buf *, struct span field);

/* Adds the name, which is a literal, and a colon; a comma before it unless it
 * is the first behind a bracket. */
void json_put_name(struct buf *, const char *name);

/* Adds a member: null where the text is empty. */
void json_put_member(struct buf *, const char *name, struct span text);

/* The same of an amount, a text; null where it is not there. */
void json_put_amount(struct buf *, const char *name, bool has, struct amount);

#endif
