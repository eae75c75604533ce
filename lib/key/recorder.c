#include "key/recorder.h"

#include <stdlib.h>

#include "key/key_text.h"
#include "base/mem.h"
#include "text/tsv.h"

enum {
	/* AMOUNT, what follows it, the LF, and what blocks write behind it */
	FIXED_ROOM =
	    AMOUNT_TEXT_CAP + RECORDER_TAIL_MAX + DATE_LEN + 2 * ROW_SLACK,
};

static char *
put(char *to, const char *p, size_t n)
{
	memcpy(to, p, n);
	return to + n;
}

/* Makes the tail of records in the present currency. */
static void
make_tail(struct recorder *r)
{
	char *to = r->tail;

	*to++ = '\t';
	to = put(to, r->sum.code, r->sum.code_len);
	*to++ = '\t';
	*to++ = r->side;
	*to++ = '\t';
	if (!r->time.n)
		to = put(to, r->date, strlen(r->date));
	r->tail_len = (size_t)(to - r->tail);
	lump_close(&r->lump);
}

/* Computes the room a record takes beside its cells, which is the same for
 * every row. */
static void
make_room(struct recorder *r)
{
	r->cells = r->key.n + r->carried.n;
	r->room = FIXED_ROOM + KEY_ROOM(0) * r->key.n;
	for (size_t i = 0; i < r->carried.n; i++)
		r->room += r->carried.list[i].label_len + 3;
}

/* Carries the column src, where the table has one. */
static int
carry_source(struct recorder *r, const struct table_in *t, struct err *e)
{
	bool twice;

	for (size_t i = 0; i < r->carried.n; i++)
		if (!strcmp(r->carried.list[i].label, "src"))
			return 0;
	if (table_column(t, SPAN("src"), &twice) < 0)
		return 0;
	return columns_add(&r->carried, "src", COLUMNS_PLAIN, e);
}

int
recorder_bind(struct recorder *r, const struct table_in *t, struct err *e)
{
	if (columns_bind(&r->key, t, e) || row_amount_bind(&r->sum, t, e) ||
	    columns_bind(&r->time, t, e) || carry_source(r, t, e) ||
	    columns_bind(&r->carried, t, e))
		return -1;
	if (!r->parts) {
		r->parts = mem_zeroed(r->key.n, sizeof *r->parts);
		r->folded = mem_zeroed(r->key.n, sizeof *r->folded);
	}
	r->simple = !key_fold_rewrites(&r->fold) && r->sum.as_it_stands &&
	    !r->sum.currency_varies && !r->time.n && !r->carried.n;
	make_tail(r);
	make_room(r);
	return 0;
}

size_t
recorder_room(const struct recorder *r, const struct table_in *t)
{
	size_t n = r->room;

	for (size_t i = 0; i < r->key.n; i++)
		n += KEY_ROOM(r->parts[i].len);
	for (size_t i = 0; i < r->carried.n; i++)
		n += t->fields[r->carried.list[i].place].len;
	return n;
}

int
recorder_part(struct recorder *r, size_t i, struct span cell, struct err *e)
{
	const struct column *c = &r->key.list[i];
	struct span *part = &r->parts[i];

	*part = cell;
	if (tsv_is_empty(cell))
		return 0;
	if (!r->fold.invisible && key_fold_may_hide(cell))
		unseen_look(&r->unseen, c, cell);
	if (!key_fold_rewrites(&r->fold) &&
	    !(r->fold.invisible && key_fold_may_hide(cell)))
		return 0;
	if (key_fold_part(&r->fold, cell, &r->folded[i], e))
		return column_err(c, cell, e);
	*part = buf_span(&r->folded[i]);
	return 0;
}

int
recorder_parts(struct recorder *r, const struct table_in *t, struct err *e)
{
	r->unseen.keys.now = false;
	for (size_t i = 0; i < r->key.n; i++)
		if (recorder_part(r, i, t->fields[r->key.list[i].place], e))
			return -1;
	return 0;
}

static int
figure_check_part(const struct column *c, struct span part, struct err *e)
{
	if (!key_is_rounded(part))
		return 0;
	err_set(e, ST_DATA,
	    "is a number a spreadsheet has destroyed, its "
	    "other digits are lost: get the bill anew (--allow-rounded-key "
	    "takes it)");
	return column_err(c, part, e);
}

char *
recorder_key(struct recorder *r, char *to, struct err *e)
{
	size_t len = 0, bad;

	for (size_t i = 0; i < r->key.n && !r->rounded_parts; i++)
		if (figure_check_part(&r->key.list[i], r->parts[i], e))
			return NULL;
	if (key_write(r->parts, r->key.n, r->empty_parts, &r->scratch, to, &len,
		&bad, e) == 0)
		return to + len;
	if (bad < r->key.n)
		column_err(&r->key.list[bad], r->parts[bad], e);
	return NULL;
}

