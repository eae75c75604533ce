#include "roll/leg_id.h"

#include "roll/leg.h"
#include "value/date.h"

static void
add_day(struct buf *b, int32_t day)
{
	char *date = buf_room(b, DATE_LEN + 2);

	date[0] = '\t';
	date_format(day, date + 1);
	b->len += DATE_LEN + 1;
}

int
leg_ids_give(
    struct leg_ids *ids, struct leg *l, uint64_t ordinal, struct err *e)
{
	struct amount count = { (int128)ordinal, 0 };
	struct buf *b = &ids->text;
	char digest[DIGEST_TEXT + 1];

	buf_clear(b);
	buf_add(b, l->line->key);
	buf_byte(b, '\t');
	buf_add(b, l->line->currency);
	buf_byte(b, '\t');
	buf_byte(b, l->side);
	buf_byte(b, '\t');
	b->len += amount_format(l->amount, buf_room(b, AMOUNT_TEXT_CAP));
	add_day(b, l->day);
	add_day(b, l->first);
	buf_byte(b, '\t');
	b->len += amount_format(count, buf_room(b, AMOUNT_TEXT_CAP));
	if (!ids->sum)
		ids->sum = digest_begin();
	digest_add(ids->sum, buf_span(b));
	if (digest_again(ids->sum, digest, e))
		return -1;
	memcpy(l->id, digest, LEG_ID);
	l->has_id = true;
	return 0;
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
