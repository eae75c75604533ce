/*
 * A bill of separated values: a byte chooses how it is read, then stand lines
 * of what an option would say (a letter, a blank, a value), a line "%%", and
 * the bill.
 */
#include "bills.h"

static int
set(struct clean *c, char what, struct span value, struct err *e)
{
	struct layout *l = &c->layout;

	switch (what) {
	case 'h':
		return names_parse(&l->header, value, e);
	case 'x':
		return names_parse(&l->expect, value, e);
	case 'c':
		return patterns_add(&l->comments, value, e);
	case 't':
		return patterns_add(&l->trailers, value, e);
	case 'f':
		return total_sources_add(&l->totals, value, e);
	case 'k':
		return rules_add(&c->rules, RULE_KEEP, value, e);
	case 'd':
		return rules_add(&c->rules, RULE_DROP, value, e);
	case 'r':
		return rules_add(&c->rules, RULE_REPLACE, value, e);
	case '=':
		return rules_add(&c->rules, RULE_SET, value, e);
	case '0':
		return rules_add(&c->rules, RULE_DEFAULT, value, e);
	case '/':
		return rules_add(&c->rules, RULE_SPLIT, value, e);
	case '-':
		return rules_add(&c->rules, RULE_NEGATE, value, e);
	case '+':
		return rules_add(&c->rules, RULE_CHECK, value, e);
	case 's':
		return names_parse(&c->rules.select, value, e);
	case 'n':
		return rules_rename(&c->rules, value, e);
	default:
		return 0;
	}
}

static void
choose(struct clean *c, unsigned choice)
{
	static const char *const encodings[] = { "UTF-8", "auto", "GB18030",
		"UTF-16" };
	struct layout *l = &c->layout;

	l->encoding = encodings[choice & 3];
	if (choice & 4)
		l->dialect.delimiter = SPAN("||");
	if (choice & 8)
		l->dialect.mark = SPAN("`");
	if (choice & 12)
		l->dialect.quote = -1;
	l->dialect.stray = choice & 16;
	l->pad = choice & 32;
	l->cut = choice & 64;
	c->want_source = choice & 128;
	l->again = choice & 16 ? AGAIN_SECTION : AGAIN_PAGE;
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n }, words, line;
	struct clean c = bills_begin();
	struct err e;

	choose(&c, fuzz_byte(&s));
	words = fuzz_part(&s);
	while (fuzz_line(&words, &line)) {
		struct span value = { line.p + 2, line.len - 2 };

		if (line.len < 2 || set(&c, line.p[0], value, &e) == 0)
			continue;
		fuzz_told(&e);
		clean_free(&c);
		return 0;
	}
	if (c.layout.header.n == 0)
		c.layout.again = AGAIN_ROW;
	bills_read(&c, s);
	return 0;
}
