#include "bill/bank/mt940.h"

#include "value/time/date.h"
#include "bill/bank/mt940_entry.h"

const char *const mt940_columns[MT940_COLUMNS] = {
	"account",
	"statement",
	"date",
	"value_date",
	"amount",
	"currency",
	"mark",
	"type",
	"reference",
	"bank_reference",
	"supplement",
	"details",
};

void
mt940_open(struct mt940 *m, struct input *in, bool check)
{
	*m = (struct mt940){ .check = check };
	mt940_fields_open(&m->swift, in);
}

static void
set(struct buf *b, struct span s)
{
	buf_clear(b);
	buf_add(b, span_trim(s));
	buf_byte(b, '\0');
}

static const char *
text_of(const struct buf *b)
{
	return b->len ? b->p : "";
}

/* The text without the NUL behind it. */
static struct span
span_of(const struct buf *b)
{
	return (struct span){ b->p, b->len ? b->len - 1 : 0 };
}

static struct span
first_line(struct span s)
{
	const char *lf = s.len ? memchr(s.p, '\n', s.len) : NULL;

	return lf ? (struct span){ s.p, (size_t)(lf - s.p) } : s;
}

/* 1!a6!n3!a15d: mark, date, currency, amount. */
static int
read_balance(struct mt940 *m, struct figure *money, struct err *e)
{
	struct span s = span_trim(buf_span(&m->swift.value)), figure;
	enum amount_result r = AMOUNT_SYNTAX;
	int32_t day;

	figure = (struct span){ s.p + 10, s.len > 10 ? s.len - 10 : 0 };
	if (s.len > 10 && (s.p[0] == 'C' || s.p[0] == 'D') &&
	    mt940_entry_date((struct span){ s.p + 1, 6 }, &day) &&
	    balance_currency((struct span){ s.p + 7, 3 }, money))
		r = balance_decimal(figure, ',', false, &money->amount);
	if (r != AMOUNT_OK) {
		err_set(e, ST_DATA,
		    "field %s: \"%s\" is not a balance like "
		    "C221101EUR12,50",
		    m->swift.tag, excerpt(s).s);
		return mt940_fields_err(&m->swift, e);
	}
	if (s.p[0] == 'D')
		money->amount = amount_neg(money->amount);
	return 0;
}

static int
take_opening(struct mt940 *m, struct err *e)
{
	struct figure money;

	if (read_balance(m, &money, e))
		return -1;
	if (m->check && m->balance.open) {
		err_set(e, ST_DATA,
		    "a second opening balance, but no closing "
		    "balance (62F) between them");
		return mt940_fields_err(&m->swift, e);
	}
	if (m->check &&
	    statement_chain_open(&m->pages, text_of(&m->account),
		text_of(&m->number), mt940_fields_is(&m->swift, "60M"), &money,
		e))
		return mt940_fields_err(&m->swift, e);
	balance_open(&m->balance, &money);
	m->interim.on = m->closed = false;
	return 0;
}

static int
take_closing(struct mt940 *m, struct err *e)
{
	struct figure money;

	if (read_balance(m, &money, e))
		return -1;
	if (m->check && !m->balance.open) {
		err_set(e, ST_DATA,
		    "a closing balance, but no opening "
		    "balance (60F) before it");
		return mt940_fields_err(&m->swift, e);
	}
	if (m->check && balance_close(&m->balance, &money, NULL, e))
		return mt940_fields_err(&m->swift, e);
	m->balance.open = false;
	m->closed = true;
	statement_chain_close(&m->pages, text_of(&m->account),
	    mt940_fields_is(&m->swift, "62M"), &money, m->swift.line);
	return 0;
}

static void
put(struct mt940 *m, enum mt940_column c, struct span s)
{
	buf_add(&m->text, s);
	m->ends[c] = m->text.len;
}

static void
put_date(struct mt940 *m, enum mt940_column c, int32_t day)
{
	char text[DATE_LEN + 1];

	date_format(day, text);
	put(m, c, span_str(text));
}

/* The cells of an entry in the order of the columns; DETAILS stays open. */
static void
put_cells(struct mt940 *m, const struct mt940_entry *en)
{
	char amount[AMOUNT_TEXT_CAP];

	amount_format(en->amount, amount);
	buf_clear(&m->text);
	put(m, MT940_ACCOUNT, span_of(&m->account));
	put(m, MT940_STATEMENT, span_of(&m->number));
	put_date(m, MT940_DATE, en->date);
	put_date(m, MT940_VALUE_DATE, en->value_date);
	put(m, MT940_AMOUNT, span_str(amount));
	put(m, MT940_CURRENCY,
	    span_str(m->interim.on ? m->interim.in.currency
				   : m->balance.opening.currency));
	put(m, MT940_MARK, en->mark);
	put(m, MT940_TYPE, span_trim(en->type));
	put(m, MT940_REFERENCE, span_trim(en->reference));
	put(m, MT940_BANK_REFERENCE, span_trim(en->bank_reference));
	put(m, MT940_SUPPLEMENT, span_trim(en->supplement));
	put(m, MT940_DETAILS, (struct span){ 0 });
}

