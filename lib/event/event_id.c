#include "event/event_id.h"

#include <stdlib.h>

#include "base/mem.h"
#include "io/digest.h"
#include "text/tsv.h"

struct event_id_sum {
	struct digest_sum *sum; /* owned */
	struct buf part;        /* owned */
	bool any;               /* a part was added */
};

struct event_id_sum *
event_id_begin(void)
{
	struct event_id_sum *s = mem_zeroed(1, sizeof *s);

	s->sum = digest_begin();
	return s;
}

void
event_id_add(struct event_id_sum *s, struct span part)
{
	buf_clear(&s->part);
	if (s->any)
		buf_byte(&s->part, '\t');
	s->any = true;
	tsv_escape(&s->part, part);
	if (s->part.len)
		digest_add(s->sum, buf_span(&s->part));
}

struct event_id
event_id_end(struct event_id_sum *s)
{
	char text[DIGEST_TEXT + 1];
	struct event_id id = { { 0 } };

	digest_end(s->sum, text);
	event_id_parse((struct span){ text, EVENT_ID_TEXT }, &id);
	buf_free(&s->part);
	free(s);
	return id;
}

void
event_id_drop(struct event_id_sum *s)
{
	event_id_end(s);
}

struct event_id
event_id_of(const struct span *parts, size_t n)
{
	struct event_id_sum *s = event_id_begin();

	for (size_t i = 0; i < n; i++)
		event_id_add(s, parts[i]);
	return event_id_end(s);
}

void
event_id_format(const struct event_id *id, char text[EVENT_ID_TEXT + 1])
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < EVENT_ID_BYTES; i++) {
		text[2 * i] = hex[id->bytes[i] >> 4];
		text[2 * i + 1] = hex[id->bytes[i] & 15];
	}
	text[EVENT_ID_TEXT] = '\0';
}

/* -1 for what is none. */
static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
event_id_parse(struct span text, struct event_id *id)
{
	struct event_id got;

	if (text.len != EVENT_ID_TEXT)
		return false;
	for (size_t i = 0; i < EVENT_ID_BYTES; i++) {
		int high = digit(text.p[2 * i]), low = digit(text.p[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		got.bytes[i] = (unsigned char)(high << 4 | low);
	}
	*id = got;
	return true;
}
