#include "clean/figure_check.h"

#include "test.h"

static const struct numeral_form form;

/* A bill with columns a and b, two rows, and totals n and s. */
static int
run(const char *expression, const char *n, const char *s, struct err *e)
{
	static const struct span rows[][2] = {
		{ { "1,000.50", 8 }, { "0.50", 4 } },
		{ { "2.25", 4 }, { "", 0 } },
	};
	struct header h = { { 0 }, { 0 } };
	struct stated_figures t = { .header = { 0 } };
	struct figure_check c;
	int r;

	header_add(&h, SPAN("a"));
	header_add(&h, SPAN("b"));
	stated_figures_set(&t, SPAN("n"), span_str(n));
	stated_figures_set(&t, SPAN("s"), span_str(s));
	r = figure_check_parse(&c, SPAN("s"), span_str(expression), e);
	c.form = &form;
	if (r == 0)
		r = figure_check_bind(&c, &h, e);
	for (size_t i = 0; i < 2 && r == 0; i++)
		r = figure_check_row(&c, rows[i], e);
	if (r == 0)
		r = figure_check_total(&c, &t, e);
	figure_check_free(&c);
	stated_figures_free(&t);
	header_free(&h);
	return r;
}

static void
agree(void)
{
	struct err e = { .text = "" };

	EXPECT(run("count", "", "2", &e) == 0);
	EXPECT(run("count", "", "2.0", &e) == 0);
	EXPECT(run("sum a", "", "1002.75", &e) == 0);
	EXPECT(run("sum a", "", "1,002.750", &e) == 0);
	EXPECT(run("sum a + b", "", "1003.25", &e) == 0);
	EXPECT(run("sum a - b", "", "1002.25", &e) == 0);
	EXPECT(run("sum - a", "", "-1002.75", &e) == 0);
	EXPECT(run("sum - a + b", "", "-1002.25", &e) == 0);
	EXPECT(run("sum a within 0.05", "", "1002.70", &e) == 0);
	EXPECT_STR(e.text, "");
}

