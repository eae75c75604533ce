/*
 * repeat: the fast road for records that are like the one before.
 *
 * In a stream most records differ only in KEY, AMOUNT and what they carry:
 * currency, side and date are byte for byte those of the record before. Such
 * a tail is compared instead of read, and behind it the LF is found by its
 * length; or a TAB stands there, and carried fields, which are only checked.
 * record_parse is the slow twin that settles everything else: alike_read says
 * yes only where both would say the same.
 */
#ifndef REPEAT_H
#define REPEAT_H

#include "base/line_batch.h"
#include "stream/record.h"

enum { ALIKE_TAIL_MAX = 32 }; /* bytes of a tail with its LF */

/* What was learned from the last record; cleared with {0}. */
struct alike {
	char tail[ALIKE_TAIL_MAX]; /* TAB CURRENCY TAB SIDE TAB DATE LF */
	size_t len;                /* bytes; 0: nothing learned */
	size_t kept;               /* private: bytes of the tail without LF,
	                            * learned or not */
	size_t currency_len, date_len;
	char side;
	int scale; /* of its amount */
};

/* True if the bytes at p, ALIKE_TAIL_MAX of which can be read, begin with the
 * first n of the tail. The usual lengths without a call. */
static inline bool
alike_begins(const struct alike *a, const char *p, size_t n)
{
	if (n < 16)
		return !memcmp(p, a->tail, n);
	return !memcmp(p, a->tail, 16) &&
	    !memcmp(p + n - 16, a->tail + n - 16, 16);
}

/* True if they begin with all of the tail: nothing is carried. */
static inline bool
alike_is_tail(const struct alike *a, const char *p)
{
	return alike_begins(a, p, a->len);
}

/* True if the n bytes at p, up to the first control byte, can be a KEY. */
static inline bool
alike_is_key(const char *p, size_t n)
{
	return (unsigned char)*p >= '$' && (n != 1 || *p != '-');
}

/*
 * The TAB behind the KEY that begins at p. NULL where there is none, what
 * stands there is no KEY, or it ends too close to end to be sure.
 */
const char *alike_key_end(const char *p, const char *end);

/*
 * The LF behind the carried fields that begin at p, with *count the records
 * that the line stands for. NULL where record_parse would not take them, or
 * they end too close to end to be sure; *count is then undefined.
 */
const char *alike_carried(const char *p, const char *end, uint64_t *count);

/* The same without any feature of the machine. */
const char *alike_carried_portable(
    const char *p, const char *end, uint64_t *count);

/*
 * Takes the tail of a record that record_parse read, if it is not too long.
 * Of records with carried fields two in a row must have it: where each has a
 * date of its own, trying the fast road first would cost more than it saves.
 */
void alike_learn(struct alike *, const struct record *);

/*
 * Reads the line that begins at p if it is like the record learned from: its
 * length without LF, with *r filled as record_parse would, else 0. Bytes up
 * to end may be read; a line too close to it is left to record_parse.
 */
size_t alike_read(
    const struct alike *, const char *p, const char *end, struct record *r);

/*
 * Takes records like the one learned from, up to LOT_MAX that lie one behind
 * the other at p, and adds up their amounts; none are taken where nothing was
 * learned. Takes no line that alike_read would not take; what it leaves -
 * amounts of another scale among it - and what is close to end is for
 * alike_read.
 */
void alike_lot(const struct alike *, const char *p, const char *end,
    struct lot *, struct amount *sum);

/* The same without any feature of the machine. */
void alike_lot_portable(const struct alike *, const char *p, const char *end,
    struct lot *, struct amount *sum);

#endif
