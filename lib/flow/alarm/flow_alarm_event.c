#include "flow/alarm/flow_alarm_event.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "sys/clock.h"
#include "value/json_put.h"

const char *
flow_alarm_template(
    const struct target *t, const struct target_common *settings)
{
	if (!settings->dialect || !target_has_markup(t))
		return "alarm";
	return strcmp(settings->dialect, "slack") ? "alarm-chat"
						  : "alarm-slack";
}

int
flow_alarm_template_open(struct template *t, const char *targets,
    const char *target, const char *installed, struct err *e)
{
	struct target section;
	struct target_common settings = { 0 };
	char *path;
	int r;

	if (target_read_common(&section, targets, target, &settings, e))
		return -1;
	path = template_find(flow_alarm_template(&section, &settings),
	    settings.lang, installed, e);
	r = path ? template_open(t, path, e) : -1;
	free(path);
	target_free(&section);
	return r;
}

/* Begins an event, whose id is made of words. */
static struct event_id
begin(struct buf *b, const char *type, const struct span *parts, size_t n)
{
	struct event_id id = event_id_of(parts, n);
	char text[EVENT_ID_TEXT + 1];

	event_id_format(&id, text);
	buf_printf(b,
	    "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"recon-flow\","
	    "\"type\":\"recon.%s\"",
	    text, type);
	return id;
}

static void
put_part(struct buf *b, const char *name, const struct buf *part)
{
	if (!part->len)
		return;
	json_put_name(b, name);
	json_put_text(b, buf_span(part));
}

/* What is always there: the flow, the reason, and what was seen, as none of
 * them is markup for a robot. */
static void
plain_words(const struct flow_alarm_note *a, struct template_text *text)
{
	struct buf *title = &text->parts[TEMPLATE_TITLE];
	struct buf *body = &text->parts[TEMPLATE_TEXT];

	buf_printf(title, "%s%s%s: %s", a->flow ? a->flow : "recon-flow",
	    a->node ? ": " : "", a->node ? a->node : "",
	    flow_alarm_reason_name(a->reason));
	buf_add(body, buf_span(title));
	if (a->due)
		buf_printf(body, " (%s)", a->due);
	if (a->what) {
		buf_byte(body, '\n');
		template_escape(body, TEMPLATE_CHAT, span_str(a->what));
	}
	buf_byte(body, '\n');
	flow_alarm_command(a, body);
}

static void
words(const struct flow_alarm_note *a, const struct template *t,
    struct span data, struct template_text *text)
{
	struct err e;

	if (t && template_render(t, data, text, &e) == 0 &&
	    text->parts[TEMPLATE_TITLE].len && text->parts[TEMPLATE_TEXT].len)
		return;
	template_text_free(text);
	*text = (struct template_text){ 0 };
	plain_words(a, text);
}

static void
put_subject(struct buf *b, const struct flow_alarm_note *a)
{
	const char *of = a->node ? a->node : a->schedule;
	struct buf subject = { 0 };

	buf_printf(&subject, "%s%s%s", a->flow ? a->flow : "", of ? "/" : "",
	    of ? of : "");
	put_part(b, "subject", &subject);
	buf_free(&subject);
}

void
flow_alarm_event(struct buf *b, const struct flow_alarm_note *a,
    const struct flow_alarm_telling *telling, const struct template *t)
{
	char row[24], times[24];
	struct template_text text = { 0 };
	struct buf data = { 0 };

	snprintf(row, sizeof row, "%" PRIu64, telling->row);
	snprintf(times, sizeof times, "%" PRIu64, telling->telling);
	begin(b, "alarm",
	    (struct span[]){ SPAN("recon-flow alarm"), telling->store,
		span_str(row), span_str(times) },
	    4);
	put_subject(b, a);
	flow_alarm_data(a, &data);
	words(a, t, buf_span(&data), &text);
	buf_str(b, ",\"datacontenttype\":\"application/json\"");
	put_part(b, "title", &text.parts[TEMPLATE_TITLE]);
	put_part(b, "text", &text.parts[TEMPLATE_TEXT]);
	put_part(b, "html", &text.parts[TEMPLATE_BODY]);
	buf_str(b, ",\"data\":");
	buf_add(b, buf_span(&data));
	buf_byte(b, '}');
	buf_free(&data);
	template_text_free(&text);
}

struct event_id
flow_ping_event(struct buf *b, struct span store, int64_t now)
{
	char at[CLOCK_TEXT_CAP];
	struct event_id id;

	clock_format(now, at);
	id = begin(b, "ping",
	    (struct span[]){ SPAN("recon-flow ping"), store, span_str(at) }, 3);
	buf_printf(b,
	    ",\"datacontenttype\":\"application/json\",\"title\":\"recon-flow "
	    "is at work\",\"data\":{\"kind\":\"ping\",\"at\":\"%s\"}}",
	    at);
	return id;
}
