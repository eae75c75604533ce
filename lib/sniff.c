#include "sniff.h"

#include <stdlib.h>

#include "gunzip.h"
#include "transcode.h"
#include "unpack.h"
#include "unzip.h"
#include "utf8.h"

enum { PIECE = 1 << 16, CELLS_MAX = 1024 };

static const char candidates[] = { ',', ';', '\t', '|' };

static int
read_all(struct sniff *s, struct input *in, struct buf *raw, struct err *e)
{
	int64_t n = 1;

	while (raw->len < SNIFF_MAX && n > 0) {
		n = input_read(in, buf_room(raw, PIECE), PIECE, e);
		if (n < 0)
			return -1;
		raw->len += (size_t)n;
	}
	s->is_part = n > 0;
	if (raw->len)
		return 0;
	err_set(e, ST_DATA, "is empty");
	return err_at(e, in->name, 0);
}

/* The encodings that are tried, in this order. */
static void
decode_as(struct sniff *s, struct span raw)
{
	static const char *const tried[] = { "GB18030", "WINDOWS-1252" };
	bool cut;
	size_t good;

	if (span_begins(raw, SPAN("\xff\xfe")) ||
	    span_begins(raw, SPAN("\xfe\xff"))) {
		s->encoding = "UTF-16";
		if (transcode_text("UTF-16", raw, &s->text))
			return;
	}
	good = utf8_valid(raw, &cut);
	if (good == raw.len || (cut && s->is_part)) {
		s->encoding = "UTF-8";
		if (span_begins(raw, SPAN("\xef\xbb\xbf"))) {
			raw.p += 3;
			raw.len -= 3;
		}
		buf_add(&s->text, raw);
		return;
	}
	for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
		s->encoding = tried[i];
		if (transcode_text(tried[i], raw, &s->text))
			return;
	}
	s->encoding = "ISO-8859-1"; /* in which every byte is something */
	transcode_text("ISO-8859-1", raw, &s->text);
}

/* The line at the beginning of *rest, which moves past it. */
static bool
next_line(struct span *rest, struct span *line)
{
	size_t n = 0, skip;

	if (rest->len == 0)
		return false;
	while (n < rest->len && rest->p[n] != '\n' && rest->p[n] != '\r')
		n++;
	*line = (struct span){ rest->p, n };
	skip = n < rest->len;
	if (skip && rest->p[n] == '\r' && n + 1 < rest->len &&
	    rest->p[n + 1] == '\n')
		skip = 2;
	rest->p += n + skip;
	rest->len -= n + skip;
	return true;
}

static void
count_line_ends(struct sniff *s)
{
	struct span t = buf_span(&s->text);

	for (size_t i = 0; i < t.len; i++) {
		if (t.p[i] == '\n')
			(*(i && t.p[i - 1] == '\r' ? &s->crlf : &s->lf))++;
		else if (t.p[i] == '\r' && (i + 1 == t.len ||
		    t.p[i + 1] != '\n'))
			s->cr++;
	}
	s->unended = t.len && t.p[t.len - 1] != '\n' &&
	    t.p[t.len - 1] != '\r';
}

/* The cells of a line; delimiters within quotes do not count. */
static size_t
count_cells(struct span line, char delimiter, bool marked)
{
	size_t n = 1;
	bool quoted = false;

	for (size_t i = 0; i < line.len; i++) {
		if (line.p[i] == '"' && !marked)
			quoted = !quoted;
		else if (line.p[i] == delimiter && !quoted && (!marked ||
		    (i + 1 < line.len && line.p[i + 1] == '`')))
			n++;
	}
	return n;
}

/* The number of cells most lines have, two or more, and how many do. */
static size_t
usual_cells(const struct sniff *s, char delimiter, size_t *lines)
{
	static size_t seen[CELLS_MAX];
	struct span rest = buf_span(&s->text), line;
	size_t best = 0;

	memset(seen, 0, sizeof seen);
	while (next_line(&rest, &line)) {
		size_t n = count_cells(line, delimiter, s->marked);

		if (n < 2 || n >= CELLS_MAX || (s->marked &&
		    line.p[0] != '`'))
			continue;
		if (++seen[n] > seen[best] || best == 0)
			best = n;
	}
	*lines = best ? seen[best] : 0;
	return best;
}

static size_t
choose_delimiter(struct sniff *s)
{
	size_t most = 0, cells = 0;

	strcpy(s->delimiter, ",");
	for (size_t i = 0; i < sizeof candidates; i++) {
		size_t lines, n = usual_cells(s, candidates[i], &lines);

		if (lines > most || (lines == most && n > cells)) {
			most = lines;
			cells = n;
			s->delimiter[0] = candidates[i];
		}
	}
	return cells;
}

