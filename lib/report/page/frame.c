#include "report/page/frame.h"

#include "html/html.h"
#include "report/page/style.h"
#include "value/time/date.h"

void
frame_begin(
    struct buf *b, enum language lang, const char *heading, int32_t date)
{
	char day[DATE_LEN + 1];

	date_format(date, day);
	buf_printf(b,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n<title>",
	    word(lang, WORD_LANG));
	html_text(b, span_str(heading));
	buf_printf(b, " %s</title>\n<style>\n", day);
	buf_str(b, page_style);
	buf_str(b, "</style>\n</head>\n<body>\n<main>\n");
}

void
frame_end(struct buf *b, enum language lang, const char *made_by)
{
	struct buf by = { 0 };

	html_text(&by, span_str(made_by));
	buf_str(b, "<footer class=\"m\"><p>");
	word_put(b, lang, WORD_MADE_BY, &(struct span){ by.p, by.len });
	buf_str(b, "</p></footer>\n</main>\n</body>\n</html>\n");
	buf_free(&by);
}

void
frame_header(struct buf *b, enum language lang, const char *title,
    enum word usual, int32_t date)
{
	char day[DATE_LEN + 1];

	date_format(date, day);
	buf_str(b, "<header>\n<h1>");
	if (title)
		html_data(b, span_str(title));
	else
		html_text(b, span_str(word(lang, usual)));
	buf_printf(b, " <time datetime=\"%s\">%s</time></h1>\n", day, day);
}
