#include "notify/data/link.h"

#include <stdlib.h>

#include "base/mem.h"

static bool
is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c && strchr("-._~", c));
}

void
link_encode(struct buf *b, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (is_unreserved(s.p[i]))
			buf_byte(b, s.p[i]);
		else
			buf_printf(b, "%%%02X", (unsigned char)s.p[i]);
}

static void
add_piece(struct link *l, struct link_piece piece)
{
	l->pieces = mem_grow(l->pieces, &l->cap, l->n + 1, sizeof *l->pieces);
	l->pieces[l->n++] = piece;
}

static int
add_name(struct link *l, struct span before, struct span name,
    const struct span words[2], struct line_cells *cells, struct err *e)
{
	struct link_piece piece = { .text = before };

	if (name.len == 0 || memchr(name.p, '{', name.len))
		return err_set(e, ST_FAIL, "\"{%s}\" is no name; {key} is one",
		    excerpt(name).s);
	if (span_eq(name, SPAN("book")))
		piece.word = words[0];
	else if (span_eq(name, SPAN("day")))
		piece.word = words[1];
	else
		piece.cell = line_cells_name(cells, name);
	add_piece(l, piece);
	return 0;
}

int
link_parse(struct link *l, const char *text, struct span book, struct span day,
    struct line_cells *cells, struct err *e)
{
	const struct span words[2] = { book, day };

	for (;;) {
		size_t n = strcspn(text, "{}");
		struct span before = { text, n };
		const char *end;

		if (!text[n]) {
			add_piece(l,
			    (struct link_piece){
				.text = before, .ends = true });
			return 0;
		}
		end = strchr(text + n, '}');
		if (text[n] == '}' || !end)
			return err_set(e, ST_FAIL,
			    "a brace without its other in \"%s\"",
			    excerpt(span_str(text)).s);
		if (add_name(l, before,
			(struct span){
			    text + n + 1, (size_t)(end - text) - n - 1 },
			words, cells, e))
			return -1;
		text = end + 1;
	}
}

void
link_put(const struct link *l, const struct line_cells *cells, struct buf *b)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct link_piece *piece = &l->pieces[i];

		buf_add(b, piece->text);
		if (piece->ends)
			continue;
		if (piece->word.p)
			link_encode(b, piece->word);
		else if (cells)
			link_encode(b, cells->cells[piece->cell]);
	}
}

void
link_free(struct link *l)
{
	free(l->pieces);
	*l = (struct link){ 0 };
}
