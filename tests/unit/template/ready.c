/*
 * The templates that are installed, each with each kind of data: what stands in
 * a value adds no line, no markup and no control to what comes out.
 */
#include "base/mem.h"
#include "base/visible.h"
#include "template/template.h"
#include "text/table/text_table_forms.h"

#include "test.h"

static const char *const results[] = { "mail-plain", "mail-html", "slack",
	"dingtalk", "feishu", "wecom", NULL };
static const char *const alarms[] = { "alarm", "alarm-chat", "alarm-slack",
	NULL };
static const char *const langs[] = { "en", "zh" };

/* An @ is a value that a stranger chose. */
#define LINE(DIFF) \
	"{\"book\":\"@\",\"kind\":\"@\",\"key\":\"@\",\"class\":\"@\"," \
	"\"left\":null,\"right\":\"12.10\",\"diff\":\"" DIFF \
	"\",\"currency\":\"@\",\"date\":\"@\",\"age\":2,\"first\":\"@\"," \
	"\"id\":\"@\",\"fields\":{\"@\":\"@\"},\"link\":\"https://h/@\"}"

struct kind {
	const char *kind, *data;
};

static const struct kind result_kinds[] = {
	{ "line", LINE("-12.10") },
	{ "line that is null where it may be",
	    "{\"book\":null,\"kind\":\"opened\",\"key\":\"@\",\"class\":"
	    "\"left\",\"left\":\"1\",\"right\":null,\"diff\":\"1\","
	    "\"currency\":null,\"date\":null,\"age\":null,\"first\":null,"
	    "\"id\":null,\"fields\":{}}" },
	{ "batch",
	    "{\"book\":\"@\",\"kind\":\"batch\",\"count\":2,\"results\":[" LINE(
		"1.00") "," LINE("2.00") "],\"link\":\"https://h/@\"}" },
	{ "digest",
	    "{\"book\":\"@\",\"kind\":\"digest\",\"count\":12,\"classes\":[{"
	    "\"currency\":\"@\",\"class\":\"@\",\"lines\":11,\"left\":\"1\","
	    "\"right\":null,\"difference\":\"1\"},{\"currency\":null,\"class\":"
	    "\"left\",\"lines\":1,\"left\":\"1\",\"right\":null,\"difference\":"
	    "\"1\"}],\"results\":[" LINE("1.00") "],\"more\":11}" },
	{ "summary",
	    "{\"book\":\"@\",\"kind\":\"summary\",\"date\":\"@\",\"title\":"
	    "\"@\",\"link\":\"https://h/@\",\"results\":3,\"checked\":true,"
	    "\"classes\":[{\"currency\":\"@\",\"class\":\"@\",\"lines\":3,"
	    "\"left\":\"1\",\"right\":null,\"difference\":\"1\"}],\"open\":[{"
	    "\"currency\":\"@\",\"open for\":\"@\",\"lines\":1,\"left\":null,"
	    "\"right\":\"1\",\"difference\":\"-1\"}],\"largest\":[{"
	    "\"currency\":"
	    "\"@\",\"difference\":\"1\",\"left\":\"1\",\"right\":null,"
	    "\"class\":\"@\",\"date\":\"@\",\"age\":null,\"key\":\"@\","
	    "\"carried\":\"@\"}]}" },
	{ "summary of nothing",
	    "{\"kind\":\"summary\",\"results\":0,\"checked\":false}" },
	{ 0 },
};

static const struct kind alarm_kinds[] = {
	{ "alarm",
	    "{\"kind\":\"alarm\",\"reason\":\"@\",\"flow\":\"@\",\"title\":"
	    "\"@\",\"run\":\"@\",\"node\":\"@\",\"schedule\":\"@\",\"due\":"
	    "\"@\",\"what\":\"@\",\"since\":\"@\",\"last\":\"@\",\"count\":2,"
	    "\"more\":true,\"advice\":\"@\",\"command\":\"@\"}" },
	{ "alarm that is null where it may be",
	    "{\"kind\":\"alarm\",\"reason\":\"clock\",\"flow\":null,"
	    "\"title\":null,\"run\":null,\"node\":null,\"schedule\":null,"
	    "\"due\":null,\"what\":null,\"since\":\"@\",\"last\":\"@\","
	    "\"count\":1,\"more\":false,\"advice\":\"@\",\"command\":\"@\"}" },
	{ 0 },
};

