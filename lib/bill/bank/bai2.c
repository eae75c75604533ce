#include "bill/bank/bai2.h"

#include "bill/bank/balance.h"
#include "value/date.h"
#include "bill/bank/mt940_entry.h"

const char *const bai2_columns[BAI2_COLUMNS] = {
	"account",
	"date",
	"value_date",
	"amount",
	"currency",
	"mark",
	"type",
	"funds",
	"bank_reference",
	"reference",
	"details",
};

enum { ACCOUNT, GROUP, FILE_LEVEL };

static const char *const level_names[BAI2_LEVELS] = {
	"account",
	"group",
	"file",
};

void
bai2_open(struct bai2 *b, struct input *in, bool check)
{
	*b = (struct bai2){ .check = check };
	bai2_records_open(&b->rec, in);
}

static void
keep(struct buf *b, struct span s)
{
	buf_clear(b);
	buf_add(b, s);
}

/* [+-]digits */
static int
read_amount(struct bai2 *b, struct span s, struct amount *a, struct err *e)
{
	struct span digits = s;
	enum amount_result r;
	bool minus = s.len && s.p[0] == '-';

	if (s.len && (s.p[0] == '+' || minus)) {
		digits.p++;
		digits.len--;
	}
	r = balance_decimal(digits, '.', false, a);
	if (r == AMOUNT_OK && a->scale != 0)
		r = AMOUNT_SYNTAX;
	if (r != AMOUNT_OK) {
		err_set(e, ST_DATA, "\"%s\" %s in minor units", excerpt(s).s,
		    amount_why(r));
		return bai2_records_err(&b->rec, e);
	}
	if (minus)
		*a = amount_neg(*a);
	return 0;
}

static int
add(struct bai2 *b, int level, struct amount a, struct err *e)
{
	struct amount *sum = &b->levels[level].sum;

	if (amount_add(*sum, a, sum) == AMOUNT_OK)
		return 0;
	err_set(
	    e, ST_DATA, "the sum of the %s is too large", level_names[level]);
	return bai2_records_err(&b->rec, e);
}

static int
read_date(struct bai2 *b, struct span s, struct buf *to, struct err *e)
{
	char text[DATE_LEN + 1];
	int32_t day;

	buf_clear(to);
	if (s.len == 0)
		return 0;
	if (!mt940_entry_date(s, &day)) {
		err_set(
		    e, ST_DATA, "\"%s\" is not a date YYMMDD", excerpt(s).s);
		return bai2_records_err(&b->rec, e);
	}
	date_format(day, text);
	buf_str(to, text);
	return 0;
}

/* Passes the fields that follow a funds type; a value date among them goes to
 * *date. */
static void
read_funds(struct bai2 *b, struct span type, struct span *date)
{
	uint64_t n = 0;
	struct span s;

	*date = (struct span){ 0 };
	if (span_eq(type, SPAN("S"))) {
		bai2_records_field(&b->rec);
		bai2_records_field(&b->rec);
		bai2_records_field(&b->rec);
	} else if (span_eq(type, SPAN("V"))) {
		*date = bai2_records_field(&b->rec);
		bai2_records_field(&b->rec); /* the time */
	} else if (span_eq(type, SPAN("D"))) {
		s = bai2_records_field(&b->rec);
		for (size_t i = 0; i < s.len && n < 100; i++)
			n = n * 10 + (uint64_t)(s.p[i] - '0');
		while (n-- && b->rec.rest.len) {
			bai2_records_field(&b->rec);
			bai2_records_field(&b->rec);
		}
	}
}

static int
open_level(struct bai2 *b, int level, struct err *e)
{
	const char *name = level_names[level];

	if (b->check && b->levels[level].open) {
		err_set(e, ST_DATA,
		    "a second %s begins, but the one before "
		    "it has no trailer",
		    name);
		return bai2_records_err(&b->rec, e);
	}
	if (b->check && level < FILE_LEVEL && !b->levels[level + 1].open) {
		err_set(e, ST_DATA, "%s %s outside of a %s",
		    level == ACCOUNT ? "an" : "a", name,
		    level_names[level + 1]);
		return bai2_records_err(&b->rec, e);
	}
	b->levels[level] =
	    (struct bai2_level){ .open = true, .records = b->rec.n_lines };
	return 0;
}

