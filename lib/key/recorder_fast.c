/*
 * recorder_run: rows that lie ready in a buffer, in one loop.
 *
 * Cells, and what follows the amount, are copied in whole blocks; so there has
 * to be room for one block more behind the record. recorder_row is the slow
 * twin, which gives the same records.
 */
#include "key/recorder.h"

#include "key/key_text.h"
#include "text/tsv.h"

/* What is left of is_special for a row with bytes that few rows have. */
static bool __attribute__((noinline))
is_special_within(struct span part, bool clean, bool ascii)
{
	return (!ascii && key_fold_may_hide(part)) ||
	    (!clean &&
		(tsv_needs_escape(part) || memchr(part.p, '|', part.len)));
}

/* True if the part cannot be copied as it is: it may need an escape, hide
 * something, or may be a number that was rounded. clean: as in table_in; ascii:
 * as in stretch. */
static inline bool
is_special(const struct recorder *r, struct span part, bool clean, bool ascii,
    bool first)
{
	return tsv_is_empty(part) ||
	    (first && ((unsigned char)*part.p <= '\'' || *part.p == '=')) ||
	    (key_may_be_rounded(part) && !r->rounded_parts) ||
	    (!(clean && ascii) && is_special_within(part, clean, ascii));
}

/* May a part behind the first be ="..." or have an apostrophe before it? */
static inline bool
is_wrapped(struct span part)
{
	return part.len && (*part.p == '\'' || *part.p == '=');
}

/* The key, if its parts can be copied as they are; else NULL. */
static inline char *
copy_key(const struct recorder *r, const struct span *fields, bool clean,
    bool ascii, char *to)
{
	const struct column *c = r->key.list, *end = c + r->key.n;
	bool first = true;

	for (;;) {
		struct span part = fields[c->place];

		if (is_special(r, part, clean, ascii, first))
			return NULL;
		to = row_put(to, part);
		if (++c == end)
			return to;
		*to++ = '|';
		first = false;
		if (is_wrapped(fields[c->place]))
			return NULL;
	}
}

static char *
make_key(struct recorder *r, const struct table_in *t, struct output *out,
    char **begin)
{
	struct err e;

	if (recorder_parts(r, t, &e))
		return NULL;
	*begin = output_room(out, recorder_room(r, t));
	return recorder_key(r, *begin, &e);
}

/* AMOUNT and the tail. */
static inline char *
copy_sum(
    struct recorder *r, const struct table_in *t, char *to, struct amount *a)
{
	struct err e;
	size_t len;

	if (r->sum.currency_varies && recorder_currency(r, t, &e))
		return NULL;
	*to++ = '\t';
	len = row_amount_quick(&r->sum, t, to, a);
	if (!len && row_amount_amount(&r->sum, t, to, &len, a, &e))
		return NULL;
	memcpy(to + len, r->tail, sizeof r->tail);
	return to + len + r->tail_len;
}

/* Room for the record: a cell is copied once for each place it has in the
 * record, and no more often. */
static inline char *
room(const struct recorder *r, const struct table_in *t, struct output *out)
{
	size_t n = r->room + r->cells * t->row.len;

	return out->cap - out->len >= n ? out->buf + out->len
					: output_room(out, n);
}

/* False where the row makes no record, for whatever reason. Inlined: what a
 * call has to save would cost as much as a field. */
__attribute__((always_inline)) static inline bool
copy_row(struct recorder *r, const struct table_in *t, struct stream_out *out)
{
	char *begin = room(r, t, &out->out);
	char *to = key_fold_rewrites(&r->fold)
	    ? NULL
	    : copy_key(r, t->fields, t->clean, t->stretch.ascii, begin);
	bool is_slow = !to;
	struct amount a;
	struct err e;

	if ((is_slow && !(to = make_key(r, t, &out->out, &begin))) ||
	    !(to = copy_sum(r, t, to, &a)) ||
	    (r->time.n && !(to = recorder_date(r, t, to, &e))) ||
	    (r->carried.n && !(to = recorder_carried(r, t, to, &e))) ||
	    (!lump_keep(&r->lump, a) && recorder_count(r, &out->total, a, &e)))
		return false;
	*to++ = '\n';
	stream_took(out, (size_t)(to - begin));
	if (is_slow)
		noted_count(&r->unseen.keys, &t->stream);
	if (r->time.n)
		noted_count(&r->other_date, &t->stream);
	return true;
}

