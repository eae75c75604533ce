/* The file of a day: inputs, replies, facts and totals. */
#include "book/dir/day_entry.h"

#include "fuzz.h"
#include "roll/facts_in.h"

/* What another version writes otherwise, sums in another order or with zeros
 * in front, is written in our way, and that is read again as it is. */
int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	struct buf b = { 0 }, again = { 0 };
	struct day_entry d, same;
	struct err e;

	if (day_entry_parse(&d, s, "day", &e)) {
		fuzz_told(&e);
		return 0;
	}
	MUST(!memchr(d.open.name.p, '/', d.open.name.len));
	day_entry_format(&d, &b);
	MUST(day_entry_parse(&same, buf_span(&b), "day", &e) == 0);
	day_entry_format(&same, &again);
	MUST(span_eq(buf_span(&b), buf_span(&again)));
	MUST(day_entry_same_inputs(&d, &same));
	MUST(facts_in_wrote(&d, d.open.digest) ==
	    facts_in_wrote(&same, d.open.digest));
	day_entry_free(&same);
	day_entry_free(&d);
	buf_free(&b);
	buf_free(&again);
	return 0;
}
