#include "flow/page/page_run.h"

#include <inttypes.h>

#include "flow/draw/flow_draw.h"
#include "flow/page/page_parts.h"
#include "html/html.h"

void
page_section(struct buf *b, const char *id, const char *heading)
{
	buf_printf(b,
	    "<section aria-labelledby=\"h-%s\">\n<h2 id=\"h-%s\">%s</h2>\n", id,
	    id, heading);
}

void
page_text(struct buf *b, const char *text)
{
	html_text(b, span_str(text));
}

static void
begin(struct buf *b, const struct show_view *v, uint32_t every)
{
	buf_str(b,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n");
	if (every)
		buf_printf(b,
		    "<meta http-equiv=\"refresh\" content=\"%" PRIu32 "\">\n",
		    every);
	buf_printf(b, "<title>%" PRId64 " ", v->run.id);
	page_text(b, v->flow);
	buf_str(b, "</title>\n<style>\n");
	buf_str(b, page_run_style);
	flow_draw_style(b);
	buf_str(b, "</style>\n</head>\n<body>\n<main>\n");
}

static void
end(struct buf *b, const struct show *s)
{
	buf_str(b, "<footer class=\"m\"><p>");
	page_text(b, s->made_by);
	buf_str(b, ", ");
	show_time(b, &s->clock, s->clock.now);
	buf_str(b, "</p></footer>\n</main>\n</body>\n</html>\n");
}

int
page_run(const struct show *s, const struct show_view *v,
    const struct flow_mark *marks, uint32_t every, struct buf *b, struct err *e)
{
	const struct page p = { s, v, marks };

	begin(b, v, every);
	page_head(&p, b);
	if (page_no_runner(&p, b, e) || page_silent(&p, b, e) ||
	    page_alarms(&p, b, e))
		return -1;
	page_picture(&p, b);
	page_nodes(&p, b);
	page_outputs(&p, b);
	if (page_log(&p, b, e))
		return -1;
	end(b, s);
	return 0;
}
