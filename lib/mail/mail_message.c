#include "mail/mail_message.h"

#include "base/visible_text.h"
#include "text/base64.h"
#include "text/utf8.h"
#include "value/time/date.h"

enum {
	WORD_MAX = 45, /* bytes in an encoded word, which has at most 75 */
	LINE_MAX_BYTES = 57, /* in a line of base64, which has 76 */
};

static bool
is_atom(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c && strchr(".!#$%&'*+/=?^_`{|}~-", c));
}

bool
mail_is_address(struct span s)
{
	const char *at = memchr(s.p, '@', s.len);

	if (!at || at == s.p || at == s.p + s.len - 1 || s.p[0] == '-')
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (s.p + i != at && !is_atom(s.p[i]))
			return false;
	return true;
}

/* Where it is written to. */
struct writing {
	struct buf *b;
	const char *end;
};

static void
line(const struct writing *w, const char *name, struct span value)
{
	buf_str(w->b, name);
	buf_str(w->b, ": ");
	buf_add(w->b, value);
	buf_str(w->b, w->end);
}

static void
addresses(const struct writing *w, const char *name, const struct names *list)
{
	buf_str(w->b, name);
	for (size_t i = 0; i < list->n; i++) {
		buf_str(w->b, i == 0 ? ": " : ",");
		if (i) {
			buf_str(w->b, w->end);
			buf_byte(w->b, ' ');
		}
		buf_add(w->b, list->list[i]);
	}
	buf_str(w->b, w->end);
}

/* As many characters as an encoded word takes. */
static size_t
word_len(struct span s)
{
	size_t n = 0;

	while (n < s.len && n + utf8_len(s.p + n) <= WORD_MAX)
		n += utf8_len(s.p + n);
	return n;
}

/* RFC 2047, also of what needs it not: so nothing of the title is ever
 * markup of a header. */
static void
subject(const struct writing *w, struct span title)
{
	struct buf shown = { 0 };
	struct span left;

	visible_add(&shown, title);
	left = buf_span(&shown);
	buf_str(w->b, "Subject:");
	while (left.len) {
		size_t n = word_len(left);

		buf_str(w->b, " =?UTF-8?B?");
		base64_add(w->b, (struct span){ left.p, n });
		buf_str(w->b, "?=");
		buf_str(w->b, w->end);
		left = (struct span){ left.p + n, left.len - n };
	}
	buf_free(&shown);
}

/* RFC 5322, in UTC. */
static void
date(const struct writing *w, int64_t seconds)
{
	static const char days[] = "ThuFriSatSunMonTueWed",
			  months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int32_t day = (int32_t)(seconds / 86400);
	int s = (int)(seconds % 86400), year, month, mday;

	date_civil(day, &year, &month, &mday);
	buf_printf(w->b, "Date: %.3s, %d %.3s %04d %02d:%02d:%02d +0000%s",
	    days + 3 * (day % 7), mday, months + 3 * (month - 1), year,
	    s / 3600, s / 60 % 60, s % 60, w->end);
}

static void
body(const struct writing *w, const char *type, struct span text)
{
	buf_printf(w->b, "Content-Type: %s; charset=UTF-8%s", type, w->end);
	line(w, "Content-Transfer-Encoding", SPAN("base64"));
	buf_str(w->b, w->end);
	for (size_t i = 0; i < text.len; i += LINE_MAX_BYTES) {
		size_t n = text.len - i;

		base64_add(w->b,
		    (struct span){
			text.p + i, n < LINE_MAX_BYTES ? n : LINE_MAX_BYTES });
		buf_str(w->b, w->end);
	}
}

/* Text and HTML of the same. Base64 holds no "=_", so no part holds the
 * boundary. */
static void
bodies(const struct writing *w, const struct event *ev)
{
	static const char boundary[] = "=_recon";

	buf_printf(w->b,
	    "Content-Type: multipart/alternative; boundary=\"%s\"%s%s--%s%s",
	    boundary, w->end, w->end, boundary, w->end);
	body(w, "text/plain", event_words(ev));
	buf_printf(w->b, "--%s%s", boundary, w->end);
	body(w, "text/html", ev->html);
	buf_printf(w->b, "--%s--%s", boundary, w->end);
}

void
mail_message_add(
    struct buf *b, const struct mail_message *m, const struct event *ev)
{
	const struct writing w = { b, m->line_end };
	const char *domain = strchr(m->from, '@') + 1;

	line(&w, "From", span_str(m->from));
	addresses(&w, "To", m->to);
	if (m->cc->n)
		addresses(&w, "Cc", m->cc);
	subject(&w, ev->title.len ? ev->title : ev->id);
	date(&w, m->seconds);
	buf_printf(b, "Message-ID: <%.*s@%s>%s", (int)ev->id.len, ev->id.p,
	    domain, w.end);
	line(&w, "Auto-Submitted", SPAN("auto-generated")); /* RFC 3834 */
	line(&w, "MIME-Version", SPAN("1.0"));
	if (ev->html.len)
		bodies(&w, ev);
	else
		body(&w, "text/plain", event_words(ev));
}
