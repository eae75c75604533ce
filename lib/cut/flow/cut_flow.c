#include "cut/flow/cut_flow.h"

#include "cut/flow/cut_flow_parts.h"

enum { DAY_S = 86400, NOON_S = DAY_S / 2, HOUR_S = 3600 };

static void
write_head(struct cut_flow_text *t)
{
	const struct cut_book *b = t->book;

	cut_flow_line(
	    t, "# %s, made by recon-cut flow of %s.", b->name, b->file.path);
	cut_flow_line(t, "# It stands in the directory of the book.");
	cut_flow_line(t, "[flow]");
	cut_flow_line(t, "title = %s", b->title);
	cut_flow_line(t, "%s", "");
	cut_flow_line(t, "[param date]");
	cut_flow_line(t, "type = date");
	cut_flow_line(
	    t, "title = %s", b->zh ? "记账日" : "The accounting date");
}

/* Behind the beginning of the calendar day that is the date. */
static int
begins(const struct cut_book *b)
{
	return b->cut + (b->cut < NOON_S ? DAY_S : 0) - (int)b->begin;
}

static void
write_schedule(struct cut_flow_text *t)
{
	const struct cut_book *b = t->book;
	int at = begins(b);

	cut_flow_line(t, "%s", "");
	cut_flow_line(t, "[schedule day]");
	cut_flow_line(
	    t, "at = %02d:%02d", at % DAY_S / HOUR_S, at % HOUR_S / 60);
	cut_flow_line(t, "zone = %s", sections_value(b->head, "zone", ""));
	/* the calendar is one of the day on which a run is due */
	if (!b->every_day && at < DAY_S)
		cut_flow_line(t, "calendar = %s",
		    sections_value(b->head, "calendar", ""));
	cut_flow_line(t, "param date = due%s", at < DAY_S ? "" : " - 1 day");
	if (b->max)
		cut_flow_line(t, "catch-up = all max %u", b->max);
	cut_flow_line(t, "overlap = wait");
	cut_flow_line(t, "grace = %s", sections_value(b->head, "grace", "15m"));
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

	buf_printf(&work, "%s/{date}%c",
	    sections_value(b->head, "work", "work"), '\0');
	t.work = work.p;
	write_head(&t);
	cut_flow_write_turn(&t);
	cut_flow_write_verify(&t);
	cut_flow_write_jobs(&t);
	write_schedule(&t);
	write_alarm(&t);
	buf_free(&work);
}
