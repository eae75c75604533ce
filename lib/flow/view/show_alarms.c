#include "flow/view/show_alarms.h"

#include <inttypes.h>

#include "base/plural.h"
#include "base/visible_text.h"
#include "shown/show_json.h"
#include "text/width.h"

enum { COLUMNS = 160 }; /* of a text that is shown */

struct alarms {
	const struct show *show;
	struct buf *b;
};

static void
put_about(struct buf *b, const struct flow_store_alarm *a)
{
	if (*a->flow)
		visible_add(b, span_str(a->flow));
	else
		buf_str(b, "the runner");
	if (a->run)
		buf_printf(b, ", run %" PRId64, a->run);
	if (*a->node) {
		buf_str(b, ", ");
		visible_add(b, span_str(a->node));
	}
}

void
show_alarm_line(
    struct buf *b, const struct show *s, const struct flow_store_alarm *a)
{
	put_about(b, a);
	buf_str(b, ": ");
	visible_add(b, span_str(a->reason));
	if (a->text && *a->text) {
		buf_str(b, ": ");
		width_shorten(b, span_str(a->text), COLUMNS);
	}
	buf_str(b, ", since ");
	show_time(b, &s->clock, a->first);
	buf_str(b, " (");
	show_age(b, &s->clock, a->first);
	buf_byte(b, ')');
	if (a->count > 1)
		buf_printf(b, ", %" PRIu32 " times", a->count);
	if (a->why && *a->why) {
		buf_str(b, "; ");
		if (a->tries)
			buf_printf(b, "tried %" PRIu32 " time%s: ", a->tries,
			    plural(a->tries));
		width_shorten(b, span_str(a->why), COLUMNS);
	}
}

static int
put(void *arg, const struct flow_store_alarm *a, struct err *e)
{
	struct alarms *to = arg;

	(void)e;
	buf_str(to->b, "  ");
	show_alarm_line(to->b, to->show, a);
	buf_byte(to->b, '\n');
	return 0;
}

static int
put_json(void *arg, const struct flow_store_alarm *a, struct err *e)
{
	struct alarms *to = arg;
	struct buf *b = to->b;

	(void)e;
	buf_printf(b, "{\"alarm\":%" PRId64, a->id);
	json_put_member(b, "flow", span_str(a->flow));
	show_json_int(b, "run", a->run);
	json_put_member(b, "node", span_str(a->node));
	json_put_member(b, "reason", span_str(a->reason));
	show_json_text(b, "text", a->text);
	show_json_time(b, "first", a->first);
	show_json_time(b, "last", a->last);
	show_json_int(b, "count", a->count);
	show_json_int(b, "tries", a->tries);
	show_json_text(b, "why", a->why);
	buf_str(b, "}\n");
	return 0;
}

int
show_alarms(const struct show *s, struct buf *b, struct err *e)
{
	struct alarms to = { s, b };
	size_t owed;

	if (s->json)
		return flow_store_alarms_owed(
		    s->store, INT32_MAX, put_json, &to, e);
	if (flow_store_alarms_count(s->store, &owed, e))
		return -1;
	if (owed == 0)
		return 0;
	buf_printf(b, "%zu alarm%s nobody was told of:\n", owed, plural(owed));
	if (flow_store_alarms_owed(s->store, SHOW_ALARMS, put, &to, e))
		return -1;
	if (owed > SHOW_ALARMS)
		buf_printf(b, "  and %zu more: recon-flow ls%s --json\n",
		    owed - SHOW_ALARMS, s->named);
	buf_byte(b, '\n');
	return 0;
}
