#include "store/days/day_classes.h"

#include "value/time/date.h"

static int
no_sum(const struct store *s, struct span cell, struct err *e)
{
	return err_set(e, ST_DATA, "%s: a sum of a day is \"%s\"", s->db.name,
	    excerpt(cell).s);
}

static int
read_amount(const struct store *s, int column, bool *has, struct amount *a,
    struct err *e)
{
	struct span cell = db_cell(&s->db, column);

	*has = cell.p != NULL;
	if (*has && amount_parse(cell, a) != AMOUNT_OK)
		return no_sum(s, cell, e);
	return 0;
}

static int
read_row(const struct store *s, struct day_class *c, struct err *e)
{
	struct span date = db_cell(&s->db, 0), class = db_cell(&s->db, 2);

	*c = (struct day_class){ 0 };
	if (!date_parse(date, &c->date))
		return no_sum(s, date, e);
	c->results = (uint64_t)db_cell_int(&s->db, 1);
	if (!class.p)
		return 0;
	if (!result_class_find(class, &c->class))
		return no_sum(s, class, e);
	c->currency = db_cell(&s->db, 3);
	if (c->currency.len == 0 || c->currency.len > CURRENCY_MAX)
		return no_sum(s, c->currency, e);
	c->sum.lines = (uint64_t)db_cell_int(&s->db, 4);
	return read_amount(s, 5, &c->sum.has_left, &c->sum.left, e) ||
		read_amount(s, 6, &c->sum.has_right, &c->sum.right, e)
	    ? -1
	    : 0;
}

int
day_classes_each(struct store *s, const char *book, int32_t first, int32_t last,
    day_class_fn *fn, void *arg, struct err *e)
{
	struct store_date from = store_date(first), to = store_date(last);
	const struct db_value v[] = { db_str(book), db_str(from.text),
		db_str(to.text) };
	struct day_class c;
	int r;

	if (db_ask(&s->db,
		"SELECT d.date, d.records, c.class, c.currency, c.lines, "
		"c.left_amount, c.right_amount FROM day d LEFT JOIN class_sum "
		"c ON c.day = d.no WHERE d.book = $1 AND d.date BETWEEN $2 AND "
		"$3 ORDER BY d.date",
		v, 3, e))
		return -1;
	while ((r = db_next(&s->db, e)) > 0)
		if (read_row(s, &c, e) || fn(arg, &c, e)) {
			db_done(&s->db);
			return -1;
		}
	return r;
}
