#include "figures/summary_look.h"

#include <inttypes.h>

#include "base/visible_text.h"

/* What stands above the tables. */
void
summary_put_head(const struct summary_look *look, uint64_t lines, struct buf *b)
{
	static const char *const marks[][2] = {
		[TEXT_TABLE_TEXT] = { "", "\n\n" },
		[TEXT_TABLE_JSON] = { "{\n  \"title\": ", ",\n" },
		[TEXT_TABLE_MARKDOWN] = { "# ", "\n\n" },
		[TEXT_TABLE_HTML] = { "<h1>", "</h1>\n" },
	};
	struct buf shown = { 0 };

	if (look->title) {
		visible_add(&shown, span_str(look->title));
		buf_str(b, marks[look->form][0]);
		text_table_escape(b, look->form, buf_span(&shown));
		buf_str(b, marks[look->form][1]);
	} else if (look->form == TEXT_TABLE_JSON) {
		buf_str(b, "{\n");
	}
	buf_free(&shown);
	if (look->form == TEXT_TABLE_JSON)
		buf_printf(b, "  \"results\": %" PRIu64 ",\n  \"checked\": %s",
		    lines, look->checked ? "true" : "false");
	else
		buf_printf(b, "%s%" PRIu64 " result%s, %s%s\n",
		    look->form == TEXT_TABLE_HTML ? "<p>" : "", lines,
		    lines == 1 ? "" : "s",
		    look->checked ? "totals checked"
				  : "no totals to check: some may be missing",
		    look->form == TEXT_TABLE_HTML ? "</p>" : "");
}

void
summary_put_table(const struct text_table *g, const struct summary_look *look,
    const char *const *names, struct buf *b)
{
	if (g->n_rows &&
	    (look->form == TEXT_TABLE_TEXT ||
		look->form == TEXT_TABLE_MARKDOWN))
		buf_byte(b, '\n');
	if (look->form == TEXT_TABLE_TEXT)
		text_table_format(g, look->colour, b);
	else
		text_table_as(g, look->form, names, b);
}

void
summary_put_nothing_open(const struct summary_look *look, struct buf *b)
{
	if (look->form == TEXT_TABLE_HTML)
		buf_str(b, "<p>nothing is open</p>\n");
	else if (look->form != TEXT_TABLE_JSON)
		buf_str(b, "\nnothing is open\n");
}
