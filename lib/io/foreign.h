/*
 * foreign: what people take for a bill in text and is none, told by its first
 * bytes: spreadsheets, documents, archives that are not unpacked, and formats
 * that nothing here reads.
 *
 * One table names them all, so that each is refused by one name wherever it is
 * met. What becomes readable loses its row.
 */
#ifndef FOREIGN_H
#define FOREIGN_H

#include "io/input.h"

/*
 * Refuses what is foreign: -1, ST_DATA, told with the input's name and what to
 * do about it. in: open, unpacked, nothing of it read. With text it is to be
 * separated values, which formats that are text of another kind (JSON, HTML,
 * XML, OFX, QIF) are not. What a layer unpacks is looked at when it is read.
 */
int foreign_refuse(struct input *in, bool text, struct err *);

/* What bytes at the beginning are, "a PDF document: ...", for a message; NULL
 * for what nobody knows. */
const char *foreign_name(struct span head, bool text);

/* Do the bytes at the beginning look like JSON? */
bool foreign_is_json(struct span head);

#endif
