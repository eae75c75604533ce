/*
 * currency_rule: what holds for one currency ("CNY=0.05") or, without a name, for
 * all that have none of their own.
 */
#ifndef CURRENCY_RULE_H
#define CURRENCY_RULE_H

#include "base/err.h"
#include "base/span.h"

/*
 * Takes the currency and the "=" off text; one of no bytes where there is none.
 * -1 is ST_FAIL: what stands there is no code.
 */
int currency_rule_take(struct span *text, struct span *currency, struct err *e);

/*
 * Which of n rules, of size bytes each, holds for the currency; n for none. A
 * rule begins with the struct span of its currency. Of two for the same the last
 * one counts.
 */
size_t currency_rule_find(
    const void *rules, size_t n, size_t size, struct span currency);

#endif
