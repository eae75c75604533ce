#include "notify/reply/ask.h"

#include "event/json_object.h"
#include "notify/reply/reply_records.h"
#include "value/amount.h"

enum { LEGS = 2 };

/* What the event says of the line it asks about. */
struct question {
	struct json_object event; /* owned */
	struct span ids[LEGS];
	char id[EVENT_ID_TEXT + 1];
	struct reply_rules rules;
};

static void
take_legs(struct question *q, struct span legs)
{
	while (legs.len && q->rules.n_ids < LEGS) {
		const char *comma = memchr(legs.p, ',', legs.len);
		size_t n = comma ? (size_t)(comma - legs.p) : legs.len;

		q->ids[q->rules.n_ids++] = (struct span){ legs.p, n };
		legs.p += n + (comma != NULL);
		legs.len -= n + (comma != NULL);
	}
	q->rules.ids = q->ids;
}

static int
read_question(struct question *q, const char *target,
    const struct pending_event *ev, struct err *e)
{
	struct json_value decimals;
	struct span legs;
	uint64_t n;

	if (json_object_parse(&q->event, ev->json, e))
		return -1;
	if (!json_object_text(&q->event, "currency", &q->rules.currency) ||
	    !json_object_text(&q->event, "legs", &legs) ||
	    !json_object_find(&q->event, "decimals", &decimals) ||
	    !span_count(decimals.text, &n) || n > AMOUNT_SCALE_MAX)
		return err_set(e, ST_DATA, "an event that is no question");
	event_id_format(&ev->ref.id, q->id);
	take_legs(q, legs);
	q->rules.key = ev->key; /* as it stands in its line */
	q->rules.decimals = (int)n;
	q->rules.new_keys = ev->kind == OUTBOX_ASK_ANY;
	q->rules.target = span_str(target);
	q->rules.event = span_str(q->id);
	return 0;
}

/* One who answers nothing says so: where there is no reply= nobody listened. */
static int
take_reply(const struct answer *answer, struct buf *reply, struct err *e)
{
	if (answer_find(answer, "reply", reply))
		return 0;
	return err_set(e, ST_DATA,
	    "it was told, and no answer was taken: a target that is asked has "
	    "reply = yes");
}

int
ask_take(struct outbox_replies *replies, const char *target,
    const struct pending_event *ev, const struct answer *answer, struct err *e)
{
	struct question q = { 0 };
	struct reply_records records = { 0 };
	struct buf reply = { 0 };
	int r;

	r = take_reply(answer, &reply, e) || read_question(&q, target, ev, e) ||
		reply_records_read(&records, &q.rules, buf_span(&reply), e) ||
		outbox_replies_add(
		    replies, &ev->ref.id, records.lines, records.n, e)
	    ? -1
	    : 0;
	json_object_free(&q.event);
	buf_free(&reply);
	reply_records_free(&records);
	return r;
}
