/*
 * Amendments, a line "%%", adjustments, another, the open items from before,
 * another, and the results of today: what is named is closed once, or all is
 * refused.
 */
#include "roll/repair/repair_inputs.h"
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

static void
roll(struct repairs *repairs, const char *before, const char *today)
{
	static const struct stream_rules lenient = { .allow_empty = true };
	static const struct roll_rules exactly;
	struct roll r = { .repairs = repairs };
	struct stream_in a, b;
	struct stream_out open, out;
	struct err e;

	begin(&open);
	begin(&out);
	MUST(stream_open(&a, before, STREAM_RESULT, &lenient, &e) == 0);
	MUST(stream_open(&b, today, STREAM_RESULT, &lenient, &e) == 0);
	if (roll_day(&r, &exactly, &a, &b, TODAY, &open, &out, &e))
		fuzz_told(&e);
	else
		MUST(repairs_check(repairs, before, &e) == 0);
	stream_close(&a);
	stream_close(&b);
	stream_abandon(&open);
	stream_abandon(&out);
	roll_free(&r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const struct stream_rules lenient = { .allow_empty = true };
	struct span s = { (const char *)p, n }, part[3];
	struct repair_file amend = { 0 }, adjust = { 0 };
	const struct repair_files amends = { &amend, 1, 1 };
	const struct repair_files adjusts = { &adjust, 1, 1 };
	struct repairs repairs = { 0 };
	const char *before, *today;
	struct buf replies = { 0 };
	struct err e;

	for (int i = 0; i < 3; i++)
		part[i] = fuzz_part(&s);
	amend.path = fuzz_file(0, part[0]);
	adjust.path = fuzz_file(1, part[1]);
	before = fuzz_file(2, part[2]);
	today = fuzz_file(3, s);
	if (repair_inputs_read(
		&repairs, &amends, &adjusts, &lenient, TODAY, NULL, &e) ||
	    repair_inputs_find(&repairs, before, TODAY, NULL, &e)) {
		fuzz_told(&e);
	} else {
		repairs_format_replies(&repairs, &replies);
		repairs_tell_late(&repairs, &replies);
		roll(&repairs, before, today);
	}
	buf_free(&replies);
	repairs_free(&repairs);
	return 0;
}
