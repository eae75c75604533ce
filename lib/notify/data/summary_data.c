#include "notify/data/summary_data.h"

#include "value/json_put.h"

/* Adds the members of an object that is laid out over lines: a line end stands
 * in no text of JSON, and blanks behind it are of the layout. */
static void
put_members(struct buf *b, struct span object)
{
	bool begins = true;

	for (size_t i = 0; i < object.len; i++) {
		char c = object.p[i];

		begins = c == '\n' || (begins && c == ' ');
		if (!begins)
			buf_byte(b, c);
	}
}

int
summary_data_put(const struct summary_data *d, struct summary *s, struct buf *b,
    struct err *e)
{
	const struct summary_look look = { .title = d->title,
		.form = TEXT_TABLE_JSON,
		.checked = d->checked };
	struct buf text = { 0 };
	int r = summary_format(s, &look, &text, e);

	if (r == 0) {
		buf_byte(b, '{');
		json_put_member(b, "book", d->book);
		buf_str(b, ",\"kind\":\"summary\"");
		json_put_member(b, "date", d->date);
		if (d->link.len)
			json_put_member(b, "link", d->link);
		buf_byte(b, ',');
		/* behind the brace that opens it */
		put_members(b, (struct span){ text.p + 1, text.len - 1 });
	}
	buf_free(&text);
	return r;
}
