#include "event/json_object.h"

#include <stdlib.h>

#include "test.h"

static struct json_object o;

static bool
is(const char *name, enum json_type type, const char *text)
{
	struct json_value v;

	return json_object_find(&o, name, &v) && v.type == type &&
	    span_eq(v.text, span_str(text));
}

static void
every_type(void)
{
	struct err e;

	EXPECT(json_object_parse(&o,
		   SPAN(" {\"t\":\"a\\u00e9\\n\\\"\",\"n\": -1.50e3 ,"
			"\"y\":true,\"f\":false,\"z\":null,\"\":\"\","
			"\"o\": {\"t\":[1,{}]} ,\"a\":[ ] } "),
		   &e) == 0);
	EXPECT(is("t", JSON_TEXT, "a\xc3\xa9\n\""));
	EXPECT(is("n", JSON_NUMBER, "-1.50e3"));
	EXPECT(is("y", JSON_BOOLEAN, "true"));
	EXPECT(is("f", JSON_BOOLEAN, "false"));
	EXPECT(is("z", JSON_NULL, ""));
	EXPECT(is("", JSON_TEXT, ""));
	EXPECT(is("o", JSON_OBJECT, "{\"t\":[1,{}]}"));
	EXPECT(is("a", JSON_ARRAY, "[ ]"));
	EXPECT(o.n == 8);
}

static void
absent(void)
{
	struct json_value v = { .type = JSON_ARRAY };
	struct span s = SPAN("as it was");
	struct err e;

	EXPECT(json_object_parse(&o, SPAN("{\"n\":1}"), &e) == 0);
	EXPECT(!json_object_find(&o, "m", &v) && v.type == JSON_ARRAY);
	EXPECT(!json_object_text(&o, "n", &s));
	EXPECT(span_eq(s, SPAN("as it was")));
	EXPECT(json_object_parse(&o, SPAN("{}"), &e) == 0);
	EXPECT(!json_object_find(&o, "n", &v)); /* that of the one before */
}

static void
refused(void)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "", "not JSON: parse error: premature EOF" },
		{ "{\"a\":1", "not JSON: parse error: premature EOF" },
		{ "[1]", "not an object" },
		{ "1", "not an object" },
		{ "\"a\"", "not an object" },
		{ "{} {}", "not JSON: parse error: trailing garbage" },
		{ "{\"a\":1,\"b\":2,\"a\":3}", "a member is there twice: a" },
		{ "{\"a\":\"\xff\"}",
		    "not JSON: lexical error: invalid bytes in UTF8 string" },
		{ "{\"a\":\"\\ud800\"}",
		    "not JSON: a text with half a character (\\ud800 to "
		    "\\udfff)" },
		{ "{a:1}",
		    "not JSON: lexical error: invalid char in json "
		    "text" },
	};
	struct err e;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		EXPECT(
		    json_object_parse(&o, span_str(cases[i].text), &e) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT_STR(e.text, cases[i].says);
	}
}

static void
deep(void)
{
	struct buf b = { 0 };
	struct err e;

	buf_str(&b, "{\"a\":");
	for (int i = 0; i < JSON_OBJECT_DEPTH - 1; i++)
		buf_byte(&b, '[');
	for (int i = 0; i < JSON_OBJECT_DEPTH - 1; i++)
		buf_byte(&b, ']');
	buf_byte(&b, '}');
	EXPECT(json_object_parse(&o, buf_span(&b), &e) == 0);
	buf_clear(&b);
	buf_str(&b, "{\"a\":");
	for (int i = 0; i < JSON_OBJECT_DEPTH; i++)
		buf_byte(&b, '[');
	EXPECT(json_object_parse(&o, buf_span(&b), &e) == -1);
	EXPECT_STR(e.text, "too much lies within one another");
	buf_free(&b);
}

static void
arrays(void)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "", "not JSON: parse error: premature EOF" },
		{ "{}", "not an array" },
		{ "7", "not an array" },
		{ "[1,]",
		    "not JSON: parse error: unallowed token at this point in "
		    "JSON text" },
		{ "[1][2]", "not JSON: parse error: trailing garbage" },
	};
	struct json_value v;
	struct err e;

	EXPECT(json_array_parse(&o,
		   SPAN(" [1, \"a\\n\", null, [2,[]], {\"x\":[{}],\"x\":1}] "),
		   &e) == 0);
	EXPECT(o.n == 5 && json_object_name(&o, 1).len == 0);
	v = json_object_at(&o, 0);
	EXPECT(v.type == JSON_NUMBER && span_eq(v.text, SPAN("1")));
	v = json_object_at(&o, 1);
	EXPECT(v.type == JSON_TEXT && span_eq(v.text, SPAN("a\n")));
	EXPECT(json_object_at(&o, 2).type == JSON_NULL);
	v = json_object_at(&o, 3);
	EXPECT(v.type == JSON_ARRAY && span_eq(v.text, SPAN("[2,[]]")));
	v = json_object_at(&o, 4);
	EXPECT(v.type == JSON_OBJECT &&
	    span_eq(v.text, SPAN("{\"x\":[{}],\"x\":1}")));
	EXPECT(json_array_parse(&o, SPAN("[]"), &e) == 0 && o.n == 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		EXPECT(json_array_parse(&o, span_str(cases[i].text), &e) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT_STR(e.text, cases[i].says);
	}
}

static void
in_order(void)
{
	struct err e;

	EXPECT(json_object_parse(&o, SPAN("{\"b\":1,\"a\":\"x\"}"), &e) == 0);
	EXPECT(span_eq(json_object_name(&o, 0), SPAN("b")));
	EXPECT(span_eq(json_object_name(&o, 1), SPAN("a")));
	EXPECT(span_eq(json_object_at(&o, 1).text, SPAN("x")));
}

static void
many(void)
{
	struct buf b = { 0 };
	struct err e;

	for (int i = 0; i < JSON_OBJECT_MEMBERS; i++)
		buf_printf(&b, "%c\"%d\":0", i ? ',' : '{', i);
	buf_byte(&b, '}');
	EXPECT(json_object_parse(&o, buf_span(&b), &e) == 0);
	b.len--;
	buf_str(&b, ",\"x\":0}");
	EXPECT(json_object_parse(&o, buf_span(&b), &e) == -1);
	EXPECT_STR(e.text, "an object of too many members");
	buf_free(&b);
}

int
main(void)
{
	test("a member of every type is found as it is written", every_type);
	test("what is not there leaves the value as it was", absent);
	test("what is no object, or has a name twice, is refused with its "
	     "reason",
	    refused);
	test("how deep it may be is bounded", deep);
	test("how many members it may have is bounded", many);
	test("members have an order", in_order);
	test("an array is read as its elements, and refused where it is none",
	    arrays);
	json_object_free(&o);
	return test_done();
}
