#define _GNU_SOURCE
#include "notify/data/line_data.h"

#include "base/visible.h"
#include "event/json_object.h"
#include "notify/data/digest_data.h"
#include "notify/data/event_line.h"
#include "test.h"

static struct err e;
static struct buf b;

static const char *
text(void)
{
	buf_byte(&b, '\0');
	return b.p;
}

static const char *
data(const char *line, const char *link)
{
	const struct line_data d = { SPAN("shop"), SPAN("opened"),
		span_str(link) };
	struct result r;

	EXPECT(result_parse(span_str(line), &r, &e) == 0);
	buf_clear(&b);
	line_data_put(&b, &d, &r);
	return text();
}

static void
test_line(void)
{
	EXPECT_STR(data("k1\tleft\t11.00\t-\t11.00\tCNY\t2022-11-01", ""),
	    "{\"book\":\"shop\",\"kind\":\"opened\",\"key\":\"k1\","
	    "\"class\":\"left\",\"left\":\"11.00\",\"right\":null,"
	    "\"diff\":\"11.00\",\"currency\":\"CNY\",\"date\":\"2022-11-01\","
	    "\"age\":null,\"first\":null,\"id\":null,\"fields\":{}}");
	EXPECT_STR(data("k\tamount\t1\t2\t-1\t-\t-\tl.a=x\tl.id=0a\tr.id=0b\t"
			"l.first=2022-11-01\tr.first=2022-11-02\tage=3",
		       "https://x/"),
	    "{\"book\":\"shop\",\"kind\":\"opened\",\"key\":\"k\","
	    "\"class\":\"amount\",\"left\":\"1\",\"right\":\"2\","
	    "\"diff\":\"-1\",\"currency\":null,\"date\":null,\"age\":3,"
	    "\"first\":null,\"id\":null,\"l.id\":\"0a\",\"r.id\":\"0b\","
	    "\"l.first\":\"2022-11-01\",\"r.first\":\"2022-11-02\","
	    "\"fields\":{\"l.a\":\"x\"},\"link\":\"https://x/\"}");
}

/* What a line carries is text in JSON, and no byte of it does anything. */
static void
test_hostile(void)
{
	struct json_object o = { 0 }, fields = { 0 };
	struct json_value v;
	struct span s;

	data("x\"},{\\\\\\t\\x1b\tleft\t1\t-\t1\tCNY\t-\ta=\"\\n\ta=2\ta=3\t"
	     "id=x\tid=y\tq\"=\xff\xe2\x80\xae\t\xe5\xaf\xb9=\xc2\x9b{{x}}",
	    "");
	EXPECT(visible_is(buf_span(&(struct buf){ b.p, b.len - 1, 0 })));
	EXPECT(json_object_parse(&o, (struct span){ b.p, b.len - 1 }, &e) == 0);
	EXPECT(json_object_text(&o, "key", &s) &&
	    span_eq(s, SPAN("x\"},{\\\t\x1b")));
	EXPECT(json_object_text(&o, "id", &s) && span_eq(s, SPAN("x")));
	EXPECT(json_object_find(&o, "fields", &v) &&
	    json_object_parse(&fields, v.text, &e) == 0);
	EXPECT(json_object_text(&fields, "a", &s) && span_eq(s, SPAN("\"\n")));
	EXPECT(json_object_text(&fields, "a#2", &s) && span_eq(s, SPAN("2")));
	EXPECT(json_object_text(&fields, "a#3", &s) && span_eq(s, SPAN("3")));
	EXPECT(json_object_text(&fields, "id#2", &s) && span_eq(s, SPAN("y")));
	EXPECT(json_object_text(&fields, "q\"", &s) &&
	    span_eq(s, SPAN("\\xff\xe2\x80\xae")));
	EXPECT(json_object_text(&fields, "\xe5\xaf\xb9", &s) &&
	    span_eq(s, SPAN("\xc2\x9b{{x}}")));
	json_object_free(&o);
	json_object_free(&fields);
}

/* The fields of the line in its data, and the brace at the end of that. */
static const char *
fields(const char *line)
{
	return strstr(data(line, ""), "\"fields\":") + strlen("\"fields\":");
}

/* No two members have one name, however names are written, or look numbered. */
static void
test_names(void)
{
	struct buf line = { 0 };

	EXPECT_STR(fields("k\tleft\t1\t-\t1\tCNY\t-\ta=1\ta#2=2\ta=3\ta=4\t"
			  "a#2=5\t\\x61=6"),
	    "{\"a\":\"1\",\"a#2\":\"2\",\"a#3\":\"3\",\"a#4\":\"4\","
	    "\"a#2#2\":\"5\",\"a#5\":\"6\"}}");
	EXPECT_STR(fields("k\tleft\t1\t-\t1\tCNY\t-\tage=1\tage=2\tage=3\t"
			  "id=4\tage#2=5"),
	    "{\"age#2\":\"2\",\"age#3\":\"3\",\"age#2#2\":\"5\"}}");
	buf_str(&line, "k\tleft\t1\t-\t1\tCNY\t-");
	for (int i = 0; i < 100000; i++) /* that many take no time */
		buf_printf(&line, "\tn%d=", i / 2);
	buf_byte(&line, '\0');
	EXPECT(strstr(fields(line.p), "\"n49999\":\"\",\"n49999#2\":\"\"}}"));
	buf_free(&line);
}