/* The accounting date of a time, kept with its text for the rows behind. */
static int
learn_date(struct recorder *r, struct span time, struct err *e)
{
	int32_t day = 0;

	if (accounting_day_of(&r->clock, time, &day, e))
		return -1;
	if (day != r->day || !*r->day_text) {
		date_format(day, r->day_text);
		r->day = day;
	}
	r->time_len = time.len <= sizeof r->time_text ? time.len : 0;
	memcpy(r->time_text, time.p, r->time_len);
	return 0;
}

/* A row of another date than all should have. False where it is refused. */
static bool
take_other_date(
    struct recorder *r, const struct column *c, struct span cell, struct err *e)
{
	bool refused = r->expect == RECORDER_EXPECT_REFUSE;
	struct err *words = refused ? e : &r->other_date.first;

	if (noted_wants(&r->other_date) || refused) {
		err_set(words, refused ? ST_DATA : ST_OK, "is of %s, not of %s",
		    r->day_text, r->date);
		column_err(c, cell, words);
	}
	return !refused;
}

char *
recorder_date(
    struct recorder *r, const struct table_in *t, char *to, struct err *e)
{
	const struct column *c = r->time.list;
	const char *text = r->day_text;
	struct span cell;

	if (!r->time.n)
		return to;
	r->other_date.now = false;
	cell = t->fields[c->place];
	if (!(r->time_len &&
		span_eq(cell, (struct span){ r->time_text, r->time_len })) &&
	    learn_date(r, cell, e)) {
		column_err(c, cell, e);
		return NULL;
	}
	if (r->expect && r->day != r->expected &&
	    !take_other_date(r, c, cell, e))
		return NULL;
	if (r->expect == RECORDER_EXPECT_TELL)
		text = r->date;
	return put(to, text, DATE_LEN);
}

char *
recorder_carried(
    const struct recorder *r, const struct table_in *t, char *to, struct err *e)
{
	for (size_t i = 0; i < r->carried.n; i++) {
		const struct column *c = &r->carried.list[i];
		struct span cell = t->fields[c->place];

		if (!t->clean && tsv_has_control(cell)) {
			err_set(e, ST_DATA, "has a byte no field may have");
			column_err(c, cell, e);
			return NULL;
		}
		*to++ = '\t';
		to = span_put(to, (struct span){ c->label, c->label_len });
		*to++ = '=';
		if (cell.len == 0)
			*to++ = '-';
		else
			to = t->slack ? row_put(to, cell) : span_put(to, cell);
	}
	return to;
}

int
recorder_currency(struct recorder *r, const struct table_in *t, struct err *e)
{
	int other = row_amount_currency(&r->sum, t, e);

	if (other > 0)
		make_tail(r);
	return other < 0 ? -1 : 0;
}

/* AMOUNT CURRENCY SIDE, with the TABs around them, and DATE perhaps. */
static char *
write_sum(struct recorder *r, const struct table_in *t, char *to,
    struct amount *a, struct err *e)
{
	size_t len;

	*to++ = '\t';
	if (recorder_currency(r, t, e) ||
	    row_amount_amount(&r->sum, t, to, &len, a, e))
		return NULL;
	return put(to + len, r->tail, r->tail_len);
}

int
recorder_count(
    struct recorder *r, struct total *t, struct amount a, struct err *e)
{
	struct record shown = {
		.amount = a,
		.currency = row_amount_code(&r->sum),
		.side = r->side,
	};

	return lump_record(&r->lump, t, &shown, e);
}

int
recorder_row(struct recorder *r, const struct table_in *t,
    struct stream_out *out, struct err *e)
{
	char *begin, *to;
	struct amount a;

	if (recorder_parts(r, t, e))
		return -1;
	begin = output_room(&out->out, recorder_room(r, t));
	to = recorder_key(r, begin, e);
	if (!to || !(to = write_sum(r, t, to, &a, e)) ||
	    !(to = recorder_date(r, t, to, e)) ||
	    !(to = recorder_carried(r, t, to, e)) ||
	    recorder_count(r, &out->total, a, e))
		return -1;
	*to++ = '\n';
	stream_took(out, (size_t)(to - begin));
	noted_count(&r->unseen.keys, &t->stream);
	noted_count(&r->other_date, &t->stream);
	return 0;
}

void
recorder_free(struct recorder *r)
{
	for (size_t i = 0; r->folded && i < r->key.n; i++)
		buf_free(&r->folded[i]);
	free(r->folded);
	columns_free(&r->key);
	columns_free(&r->time);
	columns_free(&r->carried);
	row_amount_free(&r->sum);
	unseen_free(&r->unseen);
	buf_free(&r->scratch);
	free(r->parts);
}
