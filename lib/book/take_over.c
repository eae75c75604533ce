#include "book/take_over.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "sys/file/dir_names.h"
#include "book/dir/open_items.h"
#include "value/time/date.h"

/* The days that have a file of the older form. */
struct older {
	int32_t *days; /* owned, ascending */
	size_t n, cap;
	bool goes_back; /* back-open-D.res is there, for this day: */
	int32_t back;
};

static void
note_older(void *arg, int dir, const char *name)
{
	struct older *o = arg;
	int32_t day;
	bool back;

	(void)dir;
	if (!state_name_older(span_str(name), &day, &back))
		return;
	if (back) {
		o->goes_back = true;
		o->back = day;
		return;
	}
	o->days = mem_grow(o->days, &o->cap, o->n + 1, sizeof *o->days);
	o->days[o->n++] = day;
}

static int
by_day(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* A step back that was cut short is as good as done: its day is the last. */
static void
go_back(struct older *o)
{
	if (o->n)
		qsort(o->days, o->n, sizeof *o->days, by_day);
	if (!o->goes_back)
		return;
	while (o->n && o->days[o->n - 1] >= o->back)
		o->n--;
	o->days = mem_grow(o->days, &o->cap, o->n + 1, sizeof *o->days);
	o->days[o->n++] = o->back;
}

static int
take_day(struct state_dir *s, struct day_entry *d, const char *name,
    const struct manifest_day *before, struct err *e)
{
	char *path = state_dir_path(s, span_str(name));
	struct manifest_day m;
	int r;

	d->generation = 1;
	d->kind = DAY_TAKEN_OVER;
	d->open.name = span_str(name);
	if (before) {
		d->from = before->day;
		d->from_generation = before->generation;
		d->from_digest = span_str(before->digest);
	}
	r = open_items_read(d, path, e) || state_dir_put(s, d, &m, e) ? -1 : 0;
	free(path);
	if (r == 0)
		manifest_add(&s->manifest, &m);
	return r;
}

static int
take_days(struct state_dir *s, const struct older *o,
    const struct day_entry *stamp, struct err *e)
{
	char name[STATE_NAME_CAP], date[DATE_LEN + 1];
	int r = 0;

	for (size_t i = 0; r == 0 && i < o->n; i++) {
		struct day_entry d = { .day = o->days[i],
			.when = stamp->when,
			.user = stamp->user,
			.uid = stamp->uid,
			.version = stamp->version };
		bool back = o->goes_back && i + 1 == o->n;

		date_format(d.day, date);
		snprintf(name, sizeof name, "%sopen-%s.res",
		    back ? "back-" : "", date);
		r = take_day(s, &d, name,
		    i ? &s->manifest.days[s->manifest.n - 1] : NULL, e);
		day_entry_free(&d);
	}
	return r;
}

int
take_over(struct state_dir *s, const struct day_entry *stamp, struct buf *notes,
    struct err *e)
{
	struct older o = { 0 };
	char first[DATE_LEN + 1], last[DATE_LEN + 1];
	int r;

	if (s->manifest.n)
		return 0;
	r = dir_names_each(s->dir, note_older, &o, e);
	go_back(&o);
	if (r == 0 && o.n &&
	    (take_days(s, &o, stamp, e) || state_dir_commit(s, e)))
		r = -1;
	if (r == 0 && o.n) {
		date_format(o.days[0], first);
		date_format(o.days[o.n - 1], last);
		buf_printf(notes,
		    "%s: %zu %s of the older form, %s to %s, taken over\n",
		    s->dir, o.n, o.n == 1 ? "day" : "days", first, last);
	}
	free(o.days);
	return r;
}
