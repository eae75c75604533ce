#include "event/event_id.h"

#include "test.h"

static struct event_id
of(struct span a, struct span b)
{
	struct span parts[] = { a, b };

	return event_id_of(parts, 2);
}

/* printf 'shop\topened' | sha256sum | head -c 32, and so on */
static void
digest(void)
{
	struct event_id id = of(SPAN("shop"), SPAN("opened"));
	char text[EVENT_ID_TEXT + 1];

	event_id_format(&id, text);
	EXPECT_STR(text, "9da56caa3bd4c19647bd894eb5b4396b");
	id = of(SPAN("a\tb"), SPAN("c\nd"));
	event_id_format(&id, text);
	EXPECT_STR(text, "733e743569f4ad440627af2597852f89");
	id = of(SPAN(""), SPAN(""));
	event_id_format(&id, text);
	EXPECT_STR(text, "2b4c342f5433ebe591a1da77e013d1b7");
}

static void
parts(void)
{
	struct event_id a = of(SPAN("ab"), SPAN("c")),
			b = of(SPAN("a"), SPAN("bc")),
			c = of(SPAN("a\t"), SPAN("")),
			d = of(SPAN("a"), SPAN("\t"));

	EXPECT(event_id_cmp(&a, &b) != 0);
	EXPECT(event_id_cmp(&c, &d) != 0);
	EXPECT(event_id_cmp(&a, &a) == 0);
}

static void
one_by_one(void)
{
	struct event_id_sum *s = event_id_begin();
	struct event_id whole = of(SPAN("shop"), SPAN("x")), id;

	event_id_add(s, SPAN("shop"));
	event_id_add(s, SPAN("x"));
	id = event_id_end(s);
	EXPECT(event_id_cmp(&id, &whole) == 0);
	s = event_id_begin();
	event_id_add(s, SPAN("shop"));
	event_id_drop(s);
}

static void
texts(void)
{
	static const char *const bad[] = { "", "0123456789abcdef",
		"0123456789abcdef0123456789abcdeF",
		"0123456789abcdef0123456789abcdeg",
		"0123456789abcdef0123456789abcdef0" };
	const char *good = "0123456789abcdef0123456789abcdef";
	char text[EVENT_ID_TEXT + 1];
	struct event_id id;

	EXPECT(event_id_parse(span_str(good), &id));
	event_id_format(&id, text);
	EXPECT_STR(text, good);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(!event_id_parse(span_str(bad[i]), &id));
	event_id_format(&id, text);
	EXPECT_STR(text, good);
}

int
main(void)
{
	test("an id is the beginning of the digest that sha256sum tells",
	    digest);
	test("parts do not run into one another", parts);
	test("parts that come one by one make the same id", one_by_one);
	test("an id as text is 32 small digits and nothing else", texts);
	return test_done();
}
