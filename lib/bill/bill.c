#include "bill/bill.h"

#include <unistd.h>

#include "io/packed/archive.h"
#include "io/foreign.h"
#include "io/head.h"
#include "io/lines.h"
#include "io/packed/unpack.h"

int
bill_totals_line(
    struct bill *b, struct span line, uint64_t number, struct err *e)
{
	const struct layout *l = b->layout;

	int r = stated_figures_line(&b->totals, &l->totals, line,
	    l->dialect.delimiter, l->dialect.mark, e);

	return r < 0 ? err_at(e, b->in.name, number) : r;
}

/* Notes a file that was opened. An archive that lies on a disk is read here and
 * there, not from end to end. */
static int
note_input(struct facts *facts, const char *role, const char *name,
    struct input *in, struct facts_file **fact, struct err *e)
{
	struct span head;

	if (!facts)
		return 0;
	if (input_peek(in, INPUT_PEEK_MAX, &head, e))
		return -1;
	if (in->size < 0 || in->fd == STDIN_FILENO || !archive_is(head)) {
		*fact = facts_input(facts, role, name, in);
		return 0;
	}
	*fact = facts_input_by_name(facts, role, name);
	if (!facts->is_undigested)
		return digest_file(in, &(*fact)->digest, e);
	(*fact)->digest.known = true;
	return 0;
}

/* The file beside the bill that has its totals. */
static int
read_totals(struct bill *b, struct err *e)
{
	const struct layout *l = b->layout;
	struct facts_file *fact;
	struct lines lines;
	struct input in;
	struct span line;
	int r;

	if (input_open(&in, l->totals_file, e))
		return -1;
	if (note_input(l->facts, "totals", l->totals_file, &in, &fact, e) ||
	    unpack_cover(&in, l->totals_entry, e) ||
	    !decode_cover(&in, l->encoding, false, e)) {
		input_close(&in);
		return -1;
	}
	lines_over(&lines, &in);
	while ((r = lines_next(&lines, &line, e)) == 1) {
		if (line.len && line.p[line.len - 1] == '\r')
			line.len--;
		if (stated_figures_line(&b->totals, &l->totals, line,
			l->dialect.delimiter, l->dialect.mark, e) < 0) {
			r = err_at(e, lines_name(&lines), lines.count);
			break;
		}
	}
	lines_close(&lines);
	return r;
}

/* Opens a format, which owns the input from now on. b->in keeps its name for
 * messages, and whether it has a byte at all. */
static int
open_format(struct bill *b, struct err *e)
{
	const char *name = b->in.name;
	uint64_t bytes = b->in.bytes;

	b->format = format_open(
	    &b->layout->format, b->layout->encoding, &b->in, &b->totals, e);
	b->in.name = name;
	b->in.bytes = bytes;
	if (!b->format)
		return -1;
	b->decode = format_decode(b->format);
	return 0;
}

/* Unpacks the bill, or makes separated values of its sheet. */
static int
open_packed(struct bill *b, struct err *e)
{
	struct layout *l = b->layout;

	if (l->format.kind != FORMAT_XLSX || b->nothing)
		return unpack_cover(&b->in, l->entry, e) ||
			foreign_refuse(&b->in, l->format.kind == FORMAT_CSV, e)
		    ? -1
		    : 0;
	b->sheet = sheet_cover(&b->in, l->format.sheet, l->entry, e);
	return b->sheet ? 0 : -1;
}

int
bill_open(struct bill *b, struct layout *l, const char *name, struct err *e)
{
	struct span head;
	struct decode *d;

	*b = (struct bill){ .layout = l };
	if (l->format.kind == FORMAT_XLSX)
		layout_of_sheet(l);
	b->totals.once = l->again == AGAIN_SECTION && !l->format.no_check;
	if (l->totals_file && read_totals(b, e))
		return -1;
	if (input_open(&b->in, name, e))
		return -1;
	if (input_peek(&b->in, 1, &head, e)) {
		input_close(&b->in);
		return -1;
	}
	b->nothing = head.len == 0;
	if (note_input(
		b->layout->facts, FACTS_READ, name, &b->in, &b->fact, e)) {
		input_close(&b->in);
		return -1;
	}
	if (open_packed(b, e)) {
		input_close(&b->in);
		return -1;
	}
	if (l->most)
		head_cover(&b->in, l->most);
	if (l->want_digest)
		b->digest = digest_cover(&b->in);
	if (!format_has_lines(l->format.kind))
		return open_format(b, e);
	if (b->sheet) { /* its text is UTF-8 */
		csv_open(&b->split, &b->in, NULL, &l->dialect);
		b->split.whole_rows = true;
		return 0;
	}
	d = decode_cover(&b->in, l->encoding, true, e);
	if (!d) {
		input_close(&b->in);
		return -1;
	}
	b->decode = d;
	csv_open(&b->split, &b->in, d, &l->dialect);
	return 0;
}

static int
fail(const struct bill *b, uint64_t line, struct err *e)
{
	return err_at(e, b->in.name, line);
}

enum row_outcome
bill_empty(const struct bill *b, struct err *e)
{
	if (b->layout->allow_empty)
		return ROW_END;
	err_set(e, ST_DATA, "is empty%s (--allow-empty takes it)",
	    b->format ? "" : ", it has not even a header");
	fail(b, 0, e);
	return ROW_ERROR;
}

/* Of a row that has more cells: one name is hardly a header, unless it was said
 * to be. It is a line before it, or is separated in another way. */
