#include "event/event.h"

#include "test.h"

static struct event ev;

static void
is_event(void)
{
	struct err e;

	EXPECT(event_parse(&ev,
		   SPAN("{\"id\":\"9f-A.b:c_0\",\"title\":\"T\",\"text\":"
			"\"W\"}"),
		   &e) == 0);
	EXPECT(span_eq(ev.id, SPAN("9f-A.b:c_0")));
	EXPECT(span_eq(ev.title, SPAN("T")));
	EXPECT(span_eq(ev.text, SPAN("W")) && ev.html.len == 0);
	EXPECT(span_eq(event_words(&ev), SPAN("W")));
	EXPECT(
	    event_parse(&ev, SPAN("{\"id\":\"1\",\"title\":\"T\"}"), &e) == 0);
	EXPECT(span_eq(event_words(&ev), SPAN("T")));
	EXPECT(event_parse(&ev, SPAN("{\"id\":\"1\"}"), &e) == 0);
	EXPECT(span_eq(event_words(&ev), SPAN("{\"id\":\"1\"}")));
}

static void
is_none(void)
{
	static const struct {
		const char *line, *says;
	} cases[] = {
		{ "{}", "an event without an id" },
		{ "{\"id\":7}", "an event without an id" },
		{ "{\"id\":\"\"}",
		    "\"\" is no id: 1 to 128 letters, digits and -._:" },
		{ "{\"id\":\"a\\r\\nBcc: x\"}",
		    "\"a\\x0d\\x0aBcc: x\" is no id: 1 to 128 letters, digits "
		    "and -._:" },
		{ "{\"id\":\"a b\"}",
		    "\"a b\" is no id: 1 to 128 letters, digits and -._:" },
		{ "{\"id\":\"a\\u0000\"}",
		    "\"a\\x00\" is no id: 1 to 128 letters, digits and -._:" },
		{ "{\"id\":\"1\",\"text\":1}", "\"text\" is no text" },
		{ "{\"id\":\"1\",\"title\":null}", "\"title\" is no text" },
		{ "{\"id\":\"1\",\"html\":{}}", "\"html\" is no text" },
	};
	struct err e;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		EXPECT(event_parse(&ev, span_str(cases[i].line), &e) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT_STR(e.text, cases[i].says);
	}
}

int
main(void)
{
	test("an event has an id and what people read of it", is_event);
	test("what is no event is refused with its reason", is_none);
	event_free(&ev);
	return test_done();
}
