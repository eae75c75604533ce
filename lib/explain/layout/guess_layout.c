#include "explain/layout/guess_layout.h"

#include "bill/sheet/sheet.h"
#include "explain/layout/guess_encoding.h"
#include "explain/layout/guess_sheet.h"
#include "io/foreign.h"
#include "io/packed/gunzip.h"
#include "text/encoding/transcode.h"
#include "io/packed/unpack.h"
#include "io/packed/archive.h"

enum { PIECE = 1 << 16, FIXED_MIN = 40 /* bytes of a record */ };

static int
read_all(
    struct guess_layout *s, struct input *in, struct buf *raw, struct err *e)
{
	int64_t n = 1;

	while (raw->len < GUESS_LAYOUT_MAX && n > 0) {
		n = input_read(in, buf_room(raw, PIECE), PIECE, e);
		if (n < 0)
			return -1;
		raw->len += (size_t)n;
	}
	s->is_part = n > 0;
	while (s->is_part && raw->len && raw->p[raw->len - 1] != '\n')
		raw->len--; /* no half line, no half character */
	if (raw->len)
		return 0;
	err_set(e, ST_DATA, s->is_part ? "has no line end" : "is empty");
	return err_at(e, in->name, 0);
}

static int
decode(struct guess_layout *s, struct span raw,
    const struct guess_layout_hints *h, struct err *e)
{
	if (!h->encoding) {
		s->encoding = guess_encoding_of(raw, &s->text, &s->doubt);
		return 0;
	}
	s->encoding = h->encoding;
	if (transcode_text(h->encoding, raw, &s->text))
		return 0;
	return err_set(e, ST_DATA, "is not %s", h->encoding);
}

static void
count_line_ends(struct guess_layout *s)
{
	struct span t = buf_span(&s->text);

	for (size_t i = 0; i < t.len; i++) {
		if (t.p[i] == '\n')
			(*(i && t.p[i - 1] == '\r' ? &s->crlf : &s->lf))++;
		else if (t.p[i] == '\r' &&
		    (i + 1 == t.len || t.p[i + 1] != '\n'))
			s->cr++;
	}
	s->unended = t.len && t.p[t.len - 1] != '\n' && t.p[t.len - 1] != '\r';
}

/* The number of cells most rows have, two or more, and how many do. */
static size_t
usual_cells(struct guess_layout *s, char delimiter, uint64_t *rows)
{
	static uint64_t seen[GUESS_CELLS_MAX + 1];
	struct span rest = buf_span(&s->text);
	size_t best = 0;

	memset(seen, 0, sizeof seen);
	s->cuts.delimiter = delimiter;
	while (guess_cells_row(&s->cuts, &rest)) {
		size_t n = s->cuts.n;

		if (n > 1 && (s->cuts.marked || !s->cuts.mark) &&
		    (++seen[n] > seen[best] || best == 0))
			best = n;
	}
	*rows = seen[best];
	return best;
}

/* "sep=;", which Excel writes before the header. */
static const char *
declared(struct guess_layout *s)
{
	struct span rest = buf_span(&s->text), line;

	if (!guess_cells_line(&rest, &line) || line.len != 5 ||
	    memcmp(line.p, "sep=", 4))
		return NULL;
	return line.p + 4;
}

static void
choose_delimiter(struct guess_layout *s, const char *hint)
{
	/* where two part all rows alike, the comma is a decimal mark */
	static const char candidates[] = { ';', '\t', '|', ',' };
	char best = hint ? *hint : ',';
	size_t n = hint ? 1 : sizeof candidates;

	for (size_t i = 0; i < n; i++) {
		char c = hint ? *hint : candidates[i];
		uint64_t rows;
		size_t cells = usual_cells(s, c, &rows);

		if (rows > s->rows || (rows == s->rows && cells > s->cells)) {
			s->rows = rows;
			s->cells = cells;
			best = c;
		}
	}
	s->cuts.delimiter = best;
	if (s->cells == 0)
		s->cells = 1;
}

/* A mark is one that most lines begin with. */
static char
find_mark(struct span rest)
{
	struct span line;
	size_t lines = 0, marked = 0;

	while (guess_cells_line(&rest, &line)) {
		lines += line.len != 0;
		marked += line.len && line.p[0] == '`';
	}
	return marked * 2 >= lines && marked ? '`' : '\0';
}

static bool
has_line(const struct guess_layout *s, struct span begins)
{
	struct span rest = buf_span(&s->text), line;

	while (guess_cells_line(&rest, &line))
		if (span_begins(line, begins))
			return true;
	return false;
}

