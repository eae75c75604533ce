#include "rule/condition_state.h"

#include "value/time/date.h"

bool
condition_number(struct span s, struct amount *a)
{
	bool negative;

	s = span_trim(s);
	negative = s.len && *s.p == '-';
	if (s.len && (*s.p == '-' || *s.p == '+')) {
		s.p++;
		s.len--;
	}
	while (s.len > 1 && *s.p == '0' && s.p[1] >= '0' && s.p[1] <= '9') {
		s.p++;
		s.len--;
	}
	if (s.len == 0 || *s.p == '-' || amount_parse(s, a) != AMOUNT_OK)
		return false;
	if (negative)
		*a = amount_neg(*a);
	return true;
}

bool
condition_begins_date(struct span s)
{
	int32_t day;

	return s.len >= DATE_LEN &&
	    date_parse((struct span){ s.p, DATE_LEN }, &day);
}
