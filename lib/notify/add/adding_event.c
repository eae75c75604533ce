#include "notify/add/adding_event.h"

int
adding_event_make(struct adding_event *ev, struct phrases *phrases,
    const struct event_line *line, struct err *e)
{
	struct event_line whole = *line;
	struct span own;
	char id[EVENT_ID_TEXT + 1];

	if (phrases_make(phrases, line->data, e)) {
		event_id_format(&ev->id, id);
		return err_at(e, id, 0);
	}
	own = phrases_part(phrases, TEMPLATE_DATA);
	whole.id = ev->id;
	whole.title = phrases_part(phrases, TEMPLATE_TITLE);
	whole.text = phrases_part(phrases, TEMPLATE_TEXT);
	whole.html = phrases_part(phrases, TEMPLATE_BODY);
	if (own.len)
		whole.data = own;
	event_line_put(&ev->json, &whole);
	return 0;
}

int
adding_event_give(const struct adding_event *ev, struct outbox_add *to,
    enum outbox_kind kind, struct err *e)
{
	if (outbox_add_event(
		to, kind, &ev->id, buf_span(&ev->key), buf_span(&ev->json), e))
		return -1;
	for (size_t at = 0; at < ev->members.len; at += EVENT_ID_BYTES) {
		struct event_id id;

		memcpy(id.bytes, ev->members.p + at, sizeof id.bytes);
		if (event_id_cmp(&id, &ev->id) && outbox_add_member(to, &id, e))
			return -1;
	}
	return 0;
}

void
adding_event_free(struct adding_event *ev)
{
	buf_free(&ev->key);
	buf_free(&ev->json);
	buf_free(&ev->members);
}

struct event_id_sum *
adding_sum_begin(struct span book, const char *kind)
{
	struct event_id_sum *sum = event_id_begin();

	event_id_add(sum, book);
	event_id_add(sum, span_str(kind));
	return sum;
}

void
adding_sum_add(struct event_id_sum *sum, const struct event_id *id)
{
	char text[EVENT_ID_TEXT + 1];

	event_id_format(id, text);
	event_id_add(sum, span_str(text));
}
