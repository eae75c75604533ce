#include "cut/ask/cut_message.h"

#include <inttypes.h>

#include "sys/clock.h"
#include "value/json_put.h"

void
cut_message_id(struct buf *b, const struct cut_message *m)
{
	char date[CUT_CYCLE_LEN + 1];

	cut_cycle_format(m->cycle, m->date, date);
	buf_printf(b, "%s.%s.%s.%u.%s.%s", m->book, cut_cycle_name(m->cycle),
	    date, m->attempt, m->system, cut_event_name(m->event));
	if (m->event == CUT_DATE || m->event == CUT_EXTRACT)
		buf_printf(b, ".%" PRIu64, m->number);
}

static void
put_moment(struct buf *b, const char *name, int64_t s)
{
	char text[CLOCK_TEXT_CAP];

	clock_format(s, text);
	json_put_member(b, name, span_str(text));
}

static void
put_date(struct buf *b, const char *name, enum cut_cycle c, int32_t date)
{
	char text[CUT_CYCLE_LEN + 1];

	cut_cycle_format(c, date, text);
	json_put_member(b, name, span_str(text));
}

static void
put_yes(struct buf *b, const char *name, bool yes)
{
	json_put_name(b, name);
	buf_str(b, yes ? "true" : "false");
}

/* What people read of it. */
static void
put_title(struct buf *b, const struct cut_message *m)
{
	struct buf title = { 0 };
	char date[CUT_CYCLE_LEN + 1];

	cut_cycle_format(m->cycle, m->date, date);
	buf_printf(&title, "%s %s: %s: %s%s", m->book_title, date, m->title,
	    cut_event_name(m->event), m->rehearsal ? " (rehearsal)" : "");
	json_put_member(b, "title", buf_span(&title));
	buf_free(&title);
}

static void
put_data(struct buf *b, const struct cut_message *m)
{
	json_put_name(b, "data");
	buf_byte(b, '{');
	json_put_member(b, "book", span_str(m->book));
	json_put_member(b, "cycle", span_str(cut_cycle_name(m->cycle)));
	put_date(b, "date", m->cycle, m->date);
	put_date(b, "next", m->cycle, m->next);
	if (m->cycle == CUT_CYCLE_HOUR) {
		put_date(b, "day", CUT_CYCLE_DAY, m->day);
		put_date(b, "next_day", CUT_CYCLE_DAY, m->next_day);
	}
	put_moment(b, "cut_off", m->cut_off);
	json_put_name(b, "try");
	buf_printf(b, "%u", m->attempt);
	json_put_member(b, "system", span_str(m->system));
	put_yes(b, "late", m->late);
	put_yes(b, "rehearsal", m->rehearsal);
	if (m->file)
		json_put_member(b, "file", span_str(m->file));
	buf_byte(b, '}');
}

void
cut_message_line(struct buf *b, const struct cut_message *m)
{
	struct buf text = { 0 };

	buf_byte(b, '{');
	json_put_member(b, "specversion", SPAN("1.0"));
	cut_message_id(&text, m);
	json_put_member(b, "id", buf_span(&text));
	buf_clear(&text);
	buf_printf(&text, "recon-cut/%s", m->book);
	json_put_member(b, "source", buf_span(&text));
	buf_clear(&text);
	buf_printf(&text, "recon.cut.%s", cut_event_name(m->event));
	json_put_member(b, "type", buf_span(&text));
	put_moment(b, "time", m->now);
	put_title(b, m);
	put_data(b, m);
	buf_byte(b, '}');
	buf_free(&text);
}
