#include "cut/split/split.h"

#include <inttypes.h>

#include "base/buf.h"
#include "cut/split/split_dates.h"
#include "cut/split/split_text.h"
#include "sort/inputs.h"
#include "stream/line/carried_fields.h"
#include "stream/run_out.h"
#include "sys/meter.h"

struct split {
	const struct split_wish *wish;
	struct split_told *told;
	struct inputs inputs;
	struct split_dates dates;
	struct line_sorter sorter;
	struct split_parts parts;
	struct record_batch batch;

	/* of the record before */
	int32_t date;
	enum split_standing standing;
	char text[DATE_LEN + 1]; /* the date; "": there was none */
};

static const char *const late_names[] = {
	[SPLIT_ROLL] = "roll",
	[SPLIT_REFUSE] = "refuse",
	[SPLIT_KEEP] = "keep",
};

const char *
split_late_name(enum split_late l)
{
	return late_names[l];
}

bool
split_late_named(const char *name, enum split_late *l)
{
	for (size_t i = 0; i < sizeof late_names / sizeof *late_names; i++)
		if (!strcmp(name, late_names[i])) {
			*l = (enum split_late)i;
			return true;
		}
	return false;
}

static void
turn_to(struct split *s, int32_t date)
{
	if (*s->text && date == s->date)
		return;
	s->date = date;
	s->standing = split_seals_standing(s->wish->seals, s->wish->book, date);
	date_format(date, s->text);
}

/* A record whose date is sealed goes to its part, and to the list. */
static int
put_late(struct split *s, const struct record *r, struct err *e)
{
	bool rolls = s->wish->late == SPLIT_ROLL;
	struct span found = { 0 }, value;
	const char *late = NULL;
	struct split_part *part;

	if (rolls && carried_find(r->carried, SPAN("late"), &found, &value, e))
		return -1;
	if (rolls && !found.p)
		late = s->text;
	part = split_parts_of(
	    &s->parts, rolls ? s->wish->seals->open : s->date, e);
	s->told->late++;
	if (!part || split_parts_put(&s->parts, part, r, part->text, late, e))
		return -1;
	return split_parts_put(
	    &s->parts, &s->parts.late, r, part->text, late, e);
}

static int
put_record(struct split *s, const struct record *r, struct err *e)
{
	struct split_part *part;
	int32_t date;

	if (split_dates_of(&s->dates, r, &date, e))
		return -1;
	turn_to(s, date);
	if (s->standing == SPLIT_SEALED)
		return put_late(s, r, e);
	part = split_parts_of(&s->parts, date, e);
	if (!part)
		return -1;
	s->told->before += s->standing == SPLIT_BEFORE;
	s->told->ahead += s->standing == SPLIT_AHEAD;
	return split_parts_put(&s->parts, part, r, s->text, NULL, e);
}

/* The records of an input, to its end. */
static int
read_records(struct split *s, struct stream_in *in, struct err *e)
{
	struct record_batch *b = &s->batch;
	enum line_outcome got;
	struct record r;

	record_batch_reset(b);
	while ((got = stream_records(in, b, e)) == LINE_OK)
		for (size_t i = 0; i < b->lines.n; i++) {
			record_batch_get(b, i, &r);
			if (put_record(s, &r, e))
				return err_at(e, lines_name(&in->lines),
				    in->lines.count - b->lines.n + i + 1);
		}
	return got == LINE_END ? 0 : -1;
}

/* Long lines take memory where they are read, too. */
static int
leave_room(void *arg, size_t bytes, struct err *e)
{
	return line_sorter_leave(arg, bytes - LINES_MEMORY, e);
}

static int
read_input(struct split *s, const char *name, struct err *e)
{
	struct stream_in in;

	if (inputs_open(&s->inputs, &in, name, e))
		return -1;
	in.lines.room = leave_room;
	in.lines.room_arg = &s->sorter;
	if (read_records(s, &in, e) == 0 &&
	    inputs_close(&s->inputs, &in, e) == 0)
		return 0;
	stream_close(&in);
	return -1;
}

