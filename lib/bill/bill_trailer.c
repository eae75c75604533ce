/* Lines behind the trailer: most are part of it, but one that looks like a row
 * may be one, and is not passed over without a word. */
#include "bill/bill.h"

static int
fail(const struct bill *b, struct err *e)
{
	return err_at(e, b->in.name, b->split.line);
}

/* 1 if the line is one that the layout knows, 0 if not. */
static int
is_known(struct bill *b, struct span line, struct err *e)
{
	int r = patterns_match(&b->layout->trailers, line, e);

	if (r == 0)
		r = patterns_match(&b->layout->comments, line, e);
	return r < 0 ? fail(b, e) : r;
}

/* True for a row with as many cells as the header, two of them not empty: text
 * that a spreadsheet filled up with empty cells is none. Bytes that do not
 * decode make no other number of cells. */
static bool
is_row(const struct bill *b, const struct row *row)
{
	size_t n = row->n, filled = 0;

	for (size_t i = 0; i < n; i++)
		filled += row->cells[i].len != 0;
	while (b->layout->cut && n > b->columns.n && row->cells[n - 1].len == 0)
		n--;
	return filled >= (n < 2 ? n : 2) && n == b->columns.n;
}

/* 1 if the next line looks like a row. It is not passed. */
static int
looks_like_row(struct bill *b, struct err *e)
{
	struct row row;
	enum row_outcome r = csv_next(&b->split, &row, e);
	bool yes;

	if (r <= ROW_END)
		return r;
	yes = is_row(b, &row);
	csv_again(&b->split);
	return yes;
}

int
bill_pass_behind(struct bill *b, struct err *e)
{
	const bool all = b->layout->after == AFTER_IGNORE;
	struct span line;
	bool bad;
	int known, told;

	known = csv_line(&b->split, &line, &bad, e);
	if (known < 1)
		return known;
	known = all || bad ? all : is_known(b, line, e);
	if (known < 0)
		return -1;
	told = bad ? 0 : bill_totals_line(b, line, b->split.line, e);
	if (told < 0)
		return -1;
	if (!known && !told) {
		int r = looks_like_row(b, e);

		if (r)
			return r < 0 ? -1 : 0;
		if (csv_line(&b->split, &line, &bad, e) < 0)
			return -1;
	}
	if (csv_skip(&b->split, line, e))
		return -1;
	b->trailer++;
	return 1;
}

int
bill_is_behind(const struct bill *b, const struct row *row, struct err *e)
{
	if (!b->over || b->layout->after == AFTER_ROWS)
		return 0;
	if (b->layout->header.n && bill_is_header(b, row))
		return err_set(e, ST_DATA,
		    "the header again, behind the trailer "
		    "of line %ju (--header-again says what it begins)",
		    (uintmax_t)b->trailer_line);
	return err_set(e, ST_DATA,
	    "a row behind the trailer of line %ju: is that line a row, or does "
	    "another table follow? (--after-trailer says)",
	    (uintmax_t)b->trailer_line);
}
