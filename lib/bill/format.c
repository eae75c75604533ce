#include "bill/format.h"

#include <stdlib.h>

#include "bill/bank/bai2.h"
#include "bill/bank/camt.h"
#include "io/encoding/decode.h"
#include "bill/fixed/fixed_rows.h"
#include "bill/json/json.h"
#include "base/mem.h"
#include "bill/bank/mt940.h"

struct format {
	const struct format_rules *rules;
	size_t n; /* columns */
	union {
		struct fixed_rows fixed;
		struct mt940 mt940;
		struct camt camt;
		struct bai2 bai2;
		struct json json;
	};
	struct span *cells;    /* owned, n */
	struct buf text;       /* the text the cells point into */
	struct decode *decode; /* of the input; or NULL */
};

/* The columns of a kind that does not take them from the rules; else NULL. */
static const char *const *
fixed_columns(enum format_kind kind, size_t *n)
{
	switch (kind) {
	case FORMAT_MT940:
		*n = MT940_COLUMNS;
		return mt940_columns;
	case FORMAT_CAMT:
		*n = CAMT_COLUMNS;
		return camt_columns;
	case FORMAT_BAI2:
		*n = BAI2_COLUMNS;
		return bai2_columns;
	case FORMAT_CSV:
	case FORMAT_XLSX:
	case FORMAT_FIXED:
	case FORMAT_JSON:
		break;
	}
	return NULL;
}

size_t
format_columns(const struct format *f)
{
	return f->n;
}

struct span
format_column(const struct format *f, size_t i)
{
	size_t n;
	const char *const *names = fixed_columns(f->rules->kind, &n);

	if (f->rules->kind == FORMAT_JSON)
		return f->rules->json.names.list[i];
	return span_str(names ? names[i] : f->rules->fixed.columns[i]);
}

static int
open_camt(struct format *f, struct input *in, struct err *e)
{
	struct camt_rules rules = { !f->rules->no_check, f->rules->details,
		f->rules->turn_reversals };

	return camt_open(&f->camt, in, &rules, e);
}

/* Decodes the text of in; NULL, told, with in closed. note: as for
 * decode_cover. */
static struct decode *
decode_text(struct input *in, const char *encoding, bool note, struct err *e)
{
	struct decode *d = decode_cover(in, encoding, note, e);

	if (!d)
		input_close(in);
	return d;
}

static int
open_kind(struct format *f, const char *encoding, struct input *in,
    struct stated_figures *totals, struct err *e)
{
	const struct format_rules *rules = f->rules;

	switch (rules->kind) {
	case FORMAT_CSV:
	case FORMAT_XLSX:
		break;
	case FORMAT_FIXED:
		fixed_split_cover(in, &rules->fixed);
		f->decode = decode_text(in, encoding, true, e);
		if (!f->decode)
			return -1;
		fixed_rows_open(
		    &f->fixed, in, &rules->fixed, f->decode, totals);
		return 0;
	case FORMAT_MT940:
		f->decode = decode_text(in, encoding, false, e);
		if (!f->decode)
			return -1;
		mt940_open(&f->mt940, in, !rules->no_check);
		return 0;
	case FORMAT_BAI2:
		f->decode = decode_text(in, encoding, false, e);
		if (!f->decode)
			return -1;
		bai2_open(&f->bai2, in, &rules->types, !rules->no_check);
		return 0;
	case FORMAT_JSON:
		if (!decode_text(in, encoding, false, e))
			return -1;
		return json_open(&f->json, in, &rules->json, totals, e);
	case FORMAT_CAMT:
		return open_camt(f, in, e);
	}
	input_close(in);
	return err_set(e, ST_BROKEN, "separated values are not read here");
}

struct format *
format_open(const struct format_rules *rules, const char *encoding,
    struct input *in, struct stated_figures *totals, struct err *e)
{
	struct format *f = mem_zeroed(1, sizeof *f);

	f->rules = rules;
	if (!fixed_columns(rules->kind, &f->n))
		f->n = rules->kind == FORMAT_JSON ? rules->json.names.n
						  : rules->fixed.n_columns;
	if (open_kind(f, encoding, in, totals, e)) {
		free(f);
		return NULL;
	}
	f->cells = mem_zeroed(f->n, sizeof *f->cells);
	return f;
}

