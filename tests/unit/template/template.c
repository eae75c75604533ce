#include "template/template.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"

static struct template t;
static struct template_text text;
static struct err e;
static struct buf b;

/* One part rendered with the data; or the error. */
static const char *
part_of(const char *source, enum template_part part, const char *data)
{
	buf_clear(&b);
	if (template_parse(&t, "t", span_str(source), &e))
		return e.text;
	if (template_render(&t, span_str(data), &text, &e) == 0)
		buf_add(&b, buf_span(&text.parts[part]));
	else
		buf_str(&b, e.text);
	buf_byte(&b, '\0');
	template_free(&t);
	return b.p;
}

/* The same of a line in [text]. */
static const char *
line(const char *source, const char *data)
{
	struct buf s = { 0 };
	const char *got;

	buf_printf(&s, "[text]\n%s\n", source);
	buf_byte(&s, '\0');
	got = part_of(s.p, TEMPLATE_TEXT, data);
	buf_free(&s);
	return got;
}

static void
values(void)
{
	static const struct {
		const char *source, *data, *want;
	} cases[] = {
		{ "a {{x}} b", "{\"x\":\"1\"}", "a 1 b" },
		{ "{{ x }}{{x}}", "{\"x\":\"1\"}", "11" },
		{ "{{n}} {{t}} {{f}} {{z}}.",
		    "{\"n\":1.50,\"t\":true,\"f\":false,\"z\":null}",
		    "1.50 true false ." },
		{ "{{o}} {{a}}", "{\"o\":{\"a\":1},\"a\":[1, 2]}",
		    "{\"a\":1} [1, 2]" },
		{ "{{l.order no}} {{\xe5\x8d\x95\xe5\x8f\xb7}}",
		    "{\"fields\":{\"l.order no\":\"7\",\"\xe5\x8d\x95\xe5\x8f"
		    "\xb7\":\"8\"}}",
		    "7 8" },
		{ "{{x}}", "{\"x\":\"1\",\"fields\":{\"x\":\"2\"}}", "1" },
		{ "[{{x?}}]", "{}", "[]" },
		{ "[{{x ? | json}}]", "{}", "[null]" },
		{ "{{x}}", "{\"x\":\"{{y}}\",\"y\":\"no\"}", "{{y}}" },
		{ "{ {x} } {{x}}}}", "{\"x\":\"1\"}", "{ {x} } 1}}" },
		{ "a{{! anything }}b", "{}", "ab" },
		{ "{{fields}}", "{\"fields\":\"x\"}", "x" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		EXPECT_STR(line(cases[i].source, cases[i].data), cases[i].want);
}

static void
sections(void)
{
	static const struct {
		const char *source, *data, *want;
	} cases[] = {
		{ "{{#l}}{{x}};{{/l}}", "{\"l\":[{\"x\":\"1\"},{\"x\":\"2\"}]}",
		    "1;2;" },
		{ "{{#l}}{{x}}{{y}};{{/l}}",
		    "{\"y\":\"a\",\"l\":[{\"x\":1},{\"x\":2,\"y\":\"b\"},"
		    "{\"x\":3,\"fields\":{\"y\":\"c\"}}]}",
		    "1a;2b;3c;" },
		{ "{{#l}}{{.}}{{^-last}}, {{/-last}}{{/l}}",
		    "{\"l\":[\"a\",null,3]}", "a, , 3" },
		{ "{{#l}}{{#-first}}<{{/-first}}{{-index}}{{/l}}",
		    "{\"l\":[0,0,0]}", "<123" },
		{ "{{#l}}{{#x}}{{^-last}},{{/-last}}{{/x}}{{/l}}",
		    "{\"x\":1,\"l\":[0,0]}", "," },
		{ "{{#o}}{{name}}={{value}};{{/o}}",
		    "{\"o\":{\"a\":\"1\",\"b\":[2]}}", "a=1;b=[2];" },
		{ "{{#o}}{{name}}{{#value}}.{{x}}{{/value}}{{/o}}",
		    "{\"o\":{\"a\":[{\"x\":1}]}}", "a.1" },
		{ "{{#x}}[{{.}}]{{/x}}", "{\"x\":0}", "[0]" },
		{ "{{#x}}[{{.}}]{{/x}}", "{\"x\":\"\"}", "[]" },
		{ "{{#x}}a{{/x}}{{^x}}b{{/x}}", "{\"x\":true}", "a" },
		{ "{{#x}}a{{/x}}{{^x}}b{{/x}}", "{\"x\":false}", "b" },
		{ "{{#x}}a{{/x}}{{^x}}b{{/x}}", "{\"x\":null}", "b" },
		{ "{{#x}}a{{/x}}{{^x}}b{{/x}}", "{\"x\":[ ]}", "b" },
		{ "{{#x}}a{{/x}}{{^x}}b{{/x}}", "{\"x\":{}}", "b" },
		{ "{{#x}}a{{/x}}{{^x}}b{{/x}}", "{}", "b" },
		{ "{{#l}}{{#m}}{{.}}{{/m}}{{/l}}",
		    "{\"l\":[{\"m\":[1,2]},{\"m\":[3]}]}", "123" },
		{ "{{#x}}{{#x}}{{#x}}{{.}}{{/x}}{{/x}}{{/x}}", "{\"x\":[1,2]}",
		    "12121212" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		EXPECT_STR(line(cases[i].source, cases[i].data), cases[i].want);
}

static void
lines(void)
{
	EXPECT_STR(line("a\n {{#l}} \n- {{.}}\n{{/l}}\n{{! no }}\nb\n\n",
		       "{\"l\":[1,2]}"),
	    "a\n- 1\n- 2\nb");
	EXPECT_STR(line("\n\na\n\nb\n\n", "{}"), "a\n\nb");
	EXPECT_STR(line("{{#x}} {{/x}}\nb", "{\"x\":1}"), " \nb");
	EXPECT_STR(line("{{! }}[title]\nb", "{}"), "[title]\nb");
	EXPECT_STR(line("[a b c] d\n[1]", "{}"), "[a b c] d\n[1]");
	EXPECT_STR(part_of("\xef\xbb\xbf# c\r\n\r\n[text]\r\n{{#x}}\r\na\r\n"
			   "{{/x}}\r\nb\r\n",
		       TEMPLATE_TEXT, "{\"x\":1}"),
	    "a\nb");
	EXPECT_STR(part_of("[title]\n  a\n{{x}}\n\n  b  ", TEMPLATE_TITLE,
		       "{\"x\":\"1  2\\n3\"}"),
	    "a 1 2\\x0a3 b");
}

static void
words(void)
{
	static const char source[] =
	    "[words]\n# c\n\nleft = the left\noverdue-* = * days, *!\n"
	    "0 days=new\n* = ?\n[text]\n{{x|words}}\n[html]\n{{x|words}}\n"
	    "[data]\n{\"x\":{{x|words}}}\n";

	EXPECT_STR(
	    part_of(source, TEMPLATE_TEXT, "{\"x\":\"left\"}"), "the left");
	EXPECT_STR(part_of(source, TEMPLATE_TEXT, "{\"x\":\"overdue-12\"}"),
	    "12 days, 12!");
	EXPECT_STR(part_of(source, TEMPLATE_TEXT, "{\"x\":\"0 days\"}"), "new");
	EXPECT_STR(part_of(source, TEMPLATE_TEXT, "{\"x\":\"y\"}"), "?");
	EXPECT_STR(part_of(source, TEMPLATE_TEXT, "{\"x\":null}"), "");
	EXPECT_STR(part_of(source, TEMPLATE_BODY, "{\"x\":\"overdue-<\"}"),
	    "&lt; days, &lt;!");
	EXPECT_STR(part_of(source, TEMPLATE_DATA, "{\"x\":\"overdue-\\\"\"}"),
	    "{\"x\":\"\\\" days, \\\"!\"}");
	EXPECT_STR(line("{{x|words}}", "{\"x\":\"y\"}"), "y");
}

static void
escapes(void)
{
	static const struct {
		const char *source, *data, *want;
	} cases[] = {
		{ "{{x}}", "{\"x\":\"a\\n\\u001b[0m\\u0085\\u202e\\\\\"}",
		    "a\\x0a\\x1b[0m\\xc2\\x85\\xe2\\x80\\xae\\" },
		{ "{{x|html}}", "{\"x\":\"<a href='x'>&\\\"\\u0000\"}",
		    "&lt;a href=&#39;x&#39;&gt;&amp;&quot;\\x00" },
		{ "{{x|markdown}}", "{\"x\":\"[a](b) <i> `*_|#~\\\\\"}",
		    "\\[a\\](b) &lt;i&gt; \\`\\*\\_\\|\\#\\~\\\\" },
		{ "{{x|mrkdwn}}", "{\"x\":\"<!channel> & \\\"q\\\"\"}",
		    "&lt;!channel&gt; &amp; \"q\"" },
		{ "{{x|chat}}", "{\"x\":\"[a](b)<@u>*`~& _#|\"}",
		    "\xef\xbc\xbb"
		    "a\xef\xbc\xbd(b)\xef\xbc\x9c@u\xef\xbc\x9e\xef\xbc\x8a"
		    "\xef\xbd\x80\xef\xbd\x9e\xef\xbc\x86 _#|" },
		{ "{{x|json}}", "{\"x\":\"\\\"a\\\\\\n\\u202e\"}",
		    "\"\\\"a\\\\\\u000a\xe2\x80\xae\"" },
		{ "{{x|string}}", "{\"x\":\"\\\"a\"}", "\\\"a" },
		{ "{{x|string}}", "{\"x\":\"\"}", "" },
		{ "{{x|json}}", "{\"x\":{\"a\":[1,\"b\"]}}",
		    "{\"a\":[1,\"b\"]}" },
		{ "{{x|json}} {{y|json}} {{z|json}}",
		    "{\"x\":1.0,\"y\":false,\"z\":null}", "1.0 false null" },
		{ "{{x|chat|json}}", "{\"x\":\"<\\\"\"}",
		    "\"\xef\xbc\x9c\\\"\"" },
		{ "{{x|html|string}}", "{\"x\":\"<\\\\\"}", "&lt;\\\\" },
		{ "{{x|link}}", "{\"x\":\"https://a.b/c?d=e&f=%20#g\"}",
		    "https://a.b/c?d=e&f=%20#g" },
		{ "{{x|link}}", "{\"x\":\"http://a/\\\" )>]*_'\\n\xc3\xa9\"}",
		    "http://a/%22%20%29%3E%5D%2A_%27%0A%C3%A9" },
		{ "{{x|link|html}}", "{\"x\":\"http://a/?b&c\"}",
		    "http://a/?b&amp;c" },
		{ "[{{x|link|markdown}}]", "{\"x\":\"http://a/b_c&\"}",
		    "[http://a/b_c&]" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		EXPECT_STR(line(cases[i].source, cases[i].data), cases[i].want);
}

/* A value has the escape of where it stands. */
static void
places(void)
{
	static const char data[] = "{\"x\":\"<*\\\"\"}";

	EXPECT_STR(part_of("[title]\n{{x}}", TEMPLATE_TITLE, data), "<*\"");
	EXPECT_STR(part_of("[text]\n{{x}}", TEMPLATE_TEXT, data), "<*\"");
	EXPECT_STR(part_of("[text plain]\n{{x}}", TEMPLATE_TEXT, data), "<*\"");
	EXPECT_STR(part_of("[text markdown]\n{{x}}", TEMPLATE_TEXT, data),
	    "&lt;\\*&quot;");
	EXPECT_STR(
	    part_of("[text mrkdwn]\n{{x}}", TEMPLATE_TEXT, data), "&lt;*\"");
	EXPECT_STR(part_of("[text chat]\n{{x}}", TEMPLATE_TEXT, data),
	    "\xef\xbc\x9c\xef\xbc\x8a\"");
	EXPECT_STR(
	    part_of("[html]\n{{x}}", TEMPLATE_BODY, data), "&lt;*&quot;");
	EXPECT_STR(part_of("[data]\n{\"x\": {{x}},\n\"y\":\"{{x|string}}\"}",
		       TEMPLATE_DATA, data),
	    "{\"x\": \"<*\\\"\", \"y\":\"<*\\\"\"}");
	EXPECT_STR(part_of("[data]\n{\"x\":{{x|mrkdwn}}}", TEMPLATE_DATA, data),
	    "{\"x\":\"&lt;*\\\"\"}");
	EXPECT_STR(part_of("[title]\na\n[text]\nb\n", TEMPLATE_BODY, data), "");
}

static void
bad_data(void)
{
	static const struct {
		const char *source, *data, *says;
	} cases[] = {
		{ "[text]\n\n{{x}}", "{}", "t:3: x: there is no such field" },
		{ "[text]\n{{#l}}\n{{x}}\n{{/l}}", "{\"l\":[{}]}",
		    "t:3: x: there is no such field" },
		{ "[text]\n{{-index}}", "{}",
		    "t:2: -index: there is no such field" },
		{ "[text]\n{{x|link}}", "{\"x\":\"javascript:a\"}",
		    "t:2: x: no address of http or https" },
		{ "[text]\n{{#l}}{{/l}}", "{\"l\":[{\"a\":1,\"a\":2}]}",
		    "t:2: l: a member is there twice: a" },
		{ "[text]\n{{x}}", "[]", "not an object" },
		{ "[data]\n{\"a\":{{x|string}}}", "{\"x\":\"a\\\"\"}",
		    "t: [data] came out as no JSON object: not JSON: lexical "
		    "error: invalid char in json text" },
		{ "[data]\n{{x}}", "{\"x\":[1]}",
		    "t: [data] came out as no JSON object: not an object" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		EXPECT_STR(
		    part_of(cases[i].source, TEMPLATE_TEXT, cases[i].data),
		    cases[i].says);
		EXPECT(e.status == ST_DATA);
	}
}

static void
bad_templates(void)
{
	static const struct {
		const char *source, *says;
	} cases[] = {
		{ "# c\nx\n[text]", "t:2: text before the first section: x" },
		{ "[text]\n[subject]",
		    "t:2: [subject] is no section, or is there twice" },
		{ "[text]\n[text plain]",
		    "t:2: [text plain] is no section, or is there twice" },
		{ "[text latin]",
		    "t:1: [text latin] is no section, or is there twice" },
		{ "[text html]",
		    "t:1: [text html] is no section, or is there twice" },
		{ "[words]\n[words]",
		    "t:2: [words] is no section, or is there twice" },
		{ "[words]\nleft", "t:2: no NAME = WORD: left" },
		{ "[text]\na\n{{#x}}\nb\n[html]", "t:3: {{#x}} is not closed" },
		{ "[text]\n{{^x}}", "t:2: {{^x}} is not closed" },
		{ "[text]\n{{/x}}", "t:2: {{x}}: closes no section" },
		{ "[text]\n{{#x}}{{#y}}{{/x}}",
		    "t:2: {{x}}: closes a section that is not the last one" },
		{ "[text]\n{{x", "t:2: a tag does not end on its line: {{x" },
		{ "[text]\n{{x\n}}",
		    "t:2: a tag does not end on its line: {{x" },
		{ "[text]\n{{}}", "t:2: {{}}: no tag" },
		{ "[text]\n{{ # }}", "t:2: {{}}: no name" },
		{ "[text]\n{{{x}}}", "t:2: {{{x}}: no tag" },
		{ "[text]\n{{&x}}", "t:2: {{&x}}: no tag" },
		{ "[text]\n{{>x}}", "t:2: {{>x}}: no tag" },
		{ "[text]\n{{=<% %>=}}", "t:2: {{=<% %>=}}: no tag" },
		{ "[text]\n{{x|}}",
		    "t:2: {{}}: no filter, or not in this place" },
		{ "[text]\n{{x|upper}}",
		    "t:2: {{upper}}: no filter, or not in this place" },
		{ "[text]\n{{x|html|words}}",
		    "t:2: {{words}}: no filter, or not in this place" },
		{ "[text]\n{{x|html|chat}}",
		    "t:2: {{chat}}: a second escape, which only json and "
		    "string "
		    "may be" },
		{ "[text]\n{{x|html|json|json}}",
		    "t:2: {{json}}: a second escape, which only json and "
		    "string "
		    "may be" },
		{ "[html]\n{{x|plain}}",
		    "t:2: {{x}}: in [html] html is the only escape" },
		{ "[html]\n{{x|html|json}}",
		    "t:2: {{x}}: in [html] html is the only escape" },
		{ "[text]\n\xff", "t: no UTF-8" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		EXPECT_STR(part_of(cases[i].source, TEMPLATE_TEXT, "{}"),
		    cases[i].says);
		EXPECT(e.status == ST_FAIL);
	}
}

static void
bounds(void)
{
	struct buf s = { 0 }, data = { 0 };

	buf_str(&s, "[text]\n");
	for (int i = 0; i < TEMPLATE_DEPTH; i++)
		buf_str(&s, "{{#l}}");
	for (int i = 0; i < TEMPLATE_DEPTH; i++)
		buf_str(&s, "{{/l}}");
	buf_byte(&s, '\0');
	EXPECT_STR(part_of(s.p, TEMPLATE_TEXT, "{\"l\":[1]}"), "");
	EXPECT_STR(part_of(s.p, TEMPLATE_TEXT, "{\"l\":[1,2,3,4,5]}"),
	    "t:2: l: too much is rendered");
	buf_clear(&s);
	buf_str(&s, "[text]\n");
	for (int i = 0; i <= TEMPLATE_DEPTH; i++)
		buf_str(&s, "{{#l}}");
	buf_byte(&s, '\0');
	EXPECT_STR(part_of(s.p, TEMPLATE_TEXT, "{}"),
	    "t:2: {{l}}: too many sections within one another");
	buf_str(&data, "{\"x\":\"");
	for (int i = 0; i < 1 << 20; i++)
		buf_byte(&data, 'a');
	buf_str(&data,
	    "\",\"l\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18"
	    "]}");
	buf_byte(&data, '\0');
	EXPECT_STR(
	    line("{{#l}}{{x}}{{/l}}", data.p), "t:2: l: too much is rendered");
	buf_clear(&s);
	for (int i = 0; i <= TEMPLATE_MAX; i++)
		buf_byte(&s, '#');
	buf_byte(&s, '\0');
	EXPECT_STR(
	    part_of(s.p, TEMPLATE_TEXT, "{}"), "t: more than 1048576 bytes");
	buf_free(&s);
	buf_free(&data);
}

static void
put(const char *name, const char *words)
{
	scratch_write(name, words, strlen(words));
}

static void
files(void)
{
	char *path;

	put("a.zh", "[text]\nzh {{x}}\n");
	put("a.en", "[text]\nen\n");
	setenv("RECON_TEMPLATES", scratch_dir, 1);
	path = template_find("a", "zh", NULL, &e);
	EXPECT(path && !strcmp(path + strlen(path) - 5, "/a.zh"));
	EXPECT(path && template_open(&t, path, &e) == 0);
	EXPECT(template_render(&t, SPAN("{\"x\":1}"), &text, &e) == 0);
	EXPECT(span_eq(buf_span(&text.parts[TEMPLATE_TEXT]), SPAN("zh 1")));
	EXPECT(template_render(&t, SPAN("{}"), &text, &e) == -1);
	EXPECT(strstr(e.text, "/a.zh:2: x: there is no such field"));
	template_free(&t);
	free(path);
	path = template_find("a", NULL, NULL, &e);
	EXPECT(path && !strcmp(path + strlen(path) - 5, "/a.en"));
	free(path);
	path = template_find("a.zh", "en", NULL, &e);
	EXPECT(path && !strcmp(path + strlen(path) - 5, "/a.zh"));
	free(path);
	EXPECT(!template_find("b", "zh", NULL, &e) && e.status == ST_FAIL);
	EXPECT_STR(e.text,
	    "template b: there is none, neither in $RECON_TEMPLATES, nor "
	    "installed, nor as ./b.zh; there are: a; the path of a file has a "
	    "\"/\"");
	EXPECT(!template_find("./b.zh", "zh", NULL, &e));
	EXPECT_STR(e.text, "template ./b.zh: not found");
	EXPECT(template_open(&t, scratch_dir, &e) == -1);
}

/* What stands between the n-th ".Bd -literal" and its ".Ed", n from 0. */
static struct span
shown(const char *page, int n)
{
	const char *begin = page, *end;

	do {
		begin = strstr(begin, ".Bd -literal");
		begin = begin ? strchr(begin, '\n') + 1 : "";
	} while (n-- > 0);
	end = strstr(begin, ".Ed");
	return (struct span){ begin, end ? (size_t)(end - begin) : 0 };
}

/* What a shell is given there up to its END. */
static void
put_document(struct buf *to, struct span s)
{
	while (s.len) {
		size_t n = span_line(s);
		struct span rest = { s.p, n };

		if (span_eq(rest, SPAN("> END")))
			return;
		if (span_take(&rest, '>')) {
			span_take(&rest, ' ');
			buf_add(to, rest);
			buf_byte(to, '\n');
		}
		n += n < s.len;
		s = (struct span){ s.p + n, s.len - n };
	}
}

static void
page(void)
{
	char *man = scratch_read("man/recon-template.5");
	struct buf all = { 0 };

	EXPECT(man);
	if (!man)
		return;
	put_document(&all, shown(man, 0));
	EXPECT(template_parse(&t, "t", buf_span(&all), &e) == 0);
	buf_clear(&all);
	EXPECT(template_render(&t,
		   SPAN("{\"book\":\"shop\",\"kind\":\"overdue-3\",\"key\":"
			"\"A17\",\"class\":\"left\",\"left\":\"10.00\","
			"\"right\":null,\"diff\":\"10.00\",\"currency\":"
			"\"CNY\",\"date\":\"2022-11-01\",\"age\":3,"
			"\"fields\":{\"l.user\":\"7\"}}"),
		   &text, &e) == 0);
	for (int i = 0; i < TEMPLATE_PARTS; i++) {
		if (all.len && text.parts[i].len)
			buf_byte(&all, '\n');
		buf_add(&all, buf_span(&text.parts[i]));
		if (text.parts[i].len)
			buf_byte(&all, '\n');
	}
	EXPECT(span_eq(buf_span(&all), shown(man, 1)));
	template_free(&t);
	buf_free(&all);
	free(man);
}

int
main(void)
{
	test("the example of the page comes out as the page says", page);
	scratch_begin();
	test("a value stands where its name did, and is no template", values);
	test("sections come once for each element, and inverted ones where "
	     "there is none",
	    sections);
	test("a tag alone on its line takes the line, and a part has no empty "
	     "ends",
	    lines);
	test("words take the place of what a value says", words);
	test("each escape leaves nothing that commands", escapes);
	test("a value has the escape of the part it stands in", places);
	test("data that does not fit names the line of the template", bad_data);
	test(
	    "what is no template is refused with file and line", bad_templates);
	test("depth, steps and bytes are bounded", bounds);
	test("a template is found by its name and language", files);
	template_text_free(&text);
	buf_free(&b);
	scratch_end();
	return test_done();
}
