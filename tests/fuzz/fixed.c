/* Records of fixed width: their description, a line "%%", the bill. */
#include "bills.h"

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n }, words, line;
	struct clean c = bills_begin();
	struct format_rules *f = &c.layout.format;
	unsigned choice = fuzz_byte(&s);
	struct err e;

	f->kind = FORMAT_FIXED;
	f->fixed.gap = choice & 3;
	f->fixed.length = choice & 4 ? choice >> 3 : 0;
	words = fuzz_part(&s);
	while (fuzz_line(&words, &line)) {
		if (fixed_add(&f->fixed, line, &e) == 0)
			continue;
		fuzz_told(&e);
		clean_free(&c);
		return 0;
	}
	if (fixed_check(&f->fixed, &e)) {
		fuzz_told(&e);
		clean_free(&c);
		return 0;
	}
	if (choice & 128)
		c.layout.encoding = "GB18030";
	bills_read(&c, s);
	return 0;
}
