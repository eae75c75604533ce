#include "robot/robot.h"

#include <inttypes.h>

#include "io/hmac.h"
#include "text/base64.h"
#include "text/table/text_table_forms.h"
#include "text/utf8.h"
#include "transport/http_status.h"

const struct robot *
robot_find(const char *name)
{
	static const struct robot *const all[] = { &robot_dingtalk,
		&robot_feishu, &robot_wecom, &robot_slack };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!strcmp(all[i]->name, name))
			return all[i];
	return NULL;
}

/* Bytes of a character as text_table_escape writes it in JSON. */
static size_t
escaped_len(const char *p, size_t len)
{
	unsigned char c = (unsigned char)*p;

	return c < 0x20 ? 6 : c == '"' || c == '\\' ? 2 : len;
}

size_t
robot_fit(struct span text, size_t max, bool escaped)
{
	size_t end = sizeof ROBOT_CUT - 1, used = 0, fits = 0;

	for (size_t i = 0; i < text.len;) {
		size_t len = utf8_len(text.p + i);

		used += escaped ? escaped_len(text.p + i, len) : len;
		if (used > max)
			return fits;
		i += len;
		if (used + end <= max)
			fits = i;
	}
	return text.len;
}

void
robot_member(
    struct buf *b, const char *name, struct span text, size_t max, bool escaped)
{
	size_t fits = robot_fit(text, max, escaped);
	struct buf cut = { 0 };

	buf_add(&cut, (struct span){ text.p, fits });
	if (fits < text.len)
		buf_str(&cut, ROBOT_CUT);
	buf_printf(b, "\"%s\":", name);
	text_table_escape(b, TEXT_TABLE_JSON, buf_span(&cut));
	buf_free(&cut);
}

/* A whole number, with or without a minus. */
static bool
read_code(const struct json_value *v, int64_t *code)
{
	struct span s = v->text;
	bool minus = v->type == JSON_NUMBER && span_take(&s, '-');
	uint64_t n;

	if (v->type != JSON_NUMBER || !span_count(s, &n))
		return false;
	*code = minus ? -(int64_t)n : (int64_t)n;
	return true;
}

static bool
find_code(const struct json_object *o, const char *name, const char *other,
    int64_t *code)
{
	struct json_value v;

	return (json_object_find(o, name, &v) && read_code(&v, code)) ||
	    (other && json_object_find(o, other, &v) && read_code(&v, code));
}

static bool
judge_body(struct answer *a, struct json_object *o, struct span body,
    const char *name, const char *other, const char *words, int64_t *code)
{
	struct span said = SPAN("");
	struct err e;

	if (json_object_parse(o, body, &e) ||
	    !find_code(o, name, other, code)) {
		answer_retry(
		    a, ANSWER_SOON, "HTTP 200, but no %s in the answer", name);
		return false;
	}
	if (*code == 0) {
		answer_ok(a);
		return false;
	}
	json_object_text(o, words, &said);
	answer_fail(a, "%s %" PRId64 ": %s", name, *code, excerpt(said).s);
	return true;
}

bool
robot_judge(struct answer *a, const struct robot_reply *r, const char *name,
    const char *other, const char *words, int64_t *code)
{
	struct json_object o = { 0 };
	bool refused;

	if (r->status != 200) {
		http_status_judge(a, r->status, r->seconds);
		if (a->kind == ANSWER_OK) /* 2xx, and nobody says so */
			answer_retry(
			    a, ANSWER_SOON, "HTTP %ld, not 200", r->status);
		return false;
	}
	refused = judge_body(a, &o, r->body, name, other, words, code);
	json_object_free(&o);
	return refused;
}

void
robot_sign(struct buf *b, struct span key, struct span text)
{
	unsigned char mac[HMAC_BYTES];

	hmac_of(key, text, mac);
	base64_add(b, (struct span){ (const char *)mac, sizeof mac });
}
