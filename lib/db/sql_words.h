/*
 * sql_words: a statement that stands in the source once, with words in braces
 * where the kinds of database differ.
 */
#ifndef SQL_WORDS_H
#define SQL_WORDS_H

#include "base/buf.h"
#include "db/db.h"

struct sql_word {
	const char *word; /* "{int}" */
	const char *sqlite, *postgres;
};

/* Adds the text as the kind has it, and a NUL. */
void sql_words_put(struct buf *, enum db_kind, const struct sql_word *,
    size_t n, const char *text);

#endif