static int
read_inputs(struct split *s, struct err *e)
{
	const struct split_wish *w = s->wish;

	for (size_t i = 0; i < w->n; i++)
		if (read_input(s, w->names[i], e)) {
			run_out_files(
			    w->names + i + 1, w->n - i - 1, &w->rules, e);
			return -1;
		}
	return inputs_finish(&s->inputs, e) ||
		split_parts_flush(&s->parts, e) ||
		line_sorter_finish(&s->sorter, e)
	    ? -1
	    : 0;
}

/* What came is what the parts hold. */
static int
check(struct split *s, struct err *e)
{
	struct total all = { 0 };
	struct err why;
	int r = 0;

	for (size_t i = 0; i < s->parts.n && r == 0; i++)
		r = total_merge(&all, &s->parts.list[i].total, e);
	if (r == 0 && !total_equal(&s->inputs.total, &all, &why))
		r = err_set(e, ST_BROKEN,
		    "the records that came are not those of the parts: %s",
		    why.text);
	total_free(&all);
	return r;
}

static void
tell(struct split *s)
{
	struct facts *f = s->wish->rules.facts;

	s->told->records = s->inputs.total.records;
	s->told->parts = s->parts.n;
	facts_count(f, "before", s->told->before, NULL);
	facts_count(f, "ahead", s->told->ahead, NULL);
}

/* Some are late, and must not be. */
static int
refuse(const struct split *s, struct err *e)
{
	uint64_t n = s->told->late;

	return err_set(e, ST_DATA,
	    "%" PRIu64 " record%s late: %s sealed by step %" PRId64 "%s", n,
	    n == 1 ? " is" : "s are",
	    n == 1 ? "its date was" : "their dates were", s->wish->seals->as_of,
	    s->wish->refused ? "" : " (--refused FILE lists them)");
}

static int
write_files(struct split *s, const struct whole_dir *dir, struct err *e)
{
	const struct split_wish *w = s->wish;
	bool refuses = w->late == SPLIT_REFUSE;
	struct split_files to = { dir, &s->parts, w->rules.facts, refuses,
		w->refused };
	struct buf text = { 0 };
	int r = split_files_write(&to, e);

	if (r == 0 && refuses && s->told->late)
		return refuse(s, e);
	if (r == 0) {
		split_text_add(
		    &text, &s->parts, w->book_digest, split_late_name(w->late));
		r = split_files_write_text(
		    &to, buf_span(&text), s->told->digest, e);
	}
	buf_free(&text);
	return r;
}

static int
split(struct split *s, const struct whole_dir *dir, struct err *e)
{
	if (read_inputs(s, e) || check(s, e))
		return -1;
	tell(s);
	return write_files(s, dir, e);
}

int
split_run(const struct split_wish *w, struct split_told *told, struct err *e)
{
	struct split s = { .wish = w, .told = told };
	struct whole_dir dir;
	int r;

	*told = (struct split_told){ 0 };
	if (whole_dir_begin(&dir, w->into, split_files_has, e))
		return -1;
	meter.output_counts = 1;
	inputs_init(&s.inputs, STREAM_RECORD, &w->rules);
	split_dates_init(&s.dates, w->book, w->time, w->clock);
	line_sorter_init(&s.sorter, &w->sorter);
	s.parts = (struct split_parts){ .book = w->book,
		.seals = w->seals,
		.sorter = &s.sorter,
		.late.text = SPLIT_LATE };
	r = split(&s, &dir, e);
	split_parts_free(&s.parts);
	line_sorter_free(&s.sorter);
	inputs_free(&s.inputs);
	if (r == 0)
		return whole_dir_appear(&dir, e);
	whole_dir_abandon(&dir);
	return -1;
}
