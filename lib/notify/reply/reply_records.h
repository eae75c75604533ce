/*
 * reply_records: the records that an answer brought, checked before anything
 * is made of them: they come from a stranger.
 *
 * An answer is nothing (blanks alone), lines as recon-record(5) has them, or
 * JSON, which begins with "{" or "[": an object whose member records is an
 * array, or that array. An element of it is an object of
 *
 *	amount     text, an exact amount with a point
 *	side       "L" or "R"
 *	key        text as events have it; that of the item by default
 *	currency   that of the item by default
 *	date       YYYY-MM-DD
 *	replaces   the id of the item, which then makes room for the record
 *	fields     an object of texts, numbers and booleans
 *
 * null is as if it were not there, and another member is refused.
 */
#ifndef REPLY_RECORDS_H
#define REPLY_RECORDS_H

#include "notify/reply/reply_record.h"

/*
 * Sets the records to those of the answer, in its order; 0 records is no error.
 * Amounts get the decimals of the item. Each record has src=TARGET, instead of
 * whatever src it came with, and reply=EVENT-N, N counted from 1.
 *
 * -1, ST_DATA, with "record N: " or "reply:LINE: " before the reason, where one
 * is no record, has an amount that is not exact in these decimals, another KEY
 * or currency though new_keys is not set, a replaces that is no id of the item
 * or is there before, or a field of a name that records and results keep for
 * themselves (date, n, key0, id, first, reply); where there are more records
 * or bytes than fit; and where the answer is none of the above. Nothing is
 * then in it.
 */
int reply_records_read(struct reply_records *, const struct reply_rules *,
    struct span reply, struct err *);

void reply_records_free(struct reply_records *);

#endif
