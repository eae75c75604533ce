#include "report/day/trend.h"

#include <stdlib.h>

#include "base/mem.h"
#include "figures/since.h"
#include "io/packed/gunzip.h"
#include "report/day/paths.h"
#include "stream/each_result.h"
#include "value/time/date.h"

void
trend_begin(struct trend *t, int32_t last, size_t n)
{
	*t = (struct trend){ .first = last - (int32_t)n + 1, .n = n };
	t->days = mem_zeroed(n, sizeof *t->days);
}

/* The last date in a path. */
static bool
date_in(const char *path, int32_t *day)
{
	for (size_t at = strlen(path); at-- > 0;)
		if (strlen(path + at) >= DATE_LEN &&
		    date_parse((struct span){ path + at, DATE_LEN }, day))
			return true;
	return false;
}

static int
add(void *day, const struct result *r, struct err *e)
{
	struct trend_day *d = day;

	d->results++;
	d->open_lines += result_is_open(r);
	return since_add(&d->open, r, e);
}

/* Lays the unpacking over a file that is packed. */
static int
unpack(struct stream_in *in, struct err *e)
{
	struct span head;

	if (input_peek(&in->lines.in, 2, &head, e))
		return -1;
	return gunzip_is(head) ? gunzip_cover(&in->lines.in, e) : 0;
}

static int
read_day(struct trend_day *d, const char *path,
    const struct stream_rules *rules, struct err *e)
{
	struct stream_in in;
	int r;

	if (stream_open(&in, path, STREAM_RESULT, rules, e))
		return -1;
	r = unpack(&in, e) || each_result(&in, NULL, add, d, e) ? -1 : 0;
	stream_close(&in);
	class_totals_sort(&d->open);
	return r;
}

/* NULL for one that is not wanted, and for the last one. */
static struct trend_day *
day_before(struct trend *t, int32_t day)
{
	if (day < t->first || day >= t->first + (int32_t)t->n - 1)
		return NULL;
	return &t->days[day - t->first];
}

struct trend_day *
trend_day(struct trend *t, int32_t day)
{
	struct trend_day *d = day_before(t, day);

	if (d && !d->is_there) {
		d->is_there = true;
		t->there++;
	}
	return d;
}

static int
read_path(struct trend *t, const char *path, const struct stream_rules *rules,
    struct err *e)
{
	struct trend_day *d;
	int32_t day;

	if (!date_in(path, &day))
		return err_set(e, ST_FAIL,
		    "%s: no date YYYY-MM-DD in its path says which day it is",
		    path);
	d = day_before(t, day);
	if (!d)
		return 0;
	if (d->is_there)
		return err_set(e, ST_FAIL,
		    "%s: another file of --history is of that day, too", path);
	return read_day(trend_day(t, day), path, rules, e);
}

int
trend_read(struct trend *t, const char *pattern,
    const struct stream_rules *rules, struct err *e)
{
	struct paths paths;
	int r = paths_find(&paths, pattern, e);

	for (size_t i = 0; i < paths.n && r == 0; i++)
		r = read_path(t, paths.of[i], rules, e);
	paths_free(&paths);
	return r;
}

int
trend_last(struct trend *t, uint64_t results, uint64_t open_lines,
    const struct class_totals *open, struct err *e)
{
	struct trend_day *d = &t->days[t->n - 1];

	d->is_there = true;
	d->results = results;
	d->open_lines = open_lines;
	t->there++;
	return class_totals_merge(&d->open, open, e);
}

void
trend_free(struct trend *t)
{
	for (size_t i = 0; i < t->n; i++)
		class_totals_free(&t->days[i].open);
	free(t->days);
	*t = (struct trend){ 0 };
}