static const struct span hostile[] = {
	{ "\x1b[31m\x1b]0;x\x07", 11 },
	{ "a\nb\r\nc\td", 9 },
	{ "\xe2\x80\xae\xe2\x81\xa6\xc2\x85\xe2\x80\xa8", 11 },
	{ "a\0b", 3 },
	{ "](http://evil.example) [x](http://evil.example)", 47 },
	{ "![x](http://evil.example/a.png)", 31 },
	{ "<!channel> <@all> <at id=all></at> @all", 39 },
	{ "\"><script>alert(1)</script>", 27 },
	{ "' onmouseover='alert(1)", 23 },
	{ "&lt;b&gt; &#60;", 15 },
	{ "**x** *y* `z` ~~w~~ ```", 23 },
	{ "\\* \\", 4 },
	{ "\n# x\n- y\n> z\n---\n| a |", 22 },
	{ "{{key}} {{#key}} {{/key}} {{{x}}}", 33 },
	{ "[text]", 6 },
	{ "overdue-<b>", 11 },
};

static struct buf data;

/* The data with s for each value that a stranger chose. */
static struct span
data_of(const char *shape, struct span s)
{
	struct buf value = { 0 };

	text_table_escape(&value, TEXT_TABLE_JSON, s);
	buf_clear(&data);
	for (; *shape; shape++) {
		if (*shape == '@')
			buf_add(
			    &data, (struct span){ value.p + 1, value.len - 2 });
		else
			buf_byte(&data, *shape);
	}
	buf_free(&value);
	return buf_span(&data);
}

static bool
is_visible(struct span s)
{
	while (s.len) {
		size_t n = span_line(s);

		if (!visible_is((struct span){ s.p, n }) ||
		    (n < s.len && s.p[n] == '\r'))
			return false;
		n += n < s.len;
		s = (struct span){ s.p + n, s.len - n };
	}
	return true;
}

/* What is no text in a language: whole tags of HTML, or these characters; and
 * line ends. */
static void
add_markup(struct buf *b, struct span s, const char *marks, bool tags)
{
	bool inside = false;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];

		if (c == '<')
			inside = tags;
		if (inside || c == '\n' || strchr(marks, c))
			buf_byte(b, c);
		if (c == '>')
			inside = false;
	}
}

/* The address of a link has the value in it. */
static void
cut_links(struct buf *b)
{
	static const char begin[] = "https://h/";
	size_t to = 0;

	for (size_t i = 0; i < b->len; i++) {
		struct span rest = { b->p + i, b->len - i };

		if (span_begins(rest, span_str(begin)))
			while (i < b->len && !strchr("\"|)\n", b->p[i]))
				i++;
		if (i < b->len)
			b->p[to++] = b->p[i];
	}
	b->len = to;
}

static const char *
marks_of(const struct template *t, enum template_part part)
{
	static const char *const marks[TEMPLATE_ESCAPES] = {
		[TEMPLATE_PLAIN] = "",
		[TEMPLATE_HTML] = "<>\"'",
		[TEMPLATE_MRKDWN] = "<>",
		[TEMPLATE_CHAT] = "<>[]*`~&",
	};

	return marks[t->parts[part].escape];
}

/* The same of both, the second with nothing strange in it. */
static bool
is_same(const struct template *t, enum template_part part,
    const struct template_text *got, const struct template_text *want)
{
	const struct template_text *of[] = { got, want };
	struct buf seen[2] = { { 0 }, { 0 } };
	bool same;

	for (int i = 0; i < 2; i++) {
		struct buf all = { 0 };

		buf_add(&all, buf_span(&of[i]->parts[part]));
		cut_links(&all);
		add_markup(&seen[i], buf_span(&all), marks_of(t, part),
		    part == TEMPLATE_BODY);
		buf_free(&all);
	}
	same = span_eq(buf_span(&seen[0]), buf_span(&seen[1]));
	buf_free(&seen[0]);
	buf_free(&seen[1]);
	return same;
}

