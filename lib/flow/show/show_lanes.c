#include "flow/show/show_lanes.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/mem.h"
#include "shown/show_json.h"
#include "shown/show_table.h"

enum { COLUMNS = 40 };

static const struct {
	const char *what;
	size_t at; /* of an int64_t in a lane */
} figures[] = {
	{ "ready", offsetof(struct show_lane, ready) },
	{ "oldest", offsetof(struct show_lane, oldest) },
	{ "tickets", offsetof(struct show_lane, tickets) },
	{ "running", offsetof(struct show_lane, running) },
	{ "minute", offsetof(struct show_lane, minute) },
	{ "hour", offsetof(struct show_lane, hour) },
	{ "hour-ms", offsetof(struct show_lane, hour_ms) },
};

static struct show_lane *
find(struct show_lanes *l, const char *class, const char *name)
{
	for (size_t i = l->n; i-- > 0;)
		if (!strcmp(l->list[i].class, class) &&
		    !strcmp(l->list[i].name, name))
			return &l->list[i];
	l->list = mem_grow(l->list, &l->cap, l->n + 1, sizeof *l->list);
	l->list[l->n] = (struct show_lane){ .class = mem_dup(span_str(class)),
		.name = mem_dup(span_str(name)) };
	return &l->list[l->n++];
}

void
show_lanes_take(struct show_lanes *l, const char *what, const char *class,
    const char *lane, int64_t n)
{
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		if (!strcmp(figures[i].what, what))
			memcpy((char *)find(l, class, lane) + figures[i].at, &n,
			    sizeof n);
}

static int
by_name(const void *a, const void *b)
{
	const struct show_lane *x = a, *y = b;
	int c = strcmp(x->class, y->class);

	return c ? c : strcmp(x->name, y->name);
}

static int64_t
mean(const struct show_lane *l)
{
	return l->hour ? l->hour_ms / l->hour : 0;
}

static void
put_json(struct buf *b, const struct show_lane *l)
{
	buf_byte(b, '{');
	show_json_text(b, "class", l->class);
	show_json_text(b, "lane", l->name);
	show_json_int(b, "ready", l->ready);
	show_json_time(b, "oldest", l->oldest);
	show_json_int(b, "tickets", l->tickets);
	show_json_int(b, "running", l->running);
	show_json_int(b, "ended_minute", l->minute);
	show_json_int(b, "ended_hour", l->hour);
	show_json_int(b, "mean_ms", mean(l));
	buf_str(b, "}\n");
}

/* An age, or "-" for none. */
static void
put_age(struct text_table *t, const struct show_clock *c, int64_t ms)
{
	if (ms)
		show_cell_age(t, c, ms);
	else
		show_cell_text(t, "-", 1);
}

static void
put_row(struct text_table *t, const struct show *s, const struct show_lane *l)
{
	text_table_row(t, TEXT_TABLE_PLAIN);
	show_cell_text(t, *l->class ? l->class : "-", COLUMNS);
	show_cell_text(t, *l->name ? l->name : "-", COLUMNS);
	show_cell_int(t, l->ready);
	put_age(t, &s->clock, l->oldest);
	if (s->store->shared)
		show_cell_int(t, l->tickets);
	show_cell_int(t, l->running);
	show_cell_int(t, l->minute);
	show_cell_int(t, l->hour);
	if (l->hour)
		show_cell_long(t, mean(l));
	else
		show_cell_text(t, "-", 1);
}

static void
put_table(struct buf *b, const struct show_lanes *l, const struct show *s)
{
	static const char *const names[] = { "CLASS", "LANE", "READY", "OLDEST",
		"RUNNING", "LAST MIN", "LAST HOUR", "MEAN", NULL };
	static const char *const shared[] = { "CLASS", "LANE", "READY",
		"OLDEST", "TICKETS", "RUNNING", "LAST MIN", "LAST HOUR", "MEAN",
		NULL };
	struct text_table t = { .align = s->store->shared ? "llrrrrrrr"
							  : "llrrrrrr" };

	buf_byte(b, '\n');
	show_heading(&t, s->store->shared ? shared : names);
	for (size_t i = 0; i < l->n; i++)
		put_row(&t, s, &l->list[i]);
	text_table_format(&t, false, b);
	text_table_free(&t);
}

void
show_lanes_put(struct show_lanes *l, const struct show *s, struct buf *b)
{
	if (l->n == 0)
		return;
	qsort(l->list, l->n, sizeof *l->list, by_name);
	if (!s->json)
		put_table(b, l, s);
	for (size_t i = 0; s->json && i < l->n; i++)
		put_json(b, &l->list[i]);
}

void
show_lanes_free(struct show_lanes *l)
{
	for (size_t i = 0; i < l->n; i++) {
		free(l->list[i].class);
		free(l->list[i].name);
	}
	free(l->list);
	*l = (struct show_lanes){ 0 };
}
