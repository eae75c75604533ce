#include "key/row_amount.h"

#include "text/tsv.h"
#include "value/currency_sign.h"

/* Sets the code, and the decimals that follow from it. */
static void
set_code(struct row_amount *r, struct span code)
{
	memcpy(r->code, code.p, code.len);
	r->code_len = code.len;
	r->scale = scales_of(&r->scales, code);
	r->form.minor = r->minor;
	r->form.minor_decimals = scales_of(&r->minor_scales, code);
	plain_amount_set(&r->canon, &r->form, r->scale);
}

/* A code in whatever case or a sign that is one currency's, without the blanks
 * around it. */
static bool
set_currency(struct row_amount *r, struct span cell)
{
	char code[CURRENCY_MAX];
	struct span s = span_trim(cell), upper = { code, s.len }, named;

	if (s.len > sizeof code)
		return false;
	for (size_t i = 0; i < s.len; i++)
		code[i] = s.p[i] >= 'a' && s.p[i] <= 'z'
		    ? (char)(s.p[i] - 'a' + 'A')
		    : s.p[i];
	named = currency_named(s);
	if (named.p == s.p)
		named = currency_named(upper);
	if (!currency_is_code(named))
		return false;
	set_code(r, named);
	return true;
}

/*
 * Sets the code of all rows, which is in ISO 4217, or made of at most as many
 * capitals as the codes people use beside it (USDT): the name of a column
 * that went away has to be missed, not to become a currency.
 */
static bool
set_for_all(struct row_amount *r, struct span name)
{
	enum { UNLISTED_MAX = 5 };

	return set_currency(r, name) &&
	    (currency_is_iso(row_amount_code(r)) ||
		(name.len <= UNLISTED_MAX && currency_is_code(name)));
}

static int
bind_currency(struct row_amount *r, const struct table_in *t, struct err *e)
{
	struct span name;
	bool twice;

	r->currency_varies = false;
	r->said_len = 0;
	if (r->currency.n == 0) {
		set_code(r, SPAN(TSV_NONE));
		return 0;
	}
	name = span_str(r->currency.list->name);
	if (table_column(t, name, &twice) < 0 && !twice && set_for_all(r, name))
		return 0;
	r->currency_varies = true;
	return columns_bind(&r->currency, t, e);
}

int
row_amount_bind(struct row_amount *r, const struct table_in *t, struct err *e)
{
	if (columns_bind(&r->amounts, t, e) ||
	    columns_bind(&r->direction.column, t, e))
		return -1;
	r->place = r->amounts.list->place;
	r->as_it_stands = r->amounts.n == 1 && !r->amounts.list->negative &&
	    !r->direction.column.n && !r->minor;
	return bind_currency(r, t, e);
}

/* The cell the code is from: most rows repeat it. */
static void
remember(struct row_amount *r, struct span cell)
{
	r->said_len = cell.len <= sizeof r->said ? cell.len : 0;
	memcpy(r->said, cell.p, r->said_len);
}

int
row_amount_currency(
    struct row_amount *r, const struct table_in *t, struct err *e)
{
	const struct column *c = r->currency.list;
	struct span cell;

	if (!r->currency_varies)
		return 0;
	cell = t->fields[c->place];
	if (!tsv_is_empty(cell)) {
		if (span_eq(cell, (struct span){ r->said, r->said_len }))
			return 0;
		if (set_currency(r, cell)) {
			remember(r, cell);
			return 1;
		}
	}
	err_set(e, ST_DATA, "is not a currency code");
	return column_err(c, cell, e);
}

/* The bytes a cell stands for; they live until the next call. */
static struct span
unescape(struct row_amount *r, struct span cell)
{
	if (!memchr(cell.p, '\\', cell.len))
		return cell;
	buf_clear(&r->cell);
	/* an escape that is none of ours stays, and is refused as it is */
	return tsv_unescape(&r->cell, cell) ? buf_span(&r->cell) : cell;
}

/*
 * While the currency is not known, at least no two are mixed: all signs and
 * codes in the cells must be the same.
 */
static int
check_mark(struct row_amount *r, struct span mark, struct err *e)
{
	if (mark.len == 0 || !tsv_is_none(row_amount_code(r)))
		return 0;
	if (r->mark.len == 0)
		buf_add(&r->mark, mark);
	if (span_eq(mark, buf_span(&r->mark)))
		return 0;
	return err_set(e, ST_DATA,
	    "is of another currency than an amount "
	    "before it, of \"%.*s\": say --currency",
	    (int)r->mark.len, r->mark.p);
}

/* A cell that can be read without unescaping it, in one way only. */
static bool
read_plain(
    const struct row_amount *r, struct span cell, bool slack, struct money *m)
{
	char text[AMOUNT_TEXT_CAP];
	struct plain_amount_cell c;
	int64_t minor;

	if (slack && plain_amount_read(&r->canon, cell, &c))
		minor = c.negative ? -c.minor : c.minor;
	else if (!money_plain(cell, &r->form, r->scale, text, &minor))
		return false;
	*m = (struct money){ { minor, r->scale }, *cell.p == '-', { 0 } };
	return true;
}