/* Adds the entry to what will be checked; the error does not tell its place. */
static int
count_entry(struct mt940 *m, const struct mt940_entry *en, struct err *e)
{
	struct figure money = m->balance.opening;

	if (m->interim.on)
		return interim_add(&m->interim, en, e);
	if (!m->balance.open)
		return err_set(e, ST_DATA,
		    "an entry outside the balances: no opening "
		    "balance (60F) before it");
	if (en->expected)
		return err_set(e, ST_DATA,
		    "an expected entry (EC or ED) between the balances of "
		    "booked ones");
	money.amount = en->amount;
	return balance_add(&m->balance, &money, en->reversal, e);
}

/* A limit makes a report of a message that has no opening balance. */
static int
take_limit(struct mt940 *m, struct span value, struct err *e)
{
	if (m->balance.open || m->closed)
		return 0;
	if (interim_open(&m->interim, text_of(&m->account), text_of(&m->number),
		value, e))
		return mt940_fields_err(&m->swift, e);
	return 0;
}

static int
take_total(struct mt940 *m, enum interim_side_of side, struct span value,
    struct err *e)
{
	if (!m->check || !m->interim.on ||
	    interim_check(&m->interim, side, value, e) == 0)
		return 0;
	return mt940_fields_err(&m->swift, e);
}

static int
take_entry(struct mt940 *m, struct err *e)
{
	struct mt940_entry en;
	if (mt940_entry_parse(buf_span(&m->swift.value), &en, e))
		return mt940_fields_err(&m->swift, e);
	if (m->check && count_entry(m, &en, e))
		return mt940_fields_err(&m->swift, e);
	put_cells(m, &en);
	m->line = m->swift.line;
	m->has_entry = true;
	return 0;
}

/* Adds the field to DETAILS without the line ends at its end; a second field
 * begins on a new line. */
static void
take_details(struct mt940 *m)
{
	struct span s = buf_span(&m->swift.value);

	if (!m->has_entry)
		return; /* the text belongs to the statement, not to an entry */
	while (s.len && strchr("\n ", s.p[s.len - 1]))
		s.len--;
	if (m->text.len > m->ends[MT940_SUPPLEMENT] && s.len)
		buf_byte(&m->text, '\n');
	put(m, MT940_DETAILS, s);
}

static int
end_message(struct mt940 *m, struct err *e)
{
	if (m->check && !m->closed && !m->interim.on) {
		err_set(e, ST_DATA,
		    "statement %s of account %s ends without "
		    "a closing balance (62F)",
		    text_of(&m->number), text_of(&m->account));
		return mt940_fields_err(&m->swift, e);
	}
	m->messages++;
	buf_clear(&m->account);
	buf_clear(&m->number);
	m->closed = m->balance.open = m->interim.on = false;
	m->balance.opening.currency[0] = '\0';
	return 0;
}

static int
take_field(struct mt940 *m, struct err *e)
{
	const struct mt940_fields *f = &m->swift;
	struct span value = first_line(buf_span(&f->value));

	mt940_count_lines(m);
	if (mt940_fields_is(f, "25") || mt940_fields_is(f, "25P"))
		set(&m->account, value);
	else if (mt940_fields_is(f, "28") || mt940_fields_is(f, "28C"))
		set(&m->number, value);
	else if (mt940_fields_is(f, "60F") || mt940_fields_is(f, "60M"))
		return take_opening(m, e);
	else if (mt940_fields_is(f, "61"))
		return take_entry(m, e);
	else if (mt940_fields_is(f, "86") || mt940_fields_is(f, "NS"))
		take_details(m);
	else if (mt940_fields_is(f, "62F") || mt940_fields_is(f, "62M"))
		return take_closing(m, e);
	else if (mt940_fields_is(f, "34F"))
		return take_limit(m, value, e);
	else if (mt940_fields_is(f, "90C"))
		return take_total(m, INTERIM_CREDIT, value, e);
	else if (mt940_fields_is(f, "90D"))
		return take_total(m, INTERIM_DEBIT, value, e);
	else if (mt940_fields_is(f, "-"))
		return end_message(m, e);
	return 0; /* 20, 21, 64 and the like say nothing about an entry */
}

static int
check_end(struct mt940 *m, struct err *e)
{
	if (m->messages == 0) {
		err_set(e, ST_DATA, "holds no MT940 message: no field 20");
		return err_at(e, lines_name(&m->swift.lines), 0);
	}
	return m->check
	    ? statement_chain_check(&m->pages, lines_name(&m->swift.lines), e)
	    : 0;
}

static int
hand_out(struct mt940 *m, struct span cells[MT940_COLUMNS])
{
	size_t from = 0;

	for (int c = 0; c < MT940_COLUMNS; c++) {
		cells[c] = (struct span){ m->text.p + from, m->ends[c] - from };
		from = m->ends[c];
	}
	m->has_entry = false;
	return 1;
}

int
mt940_next(struct mt940 *m, struct span cells[MT940_COLUMNS], struct err *e)
{
	for (;;) {
		if (!m->has_field) {
			int r = mt940_fields_next(&m->swift, e);

			if (r != 1)
				return r < 0 ? -1 : check_end(m, e);
		}
		m->has_field = m->has_entry &&
		    !mt940_fields_is(&m->swift, "86") &&
		    !mt940_fields_is(&m->swift, "NS");
		if (m->has_field)
			return hand_out(m, cells);
		if (take_field(m, e))
			return -1;
	}
}

void
mt940_close(struct mt940 *m)
{
	statement_chain_free(&m->pages);
	interim_free(&m->interim);
	buf_free(&m->account);
	buf_free(&m->number);
	buf_free(&m->text);
	mt940_fields_close(&m->swift);
}
