/* The manifest of a state directory: what is read is written as it was. */
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

	read_name(s);
	read_manifest(s);
	return 0;
}