/* The bytes all lines have, but for an empty one; 0 if they differ. */
static size_t
one_length(struct span rest)
{
	struct span line;
	size_t length = 0, lines = 0;

	while (guess_cells_line(&rest, &line)) {
		if (line.len == 0)
			continue;
		if (length && line.len != length)
			return 0;
		length = line.len;
		lines++;
	}
	return lines > 1 && length >= FIXED_MIN ? length : 0;
}

static enum format_kind
choose_format(const struct guess_layout *s)
{
	struct span t = span_trim(buf_span(&s->text));

	if (has_line(s, SPAN(":20:")) &&
	    (has_line(s, SPAN(":60")) || has_line(s, SPAN(":34F:"))))
		return FORMAT_MT940;
	if (span_begins(t, SPAN("01,")) && has_line(s, SPAN("99,")))
		return FORMAT_BAI2;
	if (span_begins(t, SPAN("<")))
		return FORMAT_CAMT;
	if (foreign_is_json(t))
		return FORMAT_JSON;
	return s->record_length && s->cells == 1 ? FORMAT_FIXED : FORMAT_CSV;
}

/* Text that is none of the formats there are. XML may be CAMT, and JSON have
 * rows. */
static int
refuse_text(const struct input *in, struct span raw, struct err *e)
{
	const char *what = foreign_name(raw, true);

	if (!what || foreign_is_json(raw) ||
	    span_begins(span_trim(raw), SPAN("<?xml")))
		return 0;
	err_set(e, ST_DATA, "is %s", what);
	return err_at(e, in->name, 0);
}

/* The lines of a sheet, which are text already. */
static int
look_at_sheet(struct guess_layout *s, struct input *in,
    const struct guess_layout_hints *h, struct err *e)
{
	s->kind = FORMAT_XLSX;
	s->sheet = h->sheet;
	s->encoding = "UTF-8";
	if (!sheet_cover(in, h->sheet, h->entry, e))
		return -1;
	return read_all(s, in, &s->text, e);
}

static int
look(struct guess_layout *s, struct input *in,
    const struct guess_layout_hints *h, struct err *e)
{
	struct buf raw = { 0 };
	struct span head;
	int r;

	if (input_peek(in, 4, &head, e))
		return -1;
	s->packed = gunzip_is(head) ? "gzip" : archive_is(head) ? "zip" : NULL;
	if (unpack_cover(in, h->entry, e) || foreign_refuse(in, false, e))
		return -1;
	r = read_all(s, in, &raw, e);
	if (r == 0)
		r = refuse_text(in, buf_span(&raw), e);
	if (r == 0) {
		s->record_length = one_length(buf_span(&raw));
		r = decode(s, buf_span(&raw), h, e);
		if (r)
			err_at(e, in->name, 0);
	}
	buf_free(&raw);
	return r;
}

/* Where rows and columns are, in text of lines. */
static void
look_at_lines(struct guess_layout *s, const char *delimiter)
{
	count_line_ends(s);
	if (s->kind == FORMAT_CSV)
		s->cuts.mark = find_mark(buf_span(&s->text));
	choose_delimiter(s, delimiter ? delimiter : declared(s));
	if (s->kind == FORMAT_CSV)
		s->kind = choose_format(s);
	if (format_has_lines(s->kind))
		guess_layout_lines(s);
}

static int
look_at_json(struct guess_layout *s, const char *name, struct err *e)
{
	guess_json_find(&s->json, buf_span(&s->text));
	if (s->json.lines.len)
		return 0;
	err_set(e, ST_DATA,
	    "is JSON, and no list of objects with amounts is found in it: see "
	    "recon-clean(1), --rows and --column");
	return err_at(e, name, 0);
}

int
guess_layout_file(struct guess_layout *s, const char *name,
    const struct guess_layout_hints *h, struct err *e)
{
	struct input in;
	int r;

	*s = (struct guess_layout){ 0 };
	if (input_open(&in, name, e))
		return -1;
	r = in.size < 0                      ? err_set(e, ST_FAIL,
						   "%s: cannot be read more than "
									"once: make a file of it",
						   name)
	    : guess_sheet_is(name, h->entry) ? look_at_sheet(s, &in, h, e)
					     : look(s, &in, h, e);
	input_close(&in);
	if (r)
		return -1;
	look_at_lines(s, s->kind == FORMAT_XLSX ? "," : h->delimiter);
	return s->kind == FORMAT_JSON ? look_at_json(s, name, e) : 0;
}

void
guess_layout_free(struct guess_layout *s)
{
	buf_free(&s->text);
	names_free(&s->header);
	guess_json_free(&s->json);
}
