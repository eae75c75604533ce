/* Columns of amounts, and their ways, told by a running balance. */
#include "explain/columns/balance_chain.h"
#include "test.h"

static struct column_facts facts;
static struct names columns;

/* Rows of cells, as "a|b|c\n...", the first of them the names. */
static bool
find(struct balance_chain *c, const char *text, enum balance_order order)
{
	struct span cells[8];
	bool first = true, found;

	names_free(&columns);
	while (*text) {
		struct row row = { .cells = cells };

		while (*text != '\n') {
			size_t n = strcspn(text, "|\n");

			cells[row.n++] = (struct span){ text, n };
			text += n + (text[n] == '|');
		}
		text++;
		if (first) {
			for (size_t i = 0; i < row.n; i++)
				names_add(&columns, cells[i]);
			column_facts_init(&facts, row.n);
		} else {
			column_facts_row(&facts, &row);
		}
		first = false;
	}
	column_facts_settle(&facts);
	found = balance_chain_find(c, &facts, &columns, order);
	column_facts_free(&facts);
	return found;
}

static void
amounts(void)
{
	struct balance_chain c;

	EXPECT(find(&c, "no|amount|balance\nA1|5|15\nA2|-3|12\nA3|4|16\n",
	    ORDER_FORWARDS));
	EXPECT(c.amount == 1 && c.balance == 2 && c.links == 2 && !c.negated);
	EXPECT(find(&c, "no|amount|balance\nA1|4|16\nA2|-3|12\nA3|5|15\n",
	    ORDER_BACKWARDS));
	EXPECT(c.backwards);
	EXPECT(!find(&c, "no|amount|balance\nA1|5|15\nA2|-3|12\nA3|4|17\n",
	    ORDER_FORWARDS));
	EXPECT(!find(&c, "no|amount|balance\nA1|5|15\nA2|-3|12\n",
	    ORDER_FORWARDS)); /* one link is none */
	/* a row may lack its balance */
	EXPECT(
	    find(&c, "n|a|b\nA|5|15\nB|-3|\nC|4|16\nD|1|17\n", ORDER_FORWARDS));
}

static void
pairs(void)
{
	struct balance_chain c;

	EXPECT(find(&c, "out|in|left\n|5|15\n3||12\n|4|16\n", ORDER_FORWARDS));
	EXPECT(c.amount == 1 && c.other == 0 && c.subtracted);
	EXPECT(find(&c, "x|y|z\n|5|15\n-3||12\n|4|16\n", ORDER_FORWARDS));
	EXPECT(c.other >= 0 && !c.subtracted);
}

static void
ways(void)
{
	struct balance_chain c;

	EXPECT(find(
	    &c, "w|a|b\nup|5|15\ndn|3|12\nup|4|16\ndn|1|15\n", ORDER_FORWARDS));
	EXPECT(c.sign == 0 && c.out == 2 && c.known == 3);
	/* one word both ways is none that tells */
	EXPECT(!find(
	    &c, "w|a|b\nup|5|15\nup|3|12\ndn|4|16\ndn|1|15\n", ORDER_FORWARDS));
}

static void
accounts(void)
{
	struct balance_chain c;

	EXPECT(find(&c,
	    "cur|a|b\nEUR|5|15\nUSD|1|101\nEUR|2|17\nUSD|-1|100\nEUR|1|18\n",
	    ORDER_FORWARDS));
	EXPECT(c.by == 0 && c.links == 3);
}

static void
marks(void)
{
	struct balance_chain c;

	EXPECT(find(
	    &c, "a|b\n1.000|9.000\n500|9.500\n-2.000|7.500\n", ORDER_FORWARDS));
	EXPECT(c.mark == MARK_COMMA && !c.either_mark);
	EXPECT(find(&c, "a|b\n1.000|9.000\n2.000|11.000\n-2.500|8.500\n",
	    ORDER_FORWARDS));
	EXPECT(c.either_mark);
}

int
main(void)
{
	test("amounts are those that the balances differ by", amounts);
	test("what came in and what went out may be a column each", pairs);
	test("the ways of unknown words are learned", ways);
	test("accounts and currencies have a chain each", accounts);
	test("the decimal mark is that with which it comes out", marks);
	names_free(&columns);
	return test_done();
}
