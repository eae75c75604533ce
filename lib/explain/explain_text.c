#include "explain/explain_text.h"

#include <inttypes.h>

#include "base/plural.h"
#include "text/table/text_table.h"

/* "# thing       text" */
static void
put_label(struct buf *b, const char *label)
{
	buf_printf(b, "# %-12s", label);
}

static void
put_line_ends(const struct guess_layout *s, struct buf *b)
{
	const struct {
		uint64_t n;
		const char *name;
	} ends[] = { { s->crlf, "CR LF" }, { s->lf, "LF" }, { s->cr, "CR" } };
	const char *between = "";

	put_label(b, "line ends");
	for (int i = 0; i < 3; i++) {
		if (!ends[i].n)
			continue;
		buf_printf(
		    b, "%s%" PRIu64 " %s", between, ends[i].n, ends[i].name);
		between = ", ";
	}
	buf_printf(b, "%s\n", s->unended ? "; none at the end" : "");
}

static void
put_dialect(const struct guess_layout *s, struct buf *b)
{
	char delimiter[2] = { s->cuts.delimiter };

	buf_printf(b, "separated values: %s between cells%s\n",
	    *delimiter == '\t' ? "TAB" : delimiter,
	    s->cuts.mark ? ", ` before every value" : "");
}

static void
put_format(const struct guess_layout *s, struct buf *b)
{
	put_label(b, "format");
	switch (s->kind) {
	case FORMAT_JSON:
		buf_printf(b, "JSON, rows at %.*s\n", (int)s->json.rows.len,
		    s->json.rows.len ? s->json.rows.p : "");
		return;
	case FORMAT_XLSX:
		buf_str(b, "sheet of a spreadsheet (.xlsx)\n");
		return;
	case FORMAT_CSV:
		put_dialect(s, b);
		return;
	case FORMAT_FIXED:
		buf_printf(
		    b, "records of fixed width, %zu bytes\n", s->record_length);
		return;
	case FORMAT_MT940:
		buf_str(b, "SWIFT MT940 statement, or MT942 report\n");
		return;
	case FORMAT_CAMT:
		buf_str(b, "XML, which can only be CAMT\n");
		return;
	case FORMAT_BAI2:
		buf_str(b, "BAI2 statement\n");
		return;
	}
}

static void
put_lines(const struct guess_layout *s, struct buf *b)
{
	put_label(b, "header");
	if (s->has_header)
		buf_printf(b, "line %" PRIu64 ", %zu columns\n", s->header_line,
		    s->header.n);
	else
		buf_printf(b,
		    "none; rows from line %" PRIu64 " on, %zu columns\n",
		    s->header_line, s->cells);
	if (s->header_line > 1) {
		put_label(b, "before it");
		buf_printf(b, "%" PRIu64 " line%s\n", s->header_line - 1,
		    s->header_line > 2 ? "s" : "");
	}
	if (s->trailer_line) {
		put_label(b, "trailer");
		buf_printf(b, "from line %" PRIu64 ": %s\n", s->trailer_line,
		    excerpt(s->trailer).s);
	}
}

static void
put_rows(const struct explained *x, struct buf *b)
{
	put_label(b, "rows");
	buf_printf(b, "%" PRIu64, x->survey.rows);
	if (x->bad)
		buf_printf(b, ", and %" PRIu64 " that do not fit", x->bad);
	if (x->failed)
		buf_str(b, ", and then");
	if (x->bad || x->failed) {
		buf_str(b, ":\n");
		put_label(b, "");
		buf_str(b, excerpt(span_str(x->why.text)).s);
	}
	buf_byte(b, '\n');
}

/* Lines, each under a label of its own but for the first. */
static void
put_under(struct buf *b, const char *label, struct span lines)
{
	while (lines.len) {
		const char *lf = memchr(lines.p, '\n', lines.len);
		size_t n = (size_t)(lf - lines.p);

		put_label(b, label);
		buf_add(b, (struct span){ lines.p, n });
		buf_byte(b, '\n');
		lines.p += n + 1;
		lines.len -= n + 1;
		label = "";
	}
}

static void
put_others(const struct buf *others, struct buf *b)
{
	if (others->len == 0)
		return;
	put_label(b, "");
	buf_printf(b, "others that read it: %.*s\n", (int)others->len - 2,
	    others->p + 2);
}

static void
put_like(const struct tried_profiles *like, struct buf *b)
{
	const char *path = like->path ? like->path : like->near;
	struct span name;

	if (!path)
		return;
	name = tried_profiles_name(path);
	put_label(b, "profile");
	buf_printf(b, "this looks like %.*s, which ", (int)name.len, name.p);
	if (like->path)
		buf_printf(b, "reads it: %" PRIu64 " row%s\n", like->rows,
		    plural(like->rows));
	else
		buf_str(b, "refuses it:\n");
	put_label(b, "");
	if (like->path)
		buf_printf(b,
		    "below is a copy; recon-clean -p %.*s%s does the "
		    "same\n",
		    (int)name.len, name.p,
		    like->as_sheet ? " --format xlsx" : "");
	else
		buf_printf(b, "%s\n", excerpt(span_str(like->why.text)).s);
	put_others(&like->others, b);
}

