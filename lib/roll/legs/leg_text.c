#include "roll/legs/leg_text.h"

#include <inttypes.h>

#include "value/time/date.h"

enum leg_whose
leg_whose(struct span field)
{
	return span_begins(field, SPAN("l.")) ? LEG_OF_LEFT
	    : span_begins(field, SPAN("r."))  ? LEG_OF_RIGHT
					      : LEG_OF_BOTH;
}

void
leg_put_field(struct buf *b, struct span field)
{
	buf_byte(b, '\t');
	buf_add(b, field);
}

void
leg_put_named(struct buf *b, const char *name, struct span value)
{
	buf_byte(b, '\t');
	buf_str(b, name);
	buf_add(b, value);
}

void
leg_put_day(struct buf *b, const char *name, int32_t day)
{
	char date[DATE_LEN + 1];

	date_format(day, date);
	leg_put_named(b, name, (struct span){ date, DATE_LEN });
}

void
leg_put_dates(struct buf *b, int32_t left, int32_t right)
{
	if (left == right)
		return;
	leg_put_day(b, "l.date=", left);
	leg_put_day(b, "r.date=", right);
}

void
leg_put_counts(struct buf *b, struct leg *const *legs, size_t n)
{
	uint64_t left = 0, right = 0;
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		any |= legs[i]->has_count;
		*(legs[i]->side == 'L' ? &left : &right) += legs[i]->count;
	}
	if (any)
		buf_printf(b, "\tln=%" PRIu64 "\trn=%" PRIu64, left, right);
}
