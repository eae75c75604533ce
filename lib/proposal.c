#include "proposal.h"

enum { HEADER_NAMES = 4 }; /* that a profile asks for */

/* A name as lists of names have it. */
static void
put_name(struct buf *b, struct span name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (name.p[i] == ',' || name.p[i] == '\\')
			buf_byte(b, '\\');
		buf_byte(b, name.p[i]);
	}
}

/* The first names of the header that say something, as a list. */
void
proposal_header(struct buf *b, const struct names *header)
{
	size_t n = 0;

	for (size_t i = 0; i < header->n && n < HEADER_NAMES; i++) {
		struct span name = header->list[i];

		if (name.len == 0 || (size_t)names_find(header, name) != i)
			continue;
		if (n++)
			buf_str(b, ", ");
		put_name(b, name);
	}
}

/* column1, column2, ... for a bill without a header. */
void
proposal_numbers(struct buf *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%scolumn%zu", i ? ", " : "", i + 1);
}

/* What the trailer begins with, as a pattern. */
void
proposal_trailer(struct buf *b, struct span line)
{
	size_t n = 0;
	bool quoted = line.len && line.p[0] == '"';

	line.p += quoted;
	line.len -= quoted;
	while (n < line.len && n < 24 && (unsigned char)line.p[n] >= ' ' &&
	    !strchr("0123456789,;\t\"", line.p[n]))
		n++;
	while (n < line.len && ((unsigned char)line.p[n] & 0xc0) == 0x80)
		n++; /* a whole character */
	if (n == 0) {
		buf_str(b, "^\"?[0-9,;]"); /* the best there is */
		return;
	}
	buf_str(b, quoted ? "^\"?" : "^");
	for (size_t i = 0; i < n; i++) {
		if (strchr("\\^$.[]|()?*+{}-#", line.p[i]))
			buf_byte(b, '\\');
		buf_byte(b, line.p[i]);
	}
}

/* Money has decimals, at least in one of the examples. */
bool
proposal_is_amount(const struct survey_column *c)
{
	if (!c->filled || !c->amounts || c->dates)
		return false;
	for (size_t k = 0; k < c->examples.n; k++)
		if (memchr(c->examples.list[k].p, '.',
		    c->examples.list[k].len) ||
		    memchr(c->examples.list[k].p, ',',
		    c->examples.list[k].len))
			return true;
	return false;
}

struct guess {
	const struct sniff *sniff;
	const struct names *columns;
	struct survey *survey;
	bool stray;
};

/* The first column that is all of a kind; -1. */
static int
find_column(const struct guess *x, bool (*is)(const struct guess *,
    size_t))
{
	for (size_t i = 0; i < x->columns->n; i++)
		if (is(x, i))
			return (int)i;
	return -1;
}

/* Different in every row, of six bytes or more, in one word. */
static bool
is_key(const struct guess *x, size_t i)
{
	const struct survey_column *c = &x->survey->columns[i];
	struct span s;

	if (c->dates || !survey_distinct(x->survey, i))
		return false;
	s = c->examples.list[0];
	return s.len >= 6 && !memchr(s.p, '.', s.len) &&
	    !memchr(s.p, ' ', s.len) && !memchr(s.p, '\n', s.len);
}

static bool
is_amount(const struct guess *x, size_t i)
{
	return proposal_is_amount(&x->survey->columns[i]);
}

static bool
is_time(const struct guess *x, size_t i)
{
	return x->survey->columns[i].filled && x->survey->columns[i].dates;
}

static bool
is_currency(const struct guess *x, size_t i)
{
	return x->survey->columns[i].filled && x->survey->columns[i].codes;
}

/* "amount = NAME", or as a comment what is to be filled in. */
static void
put_guess(const struct guess *x, const char *key, int column,
    const char *otherwise, struct buf *o)
{
	if (column < 0) {
		buf_printf(o, "# %s = %s\n", key, otherwise);
		return;
	}
	buf_printf(o, "%s = ", key);
	put_name(o, x->columns->list[column]);
	buf_byte(o, '\n');
}

static void
put_clean(const struct guess *x, struct buf *o)
{
	static const char *const formats[] = { "csv", "fixed", "mt940",
		"camt", "bai2" };
	const struct sniff *s = x->sniff;

	buf_str(o, "[recon-clean]\n");
	if (s->kind != FORMAT_CSV)
		buf_printf(o, "format = %s\n", formats[s->kind]);
	if (s->kind == FORMAT_FIXED)
		buf_printf(o, "record-length = %zu\n# record = row: name "
		    "1-10, amount 11-20\n", s->record_length);
	if (strcmp(s->encoding, "UTF-8") && s->kind != FORMAT_CAMT)
		buf_printf(o, "encoding = %s\n", s->encoding);
	if (s->kind != FORMAT_CSV)
		return;
	if (s->delimiter[0] != ',')
		buf_printf(o, "delimiter = %s\n", s->delimiter[0] == '\t' ?
		    "\\t" : s->delimiter);
	if (s->marked)
		buf_str(o, "mark = `\n");
	buf_str(o, s->has_header ? "header = " : "names = ");
	if (s->has_header)
		proposal_header(o, &s->header);
	else
		proposal_numbers(o, s->header.n);
	buf_byte(o, '\n');
	if (s->wider)
		buf_str(o, "ragged = cut\n");
	if (x->stray)
		buf_str(o, "# stray-quotes = yes\n");
	if (s->trailer_line) {
		buf_str(o, "trailer = ");
		proposal_trailer(o, s->trailer);
		buf_str(o, "\n# total = NAME ~ PATTERN\n# check = NAME = "
		    "count\n");
	}
}

void
proposal_put(struct buf *o, const struct sniff *sniff,
    const struct names *columns, struct survey *survey, bool stray)
{
	struct guess guess = { sniff, columns, survey, stray };
	const struct guess *x = &guess;

	buf_str(o, "\n# A profile to start from. Whether the guesses are "
	    "right, only you can tell.\n");
	put_clean(x, o);
	buf_str(o, "\n[recon-key]\n");
	put_guess(x, "key", find_column(x, is_key), "the columns that tell a "
	    "payment from all others", o);
	put_guess(x, "amount", find_column(x, is_amount), "a column, or two: "
	    "in, -out", o);
	put_guess(x, "currency", find_column(x, is_currency), "EUR", o);
	put_guess(x, "time", find_column(x, is_time), "a column, or -d on "
	    "the command line", o);
	buf_str(o, "side = R\n");
}
