#include "net/amqp/ticket_queues.h"

#include <stdlib.h>

#include "base/mem.h"
#include "io/digest.h"

struct ticket_queue *
ticket_queues_of(struct ticket_queues *qs, struct span class, struct span lane)
{
	struct ticket_queue *q;

	for (size_t i = 0; i < qs->n; i++) {
		q = qs->list[i];
		if (span_eq(buf_span(&q->class), class) &&
		    span_eq(buf_span(&q->lane), lane))
			return q;
	}
	q = mem_zeroed(1, sizeof *q);
	buf_add(&q->class, class);
	buf_add(&q->lane, lane);
	ticket_queue_name(q->name, span_str(qs->store), class, lane);
	q->index = (unsigned)qs->n;
	qs->list = mem_grow(
	    qs->list, &qs->cap, qs->n + 1, sizeof(struct ticket_queue *));
	return qs->list[qs->n++] = q;
}

void
ticket_queue_consumer(const struct ticket_queue *q, struct buf *b)
{
	buf_printf(b, "%u.%u%c", q->index, q->consumers, '\0');
}

struct ticket_queue *
ticket_queues_find(
    const struct ticket_queues *qs, struct span consumer, bool *is_last)
{
	const char *dot =
	    consumer.len ? memchr(consumer.p, '.', consumer.len) : NULL;
	size_t n = dot ? (size_t)(dot - consumer.p) : 0;
	struct span rest;
	uint64_t index, number;

	if (!dot || !span_count((struct span){ consumer.p, n }, &index) ||
	    index >= qs->n)
		return NULL;
	rest = (struct span){ dot + 1, consumer.len - n - 1 };
	if (!span_count(rest, &number))
		return NULL;
	*is_last = number == qs->list[index]->consumers;
	return qs->list[index];
}

static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static void
add_part(struct buf *b, struct span part)
{
	buf_byte(b, '.');
	for (size_t i = 0; i < part.len; i++)
		if (is_plain(part.p[i]))
			buf_byte(b, part.p[i]);
		else
			buf_printf(b, "%%%02X", (unsigned char)part.p[i]);
}

void
ticket_queue_name(char name[TICKET_QUEUE_NAME_MAX + 1], struct span store,
    struct span class, struct span lane)
{
	enum { DIGITS = DIGEST_TEXT / 2 };
	char hex[DIGEST_TEXT + 1];
	struct buf b = { 0 };

	buf_str(&b, "recon");
	add_part(&b, store);
	add_part(&b, class);
	add_part(&b, lane);
	if (b.len > TICKET_QUEUE_NAME_MAX) {
		digest_of(buf_span(&b), hex);
		b.len = TICKET_QUEUE_NAME_MAX - DIGITS - 1;
		buf_byte(&b, '~');
		buf_add(&b, (struct span){ hex, DIGITS });
	}
	memcpy(name, b.p, b.len);
	name[b.len] = '\0';
	buf_free(&b);
}

void
ticket_queues_free(struct ticket_queues *qs)
{
	for (size_t i = 0; i < qs->n; i++) {
		buf_free(&qs->list[i]->class);
		buf_free(&qs->list[i]->lane);
		free(qs->list[i]);
	}
	free(qs->list);
}
