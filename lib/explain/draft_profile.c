#include "explain/draft_profile.h"

#include "explain/words/profile_name.h"
#include "explain/words/profile_pattern.h"

#include "value/time/date.h"

enum { HEADER_NAMES = 4, TRAILER_BYTES = 24 };

/* The first names of the header that say something, as a list. */
static void
put_header(struct buf *b, const struct names *header)
{
	size_t n = 0;

	for (size_t i = 0; i < header->n && n < HEADER_NAMES; i++) {
		struct span name = header->list[i];

		if (name.len == 0 || (size_t)names_find(header, name) != i)
			continue;
		buf_str(b, n++ ? ", " : "header = ");
		profile_name_put(b, name);
	}
	if (n)
		buf_byte(b, '\n');
}

/* column1, column2, ... for a bill without a header. */
static void
put_numbered(struct buf *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%scolumn%zu", i ? ", " : "names = ", i + 1);
	buf_byte(b, '\n');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The bytes of the trailer's beginning that will be the same tomorrow: its
 * first word, up to a digit or the end of the cell; whole characters. */
static size_t
lasting(const struct guess_layout *s, struct span line)
{
	size_t n = 0, from;

	while (n < line.len &&
	    (line.p[n] == s->cuts.delimiter || strchr("\" \t", line.p[n])))
		n++;
	for (from = n; n < line.len && n - from < TRAILER_BYTES; n++)
		if ((unsigned char)line.p[n] < ' ' || line.p[n] == '"' ||
		    line.p[n] == s->cuts.delimiter || is_digit(line.p[n]))
			break;
	while (n < line.len && ((unsigned char)line.p[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* True if a row begins with these bytes. */
static bool
begins_row(const struct guess_layout *s, struct span with)
{
	struct span rest = buf_span(&s->text), line;
	uint64_t number = 0;

	while (guess_cells_line(&rest, &line) && ++number < s->trailer_line)
		if (number > s->header_line - !s->has_header &&
		    span_begins(line, with))
			return true;
	return false;
}

/* Adds a pattern for what the trailer begins with. */
static void
put_trailer(struct buf *b, const struct guess_layout *s)
{
	struct span begin = s->trailer;

	begin.len = lasting(s, begin);
	buf_str(b, "trailer = ^");
	if (!begins_row(s, begin)) {
		profile_pattern_put(b, begin);
	} else {
		profile_pattern_put(b, s->trailer);
		buf_byte(b, '$');
	}
	buf_byte(b, '\n');
}

/* A line that is passed over wherever it stands, if no row is like it. */
static void
put_comment(
    struct buf *b, const struct guess_layout *s, struct span line, bool whole)
{
	struct span begin = line;

	if (line.len == 0)
		return;
	if (!whole)
		begin.len = lasting(s, line);
	buf_str(b, "comment = ^");
	profile_pattern_put(b, begin);
	buf_str(b, begin.len == line.len ? "$\n" : "[^\\p{L}]\n");
}

static void
put_dialect(struct buf *b, const struct guess_layout *s)
{
	if (s->cuts.delimiter == '\t')
		buf_str(b, "delimiter = \\t\n");
	else if (s->cuts.delimiter != ',')
		buf_printf(b, "delimiter = %c\n", s->cuts.delimiter);
	if (s->cuts.mark)
		buf_printf(b, "mark = %c\n", s->cuts.mark);
}

static void
put_lines(struct buf *b, const struct guess_layout *s,
    const struct draft_profile_rules *r)
{
	if (s->has_header)
		put_header(b, &s->header);
	else
		put_numbered(b, s->cells);
	if (s->hashes)
		buf_str(b, "comment = ^#\n");
	if (s->rules)
		buf_str(b, "comment = ^[-=_* \\t]+$\n");
	put_comment(b, s, s->second_header, true);
	put_comment(b, s, s->subtotal, false);
	if (s->again)
		buf_str(b, "header-again = page\n");
	if (s->trailer_line)
		put_trailer(b, s);
	if (r->pad)
		buf_str(b, "ragged = pad\n");
	if (r->cut)
		buf_str(b, "ragged = cut\n");
	if (r->stray)
		buf_str(b, "stray-quotes = yes\n");
}

void
draft_profile_clean(struct buf *b, const struct guess_layout *s,
    const struct draft_profile_rules *r)
{
	static const char *const formats[] = {
		[FORMAT_CSV] = "csv",
		[FORMAT_XLSX] = "xlsx",
		[FORMAT_FIXED] = "fixed",
		[FORMAT_MT940] = "mt940",
		[FORMAT_CAMT] = "camt",
		[FORMAT_BAI2] = "bai2",
		[FORMAT_JSON] = "json",
	};

	if (s->kind != FORMAT_CSV)
		buf_printf(b, "format = %s\n", formats[s->kind]);
	if (s->kind == FORMAT_FIXED)
		buf_printf(b,
		    "record-length = %zu\nrecord = row: line "
		    "1-%zu\n",
		    s->record_length, s->record_length);
	if (s->sheet)
		buf_printf(b, "sheet = %s\n", s->sheet);
	if (strcmp(s->encoding, "UTF-8") && s->kind != FORMAT_CAMT)
		buf_printf(b, "encoding = %s\n", s->encoding);
	if (s->kind == FORMAT_CSV)
		put_dialect(b, s);
	if (format_has_lines(s->kind))
		put_lines(b, s, r);
	buf_add(b, buf_span(&s->json.lines));
}

/* "key = NAME", or as a comment what is to be filled in. */
static void
put_column(struct buf *b, const char *key, int column,
    const struct names *columns, const char *otherwise)
{
	if (column < 0) {
		buf_printf(b, "# %s = %s\n", key, otherwise);
		return;
	}
	buf_printf(b, "%s = ", key);
	profile_name_put(b, columns->list[column]);
	buf_byte(b, '\n');
}

static void
put_key(struct buf *b, const struct guess_key *g, const struct names *columns)
{
	if (g->n_keys == 0) {
		buf_str(b,
		    "# key = the columns that tell a payment from all others: "
		    "A,B\n");
		return;
	}
	buf_str(b, "key = ");
	for (size_t i = 0; i < g->n_keys; i++) {
		if (i)
			buf_str(b, ", ");
		profile_name_put(b, columns->list[g->key[i]]);
	}
	buf_byte(b, '\n');
	if (g->empty_parts)
		buf_str(b, "allow-empty-part = yes\n");
}

static void
put_sign(struct buf *b, const struct guess_key *g, const struct names *columns)
{
	buf_str(b, "sign = ");
	profile_name_put(b, columns->list[g->sign]);
	buf_byte(b, '=');
	buf_add(b, buf_span(&g->in));
	buf_byte(b, '/');
	buf_add(b, buf_span(&g->out));
	buf_byte(b, '\n');
}

static void
put_amount(
    struct buf *b, const struct guess_key *g, const struct names *columns)
{
	if (g->amount < 0) {
		buf_str(b, "# amount = a column, or two: IN,-OUT\n");
		return;
	}
	buf_str(b, g->negated ? "amount = -" : "amount = ");
	profile_name_put(b, columns->list[g->amount]);
	if (g->other >= 0) {
		buf_str(b, g->subtracted ? ",-" : ",");
		profile_name_put(b, columns->list[g->other]);
	}
	buf_byte(b, '\n');
	if (g->minor)
		buf_str(b, "minor = yes\n");
	else if (g->decimal)
		buf_printf(b, "decimal = %c\n", g->decimal);
	if (g->mark_unsure)
		buf_str(b, "# decimal = , or .\n");
	if (g->scale)
		buf_printf(b, "scale = %d\n", g->scale);
	if (g->sign >= 0)
		put_sign(b, g, columns);
}

/* The time; without a year it is one only near a day that is known. */
static void
put_time(struct buf *b, const struct guess_key *g, const struct names *columns)
{
	const char *format = g->time < 0 ? NULL : guess_date_format(g->form);
	const char *off = g->lacks_year && !g->has_near ? "# " : "";
	char day[DATE_LEN + 1];

	buf_str(b, off);
	put_column(
	    b, "time", g->time, columns, "a column; or give recon-key -d DATE");
	if (format)
		buf_printf(b, "%sdate-format = %s\n", off, format);
	if (*off) {
		buf_str(b, "# year-near = YYYY-MM-DD\n");
	} else if (g->lacks_year) {
		date_format(g->near, day);
		buf_printf(b, "year-near = %s\n", day);
	}
	if (g->time >= 0 && g->zone[0])
		buf_printf(b, "zone = %s\n", g->zone);
}

void
draft_profile_key(
    struct buf *b, const struct guess_key *g, const struct names *columns)
{

	put_key(b, g, columns);
	put_amount(b, g, columns);
	if (g->currency < 0 && g->code[0])
		buf_printf(b, "currency = %s\n", g->code);
	else
		put_column(b, "currency", g->currency, columns,
		    "a code for all, like EUR");
	put_time(b, g, columns);
	buf_str(b, "side = R\n");
}