static int
compare(struct bai2 *b, int level, const char *what, struct amount told,
    struct amount got, struct err *e)
{
	char t[AMOUNT_TEXT_CAP], g[AMOUNT_TEXT_CAP];

	if (amount_cmp(told, got) == 0)
		return 0;
	amount_format(told, t);
	amount_format(got, g);
	err_set(e, ST_DATA, "the %s's trailer says %s %s, but it has %s",
	    level_names[level], what, t, g);
	return bai2_records_err(&b->rec, e);
}

/* A control record: the total, parts (of a group or file) and records. */
static int
close_level(struct bai2 *b, int level, struct err *e)
{
	static const char *const parts[] = { "", "accounts:", "groups:" };
	struct bai2_level *l = &b->levels[level];
	struct amount sum, n_parts = { 0 }, n_records;

	if (read_amount(b, bai2_records_field(&b->rec), &sum, e) ||
	    (level > ACCOUNT &&
		read_amount(b, bai2_records_field(&b->rec), &n_parts, e)) ||
	    read_amount(b, bai2_records_field(&b->rec), &n_records, e))
		return -1;
	if (b->check && !l->open) {
		err_set(e, ST_DATA,
		    "a trailer of the %s, which did not "
		    "begin",
		    level_names[level]);
		return bai2_records_err(&b->rec, e);
	}
	if (b->check &&
	    (compare(b, level, "total:", sum, l->sum, e) ||
		(level > ACCOUNT &&
		    compare(b, level, parts[level], n_parts,
			(struct amount){ (int128)l->parts, 0 }, e)) ||
		compare(b, level, "records:", n_records,
		    (struct amount){ (int128)l->records, 0 }, e)))
		return -1;
	l->open = false;
	if (level == FILE_LEVEL)
		return 0;
	l[1].parts++;
	return add(b, level + 1, l->sum, e);
}

static int
begin_group(struct bai2 *b, struct err *e)
{
	struct span currency;

	if (open_level(b, GROUP, e))
		return -1;
	bai2_records_field(&b->rec); /* receiver */
	bai2_records_field(&b->rec); /* originator */
	bai2_records_field(&b->rec); /* status */
	if (read_date(b, bai2_records_field(&b->rec), &b->date, e))
		return -1;
	bai2_records_field(&b->rec); /* time */
	currency = bai2_records_field(&b->rec);
	keep(&b->group_currency, currency.len ? currency : SPAN("USD"));
	return 0;
}

/* Begins an account and adds its balances and totals, which are part of its
 * control total. */
static int
begin_account(struct bai2 *b, struct err *e)
{
	struct span currency;

	if (open_level(b, ACCOUNT, e))
		return -1;
	keep(&b->account, bai2_records_field(&b->rec));
	currency = bai2_records_field(&b->rec);
	keep(&b->currency,
	    currency.len ? currency : buf_span(&b->group_currency));
	while (b->rec.rest.len) {
		struct span amount, date;
		struct amount a;

		bai2_records_field(&b->rec); /* type */
		amount = bai2_records_field(&b->rec);
		bai2_records_field(&b->rec); /* count of items */
		read_funds(b, bai2_records_field(&b->rec), &date);
		if (amount.len &&
		    (read_amount(b, amount, &a, e) || add(b, ACCOUNT, a, e)))
			return -1;
	}
	return 0;
}

/* C for 100 to 399, D for 400 to 699. */
static struct span
mark_of(struct span type)
{
	if (type.len != 3 || type.p[0] < '1' || type.p[0] > '6')
		return (struct span){ 0 };
	return type.p[0] < '4' ? SPAN("C") : SPAN("D");
}

static int
put_amount(struct bai2 *b, struct span text, bool debit, struct err *e)
{
	struct amount a;

	buf_clear(&b->amount);
	if (text.len == 0)
		return 0;
	if (read_amount(b, text, &a, e) || add(b, ACCOUNT, a, e))
		return -1;
	if (debit)
		a = amount_neg(a);
	b->amount.len = amount_format(a, buf_room(&b->amount, AMOUNT_TEXT_CAP));
	return 0;
}

