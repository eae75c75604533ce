#include "bill/json/json_pointer.h"

#include "test.h"

static void
pointers(void)
{
	static const struct {
		const char *text, *first, *last;
		size_t n;
	} good[] = {
		{ "", "", "", 0 },
		{ "/", "", "", 1 },
		{ "/a/b", "a", "b", 2 },
		{ "/a//b", "a", "b", 3 },
		{ "/a~1b/m~0n", "a/b", "m~n", 2 },
		{ "/~01", "~1", "~1", 1 },
		{ "/ /%25", " ", "%25", 2 },
	};
	static const char *const bad[] = { "a", "a/b", "/~", "/~2", "/a~" };
	struct json_pointer p;
	struct err e;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		p = (struct json_pointer){ 0 };
		EXPECT(json_pointer_parse(&p, span_str(good[i].text), &e) == 0);
		EXPECT(p.n == good[i].n);
		if (p.n) {
			EXPECT(
			    json_name_is(&p.names[0], span_str(good[i].first)));
			EXPECT(json_name_is(
			    &p.names[p.n - 1], span_str(good[i].last)));
			EXPECT(!json_name_is(&p.names[0], SPAN("other")));
		}
		json_pointer_free(&p);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char why[64];

		p = (struct json_pointer){ 0 };
		EXPECT(json_pointer_parse(&p, span_str(bad[i]), &e) == -1);
		snprintf(why, sizeof why,
		    "\"%s\" is not a pointer like /data/*/id", bad[i]);
		EXPECT_STR(e.text, why);
		EXPECT(e.status == ST_FAIL && p.n == 0);
	}
}

static void
elements(void)
{
	struct json_pointer p = { 0 };
	struct err e;

	EXPECT(json_pointer_parse(&p, SPAN("/0/10/01/*/x"), &e) == 0);
	EXPECT(json_name_is_index(&p.names[0], 0));
	EXPECT(json_name_is(&p.names[0], SPAN("0")));
	EXPECT(!json_name_is_index(&p.names[0], 1));
	EXPECT(json_name_is_index(&p.names[1], 10));
	EXPECT(!json_name_is_index(&p.names[2], 1));
	EXPECT(json_name_is_index(&p.names[3], 7));
	EXPECT(json_name_is(&p.names[3], SPAN("any")));
	EXPECT(!json_name_is_index(&p.names[4], 0));
	json_pointer_free(&p);
}

int
main(void)
{
	test("a pointer is read as RFC 6901 writes it", pointers);
	test("a name may be an element's number, and * is each", elements);
	return test_done();
}
