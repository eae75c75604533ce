#include "bill/rows/where_lines_went.h"

void
where_lines_went(struct buf *b, const struct lines_went *list, size_t n)
{
	const char *sign = ": ";

	for (size_t i = 0; i < n; i++) {
		const struct lines_went *w = &list[i];

		if (w->n == 0)
			continue;
		buf_printf(b, "%s%ju %s", sign, (uintmax_t)w->n,
		    w->n == 1 || !w->many ? w->one : w->many);
		sign = ", ";
	}
}
