#include "store/usual.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/visible_text.h"
#include "store/tables/day_list.h"
#include "text/tsv.h"

enum { WEEK = 7 };

static int
by_count(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static int
by_amount(const void *a, const void *b)
{
	return amount_cmp(*(const struct amount *)a, *(const struct amount *)b);
}

/* The lower of the two in the middle, of an even number. */
static uint64_t
median_count(uint64_t *of, size_t n)
{
	qsort(of, n, sizeof *of, by_count);
	return of[(n - 1) / 2];
}

static struct amount
median_amount(struct amount *of, size_t n)
{
	qsort(of, n, sizeof *of, by_amount);
	return of[(n - 1) / 2];
}

/* "low", "high", or NULL. */
static const char *
judge(uint64_t now, uint64_t usual)
{
	uint64_t apart = now > usual ? now - usual : usual - now;

	if (apart < USUAL_LINES)
		return NULL;
	if (now < usual)
		return now < usual - now ? "low" : NULL;
	return usual < now - usual ? "high" : NULL;
}

/* What facts call it may be anything, and is seen on a terminal. */
static void
add_name(struct text_table *t, const char *name)
{
	size_t len = t->text.len;

	visible_add(&t->text, span_str(name));
	text_table_cell_since(t, len);
}

static void
add_count(struct text_table *t, bool has, uint64_t n)
{
	size_t len = t->text.len;

	if (has)
		buf_printf(&t->text, "%" PRIu64, n);
	else
		buf_str(&t->text, TSV_NONE);
	text_table_cell_since(t, len);
}

static void
add_amounts(struct text_table *t, bool has, struct amount *of, size_t n)
{
	for (int usual = 0; usual < 2; usual++) {
		size_t len = t->text.len;

		if (!has || (usual && n == 0))
			buf_str(&t->text, TSV_NONE);
		else
			t->text.len += amount_format(
			    usual ? median_amount(of + 1, n) : *of,
			    buf_room(&t->text, AMOUNT_TEXT_CAP));
		text_table_cell_since(t, len);
	}
}

static void
add_row(struct text_table *t, struct usual_row *r, size_t n,
    struct usual_told *told)
{
	uint64_t now = r->lines[0],
		 usual = n ? median_count(r->lines + 1, n) : 0;
	const char *is = n && r->has_lines ? judge(now, usual) : NULL;

	text_table_row(t, is ? TEXT_TABLE_ALARM : TEXT_TABLE_PLAIN);
	add_name(t, r->name);
	add_name(t, r->currency);
	add_count(t, r->has_lines, now);
	add_count(t, r->has_lines && n, usual);
	add_amounts(t, r->has_left, r->left, n);
	add_amounts(t, r->has_right, r->right, n);
	text_table_cell(t, is ? span_str(is) : SPAN(""));
	told->unusual += is != NULL;
}

static void
add_heading(struct text_table *t)
{
	static const char *const names[] = { "of", "currency", "lines", "usual",
		"left", "usual", "right", "usual" };

	text_table_row(t, TEXT_TABLE_HEADING);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		text_table_cell(t, span_str(names[i]));
}

/* The place of the day, or that of the last one. */
static int
find(const struct day_list *days, const struct store *s,
    const struct usual_wish *w, size_t *at, struct err *e)
{
	for (size_t i = days->n; i-- > 0;)
		if (!w->date || days->of[i].day == *w->date) {
			*at = i;
			return 0;
		}
	return err_set(e, ST_FAIL, "%s: %s of %s is not loaded", s->db.name,
	    store_date(*w->date).text, w->book);
}

/* The rows of the day, and of like weekdays before it. */
static int
read_rows(struct store *s, const struct day_list *days, size_t at, unsigned max,
    struct usual_rows *rows, struct usual_told *told, struct err *e)
{
	int32_t day = days->of[at].day;

	told->date = store_date(day);
	if (usual_rows_read(rows, s, days->of[at].no, 0, e))
		return -1;
	for (size_t i = at; i-- > 0 && told->days < max;) {
		if ((day - days->of[i].day) % WEEK)
			continue;
		if (usual_rows_read(rows, s, days->of[i].no, ++told->days, e))
			return -1;
	}
	return 0;
}

int
usual_table(struct store *s, const struct usual_wish *w, struct text_table *t,
    struct usual_told *told, struct err *e)
{
	struct usual_rows rows = { 0 };
	struct day_list days;
	size_t at = 0;
	int r;

	*told = (struct usual_told){ 0 };
	if (db_begin_read(&s->db, e))
		return -1;
	r = day_list_read(&days, s, w->book, e) || find(&days, s, w, &at, e) ||
		read_rows(s, &days, at, w->days, &rows, told, e)
	    ? -1
	    : 0;
	if (r == 0)
		add_heading(t);
	for (size_t i = 0; i < rows.n && r == 0; i++)
		add_row(t, &rows.of[i], told->days, told);
	usual_rows_free(&rows);
	day_list_free(&days);
	return r;
}
