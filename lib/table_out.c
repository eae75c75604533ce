#include "table_out.h"

#include "tsv.h"

enum { ESCAPED_MAX = 4 }; /* bytes one byte may become */

static void
put_escaped(struct stream_out *s, const struct span *cells, size_t n)
{
	struct buf b = { .cap = 2 * n + ESCAPED_MAX };

	for (size_t i = 0; i < n; i++)
		b.cap += ESCAPED_MAX * cells[i].len;
	/* the output's own room: b never has to grow */
	b.p = output_room(&s->out, b.cap);
	for (size_t i = 0; i < n; i++) {
		struct span cell = cells[i];

		if (i)
			buf_byte(&b, '\t');
		if (cell.len == 0)
			buf_str(&b, TSV_NONE);
		if (i == 0 && cell.len && *cell.p == '#') {
			/* the line would be a comment */
			buf_str(&b, "\\x23");
			cell = (struct span){ cell.p + 1, cell.len - 1 };
		}
		tsv_escape(&b, cell);
	}
	buf_byte(&b, '\n');
	output_took(&s->out, b.len);
}

void
table_put_names(struct stream_out *s, const struct span *names, size_t n)
{
	put_escaped(s, names, n);
}

/* Whole blocks: most cells are one. Both sides have ROW_SLACK to spare. */
static inline void
copy(char *to, struct span s)
{
	if (s.len <= 4 * ROW_SLACK) {
		for (size_t i = 0; i < s.len; i += ROW_SLACK)
			memcpy(to + i, s.p + i, ROW_SLACK);
	} else {
		memcpy(to, s.p, s.len);
	}
}

static void
put_plain(struct stream_out *s, const struct span *cells, size_t n)
{
	size_t room = 2 * n + ROW_SLACK;
	char *to, *start;

	for (size_t i = 0; i < n; i++)
		room += cells[i].len;
	start = to = output_room(&s->out, room);
	for (size_t i = 0; i < n; i++) {
		if (cells[i].len) {
			copy(to, cells[i]);
			to += cells[i].len;
		} else {
			*to++ = '-';
		}
		*to++ = '\t';
	}
	to[-1] = '\n';
	output_took(&s->out, (size_t)(to - start));
}

void
table_put_row(struct stream_out *s, const struct span *cells, size_t n,
    bool odd)
{
	s->total.records++;
	if (odd || (cells[0].len && cells[0].p[0] == '#'))
		put_escaped(s, cells, n);
	else
		put_plain(s, cells, n);
}
