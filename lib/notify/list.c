#include "notify/list.h"

#include "base/visible_text.h"
#include "outbox/outbox_list.h"
#include "sys/clock.h"
#include "text/tsv.h"

/* What others wrote: escapes are those of the format, so nothing is lost by more
 * of them, for what a terminal obeys. */
static void
put_escaped(struct buf *b, struct span s)
{
	if (s.len)
		visible_add(b, s);
	else
		buf_byte(b, '-');
}

static void
put_field(struct buf *b, struct span s)
{
	struct buf text = { 0 };

	tsv_escape(&text, s);
	buf_byte(b, '\t');
	put_escaped(b, buf_span(&text));
	buf_free(&text);
}

static void
put_time(struct buf *b, int64_t s)
{
	char text[CLOCK_TEXT_CAP];

	clock_format(s, text);
	put_field(b, s ? span_str(text) : SPAN(""));
}

static void
put_values(struct buf *b, struct span values)
{
	struct span value;

	if (values.len)
		tsv_next(&values, &value); /* nothing, before the first TAB */
	while (values.len && tsv_next(&values, &value)) {
		buf_byte(b, '\t');
		put_escaped(b, value);
	}
}

static int
put_event(void *arg, const struct outbox_listed *ev, struct err *e)
{
	static const char *const states[] = {
		[OUTBOX_LEFT] = "left",
		[OUTBOX_RETRY] = "retry",
		[OUTBOX_DEAD] = "dead",
	};
	struct buf *b = arg;
	char id[EVENT_ID_TEXT + 1];

	(void)e;
	if (ev->state == OUTBOX_OK || ev->state == OUTBOX_FORGOTTEN)
		return 0;
	event_id_format(&ev->id, id);
	buf_printf(b, "%s\t%s\t%s", ev->target, states[ev->state], id);
	buf_byte(b, '\t');
	put_escaped(b, ev->key); /* KEY as it stands */
	put_time(b, ev->added_s);
	buf_printf(b, "\t%u", ev->tries);
	put_time(b, ev->state == OUTBOX_RETRY ? ev->due_s : 0);
	put_field(b, ev->reason);
	put_values(b, ev->values);
	buf_byte(b, '\n');
	return 0;
}

static void
put_state(struct buf *b, const char *target, const char *state, int64_t until,
    struct span reason)
{
	buf_printf(b, "%s\t%s\t-\t-\t-\t-", target, state);
	put_time(b, until);
	put_field(b, reason);
	buf_byte(b, '\n');
}

int
list_put(
    const struct outbox *o, const char *target, struct buf *b, struct err *e)
{
	struct outbox_target_state state = { 0 };
	struct buf text = { 0 };
	int r = outbox_list_target(o, target, &state, &text, e);

	if (r == 0 && state.gone)
		put_state(b, target, "gone", 0, state.reason);
	if (r == 0 && state.breaker_until > clock_wall_s())
		put_state(b, target, "paused", state.breaker_until, SPAN(""));
	buf_free(&text);
	return r ? r : outbox_list(o, target, put_event, b, e);
}