static int
transaction(struct bai2 *b, struct span *cells, struct err *e)
{
	struct span amount, date;

	if (b->check && !b->levels[ACCOUNT].open) {
		err_set(e, ST_DATA, "a transaction outside of an account");
		return bai2_records_err(&b->rec, e);
	}
	memset(cells, 0, BAI2_COLUMNS * sizeof *cells);
	cells[BAI2_TYPE] = bai2_records_field(&b->rec);
	cells[BAI2_MARK] = mark_of(cells[BAI2_TYPE]);
	amount = bai2_records_field(&b->rec);
	cells[BAI2_FUNDS] = bai2_records_field(&b->rec);
	read_funds(b, cells[BAI2_FUNDS], &date);
	if (put_amount(b, amount, span_eq(cells[BAI2_MARK], SPAN("D")), e) ||
	    read_date(b, date, &b->value_date, e))
		return -1;
	cells[BAI2_BANK_REFERENCE] = bai2_records_field(&b->rec);
	cells[BAI2_REFERENCE] = bai2_records_field(&b->rec);
	cells[BAI2_DETAILS] = span_trim(b->rec.rest);
	cells[BAI2_ACCOUNT] = buf_span(&b->account);
	cells[BAI2_DATE] = buf_span(&b->date);
	cells[BAI2_VALUE_DATE] = buf_span(&b->value_date);
	cells[BAI2_AMOUNT] = buf_span(&b->amount);
	cells[BAI2_CURRENCY] = buf_span(&b->currency);
	return 1;
}

static int
end_file(struct bai2 *b, struct err *e)
{
	if (b->files && !b->levels[FILE_LEVEL].open)
		return 0;
	err_set(e, ST_DATA,
	    b->files ? "ends without its trailer (99)"
		     : "holds no BAI2 file: no record 01");
	return err_at(e, lines_name(&b->rec.lines), 0);
}

/* 1 where the record is a row, 0 where it is none, -1 on an error. */
static int
take_record(struct bai2 *b, struct span *cells, struct err *e)
{
	struct span type = bai2_records_field(&b->rec);

	if (span_eq(type, SPAN("16")))
		return transaction(b, cells, e);
	if (span_eq(type, SPAN("03")))
		return begin_account(b, e);
	if (span_eq(type, SPAN("02")))
		return begin_group(b, e);
	if (span_eq(type, SPAN("01"))) {
		b->files++;
		return open_level(b, FILE_LEVEL, e);
	}
	if (span_eq(type, SPAN("49")))
		return close_level(b, ACCOUNT, e);
	if (span_eq(type, SPAN("98")))
		return close_level(b, GROUP, e);
	if (span_eq(type, SPAN("99")))
		return close_level(b, FILE_LEVEL, e);
	err_set(
	    e, ST_DATA, "\"%s\" is no type of BAI2 record", excerpt(type).s);
	return bai2_records_err(&b->rec, e);
}

/* Reads a record and counts its lines at every level that is open. */
static int
next_record(struct bai2 *b, struct err *e)
{
	int r = bai2_records_next(&b->rec, e);

	for (int i = 0; i < BAI2_LEVELS && r == 1; i++)
		b->levels[i].records += b->rec.n_lines;
	b->line = b->rec.line;
	return r;
}

int
bai2_next(struct bai2 *b, struct span cells[BAI2_COLUMNS], struct err *e)
{
	int r;

	while ((r = next_record(b, e)) == 1) {
		r = take_record(b, cells, e);
		if (r)
			return r;
	}
	if (r < 0 || !b->check)
		return r;
	return end_file(b, e);
}

void
bai2_close(struct bai2 *b)
{
	struct buf *bufs[] = { &b->account, &b->currency, &b->group_currency,
		&b->date, &b->amount, &b->value_date };

	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_free(bufs[i]);
	bai2_records_close(&b->rec);
}
