/* What came of a delivery. */
#include <stdlib.h>

#include "base/mem.h"
#include "outbox/send/delivery.h"
#include "sys/clock.h"

static char *
text_of(struct buf *b)
{
	return mem_dup(buf_span(b));
}

/* Why something is left where nothing was tried. */
static void
explain_left(struct delivery *d)
{
	int64_t until = delivery_left_alone(d);
	char when[CLOCK_TEXT_CAP];

	buf_clear(&d->line);
	if (until) {
		clock_format(until, when);
		buf_printf(
		    &d->line, "it is left alone until %s, after errors", when);
	} else if ((until = due_queue_next(&d->waiting)) != INT64_MAX) {
		clock_format(until, when);
		buf_printf(&d->line, "it is tried again at %s", when);
	}
	delivery_note_left(d, buf_span(&d->line));
}

static void
explain_dead(struct delivery *d)
{
	const char *gone = pending_gone(d->pending);

	buf_clear(&d->line);
	if (gone)
		buf_printf(&d->line, "the target is gone: %s", gone);
	else
		buf_add(&d->line, pending_dead_reason(d->pending));
	if (d->line.len)
		d->target->dead = text_of(&d->line);
}

static enum status
status_of(const struct sender_target *t)
{
	bool trouble = t->trouble.text[0] != '\0';

	if (trouble && t->trouble.status != ST_AGAIN)
		return t->trouble.status;
	if (t->counts.dead)
		return ST_FAIL;
	return trouble || t->counts.left ? ST_AGAIN : ST_OK;
}

void
delivery_end(struct delivery *d)
{
	struct sender_target *t = d->target;
	struct err e;

	if (d->pending) {
		t->counts = pending_counts(d->pending);
		if (t->counts.left)
			explain_left(d);
		if (t->counts.dead)
			explain_dead(d);
		courier_free(&d->courier);
		if (pending_close(d->pending, &e))
			delivery_fail(d, &e);
	}
	if (t->counts.left == 0) {
		free(t->left);
		t->left = NULL;
	}
	t->status = status_of(t);
	courier_free(&d->courier);
	answer_free(&d->answer.answer);
	free(d->slots);
	due_queue_free(&d->waiting);
	key_lanes_free(&d->lanes);
	buf_free(&d->line);
}