static int
read_cell(struct row_amount *r, struct span cell, bool slack, struct money *m,
    struct err *e)
{
	if (!read_plain(r, cell, slack, m) &&
	    (money_parse(
		 unescape(r, cell), &r->form, row_amount_code(r), m, e) ||
		check_mark(r, m->mark, e)))
		return -1;
	if (m->is_signed && r->direction.column.n)
		return err_set(e, ST_DATA,
		    "has a sign, and --sign gives it "
		    "another");
	return 0;
}

static int
add(const struct column *c, struct amount a, struct amount *sum, struct err *e)
{
	enum amount_result ar =
	    c->negative ? amount_sub(*sum, a, sum) : amount_add(*sum, a, sum);

	return ar == AMOUNT_OK ? 0 : err_set(e, ST_DATA, "%s", amount_why(ar));
}

/* Adds up the columns that have a value; one must. */
static int
add_up(struct row_amount *r, const struct table_in *t, struct amount *sum,
    struct err *e)
{
	const struct columns *all = &r->amounts;
	size_t n = 0;

	*sum = (struct amount){ 0 };
	for (size_t i = 0; i < all->n; i++) {
		const struct column *c = &all->list[i];
		struct span cell = t->fields[c->place];
		struct money m;

		if (tsv_is_empty(cell))
			continue;
		if (read_cell(r, cell, t->slack, &m, e) ||
		    add(c, m.amount, sum, e))
			return column_err(c, cell, e);
		n++;
	}
	if (n)
		return 0;
	return err_set(e, ST_DATA, "%s: %s", all->list->label,
	    all->n > 1 ? "is empty, and so are the other amounts" : "is empty");
}

static int
turn(struct row_amount *r, const struct table_in *t, struct amount *a,
    struct err *e)
{
	const struct column *c = r->direction.column.list;
	struct span cell = t->fields[c->place];
	int way = sign_column_of(&r->direction, cell);

	if (way == 0) {
		err_set(e, ST_DATA, "is in neither list of --sign");
		return column_err(c, cell, e);
	}
	if (way < 0)
		*a = amount_neg(*a);
	return 0;
}

/* Rescales the amount to the decimals of the currency. */
static int
to_scale(const struct row_amount *r, struct amount *a, struct err *e)
{
	enum amount_result ar = amount_rescale(a, r->scale, r->round);
	char text[AMOUNT_TEXT_CAP];

	if (ar == AMOUNT_OK)
		return 0;
	if (ar != AMOUNT_INEXACT)
		return err_set(e, ST_DATA, "%s: %s", r->amounts.list->label,
		    amount_why(ar));
	amount_format(*a, text);
	return err_set(e, ST_DATA,
	    "%s: %s has more than the %d decimals of "
	    "%.*s: say --round or --scale",
	    r->amounts.list->label, text, r->scale, (int)r->code_len, r->code);
}

/* Writes one amount whose cell only lacks zeros at its end. The length of the
 * text, or 0. */
static size_t
fill_up(const struct row_amount *r, const struct table_in *t, char *text,
    struct amount *a)
{
	int64_t minor;
	size_t len =
	    money_plain(t->fields[r->place], &r->form, r->scale, text, &minor);

	if (len)
		*a = (struct amount){ minor, r->scale };
	return len;
}

/* Writes one amount that is subtracted, has its sign from a column, or is in
 * minor units. The length of the text, or 0. */
static size_t
turn_round(const struct row_amount *r, const struct table_in *t, char *text,
    struct amount *a)
{
	const struct columns *way = &r->direction.column;
	bool subtracted = r->amounts.list->negative;
	struct plain_amount_cell cell;
	int w = 1;

	if (!t->slack || r->amounts.n != 1 ||
	    !plain_amount_read(&r->canon, t->fields[r->place], &cell))
		return 0;
	if (way->n) {
		w = sign_column_of(&r->direction, t->fields[way->list->place]);
		if (w == 0 || cell.negative)
			return 0;
	}
	cell.negative = (cell.negative != subtracted) != (w < 0) && cell.minor;
	*a = (struct amount){ cell.negative ? -cell.minor : cell.minor,
		r->scale };
	return r->form.minor ? amount_format(*a, text)
			     : plain_amount_put(&cell, text);
}

int
row_amount_amount(struct row_amount *r, const struct table_in *t, char *text,
    size_t *len, struct amount *a, struct err *e)
{
	*len = r->as_it_stands ? fill_up(r, t, text, a)
			       : turn_round(r, t, text, a);
	if (*len)
		return 0;
	if (add_up(r, t, a, e) || (r->direction.column.n && turn(r, t, a, e)) ||
	    to_scale(r, a, e))
		return -1;
	*len = amount_format(*a, text);
	return 0;
}

void
row_amount_free(struct row_amount *r)
{
	columns_free(&r->amounts);
	columns_free(&r->currency);
	sign_column_free(&r->direction);
	buf_free(&r->cell);
	buf_free(&r->mark);
}
