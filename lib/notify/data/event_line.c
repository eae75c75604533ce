#include "notify/data/event_line.h"

#include "value/json_put.h"
#include "notify/data/link.h"

static void
put_words(struct buf *b, const char *name, struct span words)
{
	if (!words.len)
		return;
	json_put_name(b, name);
	json_put_text(b, words);
}

/* "recon", or "recon/BOOK" as a reference to a URI has it. */
static void
put_source(struct buf *b, struct span book)
{
	buf_str(b, "\"recon");
	if (book.len) {
		buf_byte(b, '/');
		link_encode(b, book);
	}
	buf_byte(b, '"');
}

void
event_line_put(struct buf *b, const struct event_line *ev)
{
	char id[EVENT_ID_TEXT + 1];

	event_id_format(&ev->id, id);
	buf_printf(b, "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":", id);
	put_source(b, ev->book);
	buf_printf(b, ",\"type\":\"recon.%s\"", ev->word);
	if (ev->subject.p) {
		json_put_name(b, "subject");
		json_put_field(b, ev->subject);
	}
	if (ev->currency.p) {
		json_put_name(b, "currency");
		json_put_field(b, ev->currency);
		json_put_name(b, "legs");
		json_put_text(b, ev->legs);
		buf_printf(b, ",\"decimals\":%d", ev->decimals);
	}
	json_put_name(b, "datacontenttype");
	buf_str(b, "\"application/json\"");
	put_words(b, "title", ev->title);
	put_words(b, "text", ev->text);
	put_words(b, "html", ev->html);
	json_put_name(b, "data");
	buf_add(b, ev->data);
	buf_byte(b, '}');
}
