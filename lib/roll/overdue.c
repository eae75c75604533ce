#include "roll/overdue.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/mem.h"
#include "book/dir/open_items.h"
#include "figures/ages.h"
#include "roll/result_peek.h"
#include "text/tsv.h"
#include "value/time/calendar.h"

#define WORKDAYS "workdays="

struct list {
	const struct overdue_wish *wish;
	struct overdue *told;
	struct business_ages *ages; /* NULL: calendar days count */
	struct result_peek in;
	struct stream_out out;

	/* the lines of one KEY: with other fields, lines that are alike up to
	 * DATE may have to change places */
	struct span *lines; /* owned */
	size_t n, cap;
	struct arena arena;
	struct buf text; /* of the one being made */
};

static void
put_fields(struct list *l, const struct result *r, const uint32_t *workdays,
    int32_t age)
{
	struct span rest = r->carried, field;

	buf_clear(&l->text);
	result_format(&l->text, r);
	while (tsv_next(&rest, &field)) {
		if (span_begins(field, SPAN("age=")) ||
		    span_begins(field, SPAN(WORKDAYS)))
			continue;
		buf_byte(&l->text, '\t');
		buf_add(&l->text, field);
	}
	if (workdays)
		buf_printf(&l->text, "\t" WORKDAYS "%" PRIu32, *workdays);
	l->text.len += age_format(buf_room(&l->text, AGE_CAP), age);
}

/* Keeps the line of an item that is old enough. */
static int
take(struct list *l, const struct result *r, struct err *e)
{
	int32_t date = tsv_is_none(r->date) ? l->told->day : r->day;
	int32_t age = date < l->told->day ? l->told->day - date : 0;
	uint32_t workdays = 0;

	if (open_items_is_one(r, lines_name(&l->in.in->lines), e))
		return -1;
	l->told->items++;
	if (l->ages)
		workdays = business_ages_since(l->ages, date);
	if ((l->ages ? workdays : (uint32_t)age) < l->wish->days)
		return 0;
	l->told->late++;
	put_fields(l, r, l->ages ? &workdays : NULL, age);
	l->lines = mem_grow(l->lines, &l->cap, l->n + 1, sizeof *l->lines);
	l->lines[l->n++] = arena_copy(&l->arena, buf_span(&l->text));
	return total_result(&l->out.total, r, e);
}

static int
by_text(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

static void
put_key(struct list *l)
{
	if (l->n > 1)
		qsort(l->lines, l->n, sizeof *l->lines, by_text);
	for (size_t i = 0; i < l->n; i++)
		stream_put(&l->out, l->lines[i]);
	l->n = 0;
	arena_reset(&l->arena);
}

static int
list_all(struct list *l, struct stream_in *in, struct err *e)
{
	if (result_peek_begin(&l->in, in, e))
		return -1;
	while (l->in.has) {
		if (take(l, &l->in.r, e))
			return -1;
		if (l->in.is_last)
			put_key(l);
		if (result_peek_step(&l->in, e))
			return -1;
	}
	return 0;
}

/* Lists what is in the file at path, which is of the evening. */
static int
list_file(struct list *l, const char *path, const struct stream_rules *rules,
    struct err *e)
{
	const struct overdue_wish *w = l->wish;
	struct stream_in in;
	int r;

	if (stream_open(&in, path, STREAM_RESULT, rules, e))
		return -1;
	r = stream_create(&l->out, w->output, STREAM_RESULT, w->plain, e);
	if (r == 0)
		stream_note(&l->out, w->rules.facts, FACTS_WRITTEN, w->output);
	if (r == 0 && list_all(l, &in, e)) {
		stream_abandon(&l->out);
		r = -1;
	} else if (r == 0) {
		r = stream_finish(&l->out, e);
	}
	stream_close(&in);
	free(l->lines);
	arena_free(&l->arena);
	buf_free(&l->text);
	return r;
}

static int
list_kept(struct list *l, struct buf *notes, struct err *e)
{
	const struct overdue_wish *w = l->wish;
	struct stream_rules rules = { .require_total = true,
		.facts = w->rules.facts };
	struct state_dir s;
	char *path;
	bool stale;
	int r;

	if (state_dir_look(&s, w->dir, e))
		return -1;
	path =
	    open_items_find(&s, w->day, STATE_OPEN, &l->told->day, &stale, e);
	state_dir_close(&s);
	if (!path)
		return -1;
	if (l->ages)
		l->ages->day = l->told->day;
	r = list_file(l, path, &rules, e);
	if (r == 0 && stale)
		open_items_note_stale(notes, path);
	free(path);
	return r;
}

static int
list_given(struct list *l, struct err *e)
{
	const struct overdue_wish *w = l->wish;
	struct stream_rules rules = w->rules;

	l->told->day = *w->day;
	if (l->ages)
		l->ages->day = *w->day;
	if (!rules.require_total)
		rules.unless = " (--no-total takes it)";
	rules.require_total |= !w->no_total;
	return list_file(l, w->file, &rules, e);
}

/* What the calendar does not know. */
static void
note_uncovered(
    struct buf *notes, const struct business_ages *a, const char *name)
{
	int first = 0, last = 0;
	size_t n = business_ages_uncovered(a, &first, &last);

	if (n == 0)
		return;
	buf_printf(notes, "%s: names no day of %04d", name, first);
	if (n > 1)
		buf_printf(notes, " to %04d (%zu years)", last, n);
	buf_str(notes, ": only weekends are off there\n");
}

int
overdue_list(struct overdue *o, const struct overdue_wish *w, struct buf *notes,
    struct err *e)
{
	struct calendar calendar = { 0 };
	struct business_ages ages = { .calendar = &calendar };
	struct list l = { .wish = w, .told = o };
	int r;

	*o = (struct overdue){ 0 };
	if (w->holidays) {
		if (calendar_read(&calendar, w->holidays, e))
			return -1;
		l.ages = &ages;
	}
	r = w->dir ? list_kept(&l, notes, e) : list_given(&l, e);
	if (r == 0 && w->holidays)
		note_uncovered(notes, &ages, w->holidays);
	business_ages_free(&ages);
	calendar_free(&calendar);
	return r;
}
