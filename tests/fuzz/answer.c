/*
 * An answer of a transport: one that is read can be written, and read again as
 * the same, and what it says of a name is within it.
 */
#include "transport/answer.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct answer a, again;
	static struct buf line, reply;
	struct span s = { (const char *)data, n }, id, id_again;
	struct err e;

	if (answer_parse(&a, s, &id, &e)) {
		fuzz_told(&e);
		return 0;
	}
	MUST(id.len > 0 && a.kind != ANSWER_NONE);
	MUST(a.kind == ANSWER_OK || a.reason.len > 0);
	buf_clear(&line);
	answer_format(&line, id, &a);
	MUST(line.p[line.len - 1] == '\n');
	MUST(answer_parse(&again, (struct span){ line.p, line.len - 1 },
		 &id_again, &e) == 0);
	MUST(span_eq(id, id_again) && again.kind == a.kind);
	MUST(again.seconds == a.seconds);
	MUST(span_eq(buf_span(&again.reason), buf_span(&a.reason)));
	MUST(span_eq(buf_span(&again.values), buf_span(&a.values)));
	buf_clear(&reply);
	if (answer_find(&a, "reply", &reply))
		MUST(reply.len <= n);
	return 0;
}
