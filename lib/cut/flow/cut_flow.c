#include "cut/flow/cut_flow.h"

#include "cut/flow/cut_flow_parts.h"

enum { DAY_S = 86400, NOON_S = DAY_S / 2, HOUR_S = 3600 };

static void
write_param(struct cut_flow_text *t, const char *name, const char *type,
    const char *title)
{
	cut_flow_line(t, "%s", "");
	cut_flow_line(t, "[param %s]", name);
	cut_flow_line(t, "type = %s", type);
	cut_flow_line(t, "title = %s", title);
}

static void
write_head(struct cut_flow_text *t)
{
	const struct cut_book *b = t->book;

	cut_flow_line(
	    t, "# %s, made by recon-cut flow of %s.", b->name, b->file.path);
	cut_flow_line(t, "# It stands in the directory of the book.");
	cut_flow_line(t, "[flow]");
	cut_flow_line(t, "title = %s", b->title);
	if (b->cycle == CUT_CYCLE_HOUR) {
		write_param(t, "begins", "date",
		    b->zh ? "小时开始的日期"
			  : "The day on which the hour begins");
		write_param(t, "hour", "word",
		    b->zh ? "小时，00 至 23" : "The hour, 00 to 23");
	} else {
		write_param(t, "date", "date",
		    b->zh ? "记账日" : "The accounting date");
	}
}

/* Behind the beginning of the calendar day that is the date. */
static int
begins(const struct cut_book *b)
{
	return b->cut + (b->cut < NOON_S ? DAY_S : 0) - (int)b->begin;
}

/* At so many seconds of the day. */
static void
write_due(struct cut_flow_text *t, const char *name, int at)
{
	cut_flow_line(t, "%s", "");
	cut_flow_line(t, "[schedule %s]", name);
	cut_flow_line(
	    t, "at = %02d:%02d", at % DAY_S / HOUR_S, at % HOUR_S / 60);
	cut_flow_line(
	    t, "zone = %s", sections_value(t->book->head, "zone", ""));
}

static void
write_missed(struct cut_flow_text *t)
{
	const struct cut_book *b = t->book;

	if (b->max)
		cut_flow_line(t, "catch-up = all max %u", b->max);
	cut_flow_line(t, "overlap = wait");
	cut_flow_line(t, "grace = %s", sections_value(b->head, "grace", "15m"));
}

/* One for each: an hour waits for nothing but the steps of the one before. */
static void
write_hours(struct cut_flow_text *t)
{
	for (int hour = 0; hour < CUT_CYCLE_HOURS; hour++) {
		char name[] = "hour-00";

		name[5] = (char)('0' + hour / 10);
		name[6] = (char)('0' + hour % 10);
		write_due(t, name, (hour + 1) * HOUR_S - (int)t->book->begin);
		cut_flow_line(t, "param begins = due");
		cut_flow_line(t, "param hour = %02d", hour);
		write_missed(t);
	}
}

static void
write_day(struct cut_flow_text *t)
{
	const struct cut_book *b = t->book;
	int at = begins(b);

	write_due(t, "day", at);
	/* the calendar is one of the day on which a run is due */
	if (!b->every_day && at < DAY_S)
		cut_flow_line(t, "calendar = %s",
		    sections_value(b->head, "calendar", ""));
	cut_flow_line(t, "param date = due%s", at < DAY_S ? "" : " - 1 day");
	write_missed(t);
	if (sections_entry(b->head, "done-by"))
		cut_flow_line(
		    t, "done-by = %s", sections_value(b->head, "done-by", ""));
}

static void
write_alarm(struct cut_flow_text *t)
{
	const struct sections_section *s =
	    sections_find(&t->book->file, CUT_PART_ALARM);

	if (!s)
		return;
	cut_flow_line(t, "%s", "");
	cut_flow_line(t, "[alarm]");
	for (size_t i = 0; i < s->n; i++)
		cut_flow_line(
		    t, "%s = %s", s->entries[i].key, s->entries[i].value);
}

void
cut_flow(
    const struct cut_book *b, const char *store, bool rehearse, struct buf *to)
{
	struct buf work = { 0 };
	struct cut_flow_text t = {
		.book = b, .store = store, .rehearse = rehearse, .text = to
	};

	t.date = b->cycle == CUT_CYCLE_HOUR ? "{begins}T{hour}" : "{date}";
	buf_printf(&work, "%s/%s%c", sections_value(b->head, "work", "work"),
	    t.date, '\0');
	t.work = work.p;
	write_head(&t);
	cut_flow_write_turn(&t);
	cut_flow_write_verify(&t);
	cut_flow_write_jobs(&t);
	if (b->cycle == CUT_CYCLE_HOUR)
		write_hours(&t);
	else
		write_day(&t);
	write_alarm(&t);
	buf_free(&work);
}
