#include "report/sheet/cell_text.h"

#include "base/visible.h"
#include "base/visible_text.h"

const char *
cell_text(struct buf *b, struct span text, bool *cut)
{
	size_t units = 0, n = 0;

	buf_clear(b);
	visible_add(b, text);
	while (n < b->len) {
		bool shown;
		size_t len =
		    visible_next((struct span){ b->p + n, b->len - n }, &shown);

		units += len == 4 ? 2 : 1;
		if (units > CELL_TEXT_MAX)
			break;
		n += len;
	}
	*cut = n < b->len;
	b->len = n;
	buf_byte(b, '\0');
	return b->p;
}
