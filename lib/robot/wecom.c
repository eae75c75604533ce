/*
 * The robot of a group in WeCom, https://developer.work.weixin.qq.com/document/
 * path/91770: 20 messages a minute (errcode 45009), 2048 bytes of text or 4096
 * of Markdown (40058, "exceed max length"); nothing is signed.
 */
#include <inttypes.h>

#include "robot/robot.h"

enum { TEXT_MAX = 2048, MARKDOWN_MAX = 4096, CLOSED_S = 60 };

static int
body(struct buf *b, const struct robot_message *m, struct err *e)
{
	const char *type = m->markup ? "markdown" : "text";

	(void)e;
	buf_printf(b, "{\"msgtype\":\"%s\",\"%s\":{", type, type);
	robot_member(
	    b, "content", m->text, m->markup ? MARKDOWN_MAX : TEXT_MAX, false);
	buf_str(b, "}}");
	return 0;
}

static void
judge(struct answer *a, const struct robot_reply *r)
{
	int64_t code;

	if (!robot_judge(a, r, "errcode", NULL, "errmsg", &code))
		return;
	if (code == 45009 || code == 45033)
		answer_retry(a, CLOSED_S,
		    "errcode %" PRId64 ": too many messages", code);
	else if (code == -1)
		answer_retry(a, ANSWER_SOON, "errcode -1: system busy");
}

const struct robot robot_wecom = {
	.name = "wecom",
	.pace = { { 20, 60 } },
	.n_pace = 1,
	.body = body,
	.judge = judge,
};
