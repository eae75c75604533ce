#include "stream/table_out.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/tsv.h"

enum { ESCAPED_MAX = 4 }; /* bytes one byte may become */

static void
put_escaped(struct stream_out *s, const struct span *cells, const size_t *order,
    size_t n)
{
	struct buf b = { .cap = 2 * n + ESCAPED_MAX };

	for (size_t i = 0; i < n; i++)
		b.cap += ESCAPED_MAX * cells[order[i]].len;
	/* b's bytes are room of the output, enough that b never grows */
	b.p = output_room(&s->out, b.cap);
	for (size_t i = 0; i < n; i++) {
		struct span cell = cells[order[i]];

		if (i)
			b.p[b.len++] = '\t';
		if (cell.len == 0)
			buf_str(&b, TSV_NONE);
		if (i == 0 && cell.len && *cell.p == '#') {
			buf_str(&b, "\\x23");
			cell = (struct span){ cell.p + 1, cell.len - 1 };
		}
		tsv_escape(&b, cell);
	}
	b.p[b.len++] = '\n';
	stream_took(s, b.len);
}

void
table_put_names(struct stream_out *s, const struct span *names, size_t n)
{
	size_t *order = mem_alloc(n * sizeof *order);

	for (size_t i = 0; i < n; i++)
		order[i] = i;
	put_escaped(s, names, order, n);
	free(order);
}

/* Bytes that n cells take where each is one block, and one block more. */
static inline size_t
room_for(size_t n)
{
	return n * (ROW_SLACK + 1) + ROW_SLACK;
}

/*
 * Writes the cells and the LF; returns what is behind it. Cells are copied in
 * whole blocks, and most are no longer than one. Up to stop there is room for
 * one block a cell; NULL where longer cells need more.
 */
static inline char *
put_cells(char *to, const char *stop, const struct span *cells,
    const size_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct span cell = cells[order[i]];

		memcpy(to, cell.p, ROW_SLACK);
		if (cell.len > ROW_SLACK) {
			if ((size_t)(stop - to) < cell.len + room_for(n - i))
				return NULL;
			for (size_t j = ROW_SLACK; j < cell.len; j += ROW_SLACK)
				memcpy(to + j, cell.p + j, ROW_SLACK);
		}
		to[cell.len] = '-'; /* stays where the cell is empty */
		to += cell.len + (cell.len == 0);
		*to++ = '\t';
	}
	to[-1] = '\n';
	return to;
}

static inline void
put_plain(struct stream_out *s, const struct span *cells, const size_t *order,
    size_t n)
{
	struct output *o = &s->out;
	size_t room = room_for(n);
	char *to = output_room(o, room);
	char *end = put_cells(to, o->buf + o->cap, cells, order, n);

	if (!end) {
		for (size_t i = 0; i < n; i++)
			room += cells[order[i]].len;
		to = output_room(o, room);
		end = put_cells(to, o->buf + o->cap, cells, order, n);
	}
	stream_took(s, (size_t)(end - to));
}

static void
put_row(struct stream_out *s, const struct span *cells, const size_t *order,
    size_t n, bool odd)
{
	const struct span *first = &cells[*order];

	/* a line that begins with "#" would be a comment */
	if (odd || (first->p[0] == '#' && first->len))
		put_escaped(s, cells, order, n);
	else
		put_plain(s, cells, order, n);
}

void
table_put_row(struct stream_out *s, const struct span *cells,
    const size_t *order, size_t n, bool odd)
{
	s->total.records++;
	put_row(s, cells, order, n, odd);
}

/*
 * Writes rows, as many as can be noted together, up to the first that is not
 * plain or for which the output has no room; returns how many. Not inlined, so
 * that the loop's variables stay in registers.
 */
static size_t __attribute__((noinline)) put_lot(struct stream_out *s,
    const struct row *rows, size_t n_rows, const size_t *order, size_t n)
{
	const size_t most = n_rows < LINE_BATCH_MAX ? n_rows : LINE_BATCH_MAX;
	const struct row *row = rows, *last = rows + most;
	size_t *len = stream_lens(s, most);
	struct output *o = &s->out;
	char *const stop = o->buf + o->cap, *to = o->buf + o->len;
	const size_t room = room_for(n);

	for (; row < last; row++) {
		char *end;

		if (row->odd || (size_t)(stop - to) < room)
			break;
		end = put_cells(to, stop, row->cells, order, n);
		if (!end || *to == '#')
			break;
		*len++ = (size_t)(end - to) - 1;
		to = end;
	}
	stream_took_lines(
	    s, (size_t)(row - rows), (size_t)(to - o->buf) - o->len);
	return (size_t)(row - rows);
}

void
table_put_rows(struct stream_out *s, const struct row *rows, size_t n_rows,
    const size_t *order, size_t n)
{
	const struct row *end = rows + n_rows;

	s->total.records += n_rows;
	while (rows < end) {
		size_t got = put_lot(s, rows, (size_t)(end - rows), order, n);

		/* where the first is not plain, the others hardly are */
		rows += got;
		for (bool more = true; more && rows < end; rows++) {
			put_row(s, rows->cells, order, n, rows->odd);
			more = got == 0;
		}
	}
}
