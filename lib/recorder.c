#include "recorder.h"

#include <stdlib.h>

#include "key.h"
#include "mem.h"
#include "tsv.h"

enum {
	/* AMOUNT to DATE with their TABs, and the LF */
	FIXED_ROOM = AMOUNT_TEXT_CAP + CURRENCY_MAX + DATE_LEN + 16,
};

/* Where a row came from goes along if the table tells it. */
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
	if (columns_bind(&r->key, t, e) || rowsum_bind(&r->sum, t, e) ||
	    columns_bind(&r->time, t, e) || carry_source(r, t, e) ||
	    columns_bind(&r->carried, t, e))
		return -1;
	if (!r->parts)
		r->parts = mem_zeroed(r->key.n, sizeof *r->parts);
	r->shown.side = r->side;
	return 0;
}

/* The most bytes the record of a row can take; takes the key's parts. */
static size_t
most_room(struct recorder *r, const struct table_in *t)
{
	size_t n = FIXED_ROOM;

	for (size_t i = 0; i < r->key.n; i++) {
		r->parts[i] = t->fields[r->key.list[i].place];
		n += KEY_ROOM(r->parts[i].len);
	}
	for (size_t i = 0; i < r->carried.n; i++)
		n += r->carried.list[i].label_len + 3 +
		    t->fields[r->carried.list[i].place].len;
	return n;
}

static char *
put(char *to, const char *p, size_t n)
{
	memcpy(to, p, n);
	return to + n;
}

static int
check_part(const struct column *c, struct span part, struct err *e)
{
	if (!key_is_rounded(part))
		return 0;
	err_set(e, ST_DATA, "is a number a spreadsheet has destroyed, its "
	    "other digits are lost: get the bill anew (--allow-rounded-key "
	    "takes it)");
	return column_err(c, part, e);
}

static char *
write_key(struct recorder *r, char *to, struct err *e)
{
	size_t len, bad;

	for (size_t i = 0; i < r->key.n && !r->rounded_parts; i++)
		if (check_part(&r->key.list[i], r->parts[i], e))
			return NULL;
	if (key_write(r->parts, r->key.n, r->empty_parts, &r->scratch, to,
	    &len, &bad, e) == 0)
		return to + len;
	if (bad < r->key.n)
		column_err(&r->key.list[bad], r->parts[bad], e);
	return NULL;
}

static char *
write_date(struct recorder *r, const struct table_in *t, char *to,
    struct err *e)
{
	const struct column *c = r->time.list;
	struct span cell;
	int32_t day;

	if (!r->time.n)
		return put(to, r->date, strlen(r->date));
	cell = t->fields[c->place];
	if (clock_day(&r->clock, cell, &day, e)) {
		column_err(c, cell, e);
		return NULL;
	}
	if (day != r->day || !*r->day_text) {
		date_format(day, r->day_text);
		r->day = day;
	}
	return put(to, r->day_text, DATE_LEN);
}

static char *
write_carried(const struct recorder *r, const struct table_in *t, char *to,
    struct err *e)
{
	for (size_t i = 0; i < r->carried.n; i++) {
		const struct column *c = &r->carried.list[i];
		struct span cell = t->fields[c->place];

		if (tsv_has_control(cell)) {
			err_set(e, ST_DATA, "has a byte no field may have");
			column_err(c, cell, e);
			return NULL;
		}
		if (cell.len == 0)
			cell = SPAN(TSV_NONE);
		*to++ = '\t';
		to = put(to, c->label, c->label_len);
		*to++ = '=';
		to = put(to, cell.p, cell.len);
	}
	return to;
}

/* AMOUNT CURRENCY SIDE, with the TABs around them. */
static char *
write_sum(struct recorder *r, const struct table_in *t, char *to,
    struct err *e)
{
	struct record *s = &r->shown;
	size_t len;

	if (rowsum_currency(&r->sum, t, &s->currency, e))
		return NULL;
	*to++ = '\t';
	if (rowsum_amount(&r->sum, t, to, &len, &s->amount, e))
		return NULL;
	to += len;
	*to++ = '\t';
	to = put(to, s->currency.p, s->currency.len);
	*to++ = '\t';
	*to++ = r->side;
	*to++ = '\t';
	return to;
}

int
recorder_row(struct recorder *r, const struct table_in *t,
    struct stream_out *out, struct err *e)
{
	char *begin = output_room(&out->out, most_room(r, t));
	char *to = write_key(r, begin, e);

	if (!to || !(to = write_sum(r, t, to, e)) ||
	    !(to = write_date(r, t, to, e)) ||
	    !(to = write_carried(r, t, to, e)) ||
	    total_record(&out->total, &r->shown, e))
		return -1;
	*to++ = '\n';
	output_took(&out->out, (size_t)(to - begin));
	return 0;
}

void
recorder_free(struct recorder *r)
{
	columns_free(&r->key);
	columns_free(&r->time);
	columns_free(&r->carried);
	rowsum_free(&r->sum);
	buf_free(&r->scratch);
	free(r->parts);
}
