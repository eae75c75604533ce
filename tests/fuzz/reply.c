/*
 * An answer, behind a byte that says what is allowed: each record made of it is
 * one that a stream may have, says who said it once, and is of the item where
 * it has to be.
 */
#include "notify/reply/reply_records.h"

#include "fuzz.h"
#include "stream/line/carried_fields.h"
#include "stream/line/record.h"

static const struct span ids[] = { { "0123456789abcdef0123", 20 } };

static void
check(const struct reply_rules *rules, struct span line, size_t number)
{
	struct span field, value;
	struct record r;
	struct err e;
	char reply[32];

	MUST(span_line(line) == line.len);
	MUST(record_parse(line, &r, &e) == 0);
	MUST(rules->new_keys ||
	    (span_eq(r.key, rules->key) &&
		span_eq(r.currency, rules->currency)));
	MUST(r.count == 1);
	MUST(carried_find(r.carried, SPAN("src"), &field, &value, &e) == 0);
	MUST(span_eq(value, rules->target));
	MUST(carried_find(r.carried, SPAN("reply"), &field, &value, &e) == 0);
	snprintf(reply, sizeof reply, "e-%zu", number);
	MUST(span_eq(value, span_str(reply)));
	MUST(
	    carried_find(r.carried, SPAN("replaces"), &field, &value, &e) == 0);
	MUST(!field.p || span_eq(value, ids[0]));
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct reply_records rr;
	struct span reply = { (const char *)p, n };
	unsigned choice = fuzz_byte(&reply);
	struct reply_rules rules = { .key = SPAN("A\\x7c1"),
		.currency = choice & 1 ? SPAN("CNY") : SPAN("-"),
		.decimals = choice & 2 ? 4 : -1,
		.ids = ids,
		.n_ids = 1,
		.new_keys = choice & 4,
		.target = SPAN("desk"),
		.event = SPAN("e") };
	struct err e;

	if (reply_records_read(&rr, &rules, reply, &e)) {
		fuzz_told(&e);
		MUST(e.status == ST_DATA && rr.n == 0);
		return 0;
	}
	MUST(rr.n <= REPLY_RECORDS_MAX);
	for (size_t i = 0; i < rr.n; i++)
		check(&rules, rr.lines[i], i + 1);
	return 0;
}
