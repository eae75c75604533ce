#include "report/stored/stored.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "store/days/day_classes.h"
#include "store/days/day_facts.h"
#include "store/days/day_lines.h"
#include "store/days/day_stream.h"

struct stored {
	const struct stored_wish *wish;
	struct store store;
	struct store_day day;
};

struct stored *
stored_open(const struct stored_wish *w, struct err *e)
{
	const struct db_wish wish = { .url = w->db,
		.password_file = w->password_file,
		.wait_s = w->wait_s,
		.use = DB_READ };
	struct stored *s = mem_zeroed(1, sizeof *s);

	s->wish = w;
	if (store_open(&s->store, &wish, e) == 0) {
		if (db_begin_read(&s->store.db, e) == 0 &&
		    day_lines_find(&s->store, w->book, w->date, &s->day, e) ==
			0)
			return s;
		store_close(&s->store);
	}
	free(s);
	return NULL;
}

int
stored_results(struct stored *s, struct stream_in *in,
    const struct stream_rules *rules, struct err *e)
{
	struct input lines;

	if (day_stream_open(
		&lines, &s->store, s->wish->book, s->wish->date, &s->day, e))
		return -1;
	stream_over(in, &lines, STREAM_RESULT, rules);
	return 0;
}

static int
add_class(void *trend, const struct day_class *c, struct err *e)
{
	struct trend_day *d = trend_day(trend, c->date);

	if (!d)
		return 0;
	d->results = c->results;
	if (!c->sum.lines ||
	    !result_is_open(&(struct result){ .class = c->class }))
		return 0;
	d->open_lines += c->sum.lines;
	return class_totals_add_sum(
	    &d->open, c->currency, c->class, &c->sum, e);
}

int
stored_trend(struct stored *s, struct trend *t, struct err *e)
{
	if (day_classes_each(&s->store, s->wish->book, t->first,
		t->first + (int32_t)t->n - 2, add_class, t, e))
		return -1;
	for (size_t i = 0; i + 1 < t->n; i++)
		class_totals_sort(&t->days[i].open);
	return 0;
}

struct taking {
	const struct stored *stored;
	struct stages *stages;
};

static int
take_stage(void *taking, int64_t stage, struct buf *text, struct err *e)
{
	const struct taking *t = taking;
	const struct stored_wish *w = t->stored->wish;
	struct buf name = { 0 };
	int r;

	buf_printf(&name, "%s: facts %" PRId64 " of %s of %s%c",
	    t->stored->store.db.name, stage, store_date(w->date).text, w->book,
	    '\0');
	r = stages_take(t->stages, name.p, text, e);
	buf_free(&name);
	return r;
}

int
stored_stages(struct stored *s, struct stages *stages, struct err *e)
{
	struct taking t = { s, stages };

	return day_facts_each(&s->store, s->day.no, take_stage, &t, e);
}

void
stored_close(struct stored *s)
{
	store_day_free(&s->day);
	store_close(&s->store);
	free(s);
}
