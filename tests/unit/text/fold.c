/* Small letters for capitals. */
#include "text/fold.h"
#include "test.h"

static bool
is(const char *s, const char *word)
{
	return fold_is(span_str(s), span_str(word));
}

static void
scripts(void)
{
	EXPECT(is("DEBIT", "debit") && is("Débit", "débit"));
	EXPECT(is("DÉBIT", "débit") && is("ÄÖÜ", "äöü"));
	EXPECT(is("ŹŚŁČŘŽ", "źśłčřž") && is("Ÿ", "Ÿ"));
	EXPECT(is("РАСХОД", "расход") && is("Ё", "ё"));
	EXPECT(is("ΧΡΕΩΣΗ", "χρεωση") && is("收入", "收入"));
	EXPECT(!is("debit", "debi") && !is("debi", "debit") && !is("", ""));
	EXPECT(!is("×", "÷"));
}

static void
beginnings(void)
{
	EXPECT(fold_begins(SPAN("Été2022"), SPAN("été")) == 5);
	EXPECT(fold_begins(SPAN("Et"), SPAN("été")) == 0);
	EXPECT(fold_begins(SPAN("\xc3"), SPAN("é")) == 0);
	EXPECT(fold_begins(SPAN("\xc3\xff"), SPAN("é")) == 0);
}

int
main(void)
{
	test("capitals of all scripts are folded", scripts);
	test(
	    "a word may be a beginning, and bytes may be anything", beginnings);
	return test_done();
}
