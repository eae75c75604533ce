/* What stands at which place of JSON text. */
#include "explain/layout/json_places.h"
#include "test.h"

/* The place of a name within another. */
static int
within(const struct json_places *p, int parent, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->list[i].parent == parent &&
		    p->list[i].any == (*name == '*') &&
		    (*name == '*' ||
			span_eq(buf_span(&p->list[i].name), span_str(name))))
			return (int)i;
	return -1;
}

static void
counts(void)
{
	struct json_places p;
	int list, item, a;

	json_places_read(&p,
	    SPAN("{\"l\": [{\"a\": 1.50, \"b\": null}, {\"a\": \"2,5\"},\n"
		 " {\"a\": 3e5}, {\"a\": -7, \"a\": {}}, 4], \"l2\": true}"));
	list = within(&p, 0, "l");
	item = within(&p, list, "*");
	a = within(&p, item, "a");
	EXPECT(p.list[0].objects == 1 && p.list[list].arrays == 1);
	EXPECT(p.list[item].objects == 4 && p.list[item].numbers == 1);
	EXPECT(p.list[a].numbers == 3 && p.list[a].texts == 1);
	EXPECT(p.list[a].decimals == 2 && p.list[a].integers == 1);
	EXPECT(p.list[a].exponents == 1 && p.list[a].objects == 1);
	EXPECT(span_eq(p.list[a].example, SPAN("1.50")));
	EXPECT(p.list[within(&p, item, "b")].others == 1);
	EXPECT(p.list[list].at < p.list[item].at);
	json_places_free(&p);
}

static void
names(void)
{
	struct json_places p;

	json_places_read(&p,
	    SPAN("{\"\\u91d1\\ud83d\\ude00\": 1, \"a\\\"\\\\\\/\\n\": 2, "
		 "\"\\u00e9\": 3}{\"x\": 4}"));
	EXPECT(within(&p, 0, "金😀") > 0);
	EXPECT(within(&p, 0, "a\"\\/\n") > 0);
	EXPECT(within(&p, 0, "é") > 0);
	EXPECT(within(&p, 0, "x") > 0 && p.list[0].objects == 2);
	json_places_free(&p);
	/* half a character is no name, and ends it */
	json_places_read(&p, SPAN("{\"a\": 1, \"\\ud83d\": 2, \"b\": 3}"));
	EXPECT(within(&p, 0, "a") > 0 && within(&p, 0, "b") < 0);
	json_places_free(&p);
}

static void
bounds(void)
{
	static const char *const odd[] = { "", " ", "{", "[", "{\"a\"",
		"{\"a\":", "[1,", "\"", "{\"a\":1}}", "[\"\\", "{\"\\u12",
		"{\"\\ud83d\\u\":1}" };
	struct buf deep = { 0 };
	struct json_places p;

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		json_places_read(&p, span_str(odd[i]));
		EXPECT(p.n >= 1);
		json_places_free(&p);
	}
	for (int i = 0; i < 100000; i++)
		buf_byte(&deep, '[');
	json_places_read(&p, buf_span(&deep));
	EXPECT(p.n <= 130);
	json_places_free(&p);
	buf_clear(&deep);
	buf_byte(&deep, '{');
	for (int i = 0; i < 1000; i++)
		buf_printf(&deep, "\"%d\":%d,", i, i);
	buf_str(&deep, "\"end\":1}");
	json_places_read(&p, buf_span(&deep));
	EXPECT(p.n == JSON_PLACES_MEMBERS + 1);
	json_places_free(&p);
	buf_free(&deep);
}

int
main(void)
{
	test("what is at a place is counted, elements of an array as one",
	    counts);
	test("names are those that escapes stand for", names);
	test("text that ends early, is deep or has many names ends it", bounds);
	return test_done();
}
