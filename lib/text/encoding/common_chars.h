/*
 * common_chars: how much of a text is made of the characters that texts in
 * Chinese, Japanese and Korean, above all bills, are mostly made of.
 *
 * Bytes of one encoding that are read as another's come out as characters
 * that are seldom met, so this tells which of several readings is the one.
 */
#ifndef COMMON_CHARS_H
#define COMMON_CHARS_H

#include "base/span.h"

enum common_script {
	COMMON_HANZI,       /* Chinese as in the People's Republic */
	COMMON_TRADITIONAL, /* as in Taiwan and Hong Kong */
	COMMON_JAPANESE,    /* kana too */
	COMMON_HANGUL,
	COMMON_SCRIPTS,
};

struct common_share {
	size_t common;  /* characters that are common in the script, */
	size_t letters; /* of so many beyond ASCII that are letters: not
			 * punctuation, signs or full-width forms */
};

/* Counts the characters of s, which is valid UTF-8. */
struct common_share common_chars_share(enum common_script, struct span s);

#endif
