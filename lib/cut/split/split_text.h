/*
 * split_text: the file of a split that says what its parts are, recon-cut(5).
 */
#ifndef SPLIT_TEXT_H
#define SPLIT_TEXT_H

#include "base/buf.h"
#include "cut/split/split_parts.h"

/* The word for it: "before", "sealed", "open", "next", "ahead". */
const char *split_standing_name(enum split_standing);

/* Adds the text. digest: the SHA-256 of the text of the book; late: the word for
 * what became of records that were late. */
void split_text_add(struct buf *, const struct split_parts *,
    const char *digest, const char *late);

#endif
