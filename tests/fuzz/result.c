/* Lines of a result stream: what is read is written as it stood. */
#include "stream/result.h"

#include "fuzz.h"

static void
check(struct span line)
{
	char *copy = fuzz_copy(line);
	struct result r, moved;
	struct buf b = { 0 };
	struct err e;

	line.p = copy;
	if (result_parse(line, &r, &e)) {
		fuzz_told(&e);
	} else {
		moved = r;
		result_move(&moved, line.p);
		MUST(moved.key.p == r.key.p && moved.date.p == r.date.p);
		result_format(&b, &r);
		if (r.carried.p) {
			buf_byte(&b, '\t');
			buf_add(&b, r.carried);
		}
		MUST(span_eq(buf_span(&b), line));
	}
	buf_free(&b);
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
