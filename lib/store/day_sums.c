#include "store/day_sums.h"

#include "store/tables/store_amount.h"
#include "stream/line/line_digest.h"

void
day_sums_begin(struct day_sums *s)
{
	*s = (struct day_sums){ .sum = digest_begin() };
}

int
day_sums_add(struct day_sums *s, const struct result *r, struct err *e)
{
	s->lines += line_digest(r->line);
	return class_totals_add(&s->classes, r, e);
}

void
day_sums_bytes(struct day_sums *s, struct span lines)
{
	digest_add(s->sum, lines);
	digest_add(s->sum, SPAN("\n"));
}

int
day_sums_end(struct day_sums *s, struct buf *total,
    char digest[DIGEST_TEXT + 1], struct err *e)
{
	struct total t = { 0 };
	struct buf line = { 0 };
	int r = class_totals_total(&s->classes, &t, e);

	digest_end(s->sum, digest);
	s->sum = NULL;
	if (r == 0) {
		total_format(&line, &t);
		buf_add(total,
		    (struct span){ line.p + 7, line.len - 8 }); /* #total */
		buf_byte(total, '\t');
		line_digest_format(total, s->lines);
	}
	total_free(&t);
	buf_free(&line);
	return r;
}

/* The text of a sum; without a pointer where there is none. */
static struct span
text_of(bool has, struct amount a, char *text)
{
	if (!has)
		return (struct span){ 0 };
	return (struct span){ text, amount_format(a, text) };
}

static int
load_class(const struct class_totals_row *row, int class, struct store *s,
    int64_t day, struct err *e)
{
	const struct class_totals_sum *sum = &row->of[class];
	char left[AMOUNT_TEXT_CAP], right[AMOUNT_TEXT_CAP];
	struct db_value v[10], *to = v;

	*to++ = db_int(day);
	*to++ = db_text(result_class_text((enum result_class) class));
	*to++ = db_text(class_totals_currency(row));
	*to++ = db_int((int64_t)sum->lines);
	to = store_amount_put(
	    to, s->db.kind, text_of(sum->has_left, sum->left, left), sum->left);
	store_amount_put(to, s->db.kind,
	    text_of(sum->has_right, sum->right, right), sum->right);
	return db_load_row(&s->db, v, e);
}

int
day_sums_load(
    const struct day_sums *sums, struct store *s, int64_t day, struct err *e)
{
	static const char *const columns[] = {
		[DB_SQLITE] = "day, class, currency, lines, left_amount, "
			      "left_amount_whole, left_amount_frac, "
			      "right_amount, right_amount_whole, "
			      "right_amount_frac",
		[DB_POSTGRES] = "day, class, currency, lines, left_amount, "
				"right_amount",
	};

	if (db_load_begin(&s->db, "class_sum", columns[s->db.kind],
		4 + 2 * store_amount_columns(s->db.kind), e))
		return -1;
	for (size_t i = 0; i < sums->classes.n; i++)
		for (int c = 0; c < CLASS_COUNT; c++)
			if (sums->classes.rows[i].of[c].lines &&
			    load_class(&sums->classes.rows[i], c, s, day, e))
				return -1;
	return db_load_end(&s->db, e);
}

void
day_sums_free(struct day_sums *s)
{
	if (s->sum)
		digest_drop(s->sum);
	class_totals_free(&s->classes);
	*s = (struct day_sums){ 0 };
}
