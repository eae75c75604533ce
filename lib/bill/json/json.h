/*
 * json: JSON documents (RFC 8259) as rows, one or several behind one another,
 * as NDJSON and JSON lines have them.
 *
 * A cell is a text, a number as it is written, true, false, or nothing: null,
 * or not there. Several values of one column, by "*", have LF between. A row is
 * bad where an object in it has a name twice, where a number of a column has
 * an exponent, where a column is an object or an array, or the row is neither
 * and no column is the row itself. What is not JSON, or not UTF-8, ends the
 * document with an error; as do rows that are nowhere, and a column that no
 * row has and that is not optional.
 *
 * The document is read as a stream; in memory is little more than a row.
 */
#ifndef JSON_H
#define JSON_H

#include "base/buf.h"
#include "bill/json/json_layout.h"
#include "io/input.h"
#include "stream/line/row.h"

struct json_reader; /* what the parser calls */

struct json {
	struct input in;            /* owned */
	struct json_reader *reader; /* owned */
	uint64_t line;              /* of the text, where the row begins */
};

/* in: open, its text UTF-8; moved, the reader owns it. The layout is borrowed,
 * and what takes its figures, or NULL. ST_FAIL where recon was built without
 * yajl; in is then closed. */
int json_open(struct json *, struct input *in, const struct json_layout *,
    struct stated_figures *, struct err *);

/* The next row: its cells, as many as there are columns, live until the next
 * call; with ROW_BAD too. */
enum row_outcome json_next(struct json *, struct span *cells, struct err *);

void json_close(struct json *);

#endif
