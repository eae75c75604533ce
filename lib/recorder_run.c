/*
 * The fast road of recorder.h: rows that lie ready in a buffer, in one loop.
 *
 * Cells and what follows the amount are copied in whole blocks, which is why
 * there has to be room for one more behind the record. recorder_row is the
 * slow twin.
 */
#include "recorder.h"

#include "key.h"
#include "tsv.h"

/* True if the part has to be looked at closer, or escaped. */
static inline bool
is_special(const struct recorder *r, const struct table_in *t,
    struct span part, bool first)
{
	return tsv_is_empty(part) ||
	    (first && (unsigned char)*part.p < '$') ||
	    (key_may_be_rounded(part) && !r->rounded_parts) ||
	    (!t->clean && (tsv_needs_escape(part) ||
	        memchr(part.p, '|', part.len)));
}

/* The key, if its parts can be copied as they are; else NULL. */
static inline char *
copy_key(const struct recorder *r, const struct table_in *t, char *to)
{
	const struct column *c = r->key.list, *end = c + r->key.n;
	bool first = true;

	for (;;) {
		struct span part = t->fields[c->place];

		if (is_special(r, t, part, first))
			return NULL;
		to = row_put(to, part);
		if (++c == end)
			return to;
		*to++ = '|';
		first = false;
	}
}

static char *
make_key(struct recorder *r, const struct table_in *t, struct output *out,
    char **begin)
{
	struct err e;

	*begin = output_room(out, recorder_room(r, t));
	return recorder_key(r, t, *begin, &e);
}

/* AMOUNT and the tail. */
static inline char *
copy_sum(struct recorder *r, const struct table_in *t, char *to,
    struct amount *a)
{
	struct err e;
	size_t len;

	if (r->sum.currency_varies && recorder_currency(r, t, &e))
		return NULL;
	*to++ = '\t';
	len = rowsum_quick(&r->sum, t, to, a);
	if (!len && rowsum_amount(&r->sum, t, to, &len, a, &e))
		return NULL;
	memcpy(to + len, r->tail, sizeof r->tail);
	return to + len + r->tail_len;
}

/* No cell is copied more often than once for each place it has. */
static inline char *
room(const struct recorder *r, const struct table_in *t, struct output *out)
{
	size_t n = r->room + r->cells * t->row.len;

	return out->cap - out->len >= n ? out->buf + out->len :
	    output_room(out, n);
}

/* False where there is no record, for whatever reason. Inline, because what
 * a call has to save costs as much as a field. */
__attribute__((always_inline)) static inline bool
copy_row(struct recorder *r, const struct table_in *t,
    struct stream_out *out)
{
	char *begin = room(r, t, &out->out);
	char *to = copy_key(r, t, begin);
	struct amount a;
	struct err e;

	if ((!to && !(to = make_key(r, t, &out->out, &begin))) ||
	    !(to = copy_sum(r, t, to, &a)) ||
	    (r->time.n && !(to = recorder_date(r, t, to, &e))) ||
	    (r->carried.n && !(to = recorder_carried(r, t, to, &e))) ||
	    (!lump_keep(&r->lump, a) &&
	        recorder_count(r, &out->total, a, &e)))
		return false;
	*to++ = '\n';
	output_took(&out->out, (size_t)(to - begin));
	return true;
}

bool
recorder_run(struct recorder *r, struct table_in *t, struct stream_out *out,
    uint64_t *rows)
{
	uint64_t n = 0;
	bool ready;

	while ((ready = table_ready(t)) && copy_row(r, t, out))
		n++;
	lump_count(&r->lump, &out->total);
	*rows += n;
	return ready;
}
