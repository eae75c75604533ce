#include "notify/records_out.h"

#include "outbox/outbox_replies.h"

struct going_out {
	struct stream_out *out;
	const struct id_store *events;
	const char *target;
};

static int
put_record(
    void *arg, const struct event_id *item, struct span line, struct err *e)
{
	const struct going_out *g = arg;
	struct record rec;
	int is_open = id_store_has(g->events, item, e);

	if (is_open <= 0)
		return is_open;
	if (record_parse(line, &rec, e) ||
	    total_record(&g->out->total, &rec, e))
		return err_at(e, g->target, 0);
	stream_put(g->out, line);
	return 0;
}

int
records_out(const struct notify_wish *w, const struct outbox *outbox,
    const char *target, const struct id_store *events, struct err *e)
{
	struct stream_out out;
	struct going_out g = { &out, events, target };

	if (stream_create(&out, w->output, STREAM_RECORD, w->plain, e))
		return -1;
	stream_note(&out, w->rules.facts, FACTS_WRITTEN, w->output);
	if (outbox_replies_each(outbox, target, put_record, &g, e)) {
		stream_abandon(&out);
		return -1;
	}
	return stream_finish(&out, e);
}