/* The cells of a header line, without quotes and blanks around them. */
static void
take_names(struct sniff *s, struct span line)
{
	names_free(&s->header);
	for (;;) {
		bool quoted = false;
		size_t n = 0;
		struct span cell;

		while (n < line.len && (quoted ||
		    line.p[n] != s->delimiter[0]))
			quoted ^= line.p[n++] == '"';
		cell = span_trim((struct span){ line.p, n });
		if (cell.len > 1 && cell.p[0] == '"' &&
		    cell.p[cell.len - 1] == '"')
			cell = span_trim((struct span){ cell.p + 1,
			    cell.len - 2 });
		names_add(&s->header, cell);
		if (n == line.len)
			return;
		line.p += n + 1;
		line.len -= n + 1;
	}
}

static size_t
count_filled(const struct names *cells)
{
	size_t n = 0;

	for (size_t i = 0; i < cells->n; i++)
		n += cells->list[i].len != 0;
	return n;
}

/* Names do not begin like numbers, and most columns have one. */
static bool
looks_like_header(const struct names *cells)
{
	size_t filled = count_filled(cells);

	for (size_t i = 0; i < cells->n; i++) {
		struct span c = cells->list[i];

		if (c.len && strchr("0123456789-+.`", c.p[0]))
			return false;
	}
	return filled >= 2 && filled * 3 >= cells->n * 2;
}

/* What stands before a header may be filled up with delimiters. */
static bool
looks_like_row(const struct names *cells)
{
	return count_filled(cells) * 2 >= cells->n;
}

/* Finds header, rows and trailer among the lines. */
static void
find_lines(struct sniff *s, size_t cells)
{
	struct span rest = buf_span(&s->text), line;
	uint64_t number = 0;

	while (next_line(&rest, &line)) {
		size_t n = count_cells(line, s->delimiter[0], s->marked);
		size_t plain = count_cells(line, s->delimiter[0], false);
		bool row = n == cells && (!s->marked || line.p[0] == '`');

		number++;
		if (!s->header_line && (row || plain == cells ||
		    plain + 1 == cells)) {
			take_names(s, line);
			s->has_header = looks_like_header(&s->header);
			if (s->has_header || (row &&
			    looks_like_row(&s->header)))
				s->header_line = number;
			s->wider = s->has_header && plain + 1 == cells;
			if (s->has_header)
				continue;
		}
		if (row && s->header_line) {
			s->rows++;
			s->last_row = number;
			s->trailer_line = 0;
		} else if (s->rows && !s->trailer_line &&
		    span_trim(line).len) {
			s->trailer_line = number;
			s->trailer = line;
		}
	}
}

static bool
has_line(const struct sniff *s, struct span begins)
{
	struct span rest = buf_span(&s->text), line;

	while (next_line(&rest, &line))
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

	while (next_line(&rest, &line)) {
		if (line.len == 0)
			continue;
		if (length && line.len != length)
			return 0;
		length = line.len;
		lines++;
	}
	return lines > 1 && length >= 40 ? length : 0;
}

static void
choose_format(struct sniff *s)
{
	struct span t = span_trim(buf_span(&s->text));
	struct span head = { t.p, t.len < 512 ? t.len : 512 };
	size_t lines, cells;

	s->kind = FORMAT_CSV;
	if (has_line(s, SPAN(":20:")) && has_line(s, SPAN(":60"))) {
		s->kind = FORMAT_MT940;
	} else if (span_begins(head, SPAN("01,")) &&
	    has_line(s, SPAN("99,"))) {
		s->kind = FORMAT_BAI2;
	} else if (span_begins(head, SPAN("<"))) {
		s->kind = FORMAT_CAMT;
	} else if (s->record_length) {
		cells = 0;
		for (size_t i = 0; i < sizeof candidates && !cells; i++)
			cells = usual_cells(s, candidates[i], &lines);
		if (!cells)
			s->kind = FORMAT_FIXED;
	}
}

static int
look(struct sniff *s, struct input *in, const char *entry, struct err *e)
{
	struct buf raw = { 0 };
	struct span head;
	int r;

	if (input_peek(in, 4, &head, e))
		return -1;
	s->packed = gunzip_is(head) ? "gzip" : unzip_is(head) ? "zip" : NULL;
	if (unpack_cover(in, entry, e))
		return -1;
	r = read_all(s, in, &raw, e);
	if (r == 0) {
		s->record_length = one_length(buf_span(&raw));
		decode_as(s, buf_span(&raw));
	}
	buf_free(&raw);
	return r;
}

int
sniff_file(struct sniff *s, const char *name, const char *entry,
    struct err *e)
{
	struct input in;
	size_t cells;
	int r;

	*s = (struct sniff){ 0 };
	if (input_open(&in, name, e))
		return -1;
	r = look(s, &in, entry, e);
	input_close(&in);
	if (r)
		return -1;
	count_line_ends(s);
	choose_format(s);
	if (s->kind == FORMAT_CSV) {
		s->marked = has_line(s, SPAN("`"));
		cells = choose_delimiter(s);
		find_lines(s, cells ? cells : 1);
	}
	return 0;
}

void
sniff_free(struct sniff *s)
{
	buf_free(&s->text);
	names_free(&s->header);
}
