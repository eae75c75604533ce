/*
 * record_batch: records as they lie in memory, up to 256 at a time, with
 * where their fields are; or results.
 *
 * A line is looked at once, 64 bytes at a time. KEY and amounts differ from
 * line to line; what stands between them and the carried fields - CURRENCY,
 * SIDE, DATE - repeats, so that its text is compared with those seen before
 * (a form) instead of being read. record_parse and result_parse are the slow
 * twins: a batch takes only what they would take, and says the same of it.
 * What is left to them - amounts of more than 15 digits, a line that is not
 * whole, whatever is wrong - comes as a batch of one.
 */
#ifndef RECORD_BATCH_H
#define RECORD_BATCH_H

#include "base/line_batch.h"
#include "stream/line/control_total.h"
#include "stream/line/record.h"
#include "stream/line/record_form.h"

/* Cleared with {0}; owns nothing. Of records or of results, never both. */
struct record_batch {
	struct line_batch lines; /* the records, borrowed */
	struct record_slot slots[LINE_BATCH_MAX];
	int64_t right[LINE_BATCH_MAX]; /* results: RIGHT, as minor in slots */
	bool is_other;       /* one line, which only the slow twin takes: */
	struct record other; /* it, */
	struct result other_result; /* or it */
	bool other_same_key;
	bool closed;      /* sorted: the record behind the last one has
	                   * another KEY */
	struct span last; /* sorted: the record handed out last, or {0} */

	/* private */
	struct record_form forms[RECORD_FORMS];
	uint16_t used[RECORD_FORMS]; /* the pending ones */
	size_t n_used;
	uint16_t newest; /* the form of the last record */
	uint64_t serials;
	int scale; /* of most amounts: the last one's */
};

/*
 * Takes the records from p on; bytes up to end can be read, and a record too
 * close to end to be sure of is left. Stops before what only record_parse can
 * judge, with none taken where that comes first, and where is_sorted before a
 * record that is out of order. Sorted records are cut behind a KEY, if that
 * leaves any, and the batch is then closed. The amounts wait in the forms for
 * record_batch_count.
 */
void record_batch_take(
    struct record_batch *, const char *p, const char *end, bool is_sorted);

/* The same with results and result_parse. */
void record_batch_take_results(
    struct record_batch *, const char *p, const char *end, bool is_sorted);

/* The same without any feature of the machine. */
void record_batch_take_portable(
    struct record_batch *, const char *p, const char *end, bool is_sorted);
void record_batch_take_results_portable(
    struct record_batch *, const char *p, const char *end, bool is_sorted);

/* For these four: the batch will be of lines that lie at p, and those of it
 * are cut behind a KEY. */
void record_batch_begin(struct record_batch *, const char *p);
void record_batch_close(struct record_batch *);

/* Adds the lines taken to the total, which is small (total_is_small). */
void record_batch_count(struct record_batch *, struct total *);

/* Makes the batch one line that the slow twin read, counted already. */
void record_batch_other(
    struct record_batch *, const struct record *, bool is_sorted);
void record_batch_other_result(
    struct record_batch *, const struct result *, bool is_sorted);

/* Another stream follows, maybe of the other kind: nothing is known of a record
 * before the next, nor what one looks like. */
void record_batch_reset(struct record_batch *);

/* Where record i begins. */
static inline const char *
record_batch_text(const struct record_batch *b, size_t i)
{
	return b->is_other ? b->lines.p : b->lines.p + b->slots[i].at;
}

/* Record i without its LF. */
static inline struct span
record_batch_line(const struct record_batch *b, size_t i)
{
	return (struct span){ record_batch_text(b, i), b->lines.len[i] };
}

/* Line i of the batch as the slow twin would read it. */
void record_batch_get(const struct record_batch *, size_t i, struct record *);
void record_batch_get_result(
    const struct record_batch *, size_t i, struct result *);

/* Has record i the KEY of the one before it? The batch is of sorted ones. */
static inline bool
record_batch_same_key(const struct record_batch *b, size_t i)
{
	return b->is_other ? b->other_same_key : b->slots[i].same_key;
}

/* Has the line the KEY of the one before, the TAB behind it included? */
static inline bool
record_batch_has_key_of(struct span before, struct span line)
{
	const char *tab = before.p ? memchr(before.p, '\t', before.len) : NULL;

	return tab && span_common(before, line) > (size_t)(tab - before.p);
}

#endif
