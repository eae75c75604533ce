/* Lines of a record stream, each read for itself. */
#include "stream/line/record.h"

#include "fuzz.h"

static void
check(struct span line)
{
	char text[AMOUNT_TEXT_CAP];
	char *copy = fuzz_copy(line);
	struct record r, moved;
	struct err e;

	line.p = copy;
	if (record_parse(line, &r, &e)) {
		fuzz_told(&e);
		free(copy);
		return;
	}
	MUST(record_is_key(r.key) && record_is_date(r.date));
	MUST(record_is_currency(r.currency) && r.count > 0);
	MUST(span_eq(r.amount_text,
	    (struct span){ text, amount_format(r.amount, text) }));
	moved = r;
	record_move(&moved, line.p);
	MUST(moved.key.p == r.key.p && moved.date.p == r.date.p);
	MUST(r.carried.len == 0 ||
	    r.carried.p + r.carried.len == line.p + line.len);
	free(copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n }, line;

	while (fuzz_line(&s, &line))
		check(line);
	return 0;
}
