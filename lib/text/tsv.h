/*
 * tsv: fields of a linear TSV line, recon-record(5).
 *
 * Fields are separated by one TAB. Inside a field \t \n \r \\ stand for
 * those bytes and \xHH for any other byte below 0x20 and for 0x7f.
 */
#ifndef TSV_H
#define TSV_H

#include "base/buf.h"
#include "base/span.h"

/* What an absent value is written as. */
#define TSV_NONE "-"

/* True where the field says that there is no value. */
static inline bool
tsv_is_none(struct span field)
{
	return field.len == 1 && field.p[0] == '-';
}

/* The same, and an empty cell says so too. */
static inline bool
tsv_is_empty(struct span field)
{
	return field.len == 0 || tsv_is_none(field);
}

/*
 * The bytes up to the next TAB of *rest, which moves past that TAB. False,
 * and *field untouched, when nothing is left: rest->p is then NULL, so that
 * an empty field behind a last TAB is still a field.
 */
static inline bool
tsv_next(struct span *rest, struct span *field)
{
	const char *tab;

	if (!rest->p)
		return false;
	tab = rest->len ? memchr(rest->p, '\t', rest->len) : NULL;
	if (tab) {
		*field = (struct span){ rest->p, (size_t)(tab - rest->p) };
		rest->len -= field->len + 1;
		rest->p = tab + 1;
	} else {
		*field = *rest;
		*rest = (struct span){ 0 };
	}
	return true;
}

/* True if a byte of s has to be escaped: below 0x20, 0x7f or a backslash. */
bool tsv_needs_escape(struct span s);

/* Adds s escaped; nothing is added for an empty s. */
void tsv_escape(struct buf *, struct span s);

/*
 * Adds the bytes that field stands for. False at a backslash sequence that
 * is none of ours; b then holds what came before it.
 */
bool tsv_unescape(struct buf *b, struct span field);

/* Words to put behind what is wrong with a line that has too few fields: ""
 * unless blanks stand in it where TABs should be. */
const char *tsv_blanks_hint(struct span line);

/* True if s holds a byte no field may hold: below 0x20 (a TAB too). */
bool tsv_has_control(struct span s);

#endif
