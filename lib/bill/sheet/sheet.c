#include "bill/sheet/sheet.h"

#include <stdlib.h>

#include "base/mem.h"
#include "bill/sheet/sheet_cells.h"
#include "bill/sheet/sheet_parts.h"
#include "io/foreign.h"
#include "io/xml/sax.h"
#include "io/packed/unzip.h"

enum { PIECE = 1 << 13 }; /* bytes of the sheet's XML fed at once */

struct sheet {
	struct input_layer layer;
	struct archive *archive;  /* owned */
	struct input part;        /* owned: the sheet's XML */
	struct sax sax;           /* owned */
	struct sheet_cells cells; /* owned */
	size_t out_pos;           /* of cells.out: handed out */
	bool ended;
};

/* Reads one of the small parts, if it is there. */
static int
read_part(struct sheet *s, size_t entry,
    int (*read)(void *, struct input *, struct err *), void *to, struct err *e)
{
	struct input in = ARCHIVE_NOWHERE;

	if (entry == s->archive->n)
		return 0;
	if (archive_cover(&in, s->archive, entry, false, e))
		return -1;
	return read(to, &in, e);
}

static int
read_strings(void *to, struct input *in, struct err *e)
{
	return sheet_strings_read(to, in, e);
}

static int
read_styles(void *to, struct input *in, struct err *e)
{
	return sheet_styles_read(to, in, e);
}

/* The archive, which may be an entry of another one. */
static struct archive *
open_archive(struct input *in, const char *entry, struct err *e)
{
	struct archive *a;
	struct span head;

	if (input_peek(in, INPUT_PEEK_MAX, &head, e) ||
	    foreign_refuse(in, false, e))
		return NULL;
	if (!archive_is(head)) {
		err_set(e, ST_DATA, "is no .xlsx spreadsheet");
		err_at(e, in->name, 0);
		return NULL;
	}
	a = archive_open(in, e);
	if (!a || sheet_parts_is(a))
		return a;
	if (unzip_cover_of(in, a, entry, e))
		return NULL;
	return archive_open(in, e);
}

static int
open_parts(struct sheet *s, const char *which, struct err *e)
{
	struct sheet_parts parts;

	if (sheet_parts_find(&parts, s->archive, which, e) ||
	    read_part(s, parts.strings, read_strings, &s->cells.strings, e) ||
	    read_part(s, parts.styles, read_styles, &s->cells.styles, e))
		return -1;
	s->cells.from_1904 = parts.from_1904;
	s->cells.reckon = parts.reckon;
	s->part = ARCHIVE_NOWHERE;
	if (archive_cover(&s->part, s->archive, parts.sheet, false, e))
		return -1;
	s->cells.name = s->archive->name;
	return sax_open(
	    &s->sax, s->part.name, &sheet_cells_calls, &s->cells, e);
}

static int
feed(struct sheet *s, struct err *e)
{
	char piece[PIECE];
	int64_t n = input_read(&s->part, piece, sizeof piece, e);

	if (n < 0)
		return -1;
	s->ended = n == 0;
	return sax_feed(
	    &s->sax, (struct span){ piece, (size_t)n }, s->ended, e);
}

static int64_t
read_sheet(struct input_layer *layer, struct input *in, char *p, size_t cap,
    struct err *e)
{
	struct sheet *s = (struct sheet *)layer;
	struct buf *out = &s->cells.out;
	size_t n;

	(void)in;
	while (s->out_pos == out->len) {
		buf_clear(out);
		s->out_pos = 0;
		if (s->ended)
			return 0;
		if (feed(s, e))
			return -1;
	}
	n = out->len - s->out_pos;
	if (n > cap)
		n = cap;
	memcpy(p, out->p + s->out_pos, n);
	s->out_pos += n;
	return (int64_t)n;
}

static void
close_layer(struct input_layer *layer)
{
	struct sheet *s = (struct sheet *)layer;

	sax_close(&s->sax);
	input_close(&s->part);
	archive_close(s->archive);
	sheet_cells_free(&s->cells);
	free(s);
}

struct sheet *
sheet_cover(
    struct input *in, const char *which, const char *entry, struct err *e)
{
	struct archive *a = open_archive(in, entry, e);
	struct sheet *s;

	if (!a)
		return NULL;
	s = mem_zeroed(1, sizeof *s);
	s->layer =
	    (struct input_layer){ .read = read_sheet, .close = close_layer };
	s->archive = a;
	s->part = ARCHIVE_NOWHERE;
	if (open_parts(s, which, e)) {
		close_layer(&s->layer);
		return NULL;
	}
	input_cover(in, &s->layer);
	return s;
}

int
sheet_bad(struct sheet *s, uint64_t row, struct err *e)
{
	return sheet_bad_rows_ask(&s->cells.bad, row, e);
}

bool
sheet_has_bad(const struct sheet *s)
{
	return sheet_bad_rows_wait(&s->cells.bad);
}
