#include "cut/book/cut_head.h"

#include <unistd.h>

#include "cut/book/cut_days.h"
#include "sections/key_value.h"
#include "sys/file/path_beside.h"
#include "value/time/date.h"

enum {
	HOUR_S = 3600,
	HALF_DAY_S = 43200, /* the most that a margin is */
};

/* The path of a file that the book names, which lives as long as it does. */
static const char *
beside(struct cut_book *b, const char *name)
{
	struct buf path = { 0 };
	struct span kept;

	path_beside(b->file.path, name, &path);
	kept = arena_copy(&b->file.texts, buf_span(&path));
	buf_free(&path);
	return kept.p;
}

static void
tell(const struct cut_book *b, const char *key, const char *text,
    struct told *told)
{
	told_add(told, b->file.path, sections_entry(b->head, key)->line,
	    "%s: %s", key, text);
}

static void
read_zone(struct cut_book *b, struct told *told)
{
	const char *name = sections_value(b->head, "zone", NULL);
	struct err e;

	if (name && *name && zone_load(&b->zone, name, &e))
		tell(b, "zone", e.text, told);
}

static void
read_calendar(struct cut_book *b, struct told *told)
{
	const char *name = sections_value(b->head, "calendar", NULL);
	struct err e;
	bool there;

	b->every_day = name && !strcmp(name, "every-day");
	if (!name || !*name || b->every_day ||
	    calendar_read(&b->calendar, beside(b, name), &e) == 0 || b->is_kept)
		return;
	there = access(beside(b, name), F_OK) == 0;
	told_add(told, b->file.path, sections_entry(b->head, "calendar")->line,
	    "calendar: %s%s", e.text,
	    there ? "" : "; it is every-day, or a file");
}

static void
read_cut_off(struct cut_book *b)
{
	const char *text = sections_value(b->head, "cut-off", "00:00");
	unsigned minutes = 0;
	struct err e;

	if (key_value_time(&minutes, span_str(text), &e) == 0)
		b->cut = (int)minutes * 60;
}

static void
read_first(struct cut_book *b, struct told *told)
{
	struct err e;
	int32_t date;

	if (!date_parse(
		span_str(sections_value(b->head, "first", "")), &b->first) ||
	    (!b->every_day && !b->calendar.n) || b->is_kept)
		return;
	if (cut_days_of(b, b->first, &date, &e))
		tell(b, "first", e.text, told);
	else if (date != b->first)
		tell(b, "first", "the calendar has it as a day off", told);
}

static void
check_begin(struct cut_book *b, struct told *told)
{
	const char *said =
	    sections_entry(b->head, "begin") ? "begin" : "margin";

	if (b->margin > HALF_DAY_S || b->begin > HALF_DAY_S)
		return; /* it was told */
	if (b->begin % 60)
		tell(b, "begin", "it is no whole minute", told);
	else if (b->begin <= b->margin && sections_entry(b->head, said))
		tell(b, said,
		    "a round begins before its margin: begin = is to be longer "
		    "than margin =",
		    told);
}

/* Hours end at whole ones, the last of a date with it. */
static void
check_hours(struct cut_book *b, struct told *told)
{
	if (b->cut % HOUR_S)
		tell(b, "cut-off",
		    "with cycle = hour a date ends at a whole hour", told);
	if (b->begin > HOUR_S)
		tell(b, "begin",
		    "with cycle = hour a round begins within its hour: at most "
		    "1h",
		    told);
	if (sections_entry(b->head, "done-by"))
		tell(b, "done-by",
		    "with cycle = hour there is none: a day has many rounds",
		    told);
}

void
cut_head_read(struct cut_book *b, struct told *told)
{
	static const char *const needed[] = { "zone", "cut-off", "calendar",
		"first" };
	const struct sections_section *s =
	    sections_find(&b->file, CUT_PART_CUT);

	b->head = s;
	if (!s) {
		told_add(told, b->file.path, 0, "there is no [cut]");
		return;
	}
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		sections_lacks(&b->file, s, needed[i], told);
	b->title = sections_value(s, "title", b->name);
	b->margin = cut_value_seconds(s, "margin", "5m");
	b->begin = cut_value_seconds(s, "begin", "30m");
	b->stuck = cut_value_seconds(s, "stuck", "30m");
	b->max = cut_value_number(s, "max", "7");
	b->shadow = cut_value_choice(&cut_form, s, "mode", "live") == 1;
	b->zh = cut_value_choice(&cut_form, s, "lang", "en") == 1;
	b->cycle =
	    (enum cut_cycle)cut_value_choice(&cut_form, s, "cycle", "day");
	b->choice = (enum accounting_day_choice)cut_value_choice(
	    &cut_form, s, "fold", "refuse");
	b->targets = beside(b, sections_value(s, "targets", "targets.ini"));
	read_zone(b, told);
	read_calendar(b, told);
	read_cut_off(b);
	read_first(b, told);
	check_begin(b, told);
	if (b->cycle == CUT_CYCLE_HOUR)
		check_hours(b, told);
}
