#include "cut/split/split_dates.h"

#include "cut/book/cut_days.h"
#include "stream/line/carried_fields.h"
#include "value/time/date.h"

static const struct accounting_day_words words = {
	.zone = "the book's zone",
	.choice = "fold = earlier or fold = later in the book",
	.needs = "the cut-off",
};

void
split_dates_init(struct split_dates *d, struct cut_book *book, const char *time,
    const struct accounting_day *clock)
{
	*d = (struct split_dates){ book, time, *clock, .len = 0 };
	d->clock.zone = d->clock.from = &book->zone;
	d->clock.cut = book->cut;
	d->clock.choice = book->choice;
	d->clock.cut_is_moment = true;
	d->clock.words = &words;
}

/* The text that the date is read from. */
static int
find_text(const struct split_dates *d, const struct record *r,
    struct span *text, struct err *e)
{
	struct span found;

	if (!d->time) {
		*text = r->date;
		if (text->len < DATE_LEN)
			return err_set(e, ST_DATA,
			    "the record has no DATE: say with --time "
			    "which field has its time");
		return 0;
	}
	if (carried_find(r->carried, span_str(d->time), &found, text, e))
		return -1;
	if (!found.p || text->len == 0 || span_eq(*text, SPAN("-")))
		return err_set(e, ST_DATA, "the record has no %s", d->time);
	return 0;
}

static int
read_day(
    const struct split_dates *d, struct span text, int32_t *day, struct err *e)
{
	struct err why;

	if (!d->time) {
		date_parse(text, day);
		return 0;
	}
	if (accounting_day_of(&d->clock, text, day, &why) == 0)
		return 0;
	return err_set(
	    e, why.status, "%s: \"%s\" %s", d->time, excerpt(text).s, why.text);
}

static int
learn(struct split_dates *d, struct span text, struct err *e)
{
	int32_t day;

	d->len = 0;
	if (read_day(d, text, &day, e))
		return -1;
	if (!d->has_day || day != d->day) {
		d->has_day = false;
		if (cut_days_of(d->book, day, &d->date, e))
			return -1;
		d->day = day;
		d->has_day = true;
	}
	if (text.len <= sizeof d->text) {
		memcpy(d->text, text.p, text.len);
		d->len = text.len;
	}
	return 0;
}

int
split_dates_of(
    struct split_dates *d, const struct record *r, int32_t *date, struct err *e)
{
	struct span text;

	if (find_text(d, r, &text, e))
		return -1;
	if ((d->len == 0 || !span_eq(text, (struct span){ d->text, d->len })) &&
	    learn(d, text, e))
		return -1;
	*date = d->date;
	return 0;
}
