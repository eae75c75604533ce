/*
 * direction_words: words that say that money came in or went out, in the
 * languages of the bills we have seen.
 *
 * They come in pairs. Most say it whatever the bill is; some only of what kind
 * a payment is, as sale and return, which is the way of the money where the
 * bill is a merchant's.
 */
#ifndef DIRECTION_WORDS_H
#define DIRECTION_WORDS_H

#include "text/names.h"

enum direction {
	DIRECTION_NONE, /* nobody knows */
	DIRECTION_IN,
	DIRECTION_OUT,
	DIRECTION_NEITHER,
};

/* What the values of a column say. */
struct directions {
	size_t in, out;      /* so many of them say so, */
	size_t neither;      /* or that it was neither, as 不计收支 does, */
	size_t other;        /* or nothing */
	bool is_kind;        /* only of what kind a payment is */
	const char *lacking; /* the counterpart, where only one way occurs */
};

/* The way of a value of a column that has these values: a word that is in
 * beside one and out beside another goes by what is there. */
enum direction direction_of(struct span value, const struct names *values);

void directions_of(struct directions *, const struct names *values);

/* Does the name of a column say that it has what came in, or went out? */
enum direction direction_of_name(struct span name);

/* Is it the name of a column that says which way? */
bool direction_is_column(struct span name);

/* Is it the name of a column of kinds of payments, which may say so too? */
bool direction_is_kind(struct span name);

#endif
