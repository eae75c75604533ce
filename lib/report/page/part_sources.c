#include "html/html.h"
#include "report/page/parts.h"
#include "report/page/sources.h"
#include "stream/facts.h"

/* Which program wrote the bytes that were counted. */
static void
put_writer(const struct view *v, struct buf *b)
{
	const struct stage *by;
	const struct stage_file *f =
	    stages_wrote(v->stages, span_str(v->read->digest.hex), NULL, &by);
	struct buf piece[2] = { 0 };

	if (f) {
		html_data(&piece[0], by->program);
		html_data(&piece[1], f->name);
	}
	buf_printf(b, "%s<span class=\"%s\">",
	    v->lang == LANGUAGE_EN ? " " : "", f ? "good" : "bad");
	word_put(b, v->lang, f ? WORD_SOURCES_FROM : WORD_SOURCES_NOT_FROM,
	    (struct span[]){ buf_span(&piece[0]), buf_span(&piece[1]) });
	buf_str(b, "</span>");
	buf_free(&piece[0]);
	buf_free(&piece[1]);
}

/* Which bytes were counted. */
static void
put_read(const struct view *v, struct buf *b)
{
	struct buf piece[2] = { 0 };

	html_count(&piece[0], v->read->digest.bytes);
	buf_printf(&piece[1], "<code>%s</code>", v->read->digest.hex);
	buf_str(b, "<p>");
	word_put(b, v->lang, WORD_SOURCES_READ,
	    (struct span[]){ buf_span(&piece[0]), buf_span(&piece[1]) });
	if (v->stages->n)
		put_writer(v, b);
	buf_str(b, "</p>\n");
	buf_free(&piece[0]);
	buf_free(&piece[1]);
}

int
part_sources(const struct view *v, struct buf *b, struct err *e)
{
	(void)e;
	view_section(b, "sources", word(v->lang, WORD_SOURCES));
	put_read(v, b);
	if (v->stages->n) {
		sources_put_files(b, v->lang, v->stages);
		sources_put_stages(b, v->lang, v->stages);
	}
	buf_str(b, "</section>\n");
	return 0;
}
