/* The manifest of a state directory, or after a first byte that is odd the
 * file of a day: what is read is written as it was. */
#include "book/dir/day_entry.h"
#include "book/dir/manifest.h"
#include "book/dir/state_name.h"

#include "fuzz.h"

static void
read_manifest(struct span s)
{
	struct manifest m = { 0 };
	struct buf b = { 0 };
	struct err e;

	if (manifest_parse(&m, s, "manifest", &e) == 0) {
		manifest_format(&m, &b);
		MUST(span_eq(buf_span(&b), s));
	} else {
		fuzz_told(&e);
	}
	buf_free(&b);
	manifest_free(&m);
}

/* What another version writes otherwise, sums in another order or with zeros
 * in front, is written in our way, and that is read again as it is. */
static void
read_day(struct span s)
{
	struct buf b = { 0 }, again = { 0 };
	struct day_entry d, same;
	struct err e;

	if (day_entry_parse(&d, s, "day", &e)) {
		fuzz_told(&e);
		return;
	}
	MUST(!memchr(d.open.name.p, '/', d.open.name.len));
	day_entry_format(&d, &b);
	MUST(day_entry_parse(&same, buf_span(&b), "day", &e) == 0);
	day_entry_format(&same, &again);
	MUST(span_eq(buf_span(&b), buf_span(&again)));
	MUST(day_entry_same_inputs(&d, &same));
	day_entry_free(&same);
	day_entry_free(&d);
	buf_free(&b);
	buf_free(&again);
}

static void
read_name(struct span s)
{
	char text[STATE_NAME_CAP];
	struct state_name n;

	if (!state_name_parse(s, &n))
		return;
	state_name_format(text, &n);
	MUST(span_eq(span_str(text), s));
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	bool is_day = fuzz_byte(&s) & 1;

	read_name(s);
	if (is_day)
		read_day(s);
	else
		read_manifest(s);
	return 0;
}
