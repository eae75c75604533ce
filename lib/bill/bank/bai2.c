#include "bill/bank/bai2.h"

#include "bill/bank/balance.h"
#include "value/time/date.h"
#include "bill/bank/mt940_entry.h"
#include "bill/rows/where_lines_went.h"

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

void
bai2_open(struct bai2 *b, struct input *in, const struct bai2_types *types,
    bool check)
{
	*b = (struct bai2){ .types = types, .levels.check = check };
	bai2_records_open(&b->rec, in);
}

/* Puts the place before an error of what r is the outcome of. */
static int
placed(const struct bai2 *b, int r, struct err *e)
{
	return r < 0 ? bai2_records_err(&b->rec, e) : r;
}

/* Reads an amount and adds it to the account. */
static int
add_amount(struct bai2 *b, struct span s, struct amount *a, struct err *e)
{
	if (bai2_amount(s, a, e) ||
	    bai2_levels_add(&b->levels, BAI2_ACCOUNT_LEVEL, *a, e))
		return bai2_records_err(&b->rec, e);
	return 0;
}

static int
begin_level(struct bai2 *b, int level, struct err *e)
{
	return placed(
	    b, bai2_levels_begin(&b->levels, level, b->rec.n_lines, e), e);
}

static int
end_level(struct bai2 *b, int level, struct err *e)
{
	return placed(b, bai2_levels_end(&b->levels, level, &b->rec, e), e);
}

static void
keep(struct buf *b, struct span s)
{
	buf_clear(b);
	buf_add(b, s);
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
begin_group(struct bai2 *b, struct err *e)
{
	struct span currency;

	if (begin_level(b, BAI2_GROUP_LEVEL, e))
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

	if (begin_level(b, BAI2_ACCOUNT_LEVEL, e))
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
		if (amount.len && add_amount(b, amount, &a, e))
			return -1;
	}
	return 0;
}

static struct span
mark_of(char direction)
{
	switch (direction) {
	case 'C':
		return SPAN("C");
	case 'D':
		return SPAN("D");
	default:
		return (struct span){ 0 };
	}
}

static int
put_amount(struct bai2 *b, struct span type, struct span text, struct err *e)
{
	char direction = bai2_types_of(b->types, type);
	struct amount a;

	buf_clear(&b->amount);
	if (text.len == 0)
		return 0;
	if (add_amount(b, text, &a, e))
		return -1;
	if (!direction && !amount_is_zero(a)) {
		err_set(e, ST_DATA,
		    "type %s is neither credit nor debit: say which with "
		    "--credit-types or --debit-types",
		    excerpt(type).s);
		return bai2_records_err(&b->rec, e);
	}
	if (direction == 'D')
		a = amount_neg(a);
	b->amount.len = amount_format(a, buf_room(&b->amount, AMOUNT_TEXT_CAP));
	return 0;
}

static int
transaction(struct bai2 *b, struct span *cells, struct err *e)
{
	struct span amount, date;

	if (b->levels.check && !b->levels.at[BAI2_ACCOUNT_LEVEL].open) {
		err_set(e, ST_DATA, "a transaction outside of an account");
		return bai2_records_err(&b->rec, e);
	}
	memset(cells, 0, BAI2_COLUMNS * sizeof *cells);
	cells[BAI2_TYPE] = bai2_records_field(&b->rec);
	cells[BAI2_MARK] = mark_of(bai2_types_of(b->types, cells[BAI2_TYPE]));
	amount = bai2_records_field(&b->rec);
	cells[BAI2_FUNDS] = bai2_records_field(&b->rec);
	read_funds(b, cells[BAI2_FUNDS], &date);
	if (put_amount(b, cells[BAI2_TYPE], amount, e) ||
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
	if (b->files && !b->levels.at[BAI2_FILE_LEVEL].open)
		return 0;
	err_set(e, ST_DATA,
	    b->files ? "ends without its trailer (99)"
		     : "holds no BAI2 file: no record 01");
	return err_at(e, lines_name(&b->rec.lines), 0);
}

/* Counts the lines of a record of a known type. */
static void
count_lines(struct bai2 *b, struct span type)
{
	uint64_t *to = span_eq(type, SPAN("16")) ? &b->transactions
	    : span_eq(type, SPAN("03"))          ? &b->accounts
	    : type.p[0] == '0'                   ? &b->heads
						 : &b->trailers;

	*to += b->rec.n_lines;
}

void
bai2_tell_lines(const struct bai2 *b, struct buf *to)
{
	const uint64_t lines = b->rec.lines.count;

	buf_printf(to, "%ju line%s", (uintmax_t)lines, lines == 1 ? "" : "s");
	where_lines_went(to,
	    (const struct lines_went[]){
		{ b->heads, "of heads of files and groups", NULL },
		{ b->accounts, "of accounts and their balances", NULL },
		{ b->transactions, "of transactions", NULL },
		{ b->trailers, "of trailers", NULL },
		{ lines - b->heads - b->accounts - b->transactions -
			b->trailers,
		    "blank", NULL },
	    },
	    5);
}

/* 1 where the record is a row, 0 where it is none, -1 on an error. */
static int
take_record(struct bai2 *b, struct span *cells, struct err *e)
{
	struct span type = bai2_records_field(&b->rec);

	if (type.len == 2)
		count_lines(b, type);
	if (span_eq(type, SPAN("16")))
		return transaction(b, cells, e);
	if (span_eq(type, SPAN("03")))
		return begin_account(b, e);
	if (span_eq(type, SPAN("02")))
		return begin_group(b, e);
	if (span_eq(type, SPAN("01"))) {
		b->files++;
		return begin_level(b, BAI2_FILE_LEVEL, e);
	}
	if (span_eq(type, SPAN("49")))
		return end_level(b, BAI2_ACCOUNT_LEVEL, e);
	if (span_eq(type, SPAN("98")))
		return end_level(b, BAI2_GROUP_LEVEL, e);
	if (span_eq(type, SPAN("99")))
		return end_level(b, BAI2_FILE_LEVEL, e);
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
		b->levels.at[i].records += b->rec.n_lines;
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
	if (r < 0 || !b->levels.check)
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
