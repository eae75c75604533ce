#include "flow/alarm/flow_alarm_note.h"

#include <inttypes.h>

#include "sys/clock.h"
#include "text/shell_word.h"
#include "text/tsv.h"
#include "value/json_put.h"

/* What a command is about. */
enum about { ABOUT_RUN, ABOUT_FLOW, ABOUT_FILE, ABOUT_ALL };

static const struct reason {
	const char *name;
	const char *advice;
	const char *command; /* of recon-flow */
	enum about about;
} reasons[FLOW_ALARM_REASONS] = {
	[FLOW_ALARM_HELD] = { "held", "decide", "show", ABOUT_RUN },
	[FLOW_ALARM_LOST] = { "lost", "look-then-decide", "show", ABOUT_RUN },
	[FLOW_ALARM_FAILED] = { "failed", "redo-failed", "show", ABOUT_RUN },
	[FLOW_ALARM_FOREIGN] = { "foreign", "find-machine", "show", ABOUT_RUN },
	[FLOW_ALARM_UNREACHABLE] = { "unreachable", "wait-or-gone", "workers",
	    ABOUT_ALL },
	[FLOW_ALARM_MISSED] = { "missed", "start-missed", "missed", ABOUT_ALL },
	[FLOW_ALARM_LATE] = { "late", "see-what-waits", "show", ABOUT_RUN },
	[FLOW_ALARM_UNFINISHED] = { "unfinished", "see-what-waits", "show",
	    ABOUT_RUN },
	[FLOW_ALARM_GONE] = { "gone", "restore-or-retire", "retire",
	    ABOUT_FLOW },
	[FLOW_ALARM_BROKEN] = { "broken", "mend", "check", ABOUT_FILE },
	[FLOW_ALARM_UNSCHEDULED] = { "unscheduled", "restore-or-retire",
	    "retire", ABOUT_FLOW },
	[FLOW_ALARM_CLOCK] = { "clock", "set-clock", "ls", ABOUT_ALL },
};

const char *
flow_alarm_reason_name(enum flow_alarm_reason r)
{
	return reasons[r].name;
}

bool
flow_alarm_reason_parse(struct span name, enum flow_alarm_reason *r)
{
	for (int i = 0; i < FLOW_ALARM_REASONS; i++)
		if (span_eq(name, span_str(reasons[i].name))) {
			*r = (enum flow_alarm_reason)i;
			return true;
		}
	return false;
}

static struct span
or_nothing(const char *s)
{
	return span_str(s ? s : "");
}

void
flow_alarm_key(const struct flow_alarm_note *a, struct buf *b)
{
	tsv_escape(b, or_nothing(a->flow));
	buf_byte(b, '\t');
	tsv_escape(b, or_nothing(a->node ? a->node : a->schedule));
	buf_byte(b, '\t');
	buf_str(b, reasons[a->reason].name);
}

void
flow_alarm_command(const struct flow_alarm_note *a, struct buf *b)
{
	const struct reason *r = &reasons[a->reason];
	const char *about = r->about == ABOUT_RUN ? a->run
	    : r->about == ABOUT_FLOW              ? a->flow
	    : r->about == ABOUT_FILE              ? a->path
						  : NULL;

	/* what has no run yet is in the list */
	buf_printf(b, "recon-flow %s",
	    about || r->about == ABOUT_ALL ? r->command : "ls");
	if (a->store && (!about || r->about != ABOUT_FILE))
		buf_str(b, a->store);
	if (!about)
		return;
	buf_byte(b, ' ');
	shell_word_add(b, span_str(about));
}

static void
put_moment(struct buf *b, const char *name, int64_t moment)
{
	char text[CLOCK_TEXT_CAP];

	clock_format(moment, text);
	json_put_member(b, name, span_str(text));
}

void
flow_alarm_data(const struct flow_alarm_note *a, struct buf *b)
{
	const struct reason *r = &reasons[a->reason];
	struct buf command = { 0 };

	flow_alarm_command(a, &command);
	buf_byte(b, '{');
	json_put_member(b, "kind", SPAN("alarm"));
	json_put_member(b, "reason", span_str(r->name));
	json_put_member(b, "flow", or_nothing(a->flow));
	json_put_member(b, "title", or_nothing(a->title));
	json_put_member(b, "run", or_nothing(a->run));
	json_put_member(b, "node", or_nothing(a->node));
	json_put_member(b, "schedule", or_nothing(a->schedule));
	json_put_member(b, "due", or_nothing(a->due));
	json_put_member(b, "what", or_nothing(a->what));
	put_moment(b, "since", a->since);
	put_moment(b, "last", a->last);
	json_put_name(b, "count");
	buf_printf(b, "%" PRIu64, a->count);
	json_put_name(b, "more");
	buf_str(b, a->count > 1 ? "true" : "false");
	json_put_member(b, "advice", span_str(r->advice));
	json_put_member(b, "command", buf_span(&command));
	buf_byte(b, '}');
	buf_free(&command);
}
