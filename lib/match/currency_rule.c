#include "match/currency_rule.h"

#include "stream/line/record.h"
#include "value/currency_sign.h"

int
currency_rule_take(struct span *text, struct span *currency, struct err *e)
{
	const char *eq = text->len ? memchr(text->p, '=', text->len) : NULL;

	*currency = (struct span){ 0 };
	if (!eq)
		return 0;
	currency->p = text->p;
	currency->len = (size_t)(eq - text->p);
	text->p = eq + 1;
	text->len -= currency->len + 1;
	*currency = currency_named(*currency);
	if (record_is_currency(*currency))
		return 0;
	return err_set(
	    e, ST_FAIL, "\"%s\" is not a currency code", excerpt(*currency).s);
}

size_t
currency_rule_find(
    const void *rules, size_t n, size_t size, struct span currency)
{
	size_t common = n;

	for (size_t i = n; i-- > 0;) {
		const struct span *of =
		    (const void *)((const char *)rules + i * size);

		if (of->len == 0)
			common = common == n ? i : common;
		else if (span_eq(*of, currency))
			return i;
	}
	return common;
}