static const char *
kind_of(struct explained *x, size_t i)
{
	const struct column_facts_column *c = &x->survey.columns[i];

	if (c->filled == 0)
		return "empty";
	if (c->dates)
		return "date";
	if (c->codes == c->filled)
		return "currency";
	if (guess_key_mark(&x->survey, c) >= 0)
		return c->money ? "amount" : "number";
	if (c->readable[MARK_POINT] * 2 > c->filled && c->money)
		return "amount?";
	return c->values.n == 1 ? "one value" : "text";
}

/* The sum, of what looks like amounts. */
static void
put_sum(const struct explained *x, const struct column_facts_column *c,
    struct buf *b)
{
	char text[AMOUNT_TEXT_CAP];
	int mark = guess_key_mark(&x->survey, c);

	if (mark < 0 || c->money == 0 || c->dates)
		return;
	amount_format(c->sum[mark], text);
	buf_printf(b, "sum %s", text);
}

static void
put_examples(
    const struct explained *x, size_t i, const char *kind, struct buf *b)
{
	const struct column_facts_column *c = &x->survey.columns[i];

	buf_str(b, excerpt(x->columns.list[i]).s);
	for (size_t k = 0; k < c->examples.n; k++)
		buf_printf(b, "%s%s", k ? " | " : ": ",
		    excerpt(c->examples.list[k]).s);
	if (!strcmp(kind, "amount?") && c->odd.p)
		buf_printf(b, "; but also %s", excerpt(c->odd).s);
}

static void
put_columns(struct explained *x, struct buf *b)
{
	struct text_table g = { .align = "lrllrr" };

	for (size_t i = 0; i < x->columns.n; i++) {
		const struct column_facts_column *c = &x->survey.columns[i];
		const char *kind = kind_of(x, i);
		size_t at;

		text_table_row(&g, TEXT_TABLE_PLAIN);
		text_table_cell(&g, SPAN("#"));
		at = g.text.len;
		buf_printf(&g.text, "%zu", i + 1);
		text_table_cell_since(&g, at);
		text_table_cell(&g, span_str(kind));
		text_table_cell(&g,
		    column_facts_distinct(&x->survey, i) && x->survey.rows > 1
			? SPAN("all different")
			: SPAN(""));
		at = g.text.len;
		if (c->filled && c->filled < x->survey.rows)
			buf_printf(&g.text, "%" PRIu64 " filled", c->filled);
		text_table_cell_since(&g, at);
		at = g.text.len;
		put_sum(x, c, &g.text);
		text_table_cell_since(&g, at);
		at = g.text.len;
		put_examples(x, i, kind, &g.text);
		text_table_cell_since(&g, at);
	}
	text_table_format(&g, false, b);
	text_table_free(&g);
}

static void
put_doubts(struct explained *x, struct buf *b)
{
	const struct guess_layout *s = &x->sniff;
	struct buf lines = { 0 };

	if (s->doubt)
		buf_printf(&lines, "%s\n", s->doubt);
	if (format_has_lines(s->kind) && !s->has_header)
		buf_str(&lines,
		    "the columns have no names: give them some "
		    "below\n");
	if (s->kind == FORMAT_FIXED && !x->like.path)
		buf_str(&lines,
		    "what the records hold: cut \"line\" into "
		    "fields, see recon-clean(1), --record\n");
	if (x->failed && format_is_statement(s->kind) &&
	    x->why.status == ST_DATA)
		buf_str(&lines,
		    "what is wrong with the statement: no-check = "
		    "yes takes one that does not add up\n");
	if (s->trailer_line && !x->like.path && !x->proof.proved)
		buf_str(&lines,
		    "the trailer may have figures to check: total "
		    "= NAMES ~ PATTERN, check = ...\n");
	if (!x->like.path)
		buf_add(&lines, buf_span(&x->guess.doubts));
	if (lines.len) {
		buf_str(b, "#\n");
		put_under(b, "not sure", buf_span(&lines));
	}
	buf_free(&lines);
}

/* The first line: proved or not, and why. */
static void
put_verdict(const struct explained *x, struct buf *b)
{
	struct span why = buf_span(&x->proof.why);

	buf_printf(b, "# %s: %s: ", x->proof.proved ? "proved" : "not proved",
	    excerpt(span_str(x->name)).s);
	for (size_t i = 0; i < why.len; i++)
		buf_byte(b, (unsigned char)why.p[i] < ' ' ? ' ' : why.p[i]);
	buf_str(b, "\n#\n");
}

void
explain_text(struct explained *x, struct buf *b)
{
	const struct guess_layout *s = &x->sniff;

	put_verdict(x, b);
	if (s->packed) {
		put_label(b, "packed");
		buf_printf(b, "%s\n", s->packed);
	}
	if (s->is_part) {
		put_label(b, "looked at");
		buf_printf(b, "the first %d MB\n", GUESS_LAYOUT_MAX >> 20);
	}
	put_label(b, "encoding");
	buf_printf(b, "%s\n", s->encoding);
	if (s->kind != FORMAT_XLSX)
		put_line_ends(s, b);
	put_format(s, b);
	if (format_has_lines(s->kind))
		put_lines(s, b);
	put_rows(x, b);
	put_like(&x->like, b);
	if (x->columns.n) {
		buf_str(b, "#\n");
		put_columns(x, b);
	}
	put_doubts(x, b);
	buf_byte(b, '\n');
}