static bool
is_harmless(const struct template *t, const char *shape, struct span value)
{
	struct template_text want = { 0 }, got = { 0 };
	bool good = true;
	struct err e;

	if (template_render(t, data_of(shape, SPAN("x")), &want, &e) ||
	    template_render(t, data_of(shape, value), &got, &e)) {
		printf("# %s\n", e.text);
		good = false;
	}
	for (int i = 0; i < TEMPLATE_PARTS && good; i++) {
		struct span s = buf_span(&got.parts[i]);

		good = is_visible(s) && (s.len > 0) == t->parts[i].is_there &&
		    is_same(t, (enum template_part)i, &got, &want);
		if (!good)
			printf("# %s\n", excerpt(s).s);
	}
	good = good &&
	    !memchr(got.parts[TEMPLATE_TITLE].p, '\n',
		got.parts[TEMPLATE_TITLE].len);
	template_text_free(&want);
	template_text_free(&got);
	return good;
}

static void
each(const char *const *names, void (*body)(const struct template *))
{
	for (size_t i = 0; names[i]; i++)
		for (size_t k = 0; k < sizeof langs / sizeof *langs; k++) {
			struct template t;
			struct err e;
			char path[100];

			snprintf(path, sizeof path, "examples/templates/%s.%s",
			    names[i], langs[k]);
			if (template_open(&t, path, &e)) {
				printf("# %s\n", e.text);
				EXPECT(false); /* it is a template */
				continue;
			}
			body(&t);
			template_free(&t);
		}
}

static void
hold(const struct template *t, const struct kind *kinds)
{
	for (size_t i = 0; kinds[i].kind; i++)
		for (size_t k = 0; k < sizeof hostile / sizeof *hostile; k++)
			if (!is_harmless(t, kinds[i].data, hostile[k])) {
				printf("# %s: %s, value %zu\n", t->name,
				    kinds[i].kind, k);
				EXPECT(false); /* it is harmless */
			}
}

static void
hold_results(const struct template *t)
{
	hold(t, result_kinds);
}

static void
hold_alarms(const struct template *t)
{
	hold(t, alarm_kinds);
}

static void
harmless(void)
{
	each(results, hold_results);
	each(alarms, hold_alarms);
}

/* A test that cannot fail would be none. */
static void
seen(void)
{
	static const struct {
		const char *source;
		size_t value;
	} cases[] = {
		{ "[text mrkdwn]\n{{key|plain}}", 6 },
		{ "[text chat]\n{{key|plain}}", 4 },
		{ "[text]\n{{key|json}}", 2 },
	};
	struct template t;
	struct err e;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		EXPECT(template_parse(&t, "t", span_str(cases[i].source), &e) ==
		    0);
		EXPECT(!is_harmless(
		    &t, result_kinds[0].data, hostile[cases[i].value]));
		template_free(&t);
	}
}

/* Whoever reads it needs the book, the amount with its currency, and the key. */
static void
says(const struct template *t)
{
	struct template_text text = { 0 };
	struct buf all = { 0 };
	struct err e;

	EXPECT(template_render(t,
		   SPAN("{\"book\":\"BOOK\",\"kind\":\"overdue-3\",\"key\":"
			"\"KEY\",\"class\":\"amount\",\"left\":\"5.00\","
			"\"right\":\"4.00\",\"diff\":\"1.00\",\"currency\":"
			"\"CNY\",\"date\":\"2022-10-30\",\"age\":3,\"first\":"
			"null,\"id\":null,\"fields\":{\"reason\":\"WHY\"}}"),
		   &text, &e) == 0);
	for (int i = 0; i < TEMPLATE_PARTS; i++) {
		static const char *const words[] = { "KEY", "1.00 CNY",
			"5.00 CNY", "4.00 CNY", "2022-10-30", "WHY" };

		buf_clear(&all);
		buf_add(&all, buf_span(&text.parts[i]));
		buf_byte(&all, '\0');
		if (i == TEMPLATE_TITLE)
			EXPECT(strstr(all.p, "BOOK 2022-10-30 ") &&
			    strstr(all.p, "1.00 CNY"));
		else
			for (size_t k = 0; t->parts[i].is_there &&
			     k < sizeof words / sizeof *words;
			     k++)
				EXPECT(strstr(all.p, words[k]));
		EXPECT(!strstr(all.p, "overdue-3"));
	}
	buf_free(&all);
	template_text_free(&text);
}

