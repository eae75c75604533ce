/*
 * A pattern, "%%", what replaces its matches, "%%", and where it is looked
 * for. What every match begins with may rule a text out, and never one that
 * has a match.
 */
#include "text/pattern.h"

#include "fuzz.h"
#include "text/utf8.h"

static void
check(struct pattern *p, struct span with, struct span subject)
{
	struct pattern slow = *p;
	struct buf out = { 0 };
	struct err e;
	int r = pattern_match(p, subject, &e), all;
	int64_t n;

	slow.prefix.len = 0;
	all = pattern_match(&slow, subject, &e);
	MUST(r == all || (r == 0 && all < 0));
	if (r < 0)
		fuzz_told(&e);
	for (unsigned i = 0; r == 1 && i <= p->groups; i++) {
		struct span g = pattern_group(p, subject, i);

		MUST(
		    g.p >= subject.p && g.p + g.len <= subject.p + subject.len);
	}
	if (pattern_check_text(p, with, &e)) {
		fuzz_told(&e);
		return;
	}
	n = pattern_replace(p, subject, with, &out, &e);
	MUST(n < 0 || r < 0 || (n > 0) == r);
	MUST(n || out.len == 0);
	buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct span s = { (const char *)data, n };
	struct span text = fuzz_part(&s), with = fuzz_part(&s);
	struct pattern p;
	struct err e;
	bool cut;

	if (text.len && text.p[text.len - 1] == '\n')
		text.len--;
	if (with.len && with.p[with.len - 1] == '\n')
		with.len--;
	s.len = utf8_valid(s, &cut);
	if (pattern_open(&p, text, &e)) {
		fuzz_told(&e);
		return 0;
	}
	check(&p, with, s);
	pattern_close(&p);
	return 0;
}