static const char *
header_hint(const struct layout *l, size_t names)
{
	if (names != 1 || l->header.n || l->names.n)
		return "";
	return l->format.kind == FORMAT_XLSX
	    ? ": say --header if that is another row"
	    : ": say --header or --delimiter, which --explain may find";
}

/* Pads and cuts the row as the layout allows; -1, the reason told, for a row
 * that still has not as many cells as there are columns. */
static int
fit(struct bill *b, struct row *row, struct err *e)
{
	const struct layout *l = b->layout;
	size_t want = b->columns.n;

	if (l->dialect.mark.len && !row->marked)
		return err_set(e, ST_DATA,
		    "the row does not begin with the "
		    "mark \"%s\"",
		    excerpt(l->dialect.mark).s);
	while (l->cut && row->n > want && row->cells[row->n - 1].len == 0)
		row->n--;
	if (row->n == want)
		return 0;
	if (l->pad && row->n < want) {
		row->cells = csv_pad(&b->split, row, want);
		row->n = want;
		return 0;
	}
	return err_set(e, ST_DATA, "%zu cells, but the header has %zu%s",
	    row->n, want, header_hint(l, want));
}

/* Behind the trailer: does the header come again on the next line? */
static int
look_again(struct bill *b, struct err *e)
{
	struct span line;
	bool bad;
	int r;

	if (!b->over || b->layout->again == AGAIN_ROW)
		return 0;
	r = csv_line(&b->split, &line, &bad, e);
	if (r == 1)
		r = bad ? 0 : bill_at_header(b, line, e);
	b->more = r == 1;
	return r;
}

/*
 * What the next line is, where there are patterns to say: 1 a comment or
 * part of the trailer, already passed; 0 a row, the header again (b->more),
 * or the end; -1 an error.
 */
static int
pass_line(struct bill *b, struct err *e)
{
	struct span line;
	bool bad;
	int r = look_again(b, e);

	if (r)
		return r < 0 ? -1 : 0;
	if (b->over)
		return bill_pass_behind(b, e);
	r = csv_line(&b->split, &line, &bad, e);
	if (r < 1 || bad)
		return r < 0 ? -1 : 0;
	r = patterns_match(&b->layout->trailers, line, e);
	if (r == 1) {
		b->over = true;
		b->trailer_line = b->split.line;
	} else if (r == 0) {
		r = patterns_match(&b->layout->comments, line, e);
	}
	if (r < 0)
		return fail(b, b->split.line, e);
	if (r == 0)
		return 0;
	if (bill_totals_line(b, line, b->split.line, e) < 0)
		return -1;
	if (csv_skip(&b->split, line, e))
		return -1;
	*(b->over ? &b->trailer : &b->comments) += 1;
	return 1;
}

/* At the end of the bill every line read must have been counted as one of
 * preamble, header, comment, row and trailer. */
static enum row_outcome
end(const struct bill *b, struct err *e)
{
	uint64_t told = b->preamble + b->header_rows + bill_skipped(b) +
	    b->body + b->trailer;

	if (b->split.rows == 0 && !b->layout->allow_empty)
		return bill_empty(b, e);
	if (told == b->split.rows)
		return ROW_END;
	err_set(e, ST_BROKEN, "%ju rows were read, but %ju accounted for",
	    (uintmax_t)b->split.rows, (uintmax_t)told);
	fail(b, 0, e);
	return ROW_ERROR;
}

size_t
bill_rows(struct bill *b, struct row **rows)
{
	const struct layout *l = b->layout;
	size_t n;

	/* lines that may be a comment, a trailer or a header again are looked
	 * at one by one */
	if (b->format || b->over || (b->sheet && sheet_has_bad(b->sheet)) ||
	    l->trailers.n || l->comments.n || l->again != AGAIN_ROW)
		return 0;
	n = csv_rows(&b->split, b->columns.n, rows);
	b->body += n;
	return n;
}

enum row_outcome
bill_next(struct bill *b, struct row *row, struct err *e)
{
	bool look = b->layout->trailers.n || b->layout->comments.n;

	if (b->format) {
		enum row_outcome r = format_next(b->format, row, e);

		if (b->nothing &&
		    (r == ROW_END || (r == ROW_ERROR && e->status == ST_DATA)))
			return bill_empty(b, e);
		b->body += r > ROW_END;
		return r;
	}
	for (;;) {
		enum row_outcome r;
		int passed;

		/* each of several files in one may begin with such a mark */
		if (b->layout->again != AGAIN_ROW &&
		    csv_skip_mark(&b->split, e))
			return ROW_ERROR;
		passed = look ? pass_line(b, e) : 0;
		if (passed < 0)
			return ROW_ERROR;
		if (passed)
			continue;
		if (b->more)
			return ROW_END;
		r = csv_next(&b->split, row, e);
		if (r == ROW_END)
			return end(b, e);
		if (r == ROW_ERROR)
			return r;
		if (r == ROW_OK && row->blank) {
			b->blank++;
			continue;
		}
		if (r == ROW_OK && b->layout->again != AGAIN_ROW &&
		    bill_is_header(b, row)) {
			csv_again(&b->split);
			b->more = true;
			return ROW_END;
		}
		b->body++;
		if (r == ROW_OK && b->sheet &&
		    sheet_bad(b->sheet, row->line, e))
			return ROW_BAD;
		if (r == ROW_OK &&
		    (bill_is_behind(b, row, e) || fit(b, row, e)))
			return ROW_BAD;
		return r;
	}
}

void
bill_close(struct bill *b)
{
	if (b->format)
		format_close(b->format);
	csv_close(&b->split);
	names_free(&b->columns);
	names_free(&b->before);
	stated_figures_free(&b->totals);
	input_close(&b->in);
}
