/*
 * The incoming webhook of Slack, https://docs.slack.dev/messaging/
 * sending-messages-using-incoming-webhooks and .../apis/web-api/rate-limits: one
 * message a second (HTTP 429 with Retry-After), 40000 characters of text; the
 * answer is the text "ok", or why not with a status of HTTP.
 */
#include "robot/robot.h"
#include "transport/http_status.h"

enum { TEXT_MAX = 40000, CLOSED_S = 30 };

static int
body(struct buf *b, const struct robot_message *m, struct err *e)
{
	(void)e;
	buf_printf(b, "{\"mrkdwn\":%s,", m->markup ? "true" : "false");
	robot_member(b, "text", m->text, TEXT_MAX, false);
	buf_byte(b, '}');
	return 0;
}

static void
judge(struct answer *a, const struct robot_reply *r)
{
	struct span said = span_trim(r->body);

	if (r->status != 200) {
		http_status_judge(a, r->status,
		    r->status == 429 && r->seconds < 0 ? CLOSED_S : r->seconds);
		if (a->kind == ANSWER_FAIL && said.len)
			buf_printf(&a->reason, ": %s", excerpt(said).s);
		return;
	}
	if (span_eq(said, SPAN("ok")))
		answer_ok(a);
	else
		answer_retry(
		    a, ANSWER_SOON, "HTTP 200, but the answer is not ok");
}

const struct robot robot_slack = {
	.name = "slack",
	.pace = { { 1, 1 } },
	.n_pace = 1,
	.body = body,
	.judge = judge,
};
