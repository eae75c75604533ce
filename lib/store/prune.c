#include "store/prune.h"

#include "store/tables/day_list.h"

static int
prune_day(struct store *s, const struct day_list_day *d, struct err *e)
{
	const struct db_value v = db_int(d->no);

	return db_do(&s->db, "DELETE FROM result WHERE day = $1", &v, 1, e) ||
		db_do(
		    &s->db, "UPDATE day SET pruned = 1 WHERE no = $1", &v, 1, e)
	    ? -1
	    : 0;
}

static int
prune_items(struct store *s, const char *book, int32_t before, struct err *e)
{
	struct store_date date = store_date(before);
	const struct db_value v[] = { db_str(book), db_str(date.text) };

	return db_do(&s->db,
		   "DELETE FROM event WHERE book = $1 AND item IN (SELECT id "
		   "FROM item WHERE book = $1 AND closed < $2)",
		   v, 2, e) ||
		db_do(&s->db,
		    "DELETE FROM item WHERE book = $1 AND closed < $2", v, 2, e)
	    ? -1
	    : 0;
}

/* The n days of one book. */
static int
prune_book(struct store *s, const struct day_list_day *days, size_t n,
    unsigned keep_days, struct prune_told *told, struct err *e)
{
	int32_t before = days[n - 1].day - (int32_t)keep_days;
	bool found = false;

	for (size_t i = 0; i < n; i++)
		found |= days[i].day < before && !days[i].pruned;
	if (!found)
		return 0;
	if (store_begin(s, days->book, e))
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (days[i].day >= before || days[i].pruned)
			continue;
		if (prune_day(s, &days[i], e))
			return -1;
		told->days++;
		told->results += days[i].records;
	}
	return prune_items(s, days->book, before, e) || db_commit(&s->db, e)
	    ? -1
	    : 0;
}

int
prune_store(struct store *s, const char *book, unsigned keep_days,
    struct prune_told *told, struct err *e)
{
	struct day_list days;
	int r = day_list_read(&days, s, book, e);
	size_t first = 0;

	*told = (struct prune_told){ 0 };
	for (size_t i = 0; i < days.n && r == 0; i++) {
		if (i + 1 < days.n &&
		    !strcmp(days.of[i].book, days.of[i + 1].book))
			continue;
		r = prune_book(
		    s, days.of + first, i + 1 - first, keep_days, told, e);
		first = i + 1;
	}
	day_list_free(&days);
	return r;
}