static void
disagree(void)
{
	static const struct {
		const char *expression, *s, *why;
	} bad[] = {
		{ "count", "3",
		    "the bill says s 3, but its rows come to 2: "
		    "1 less (--no-check takes it)" },
		{ "sum a", "1000",
		    "the bill says s 1000, but its rows come "
		    "to 1002.75: 2.75 more (--no-check takes it)" },
		{ "sum a within 0.05", "1002.69",
		    "the bill says s 1002.69, "
		    "but its rows come to 1002.75: 0.06 more (--no-check "
		    "takes it)" },
		{ "sum a", "many", "s: is not an amount" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct err e;

		EXPECT(run(bad[i].expression, "", bad[i].s, &e) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT_STR(e.text, bad[i].why);
	}
}

static void
mistakes(void)
{
	static const struct {
		const char *expression, *why;
	} bad[] = {
		{ "", "\"\" is neither \"count\" nor \"sum COLUMN\"" },
		{ "sum", "\"sum\" is neither \"count\" nor \"sum COLUMN\"" },
		{ "sum a +  + b",
		    "\"sum a +  + b\" is neither \"count\" nor "
		    "\"sum COLUMN\"" },
		{ "sum a within much", "within \"much\": is not an amount" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct err e;

		EXPECT(run(bad[i].expression, "", "1", &e) == -1);
		EXPECT(e.status == ST_FAIL);
		EXPECT_STR(e.text, bad[i].why);
	}
}

/* Figures come from lines that match, and from tables of figures. */
static void
sources(void)
{
	struct total_sources s = { .n = 0 };
	struct stated_figures t = { .header = { 0 } };
	struct span v;
	struct err e;

	EXPECT(total_sources_add(&s,
		   SPAN("n, sum ~ ([0-9]+) rows, "
			"([0-9.]+)"),
		   &e) == 0);
	EXPECT(total_sources_add(&s, SPAN("count,fee"), &e) == 0);
	EXPECT(total_sources_add(&s, SPAN("a ~ b"), &e) == -1);
	EXPECT_STR(e.text, "\"a ~ b\": 1 names for 0 groups");
	EXPECT(stated_figures_line(&t, &s, SPAN("nothing here"), SPAN(","),
		   SPAN("`"), &e) == 0);
	EXPECT(!stated_figures_find(&t, SPAN("n"), &v));
	EXPECT(stated_figures_line(&t, &s, SPAN("in all 12 rows, 3.40"),
		   SPAN(","), SPAN("`"), &e) == 1);
	EXPECT(stated_figures_line(&t, &s, SPAN("in all 99 rows, 9.99"),
		   SPAN(","), SPAN("`"), &e) == 1);
	EXPECT(stated_figures_line(
		   &t, &s, SPAN("count,x,fee"), SPAN(","), SPAN("`"), &e) == 1);
	EXPECT(stated_figures_line(
		   &t, &s, SPAN("`5,`6,\"7\""), SPAN(","), SPAN("`"), &e) == 1);
	EXPECT(
	    stated_figures_find(&t, SPAN("n"), &v) && span_eq(v, SPAN("12")));
	EXPECT(stated_figures_find(&t, SPAN("sum"), &v) &&
	    span_eq(v, SPAN("3.40")));
	EXPECT(stated_figures_find(&t, SPAN("count"), &v) &&
	    span_eq(v, SPAN("5")));
	EXPECT(stated_figures_find(&t, SPAN("x"), &v) && span_eq(v, SPAN("6")));
	EXPECT(
	    stated_figures_find(&t, SPAN("fee"), &v) && span_eq(v, SPAN("7")));
	stated_figures_free(&t);
	total_sources_free(&s);
}

/* The value of a figure, "" for none. */
static const char *
figure(const struct stated_figures *t, const char *name)
{
	static char text[16];
	struct span v = SPAN("");

	stated_figures_find(t, span_str(name), &v);
	snprintf(text, sizeof text, "%.*s", (int)v.len, v.p);
	return text;
}

static int
line(struct stated_figures *t, const struct total_sources *s, const char *text,
    struct err *e)
{
	return stated_figures_line(
	    t, s, span_str(text), SPAN(","), SPAN(""), e);
}

static void
sections(void)
{
	struct total_sources s = { .n = 0 };
	struct stated_figures t = { .once = true };
	struct err e;

	total_sources_add(&s, SPAN("ahead ~ ^ahead (.*)"), &e);
	total_sources_add(&s, SPAN("behind ~ ^behind (.*)"), &e);
	EXPECT(line(&t, &s, "ahead 1", &e) == 1);
	stated_figures_ahead(&t);
	EXPECT(line(&t, &s, "behind 2", &e) == 1);
	EXPECT(stated_figures_end(&t, &e) == 0);
	EXPECT(line(&t, &s, "ahead 3", &e) == 1);
	EXPECT_STR(figure(&t, "ahead"), "1");
	EXPECT_STR(figure(&t, "behind"), "2");
	EXPECT(stated_figures_end(&t, &e) < 0 && e.status == ST_DATA);
	stated_figures_next(&t);
	EXPECT_STR(figure(&t, "ahead"), "3");
	EXPECT_STR(figure(&t, "behind"), "");
	EXPECT(stated_figures_end(&t, &e) == 0);
	EXPECT(line(&t, &s, "behind 4", &e) == 1);
	EXPECT(line(&t, &s, "behind 4", &e) < 0 && e.status == ST_DATA);
	EXPECT_STR(figure(&t, "behind"), "4");
	stated_figures_free(&t);
	total_sources_free(&s);
}

int
main(void)
{
	test(
	    "counts and sums that agree pass, however they are written", agree);
	test("those that do not are told with both figures", disagree);
	test("a mistake in a check is told", mistakes);
	test("the first figure of a name counts, from text or table", sources);
	test("a figure belongs to the section that tells it, or the next",
	    sections);
	return test_done();
}
