/*
 * The custom bot of Feishu and Lark, https://open.feishu.cn/document/client-docs/
 * bot-v3/add-custom-bot: 100 messages a minute and 5 a second (code 11232,
 * "frequency limited", and 230020), a body of 20 KB. It signs nothing with the
 * key "TIMESTAMP\nSECRET", in the body, the time in seconds.
 */
#include <inttypes.h>

#include "robot/robot.h"

enum { BODY_MAX = 20 * 1000, TITLE_MAX = 200, CLOSED_S = 60 };

static void
sign(struct buf *b, const struct robot_message *m)
{
	int64_t now = m->now_ms / 1000;
	struct buf key = { 0 };

	buf_printf(b, "\"timestamp\":\"%" PRId64 "\",\"sign\":\"", now);
	buf_printf(&key, "%" PRId64 "\n", now);
	buf_add(&key, m->secret);
	robot_sign(b, buf_span(&key), SPAN(""));
	buf_free(&key);
	buf_str(b, "\",");
}

static int
body(struct buf *b, const struct robot_message *m, struct err *e)
{
	static const char card[] = "\"msg_type\":\"interactive\",\"card\":{";
	static const char end[] = "\"}]}}";
	size_t from = b->len;

	(void)e;
	buf_byte(b, '{');
	if (m->secret.len)
		sign(b, m);
	if (!m->markup) {
		buf_str(b, "\"msg_type\":\"text\",\"content\":{");
	} else {
		buf_str(b, card);
		buf_str(b, "\"header\":{\"title\":{\"tag\":\"plain_text\",");
		robot_member(b, "content", m->title, TITLE_MAX, true);
		buf_str(b, "}},\"elements\":[{\"tag\":\"markdown\",");
	}
	robot_member(b, m->markup ? "content" : "text", m->text,
	    BODY_MAX - (b->len - from) - sizeof "\"content\":" - sizeof end,
	    true);
	buf_str(b, m->markup ? "}]}}" : "}}");
	return 0;
}

static void
judge(struct answer *a, const struct robot_reply *r)
{
	int64_t code;

	if (!robot_judge(a, r, "code", "StatusCode", "msg", &code))
		return;
	if (code == 11232 || code == 230020)
		answer_retry(
		    a, CLOSED_S, "code %" PRId64 ": too many messages", code);
}

const struct robot robot_feishu = {
	.name = "feishu",
	.pace = { { 100, 60 }, { 5, 1 } },
	.n_pace = 2,
	.is_signed = true,
	.body = body,
	.judge = judge,
};
