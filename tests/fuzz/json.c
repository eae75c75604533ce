/*
 * A JSON bill. The first byte says what is asked for; behind a line "%%" of
 * pointers, the rows' on the first line, perhaps a figure's on the second, and a
 * column's on each other, is the bill.
 */
#include "bills.h"

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	struct clean c = bills_begin();
	struct json_layout *l = &c.layout.format.json;
	unsigned choice = fuzz_byte(&s);
	struct span pointers = fuzz_part(&s), line;
	char *text;
	struct err e;
	int r = 0;

	c.layout.format.kind = FORMAT_JSON;
	c.want_source = choice & 1;
	c.layout.encoding = choice & 2 ? "auto" : "UTF-8";
	for (size_t i = 0; r == 0 && fuzz_line(&pointers, &line); i++) {
		text = fuzz_string(line);
		if (i == 1 && choice & 8)
			r = total_sources_add(&c.layout.totals, line, &e);
		else if (i || !(choice & 4))
			r = json_layout_column(l, text, &e);
		else
			r = json_layout_rows(l, text, &e);
		if (r)
			fuzz_told(&e);
		free(text);
	}
	if (r == 0 && json_figures_take(&l->figures, &c.layout.totals, &e))
		fuzz_told(&e);
	if (r || l->names.n == 0) {
		clean_free(&c);
		return 0;
	}
	bills_read(&c, s);
	return 0;
}
