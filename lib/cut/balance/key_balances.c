#include "cut/balance/key_balances.h"

#include <stdlib.h>

#include "base/mem.h"
#include "stream/line/carried_fields.h"

void
key_balances_begin(struct key_balances *k)
{
	k->n = 0;
}

static struct key_balance *
find(struct key_balances *k, const struct record *r)
{
	struct key_balance *b;
	struct buf room = { 0 };

	for (size_t i = 0; i < k->n; i++) {
		b = &k->list[i];
		if (span_eq((struct span){ b->currency, b->len }, r->currency))
			return b;
	}
	k->list = mem_grow(k->list, &k->cap, k->n + 1, sizeof *k->list);
	b = &k->list[k->n++];
	if (k->made < k->n)
		k->made = k->n;
	else
		room = b->carried;
	*b = (struct key_balance){ .len = r->currency.len,
		.side = r->side,
		.opened_day = KEY_BALANCE_NO_DAY,
		.first = KEY_BALANCE_NO_DAY,
		.last = KEY_BALANCE_NO_DAY,
		.amount = { 0, r->amount.scale },
		.carried = room };
	memcpy(b->currency, r->currency.p, r->currency.len);
	buf_clear(&b->carried);
	return b;
}

static int
open_balance(struct key_balance *b, const struct record *r, struct err *e)
{
	if (b->opened)
		return err_set(e, ST_DATA,
		    "key \"%s\": has a second opening balance in %.*s",
		    excerpt(r->key).s, (int)r->currency.len, r->currency.p);
	b->opened = true;
	date_parse(r->date, &b->opened_day);
	if (r->count > 1) /* it was made of several, which is of no matter */
		carried_first(&b->carried, r->carried);
	else
		buf_add(&b->carried, r->carried);
	return 0;
}

static void
note_day(struct key_balance *b, const struct record *r)
{
	int32_t day;

	if (!date_parse(r->date, &day))
		return;
	if (b->first == KEY_BALANCE_NO_DAY || day < b->first)
		b->first = day;
	if (day > b->last)
		b->last = day;
}

int
key_balances_add(
    struct key_balances *k, const struct record *r, bool opens, struct err *e)
{
	struct key_balance *b = find(k, r);

	if (r->side != b->side)
		return err_set(e, ST_DATA,
		    "key \"%s\": its balance in %.*s is of side %c, not %c",
		    excerpt(r->key).s, (int)r->currency.len, r->currency.p,
		    b->side, r->side);
	if (!opens)
		note_day(b, r);
	else if (open_balance(b, r, e))
		return -1;
	if (amount_add(b->amount, r->amount, &b->amount) == AMOUNT_OK)
		return 0;
	return err_set(e, ST_DATA, "key \"%s\": the balance is too large",
	    excerpt(r->key).s);
}

/* An opening balance has all of its day and of those before. */
static int
check_days(const struct key_balance *b, struct span account, int32_t day,
    struct err *e)
{
	char of[DATE_LEN + 1], closes[DATE_LEN + 1];

	date_format(day, closes);
	if (b->opened_day >= day) {
		date_format(b->opened_day, of);
		return err_set(e, ST_DATA,
		    "key \"%s\": the opening balance is of %s, and is to be "
		    "closed with %s",
		    excerpt(account).s, of, closes);
	}
	if (b->first != KEY_BALANCE_NO_DAY && b->first <= b->opened_day) {
		char first[DATE_LEN + 1];

		date_format(b->opened_day, of);
		date_format(b->first, first);
		return err_set(e, ST_DATA,
		    "key \"%s\": a posting is of %s, which the opening balance "
		    "of %s has already",
		    excerpt(account).s, first, of);
	}
	if (b->last <= day)
		return 0;
	date_format(b->last, of);
	return err_set(e, ST_DATA,
	    "key \"%s\": a posting is of %s, and the balance of %s",
	    excerpt(account).s, of, closes);
}

int
key_balances_close(struct key_balances *k, struct span account, int32_t day,
    struct closing_out *out, struct err *e)
{
	for (size_t i = 0; i < k->n; i++) {
		const struct key_balance *b = &k->list[i];
		const struct closing c = { account, { b->currency, b->len },
			b->side, b->amount, buf_span(&b->carried) };

		if (check_days(b, account, day, e) ||
		    closing_out_add(out, &c, e))
			return -1;
	}
	closing_out_flush(out);
	return 0;
}

void
key_balances_free(struct key_balances *k)
{
	for (size_t i = 0; i < k->made; i++)
		buf_free(&k->list[i].carried);
	free(k->list);
	*k = (struct key_balances){ 0 };
}
