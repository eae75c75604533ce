/*
 * encoding_guess: in which encoding bytes that are no UTF-8 may be.
 *
 * By what they say when they are read: in the right encoding text is made of
 * the characters its language is mostly made of, in a wrong one of others. Only
 * bytes that decode whole are in an encoding.
 */
#ifndef ENCODING_GUESS_H
#define ENCODING_GUESS_H

#include "base/buf.h"

struct encoding_guess {
	const char *name; /* as iconv knows it; NULL: of none that we know */
	bool sure;        /* the text says so; else it is the likeliest */
};

/*
 * Is it Chinese in GB18030? Its characters must be those that Chinese is mostly
 * made of, which letters of Europe, Korean or Japanese that are read so are
 * not; a single one is not enough. The end may cut a character off.
 */
bool encoding_guess_is_gb18030(struct span raw);

/*
 * The likeliest of GB18030, Shift-JIS, EUC-JP, EUC-KR, Big5, and the encodings
 * of one byte a character that are used in Europe.
 */
struct encoding_guess encoding_guess(struct span raw);

#endif
