#include "sections/sections.h"

#include "sections/key_value.h"
#include "sections/plain_name.h"
#include "test.h"

enum { TOP, PART, EDGE, PASSED };

static const struct sections_part parts[] = {
	[TOP] = { "top", NULL, false },
	[PART] = { "part", "NAME", false },
	[EDGE] = { "edge", "FROM TO", false },
	[PASSED] = { "passed", NULL, true },
	{ 0 },
};

static const struct sections_key keys[] = {
	{ 1 << TOP | 1 << PART, "title", 0, NULL, false },
	{ 1 << TOP, "mode", 1, "live shadow", false },
	{ 1 << PART, "after", 0, NULL, true },
	{ 1 << EDGE, "param ", 0, NULL, true },
	{ 0 },
};

static int
check(const struct sections_key *key, const struct sections_entry *entry,
    struct err *e)
{
	int i;

	if (!entry->value[0])
		return err_set(e, ST_FAIL, "it says nothing");
	return key->kind
	    ? key_value_one_of(&i, span_str(entry->value), key->words, e)
	    : 0;
}

static const struct sections_form form = { .what = "a thing",
	.parts = parts,
	.keys = keys,
	.is_name = plain_name_is,
	.names = "a word",
	.check = check };

/* All that is told of a text, a line each, "LINE TEXT". */
static const char *
told_of(const char *text)
{
	static struct buf b;
	struct told told = { 0 };
	struct sections s;

	buf_clear(&b);
	sections_read_text(&s, &form, "x.thing", span_str(text), &told);
	for (size_t i = 0; i < told.n; i++)
		buf_printf(&b, "%ju %s\n", (uintmax_t)told.list[i].line,
		    told.list[i].text);
	buf_byte(&b, '\0');
	sections_free(&s);
	told_free(&told);
	return b.p;
}

static void
wrong(void)
{
	static const struct {
		const char *text, *told;
	} rows[] = {
		{ "", "" },
		{ "[top]\ntitle = 日切\n[passed]\nany = \n", "" },
		{ "title = x\n",
		    "1 \"title = x\" stands before the first section, "
		    "[top]\n" },
		{ "[top]\ntitle\n",
		    "2 \"title\" is neither [section], key = value nor a "
		    "comment\n" },
		{ "[top]\ntitle = \xff\n",
		    "2 \"title = \\xff\" is no UTF-8\n" },
		{ "[\xc3]\ntitle = x\n", "1 \"[\\xc3]\" is no UTF-8\n" },
		{ "[other]\nx = 1\n",
		    "1 [other] is no section of a thing; there are top, part "
		    "NAME, edge FROM TO, passed\n" },
		{ "[top x]\n",
		    "1 [top x] is no section of a thing; there are top, part "
		    "NAME, edge FROM TO, passed\n" },
		{ "[part]\n",
		    "1 [part] is not like [part NAME]: a name is a word\n" },
		{ "[edge a]\n",
		    "1 [edge a] is not like [edge FROM TO]: a name is a "
		    "word\n" },
		{ "[edge a b c]\n",
		    "1 [edge a b c] is not like [edge FROM TO]: a name is a "
		    "word\n" },
		{ "[top]\n[top]\n", "2 [top] is there twice, in line 1 too\n" },
		{ "[edge a b]\n[edge b a]\n[edge  a\tb]\n",
		    "3 [edge  a\\x09b] is there twice, in line 1 too\n" },
		{ "[top]\ntitel = x\n",
		    "2 titel: unknown key; the nearest is \"title\"\n" },
		{ "[part a]\nmode = live\n",
		    "2 mode: [part] has no such key\n" },
		{ "[top]\ntitle = a\ntitle = b\n",
		    "3 title: it is there twice, in line 2 too\n" },
		{ "[part a]\nafter = b\nafter = c\n", "" },
		{ "[top]\nmode = dead\n",
		    "2 mode: \"dead\" is none of: live shadow\n" },
		{ "[top]\ntitle =\n", "2 title: it says nothing\n" },
		{ "[edge a b]\nparam x = 1\nparam x = 2\n", "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_STR(told_of(rows[i].text), rows[i].told);
}

static void
found(void)
{
	struct told told = { 0 };
	struct buf head = { 0 };
	struct sections s;
	const struct sections_section *edge;

	sections_read_text(&s, &form, "dir/a.b.thing",
	    SPAN("[part a]\n[edge  x  y]\nparam p = 1"), &told);
	EXPECT(told.n == 0);
	EXPECT_STR(s.path, "dir/a.b.thing");
	EXPECT_STR(s.stem, "a.b");
	EXPECT(!sections_find(&s, TOP));
	edge = sections_find(&s, EDGE);
	EXPECT_STR(edge->name, "x");
	EXPECT_STR(edge->to, "y");
	EXPECT(edge->line == 2);
	EXPECT_STR(sections_value(edge, "param p", ""), "1");
	EXPECT_STR(sections_value(NULL, "param p", "none"), "none");
	sections_head_add(&form, edge, &head);
	EXPECT(span_eq(buf_span(&head), SPAN("[edge x y]")));
	sections_lacks(&s, edge, "param p", &told);
	EXPECT(told.n == 0);
	sections_lacks(&s, edge, "param q", &told);
	EXPECT_STR(told.list[0].text, "[edge x y] says no param q =");
	EXPECT(told.list[0].line == 2);
	buf_free(&head);
	sections_free(&s);
	told_free(&told);
}

static void
unread(void)
{
	struct told told = { 0 };
	struct sections s;
	struct err e;

	EXPECT(sections_read(&s, &form, "/nowhere/x.thing", &told, &e) == -1);
	EXPECT(e.status == ST_FAIL && told.n == 0);
	sections_free(&s);
}

static void
names(void)
{
	EXPECT(plain_name_is(SPAN("a_b-1")) && plain_name_is(SPAN("账单")));
	EXPECT(!plain_name_is(SPAN("")) && !plain_name_is(SPAN("-a")) &&
	    !plain_name_is(SPAN("a.b")) && !plain_name_is(SPAN("a b")));
	EXPECT(plain_name_is_dotted(SPAN("a.b")));
	EXPECT(!plain_name_is_dotted(SPAN(".a")) &&
	    !plain_name_is_dotted(SPAN("a.")));
}

int
main(void)
{
	test("whatever is wrong is told by line", wrong);
	test("sections and entries are found again", found);
	test("a file that cannot be read is none", unread);
	test("a name is the same wherever it stands", names);
	return test_done();
}
