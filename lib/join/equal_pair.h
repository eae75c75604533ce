/*
 * equal_pair: the fast road for the KEY that nearly all KEYs are: one record on
 * each side, with one currency and one amount, and nothing carried.
 *
 * What follows the amounts on such a line is mostly that of the line before
 * and is kept. match and outcome are the slow twins that settle everything
 * else, and would write the same line.
 */
#ifndef EQUAL_PAIR_H
#define EQUAL_PAIR_H

#include "stream/record.h"
#include "stream/stream_in.h"

enum { AGREE_LIKE_MAX = 32, AGREE_TAIL_MAX = 96 };

/* Cleared with {0} but for the first three. */
struct agree {
	bool counts;                /* ln=1 and rn=1 are written */
	struct total *left, *right; /* borrowed: where LEFT and RIGHT are
	                              * counted */

	uint64_t lines; /* written */

	/* private: how many of them are counted, what the others' LEFT, which
	 * is their RIGHT, adds up to, and in what */
	uint64_t counted;
	struct amount sum;
	char currency[CURRENCY_MAX];
	size_t currency_len;

	/* and the line's end behind RIGHT, and what it was made for: the
	 * ends of both records behind AMOUNT, and the scale */
	char tail[AGREE_TAIL_MAX];
	size_t tail_len; /* bytes; 0: not made yet */
	char like[2][AGREE_LIKE_MAX];
	size_t like_len[2];
	int scale;
};

/*
 * 1 if the two records, the whole of a KEY, agree: their line is written. 0,
 * and nothing is done, for any other two. Lines are counted now and then and
 * with agree_count: -1, told, if a sum overflows.
 */
int agree_write(struct agree *, const struct record *a, const struct record *b,
    struct stream_out *to, struct err *);

/* True if the ends of the two records are those the tail was made for. */
bool agree_knows(
    const struct agree *, const struct record *a, const struct record *b);

/* Writes the line of a KEY for whose records agree_knows holds, and does not
 * count it: that is for agree_add. */
void agree_put(const struct agree *, struct span key, struct span amount,
    struct stream_out *to);

/*
 * A pen writes many such lines, one after the other, of KEYs and amounts that
 * are short: nobody else may write meanwhile.
 */
enum {
	AGREE_KEY_MAX = 64,   /* bytes; as many are read */
	AGREE_AMOUNT_MAX = 8, /* as many are read, too */
	AGREE_LINE_MAX =
	    AGREE_KEY_MAX + 9 + 2 * AGREE_AMOUNT_MAX + 1 + AGREE_TAIL_MAX,
};

struct agree_pen {
	struct output *out;
	char *start, *at, *end; /* of the room; where the next line begins */
};

static inline void
agree_pen_begin(struct agree_pen *pen, struct output *o)
{
	pen->out = o;
	pen->start = pen->at = output_room(o, AGREE_LINE_MAX);
	pen->end = pen->start + (o->cap - o->len);
}

static inline void
agree_pen_end(struct agree_pen *pen)
{
	output_took(pen->out, (size_t)(pen->at - pen->start));
}

/* agree_put for a line that begins with a KEY, a TAB and an amount, these
 * len bytes together. What is copied has a fixed length, which is faster. */
static inline void
agree_pen_put(struct agree_pen *pen, const struct agree *g, const char *line,
    size_t key_len, size_t len)
{
	size_t amount_len = len - key_len - 1;
	char *p = pen->at;

	memcpy(p, line, AGREE_KEY_MAX / 2);
	if (key_len > AGREE_KEY_MAX / 2)
		memcpy(p + AGREE_KEY_MAX / 2, line + AGREE_KEY_MAX / 2,
		    AGREE_KEY_MAX / 2);
	p += key_len;
	memcpy(p, "\tmatched\t", 9);
	memcpy(p + 9, line + key_len + 1, AGREE_AMOUNT_MAX);
	p += 9 + amount_len;
	*p++ = '\t';
	memcpy(p, line + key_len + 1, AGREE_AMOUNT_MAX);
	p += amount_len;
	memcpy(p, g->tail, AGREE_TAIL_MAX / 3);
	if (g->tail_len > AGREE_TAIL_MAX / 3)
		memcpy(p + AGREE_TAIL_MAX / 3, g->tail + AGREE_TAIL_MAX / 3,
		    AGREE_TAIL_MAX - AGREE_TAIL_MAX / 3);
	pen->at = p + g->tail_len;
	if (pen->end - pen->at < AGREE_LINE_MAX) {
		agree_pen_end(pen);
		agree_pen_begin(pen, pen->out);
	}
}

/* Adds lines whose LEFT add up to sum. */
int agree_add(struct agree *, uint64_t lines, struct amount sum, struct err *);

/* Counts the lines that were not counted yet. */
int agree_count(struct agree *, struct err *);

#endif
