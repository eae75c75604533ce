#include "notify/data/json_names.h"

#include "value/json_put.h"
#include "stream/line/line_digest.h"

/* Two names of one digest would be told apart by a number that one of them need
 * not have: that is no harm. */
static struct event_id
id_of(struct span text)
{
	uint64_t digest = line_digest(text);
	struct event_id id = { 0 };

	memcpy(id.bytes, &digest, sizeof digest);
	return id;
}

static bool
is_there(const struct json_names *n, struct span text)
{
	struct event_id id = id_of(text);

	return id_counts_has(&n->met, &id);
}

/* How often it was there, this time included. */
static uint32_t
count(struct json_names *n, struct span text)
{
	struct event_id id = id_of(text);

	return id_counts_add(&n->met, &id);
}

/* The text that was added to b behind its byte at, without its quotes. */
static struct span
added(const struct buf *b, size_t at)
{
	return (struct span){ b->p + at + 1, b->len - at - 2 };
}

bool
json_names_note(struct json_names *n, struct span name)
{
	struct buf b = { 0 };
	bool is_new;

	json_put_field(&b, name);
	is_new = !is_there(n, added(&b, 0));
	if (is_new)
		count(n, added(&b, 0));
	buf_free(&b);
	return is_new;
}

void
json_names_put(struct json_names *n, struct buf *b, struct span name)
{
	size_t at = b->len, end;
	uint32_t times;

	json_put_field(b, name);
	end = b->len - 1; /* without the quote */
	times = count(n, added(b, at));
	if (times == 1)
		return;
	do {
		b->len = end;
		buf_printf(b, "#%u\"", times++);
	} while (is_there(n, added(b, at)));
	count(n, added(b, at));
}

void
json_names_free(struct json_names *n)
{
	id_counts_free(&n->met);
}
