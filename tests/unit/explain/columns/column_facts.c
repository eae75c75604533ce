/* What columns hold. */
#include "explain/columns/column_facts.h"
#include "explain/columns/guess_key.h"
#include "test.h"

static bool
is(struct span s, const char *want)
{
	return span_eq(s, span_str(want));
}

/* Adds a row of cells to a survey. */
static void
add(struct column_facts *s, struct span *cells_, size_t n)
{
	struct row row = { .cells = cells_, .n = n };

	column_facts_row(s, &row);
}

static void
columns(void)
{
	struct column_facts s;

	column_facts_init(&s, 3);
	add(&s, (struct span[]){ SPAN("1,50"), SPAN("-"), SPAN("EUR") }, 3);
	add(&s, (struct span[]){ SPAN("0,00"), SPAN("2"), SPAN("usd") }, 3);
	add(&s, (struct span[]){ SPAN("x"), SPAN(""), SPAN("EUR") }, 3);
	EXPECT(s.rows == 3 && s.columns[0].filled == 3);
	EXPECT(s.columns[0].readable[MARK_ANY] == 2);
	EXPECT(s.columns[0].readable[MARK_POINT] == 0);
	EXPECT(is(s.columns[0].odd, "x"));
	EXPECT(s.columns[0].nonzero == 2 && s.columns[1].filled == 1);
	EXPECT(s.columns[2].codes == 3 && s.columns[2].values.n == 2);
	EXPECT(!(s.columns[0].beside >> 1 & 1)); /* 0,00 is nothing */
	EXPECT(column_facts_distinct(&s, 0) && !column_facts_distinct(&s, 1) &&
	    !column_facts_distinct(&s, 2));
	EXPECT(guess_key_mark(&s, &s.columns[0]) == -1);
	column_facts_free(&s);
}

static void
decimal(void)
{
	struct column_facts s;

	column_facts_init(&s, 3);
	add(&s, (struct span[]){ SPAN("1.234"), SPAN("1.234"), SPAN("7") }, 3);
	EXPECT(guess_key_mark(&s, &s.columns[0]) == MARK_ANY);
	EXPECT(guess_key_mark(&s, &s.columns[2]) == MARK_ANY);
	add(&s, (struct span[]){ SPAN("5,00"), SPAN("5.00"), SPAN("8") }, 3);
	EXPECT(guess_key_mark(&s, &s.columns[0]) == MARK_COMMA);
	EXPECT(guess_key_mark(&s, &s.columns[1]) == MARK_POINT);
	column_facts_settle(&s); /* the columns contradict each other */
	EXPECT(s.mark == MARK_ANY);
	column_facts_free(&s);
	column_facts_init(&s, 2);
	add(&s, (struct span[]){ SPAN("1.234"), SPAN("7,50") }, 2);
	column_facts_settle(&s);
	EXPECT(guess_key_mark(&s, &s.columns[0]) == MARK_COMMA);
	column_facts_free(&s);
}

int
main(void)
{
	test("columns are counted, read and compared", columns);
	test("the decimal mark is that of the clear amounts", decimal);
	return test_done();
}
