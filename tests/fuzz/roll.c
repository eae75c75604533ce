/*
 * The open items from before, a line "%%", and the results of today: what
 * stays open is a sorted stream whose totals hold, which the next day takes. An
 * input of an odd length has a tolerance; of a length that 3 divides, sums.
 */
#include "roll/roll.h"

#include "fuzz.h"

enum { TODAY = 19297 }; /* 2022-11-01 */

static void
begin(struct stream_out *out)
{
	*out = (struct stream_out){ .version = stream_version() };
	output_hold(&out->out);
	stream_announce(out, STREAM_RESULT);
}

/* Rolls both; false where one of them is refused. */
static bool
roll(const struct roll_rules *rules, const char *before, const char *today,
    int32_t day, struct stream_out *open, struct stream_out *out)
{
	static const struct stream_rules lenient = { .allow_empty = true };
	struct stream_in a, b;
	struct roll r = { 0 };
	struct err e;
	bool good;

	begin(open);
	begin(out);
	MUST(stream_open(&a, before, STREAM_RESULT, &lenient, &e) == 0);
	MUST(stream_open(&b, today, STREAM_RESULT, &lenient, &e) == 0);
	good = roll_day(&r, rules, &a, &b, day, open, out, &e) == 0;
	if (!good)
		fuzz_told(&e);
	stream_tell(open);
	stream_tell(out);
	stream_close(&a);
	stream_close(&b);
	roll_free(&r);
	return good;
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n }, part = fuzz_part(&s);
	const char *before = fuzz_file(0, part), *today = fuzz_file(1, s);
	struct stream_out open, out, more_open, more_out;
	struct roll_rules rules = { 0 };
	struct err e;

	if (n % 2)
		MUST(tolerance_add(&rules.tolerances, "1%,0.05", &e) == 0);
	if (n % 3 == 0)
		rules.sums = (struct sum_legs_rules){ 3, 1, 1000 };
	if (roll(&rules, before, today, TODAY, &open, &out)) {
		before = fuzz_file(0, output_held(&open.out));
		today = fuzz_file(1, SPAN(""));
		MUST(roll(
		    &rules, before, today, TODAY + 1, &more_open, &more_out));
		stream_abandon(&more_open);
		stream_abandon(&more_out);
	}
	stream_abandon(&open);
	stream_abandon(&out);
	roll_rules_free(&rules);
	return 0;
}