const struct decode *
format_decode(const struct format *f)
{
	return f->decode;
}

/* Copies the cells into one text with a TAB behind each: bytes behind every
 * cell can then be read, and the whole text is the raw row. */
static void
gather(struct format *f, struct row *row)
{
	size_t at = 0;

	buf_clear(&f->text);
	for (size_t i = 0; i < f->n; i++) {
		buf_add(&f->text, f->cells[i]);
		buf_byte(&f->text, '\t');
	}
	memset(buf_room(&f->text, ROW_SLACK), 0, ROW_SLACK);
	for (size_t i = 0; i < f->n; i++) {
		f->cells[i].p = f->text.p + at;
		at += f->cells[i].len + 1;
	}
	row->raw = (struct span){ f->text.p, at ? at - 1 : 0 };
	row->cells = f->cells;
	row->n = f->n;
	row->odd = true;
}

static enum row_outcome
next_fixed(struct format *f, struct row *row, struct err *e)
{
	enum row_outcome r = fixed_rows_next(&f->fixed, f->cells, e);

	row->line = f->fixed.line;
	if (r == ROW_BAD)
		row->raw = f->fixed.bad;
	return r;
}

/* A statement has no bad rows: 1, 0 and -1 of its reader are these. */
static enum row_outcome
statement_outcome(int r)
{
	return r < 0 ? ROW_ERROR : r ? ROW_OK : ROW_END;
}

static enum row_outcome
next_kind(struct format *f, struct row *row, struct err *e)
{
	enum row_outcome r = ROW_ERROR;

	switch (f->rules->kind) {
	case FORMAT_CSV:
	case FORMAT_XLSX:
		break;
	case FORMAT_FIXED:
		r = next_fixed(f, row, e);
		break;
	case FORMAT_MT940:
		r = statement_outcome(mt940_next(&f->mt940, f->cells, e));
		row->line = f->mt940.line;
		break;
	case FORMAT_CAMT:
		r = statement_outcome(camt_next(&f->camt, f->cells, e));
		row->line = f->camt.line;
		break;
	case FORMAT_BAI2:
		r = statement_outcome(bai2_next(&f->bai2, f->cells, e));
		row->line = f->bai2.line;
		break;
	case FORMAT_JSON:
		r = json_next(&f->json, f->cells, e);
		row->line = f->json.line;
		break;
	}
	return r;
}

enum row_outcome
format_next(struct format *f, struct row *row, struct err *e)
{
	enum row_outcome r;

	*row = (struct row){ 0 };
	r = next_kind(f, row, e);
	if (r == ROW_OK || (r == ROW_BAD && f->rules->kind == FORMAT_JSON))
		gather(f, row);
	return r;
}

void
format_tell_lines(const struct format *f, struct buf *b)
{
	switch (f->rules->kind) {
	case FORMAT_CSV:
	case FORMAT_XLSX:
	case FORMAT_JSON: /* its rows are counted */
		break;
	case FORMAT_FIXED:
		fixed_rows_tell(&f->fixed, b);
		break;
	case FORMAT_MT940:
		mt940_tell_lines(&f->mt940, b);
		break;
	case FORMAT_CAMT:
		camt_tell_parts(&f->camt, b);
		break;
	case FORMAT_BAI2:
		bai2_tell_lines(&f->bai2, b);
		break;
	}
}

void
format_tell_odd(const struct format *f, struct names *notes)
{
	if (f->rules->kind == FORMAT_FIXED)
		fixed_rows_tell_odd(&f->fixed, notes);
}

void
format_close(struct format *f)
{
	switch (f->rules->kind) {
	case FORMAT_CSV:
	case FORMAT_XLSX:
		break;
	case FORMAT_FIXED:
		fixed_rows_close(&f->fixed);
		break;
	case FORMAT_MT940:
		mt940_close(&f->mt940);
		break;
	case FORMAT_CAMT:
		camt_close(&f->camt);
		break;
	case FORMAT_BAI2:
		bai2_close(&f->bai2);
		break;
	case FORMAT_JSON:
		json_close(&f->json);
		break;
	}
	free(f->cells);
	buf_free(&f->text);
	free(f);
}
