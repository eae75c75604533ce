/*
 * carried_fields: the NAME=VALUE fields of several records of one side.
 *
 * What a line that stands for several records carries is what all of them
 * say alike, in the order of the first. n=COUNT is not carried, it is about
 * the record itself (recon-record(5)).
 */
#ifndef CARRIED_FIELDS_H
#define CARRIED_FIELDS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/* True for the field n=COUNT; a field has two bytes at least. */
static inline bool
carried_is_count(struct span field)
{
	return field.p[0] == 'n' && field.p[1] == '=';
}

/*
 * The next of the fields that has this name, taken off them with all before it,
 * and its value, which may be empty; false where there is none.
 */
bool carried_next(struct span *fields, struct span name, struct span *field,
    struct span *value);

/* The field of that name: *found is all of it, with a NULL pointer where there
 * is none, and *value what is behind the "=". -1, ST_DATA: it is there twice. */
int carried_find(struct span fields, struct span name, struct span *found,
    struct span *value, struct err *);

/* The most bytes that carried_put writes of fields of len bytes: each has two
 * at least and grows by two; one more stands before the first. */
static inline size_t
carried_room(size_t len)
{
	return 2 * len + 3;
}

/* Writes each field but n= to to, behind a TAB, with the letter of its side
 * and a point before its name; returns the end. */
char *carried_put(char *to, char letter, struct span fields);

/* Makes agreed the fields but n=, copied. */
void carried_first(struct buf *agreed, struct span fields);

/* Takes out of agreed each field that is not in fields with that value. */
void carried_meet(struct buf *agreed, struct span fields);

#endif