static void
test_event(void)
{
	struct event_line ev = { .book = SPAN("a b/\xe5"),
		.word = "opened",
		.subject = SPAN("k\\t1"),
		.title = SPAN("T\n"),
		.data = SPAN("{}") };

	buf_clear(&b);
	event_line_put(&b, &ev);
	EXPECT_STR(text(),
	    "{\"specversion\":\"1.0\","
	    "\"id\":\"00000000000000000000000000000000\","
	    "\"source\":\"recon/a%20b%2F%E5\",\"type\":\"recon.opened\","
	    "\"subject\":\"k\\t1\","
	    "\"datacontenttype\":\"application/json\",\"title\":\"T\\n\","
	    "\"data\":{}}");
	ev.book = ev.subject = ev.title = (struct span){ 0 };
	ev.html = SPAN("<b>");
	buf_clear(&b);
	event_line_put(&b, &ev);
	EXPECT_STR(text(),
	    "{\"specversion\":\"1.0\","
	    "\"id\":\"00000000000000000000000000000000\","
	    "\"source\":\"recon\",\"type\":\"recon.opened\","
	    "\"datacontenttype\":\"application/json\",\"html\":\"<b>\","
	    "\"data\":{}}");
}

/* Adds a left line of this amount. */
static void
add(struct digest_data *g, const char *key, int amount, const char *currency)
{
	const struct line_data d = { SPAN(""), SPAN("opened"), SPAN("") };
	char line[128];
	struct result r;

	snprintf(line, sizeof line, "%s\tleft\t%d\t-\t%d\t%s\t-", key, amount,
	    amount, currency);
	EXPECT(result_parse(span_str(line), &r, &e) == 0);
	EXPECT(digest_data_add(g, &d, &r, &e) == 0);
}

static void
test_digest(void)
{
	struct digest_data g = { 0 };
	struct json_object o = { 0 };
	struct json_value v;
	char key[16];
	size_t at = 0;

	for (int i = 1; i <= 30; i++) {
		snprintf(key, sizeof key, "u%d", i);
		add(&g, key, i % 2 ? i : -i, "USD");
	}
	add(&g, "c1", 7, "CNY");
	add(&g, "c2", 7, "CNY");
	buf_clear(&b);
	EXPECT(
	    digest_data_put(&g, SPAN("shop"), SPAN("https://x/"), &b, &e) == 0);
	EXPECT(json_object_parse(&o, buf_span(&b), &e) == 0);
	EXPECT(
	    json_object_find(&o, "count", &v) && span_eq(v.text, SPAN("32")));
	EXPECT(json_object_find(&o, "more", &v) && span_eq(v.text, SPAN("22")));
	EXPECT(json_object_find(&o, "classes", &v) &&
	    span_eq(v.text,
		SPAN("[{\"currency\":\"CNY\",\"class\":\"left\",\"lines\":2,"
		     "\"left\":\"14\",\"right\":null,\"difference\":\"14\"},"
		     "{\"currency\":\"USD\",\"class\":\"left\",\"lines\":30,"
		     "\"left\":\"-15\",\"right\":null,"
		     "\"difference\":\"-15\"}]")));
	EXPECT(json_object_find(&o, "results", &v));
	for (const char *const *k = (const char *const[]){ "c1", "u30", "c2",
		 "u29", "u28", "u27", "u26", "u25", "u24", "u23", NULL };
	     *k; k++) {
		char want[32];
		const char *p;

		snprintf(want, sizeof want, "\"key\":\"%s\"", *k);
		p = memmem(v.text.p + at, v.text.len - at, want, strlen(want));
		EXPECT(p != NULL);
		if (p)
			at = (size_t)(p - v.text.p);
	}
	EXPECT(!memmem(v.text.p, v.text.len, "\"u22\"", 5));
	json_object_free(&o);
	digest_data_free(&g);
}

/* However long its lines are, a digest can be sent. */
static void
test_long_digest(void)
{
	const struct line_data d = { SPAN(""), SPAN("opened"), SPAN("") };
	struct digest_data g = { 0 };
	struct json_object o = { 0 };
	struct json_value v;
	struct buf line = { 0 };
	struct result r;

	buf_str(&line, "k\tleft\t1\t-\t1\tCNY\t-\ta=");
	memset(buf_room(&line, 3 << 20), 'x', 3 << 20);
	line.len += 3 << 20;
	EXPECT(result_parse(buf_span(&line), &r, &e) == 0);
	for (int i = 0; i < 5; i++)
		EXPECT(digest_data_add(&g, &d, &r, &e) == 0);
	buf_clear(&b);
	EXPECT(digest_data_put(&g, SPAN(""), SPAN(""), &b, &e) == 0);
	EXPECT(b.len < 7 << 20);
	EXPECT(json_object_parse(&o, buf_span(&b), &e) == 0);
	EXPECT(json_object_find(&o, "count", &v) && span_eq(v.text, SPAN("5")));
	EXPECT(json_object_find(&o, "more", &v) && span_eq(v.text, SPAN("3")));
	json_object_free(&o);
	digest_data_free(&g);
	buf_free(&line);
}

int
main(void)
{
	test("a line is data: fixed members, then what it carries", test_line);
	test("what a line carries stays text, and shows nothing hidden",
	    test_hostile);
	test("names of fields are there once", test_names);
	test("an event names itself, its source and its type", test_event);
	test("a digest counts all and shows the largest of each currency",
	    test_digest);
	test("a digest of long lines shows fewer", test_long_digest);
	buf_free(&b);
	return test_done();
}
