/* Where the lines of a bill went, for people. */
#include "bill/bill.h"

#include "bill/rows/where_lines_went.h"

void
bill_tell_lines(const struct bill *b, struct buf *to)
{
	const uint64_t lines = csv_lines(&b->split);
	const struct lines_went went[] = {
		{ b->preamble, "before the header", NULL },
		{ b->header_rows, "header", "headers" },
		{ b->again, "header again", "headers again" },
		{ b->body, "row", "rows" },
		{ lines - b->split.rows, "more within cells", NULL },
		{ b->comments, "comment", "comments" },
		{ b->blank, "blank", NULL },
		{ b->trailer, "trailer", NULL },
	};

	if (b->format) {
		format_tell_lines(b->format, to);
		return;
	}
	buf_printf(to, "%ju line%s", (uintmax_t)lines, lines == 1 ? "" : "s");
	where_lines_went(to, went, sizeof went / sizeof *went);
}

void
bill_tell_odd(const struct bill *b, struct names *notes)
{
	struct buf text = { 0 };

	if (b->format) {
		format_tell_odd(b->format, notes);
		return;
	}
	if (!csv_mixed_ends(&b->split))
		return;
	buf_printf(&text,
	    "a lone CR was taken for the end of a row, where others end with "
	    "LF: %ju times, first on line %ju",
	    (uintmax_t)b->split.lone, (uintmax_t)b->split.lone_line);
	names_add(notes, buf_span(&text));
	buf_free(&text);
}
