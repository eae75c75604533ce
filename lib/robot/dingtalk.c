/*
 * The custom robot of DingTalk, https://open.dingtalk.com/document/robots:
 * 20 messages a minute, behind which it is closed for ten minutes (errcode
 * 130101, "send too fast, exceed 20 times per minute"); a body of 20000 bytes
 * (460101, "message too long, exceed 20000 bytes"). It signs
 * "TIMESTAMP\nSECRET" with the secret, in the URL, the time in milliseconds.
 */
#include <inttypes.h>

#include "robot/robot.h"

enum { BODY_MAX = 20000, TITLE_MAX = 200, CLOSED_S = 600 };

static int
body(struct buf *b, const struct robot_message *m, struct err *e)
{
	size_t from = b->len;

	(void)e;
	if (m->markup) {
		buf_str(b, "{\"msgtype\":\"markdown\",\"markdown\":{");
		robot_member(b, "title", m->title, TITLE_MAX, true);
		buf_byte(b, ',');
	} else
		buf_str(b, "{\"msgtype\":\"text\",\"text\":{");
	robot_member(b, m->markup ? "text" : "content", m->text,
	    BODY_MAX - (b->len - from) - sizeof "\"content\":\"\"}}", true);
	buf_str(b, "}}");
	return 0;
}

/* What stands in base64 and not in a URL. */
static void
add_encoded(struct buf *b, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (strchr("+/=", s.p[i]))
			buf_printf(b, "%%%02X", (unsigned)s.p[i]);
		else
			buf_byte(b, s.p[i]);
	}
}

static int
url(struct buf *b, const struct robot_message *m, struct err *e)
{
	struct buf text = { 0 }, sign = { 0 };

	(void)e;
	buf_printf(&text, "%" PRId64 "\n", m->now_ms);
	buf_add(&text, m->secret);
	robot_sign(&sign, m->secret, buf_span(&text));
	buf_printf(b, "%ctimestamp=%" PRId64 "&sign=",
	    memchr(b->p, '?', b->len) ? '&' : '?', m->now_ms);
	add_encoded(b, buf_span(&sign));
	buf_free(&text);
	buf_free(&sign);
	return 0;
}

static void
judge(struct answer *a, const struct robot_reply *r)
{
	int64_t code;

	if (!robot_judge(a, r, "errcode", NULL, "errmsg", &code))
		return;
	if (code == 130101)
		answer_retry(a, CLOSED_S, "errcode 130101: too many messages");
	else if (code == -1)
		answer_retry(a, ANSWER_SOON, "errcode -1: system busy");
}

const struct robot robot_dingtalk = {
	.name = "dingtalk",
	.pace = { { 20, 60 } },
	.n_pace = 1,
	.is_signed = true,
	.body = body,
	.url = url,
	.judge = judge,
};
