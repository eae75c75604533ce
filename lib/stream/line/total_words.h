/*
 * total_words: what #total lines say beside sums and the digest of their lines:
 *
 *	part=K/N@RUN	the stream is that part of a run, run_part.h; there may be
 *			several
 *	read=COUNT	its lines were made of so many,
 *	read-xxh3=HEX	which have this digest
 */
#ifndef TOTAL_WORDS_H
#define TOTAL_WORDS_H

#include "stream/line/run_part.h"

/* Of all #total lines of a stream. Cleared with {0}, released with
 * total_words_free. */
struct total_words {
	struct run_part *parts; /* owned: in the order met */
	size_t n, cap;
	uint64_t unnamed;      /* lines that name none */
	uint64_t sources;      /* lines with both other words, */
	uint64_t read, digest; /* which add up to this */
	bool bad;              /* a word is not as it should be */
};

/* Takes the words of a #total line without LF. */
void total_words_take(struct total_words *, struct span line);

/* Adds those of lines before: they come first. before stays as it is. */
void total_words_add_before(
    struct total_words *, const struct total_words *before);

/* Adds the last two words, each with a TAB before it. */
void total_words_format_read(struct buf *, uint64_t read, uint64_t digest);

void total_words_free(struct total_words *);

#endif
