#include "event/event.h"

/* An id goes into headers, names of files and answers as it is. */
static bool
is_id(struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || (c && strchr("-._:", c))))
			return false;
	}
	return s.len > 0 && s.len <= EVENT_ID_MAX;
}

static int
take_text(const struct json_object *o, const char *name, struct span *text,
    struct err *e)
{
	struct json_value v;

	*text = SPAN("");
	if (!json_object_find(o, name, &v))
		return 0;
	if (v.type != JSON_TEXT)
		return err_set(e, ST_DATA, "\"%s\" is no text", name);
	*text = v.text;
	return 0;
}

int
event_parse(struct event *ev, struct span line, struct err *e)
{
	const struct json_object *o = &ev->object;

	buf_clear(&ev->line);
	buf_add(&ev->line, line);
	if (json_object_parse(&ev->object, line, e))
		return -1;
	if (!json_object_text(o, "id", &ev->id))
		return err_set(e, ST_DATA, "an event without an id");
	if (!is_id(ev->id))
		return err_set(e, ST_DATA,
		    "\"%s\" is no id: 1 to %d letters, digits and -._:",
		    excerpt(ev->id).s, EVENT_ID_MAX);
	return take_text(o, "title", &ev->title, e) ||
		take_text(o, "text", &ev->text, e) ||
		take_text(o, "html", &ev->html, e)
	    ? -1
	    : 0;
}

struct span
event_words(const struct event *ev)
{
	return ev->text.len ? ev->text
	    : ev->title.len ? ev->title
			    : buf_span(&ev->line);
}

void
event_free(struct event *ev)
{
	json_object_free(&ev->object);
	buf_free(&ev->line);
}
