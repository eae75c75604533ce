#include "html/html.h"

#include "scratch.h"
#include "test.h"

static struct buf b;

static const char *
made(void)
{
	buf_byte(&b, '\0');
	b.len--;
	return b.p;
}

static void
what_html_takes_for_its_own_is_escaped(void)
{
	buf_clear(&b);
	html_text(&b, SPAN("a<b>&\"'\x1b\t\xe2\x80\xae\xff 茶"));
	EXPECT_STR(made(),
	    "a&lt;b&gt;&amp;&quot;&#39;\\x1b\\x09\\xe2\\x80\\xae\\xff 茶");
	buf_clear(&b);
	html_text(&b, (struct span){ 0 });
	EXPECT(b.len == 0);
}

static void
whatever_the_bytes_nothing_of_them_is_markup(void)
{
	uint64_t seed = 4;

	for (int i = 0; i < 20000; i++) {
		char bytes[24];
		size_t n = scratch_random(&seed) % sizeof bytes;

		for (size_t k = 0; k < n; k++)
			bytes[k] = (char)scratch_random(&seed);
		buf_clear(&b);
		html_text(&b, (struct span){ bytes, n });
		for (size_t k = 0; k < b.len; k++)
			EXPECT((unsigned char)b.p[k] >= 0x20 &&
			    !strchr("<>\"'", b.p[k]));
	}
}

static void
data_is_cut_between_characters_and_that_is_shown(void)
{
	char text[HTML_TEXT_MAX + 2];

	memset(text, 'x', sizeof text);
	memcpy(text + HTML_TEXT_MAX - 1, "茶", 3);
	buf_clear(&b);
	html_data(&b, (struct span){ text, HTML_TEXT_MAX + 2 });
	EXPECT(b.len ==
	    strlen("<bdi></bdi><span class=m>… (402)</span>") + HTML_TEXT_MAX -
		1);
	EXPECT(strstr(made(), "x</bdi><span class=m>… (402)</span>"));
	buf_clear(&b);
	html_data(&b, (struct span){ text, HTML_TEXT_MAX - 1 });
	EXPECT(!strstr(made(), "…"));
}

static void
digits_are_in_groups_that_a_copy_lacks(void)
{
	static const struct {
		const char *number, *html;
	} cases[] = {
		{ "0", "0" },
		{ "-1.00", "-1.00" },
		{ "123.4567", "123.4567" },
		{ "1234", "1<span class=g>234</span>" },
		{ "-123456.78", "-123<span class=g>456</span>.78" },
		{ "1234567",
		    "1<span class=g>234</span><span class=g>567</span>" },
		{ "-", "-" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		buf_clear(&b);
		html_digits(&b, span_str(cases[i].number));
		EXPECT_STR(made(), cases[i].html);
	}
	buf_clear(&b);
	html_count(&b, UINT64_MAX);
	EXPECT(strstr(made(), "18<span class=g>446</span>"));
}

int
main(void)
{
	test("what HTML takes for its own is escaped",
	    what_html_takes_for_its_own_is_escaped);
	test("whatever the bytes, nothing of them is markup",
	    whatever_the_bytes_nothing_of_them_is_markup);
	test("data is cut between characters, and that is shown",
	    data_is_cut_between_characters_and_that_is_shown);
	test("digits are in groups that a copy lacks",
	    digits_are_in_groups_that_a_copy_lacks);
	buf_free(&b);
	return test_done();
}
