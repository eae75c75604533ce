#include "cut/split/split_seals.h"

#include <stdlib.h>

bool
split_seals_has(const struct split_seals *s, int32_t date)
{
	size_t from = 0, to = s->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (s->dates[mid] == date)
			return true;
		if (s->dates[mid] < date)
			from = mid + 1;
		else
			to = mid;
	}
	return false;
}

enum split_standing
split_seals_standing(
    const struct split_seals *s, const struct cut_book *book, int32_t date)
{
	if (date < book->first)
		return SPLIT_BEFORE;
	if (split_seals_has(s, date))
		return SPLIT_SEALED;
	if (date == s->open)
		return SPLIT_OPEN;
	return date <= s->next ? SPLIT_NEXT : SPLIT_AHEAD;
}

void
split_seals_free(struct split_seals *s)
{
	free(s->dates);
	*s = (struct split_seals){ 0 };
}