/* The record of a clean row whose key and amount stand in it as they are
 * written, and whose other fields are those of all rows; else NULL. */
__attribute__((always_inline)) static inline char *
copy_simple(const struct recorder *r, const struct plain_amount *canon,
    struct lump *lump, const struct span *fields, bool ascii, char *to)
{
	struct plain_amount_cell cell;
	size_t len;

	to = copy_key(r, fields, true, ascii, to);
	if (!to || !plain_amount_read(canon, fields[r->sum.place], &cell) ||
	    !lump_keep(lump,
		(struct amount){
		    cell.negative ? -cell.minor : cell.minor, lump->scale }))
		return NULL;
	*to++ = '\t';
	len = plain_amount_put(&cell, to);
	memcpy(to + len, r->tail, sizeof r->tail);
	to += len + r->tail_len;
	*to++ = '\n';
	return to;
}

/*
 * Takes rows as table_ready and copy_row would, while each can be taken so, but
 * no more than LINE_BATCH_MAX; returns how many. Char stores may alias anything: what the loop changes is
 * kept in locals, else all of it would be read and written again for each row.
 */
__attribute__((always_inline)) static inline uint64_t
simple_rows(
    struct recorder *r, struct table_in *t, struct stream_out *out, bool ascii)
{
	size_t *row_len = table_lens(t),
	       *len = stream_lens(out, LINE_BATCH_MAX);
	struct output *o = &out->out;
	const char *const ahead = lines_ahead(&t->stream.lines).p, *p = ahead;
	char *const stop = o->buf + o->cap, *to = o->buf + o->len;
	const struct plain_amount canon = r->sum.canon;
	struct span *const fields = t->fields;
	const size_t columns = t->n;
	struct stretch s = t->stretch;
	struct lump lump = r->lump;
	struct stretch_row row;
	uint64_t n = 0;

	while (n < LINE_BATCH_MAX &&
	    stretch_clean(&s, p, fields, columns, &row) &&
	    (size_t)(stop - to) >= r->room + r->cells * row.len) {
		char *end = copy_simple(r, &canon, &lump, fields, ascii, to);

		if (!end)
			break;
		len[n] = (size_t)(end - to) - 1;
		row_len[n++] = row.len;
		to = end;
		p += row.len + 1;
	}
	r->lump = lump;
	stream_took_lines(out, n, (size_t)(to - o->buf) - o->len);
	table_took(t, n, (size_t)(p - ahead));
	return n;
}

/* One loop for each, so that nothing of it asks again for each row. */
static uint64_t __attribute__((noinline))
copy_ascii_rows(struct recorder *r, struct table_in *t, struct stream_out *out)
{
	return simple_rows(r, t, out, true);
}

static uint64_t __attribute__((noinline))
copy_other_rows(struct recorder *r, struct table_in *t, struct stream_out *out)
{
	return simple_rows(r, t, out, false);
}

static uint64_t
copy_simple_rows(struct recorder *r, struct table_in *t, struct stream_out *out)
{
	return t->stretch.ascii ? copy_ascii_rows(r, t, out)
				: copy_other_rows(r, t, out);
}

bool
recorder_run(struct recorder *r, struct table_in *t, struct stream_out *out,
    uint64_t *rows)
{
	enum { REST_MAX = 63 };
	uint64_t n = 0, next = r->simple ? 0 : UINT64_MAX, misses = 0;
	bool ready;

	for (;;) {
		if (n == next) {
			uint64_t got = copy_simple_rows(r, t, out);

			/* where many rows are not simple, fewer and fewer are
			 * tried */
			misses = got            ? 0
			    : misses < REST_MAX ? 2 * misses + 1
						: REST_MAX;
			n += got;
			next = n + 1 + misses;
		}
		ready = table_ready(t);
		if (!ready || !copy_row(r, t, out))
			break;
		n++;
	}
	lump_count(&r->lump, &out->total);
	*rows += n;
	return ready;
}
