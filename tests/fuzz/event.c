/*
 * An event: what is taken from it is within it, and an object that is a member
 * of it can be read as one.
 */
#include "event/event.h"

#include "fuzz.h"
#include "text/utf8.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct event ev;
	static struct json_object inner;
	struct span s = { (const char *)data, n };
	struct json_value v;
	struct err e;
	bool cut;

	if (event_parse(&ev, s, &e)) {
		fuzz_told(&e);
		return 0;
	}
	MUST(ev.id.len > 0 && ev.id.len <= EVENT_ID_MAX);
	MUST(utf8_valid(event_words(&ev), &cut) == event_words(&ev).len);
	MUST(span_eq(buf_span(&ev.line), s));
	if (json_object_find(&ev.object, "data", &v) && v.type == JSON_OBJECT)
		if (json_object_parse(&inner, v.text, &e))
			fuzz_told(&e); /* a name in it that is there twice */
	return 0;
}
