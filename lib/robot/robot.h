/*
 * robot: the dialects of robots in chat rooms: what a message looks like, how
 * it is signed, how much and how often a robot takes, and what its answer
 * means. Each is a file of its own; none knows how bytes are sent.
 */
#ifndef ROBOT_H
#define ROBOT_H

#include "event/event.h"
#include "transport/answer.h"
#include "transport/pace.h"

/* What a message is made of. */
struct robot_message {
	struct span title;  /* a line; may be empty */
	struct span text;   /* UTF-8 */
	bool markup;        /* the text is what the robot takes for markup */
	struct span secret; /* empty: nothing is signed */
	int64_t now_ms;     /* since 1970 */
};

/* What the robot answered. */
struct robot_reply {
	long status;     /* of HTTP */
	int64_t seconds; /* of Retry-After, or ANSWER_SOON */
	struct span body;
};

struct robot {
	const char *name; /* of the dialect */
	struct pace_rule pace[PACE_RULES];
	size_t n_pace;
	bool is_signed; /* it may have a secret */

	/* Adds the body. ST_FAIL where it cannot be signed. */
	int (*body)(struct buf *, const struct robot_message *, struct err *);
	/* Adds what is signed in the URL to it; NULL: nothing. */
	int (*url)(struct buf *, const struct robot_message *, struct err *);
	/* What the answer says of the message. */
	void (*judge)(struct answer *, const struct robot_reply *);
};

extern const struct robot robot_dingtalk, robot_feishu, robot_wecom,
    robot_slack;

/* NULL where there is no dialect of that name. */
const struct robot *robot_find(const char *name);

/*
 * How many bytes of the text, whole characters of UTF-8, fit into max bytes
 * with ROBOT_CUT behind them; all of them where it fits without. escaped: as
 * text of JSON, without the quotes.
 */
size_t robot_fit(struct span text, size_t max, bool escaped);

#define ROBOT_CUT "\xe2\x80\xa6" /* U+2026, an ellipsis */

/* Adds "NAME":"TEXT", escaped, cut to max bytes of text. */
void robot_member(
    struct buf *, const char *name, struct span text, size_t max, bool escaped);

/*
 * The usual way to judge: by the status where that is not 200, else by the
 * number in one of two members of the body (other may be NULL), 0 being
 * success; words is the member with what the robot says. Returns true where the
 * number is something else: the answer is then fail, and *code the number.
 */
bool robot_judge(struct answer *, const struct robot_reply *, const char *name,
    const char *other, const char *words, int64_t *code);

/* HMAC-SHA256 as base64 is added. */
void robot_sign(struct buf *, struct span key, struct span text);

#endif
