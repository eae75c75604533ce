#include "roll/legs/leg_id.h"

#include "value/currency.h"

/* Most legs have the day of the one before. */
static struct span
text_of(struct leg_ids_day *d, int32_t day)
{
	if (!*d->text || d->day != day)
		date_format(d->day = day, d->text);
	return (struct span){ d->text, DATE_LEN };
}

static char *
put_field(char *to, struct span s)
{
	*to++ = '\t';
	return span_put(to, s);
}

/* What the id is a digest of. */
static void
describe(struct leg_ids *ids, const struct leg_nature *l)
{
	enum { FIXED = CURRENCY_MAX + 2 * AMOUNT_TEXT_CAP + 2 * DATE_LEN + 9 };
	struct amount ordinal = { (int128)l->ordinal, 0 };
	char *to;

	buf_clear(&ids->text);
	to = buf_room(&ids->text, l->key.len + FIXED);
	to = span_put(to, l->key);
	to = put_field(to, l->currency);
	to = put_field(to, (struct span){ &l->side, 1 });
	*to++ = '\t';
	to += amount_format(l->amount, to);
	to = put_field(to, text_of(&ids->date, l->day));
	to = put_field(to, text_of(&ids->first, l->first));
	*to++ = '\t';
	if (l->amends)
		*to++ = 'a';
	if (l->ordinal > 9)
		to += amount_format(ordinal, to);
	else
		*to++ = (char)('0' + l->ordinal); /* as nearly always */
	ids->text.len = (size_t)(to - ids->text.p);
}

void
leg_ids_make(struct leg_ids *ids, const struct leg_nature *l, char id[LEG_ID])
{
	describe(ids, l);
	if (!ids->sum)
		ids->sum = digest_begin();
	digest_add(ids->sum, buf_span(&ids->text));
	digest_again(ids->sum, id, LEG_ID);
}

bool
leg_id_is(struct span s)
{
	size_t n = 0;

	while (n < s.len && s.p[n] && strchr("0123456789abcdef", s.p[n]))
		n++;
	return n == s.len && n == LEG_ID;
}

void
leg_ids_free(struct leg_ids *ids)
{
	if (ids->sum)
		digest_drop(ids->sum);
	buf_free(&ids->text);
	*ids = (struct leg_ids){ 0 };
}
