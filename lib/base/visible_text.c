#include "base/visible_text.h"

#include "base/visible.h"

static void
add(struct buf *b, struct span s, bool lines)
{
	while (s.len) {
		bool shown;
		size_t n = visible_next(s, &shown);
		struct span c = { s.p, n };

		if (shown || (lines && (*s.p == '\n' || *s.p == '\t'))) {
			buf_add(b, c);
		} else {
			visible_escape(buf_room(b, 4 * n), c);
			b->len += 4 * n;
		}
		s = (struct span){ s.p + n, s.len - n };
	}
}

void
visible_add(struct buf *b, struct span s)
{
	add(b, s, false);
}

void
visible_add_lines(struct buf *b, struct span s)
{
	add(b, s, true);
}