static void
words(void)
{
	each(results, says);
}

/* A title has what is open first: it is all that a phone shows. */
static void
titles(void)
{
	static const struct {
		const char *path, *data, *want;
	} cases[] = {
		{ "examples/templates/wecom.zh",
		    "{\"book\":\"main\",\"kind\":\"overdue-3\",\"key\":\"A\","
		    "\"class\":\"right\",\"diff\":\"-12.10\",\"currency\":"
		    "\"CNY\",\"date\":\"2022-10-30\"}",
		    "main 2022-10-30 右单边 差额 -12.10 CNY"
		    "（已逾期，挂账满 3 天）" },
		{ "examples/templates/mail-html.en",
		    "{\"book\":null,\"kind\":\"opened\",\"key\":\"A\","
		    "\"class\":\"left\",\"diff\":\"1\",\"currency\":null,"
		    "\"date\":null}",
		    "left only 1 (new)" },
		{ "examples/templates/feishu.zh",
		    "{\"book\":\"main\",\"kind\":\"digest\",\"count\":50,"
		    "\"classes\":[{\"class\":\"right\",\"lines\":49},{"
		    "\"class\":\"amount\",\"lines\":1}],\"results\":[]}",
		    "main 对账 50 笔：右单边 49 笔、金额不等 1 笔" },
		{ "examples/templates/mail-plain.zh",
		    "{\"book\":\"main\",\"date\":\"2022-11-01\",\"open\":[{"
		    "\"currency\":\"CNY\",\"open for\":\"0 "
		    "days\",\"lines\":2},{"
		    "\"currency\":\"CNY\",\"open for\":\"7+ days\",\"lines\":1}"
		    "]}",
		    "main 2022-11-01 对账：未平 CNY 2 笔（当日）、"
		    "CNY 1 笔（7 天以上）" },
		{ "examples/templates/slack.zh",
		    "{\"book\":\"main\",\"date\":\"2022-11-01\"}",
		    "main 2022-11-01 对账：全部对平" },
		{ "examples/templates/slack.en",
		    "{\"book\":\"main\",\"date\":\"2022-11-01\",\"open\":[{"
		    "\"currency\":\"CNY\",\"open for\":\"0 days\",\"lines\":2}"
		    "]}",
		    "main 2022-11-01 open: 2 CNY (0 days)" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct template_text text = { 0 };
		struct buf *title = &text.parts[TEMPLATE_TITLE];
		struct template t;
		struct err e;

		EXPECT(template_open(&t, cases[i].path, &e) == 0);
		for (int k = TEMPLATE_TEXT; k < TEMPLATE_PARTS; k++)
			t.parts[k].is_there = false;
		EXPECT(template_render(
			   &t, span_str(cases[i].data), &text, &e) == 0);
		buf_byte(title, '\0');
		EXPECT_STR(title->p, cases[i].want);
		template_text_free(&text);
		template_free(&t);
	}
}

int
main(void)
{
	test("no value adds a line, markup or a control to a ready template",
	    harmless);
	test("what would be harmful is noticed", seen);
	test(
	    "each says book, amounts with their currency, key and date", words);
	test("a title says book, date and what is open", titles);
	buf_free(&data);
	return test_done();
}
