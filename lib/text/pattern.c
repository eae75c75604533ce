#include "text/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "text/utf8.h"

enum {
	MATCH_LIMIT = 1000000, /* steps of one match */
	STACK_MIN = 1 << 15,   /* bytes */
	STACK_MAX = 1 << 22,
};

/* The bytes that every match of "^literal..." begins with, or none. Worth
 * having: most lines are then ruled out by their first byte. */
static struct span
find_prefix(struct span text)
{
	static const char special[] = "\\^$.[|()?*+{";
	struct span s = { text.p + 1, 0 };

	if (text.len < 2 || text.p[0] != '^' || memchr(text.p, '|', text.len))
		return (struct span){ text.p, 0 };
	while (s.len < text.len - 1 && !strchr(special, s.p[s.len]))
		s.len++;
	if (s.len < text.len - 1 && s.len && strchr("?*{", s.p[s.len])) {
		/* ?, * or { may make the last character optional: all its bytes
		 * go */
		while (s.len && ((unsigned char)s.p[--s.len] & 0xc0) == 0x80)
			;
	}
	return s;
}

static int
bad_pattern(struct span text, int code, size_t at, struct err *e)
{
	PCRE2_UCHAR why[128];

	pcre2_get_error_message(code, why, sizeof why);
	return err_set(e, ST_FAIL, "pattern \"%s\": %s, at character %zu",
	    excerpt(text).s, (char *)why, at + 1);
}

/* len: bytes of p->text, which may hold a NUL. */
static int
prepare(struct pattern *p, size_t len, struct err *e)
{
	uint32_t groups = 0;

	p->match = pcre2_match_data_create_from_pattern(p->code, NULL);
	p->context = pcre2_match_context_create(NULL);
	p->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, NULL);
	if (!p->match || !p->context || !p->stack)
		return err_set(e, ST_FAIL, "out of memory");
	pcre2_set_match_limit(p->context, MATCH_LIMIT);
	/* fails where there is no JIT; matching is then only slower */
	if (pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE) == 0)
		pcre2_jit_stack_assign(p->context, NULL, p->stack);
	pcre2_pattern_info(p->code, PCRE2_INFO_CAPTURECOUNT, &groups);
	p->groups = groups;
	p->prefix = find_prefix((struct span){ p->text, len });
	return 0;
}

int
pattern_open(struct pattern *p, struct span text, struct err *e)
{
	int code;
	PCRE2_SIZE at;

	*p = (struct pattern){ 0 };
	p->code = pcre2_compile((PCRE2_SPTR)text.p, text.len,
	    PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C, &code,
	    &at, NULL);
	if (!p->code)
		return bad_pattern(text, code, at, e);
	p->text = mem_dup(text);
	return prepare(p, text.len, e);
}

static int
gave_up(const struct pattern *p, int code, struct err *e)
{
	PCRE2_UCHAR why[128];

	pcre2_get_error_message(code, why, sizeof why);
	return err_set(e, ST_DATA, "pattern \"%s\": gave up: %s",
	    excerpt(span_str(p->text)).s, (char *)why);
}

/* A \K that a lookaround reaches can put the begin of a match anywhere. */
static bool
goes_on(const struct pattern *p, size_t from)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(p->match);

	return at[0] >= from && at[0] <= at[1];
}

static int
match_from(struct pattern *p, struct span subject, size_t from, struct err *e)
{
	int r = pcre2_match(p->code, (PCRE2_SPTR)subject.p, subject.len, from,
	    PCRE2_NO_UTF_CHECK, p->match, p->context);

	if (r == PCRE2_ERROR_NOMATCH)
		return 0;
	if (r > 0 && !goes_on(p, from))
		return err_set(e, ST_DATA,
		    "pattern \"%s\": its \\K, in a lookaround, makes a match "
		    "that begins behind its end or before the one before it",
		    excerpt(span_str(p->text)).s);
	return r < 0 ? gave_up(p, r, e) : 1;
}

int
pattern_match(struct pattern *p, struct span subject, struct err *e)
{
	if (p->prefix.len && !span_begins(subject, p->prefix))
		return 0;
	return match_from(p, subject, 0, e);
}

struct span
pattern_group(const struct pattern *p, struct span subject, unsigned i)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(p->match);

	if (i > p->groups || at[2 * i] == PCRE2_UNSET ||
	    at[2 * i + 1] < at[2 * i])
		return (struct span){ subject.p, 0 };
	return (
	    struct span){ subject.p + at[2 * i], at[2 * i + 1] - at[2 * i] };
}

/* Pieces of a replacement text that are no group's number. */
enum {
	PIECE_PLAIN = -1, /* bytes */
	PIECE_BAD = -2,   /* a "$" that means nothing */
};

/*
 * The next piece of a replacement text: its bytes in *plain, and in *group the
 * number of a group or one of the above. False at the end.
 */
static bool
next_piece(struct span *with, struct span *plain, int *group)
{
	const char *p = with->p, *end = p + with->len, *q;
	int n = 0;

	if (p == end)
		return false;
	*group = PIECE_PLAIN;
	if (*p != '$') {
		q = memchr(p, '$', with->len);
		if (!q)
			q = end;
	} else if (p + 1 < end && p[1] == '$') {
		q = p + 2;
		p++;
	} else if (p + 1 < end && p[1] >= '0' && p[1] <= '9') {
		*group = p[1] - '0';
		q = p + 2;
	} else {
		*group = PIECE_BAD;
		q = p + 1;
		if (q < end && *q == '{') {
			while (++q < end && *q >= '0' && *q <= '9' && n < 100)
				n = 10 * n + *q - '0';
			if (q < end && *q == '}' && q > p + 2) {
				*group = n;
				q++;
			}
		}
	}
	*plain = (struct span){ p, (size_t)(q - p) };
	*with = (struct span){ q, (size_t)(end - q) };
	return true;
}

int
pattern_check_text(const struct pattern *p, struct span with, struct err *e)
{
	struct span rest = with, plain;
	int group;

	while (next_piece(&rest, &plain, &group)) {
		if (group == PIECE_BAD)
			return err_set(e, ST_FAIL,
			    "\"%s\": a \"$\" that is "
			    "neither $0 to $9, ${10} nor $$",
			    excerpt(with).s);
		if (group > (int)p->groups)
			return err_set(e, ST_FAIL,
			    "\"%s\": the pattern has "
			    "no group %d",
			    excerpt(with).s, group);
	}
	return 0;
}

static void
add_text(const struct pattern *p, struct span subject, struct span with,
    struct buf *out)
{
	struct span plain;
	int group;

	while (next_piece(&with, &plain, &group))
		buf_add(out,
		    group < 0 ? plain
			      : pattern_group(p, subject, (unsigned)group));
}

int64_t
pattern_replace(struct pattern *p, struct span subject, struct span with,
    struct buf *out, struct err *e)
{
	size_t done = 0, from = 0; /* done: bytes of subject copied so far;
				    * from: where to look for the next match */
	int64_t count = 0;
	int r;

	if (p->prefix.len && !span_begins(subject, p->prefix))
		return 0;
	while (
	    from <= subject.len && (r = match_from(p, subject, from, e)) != 0) {
		struct span all;

		if (r < 0)
			return -1;
		all = pattern_group(p, subject, 0);
		from = (size_t)(all.p - subject.p);
		buf_add(out, (struct span){ subject.p + done, from - done });
		add_text(p, subject, with, out);
		done = from += all.len;
		if (all.len == 0) /* an empty match: look for the next one
				   * behind the next character */
			from +=
			    from < subject.len ? utf8_len(subject.p + from) : 1;
		count++;
	}
	if (count)
		buf_add(
		    out, (struct span){ subject.p + done, subject.len - done });
	return count;
}

void
pattern_close(struct pattern *p)
{
	pcre2_match_data_free(p->match);
	pcre2_match_context_free(p->context);
	pcre2_jit_stack_free(p->stack);
	pcre2_code_free(p->code);
	free(p->text);
	*p = (struct pattern){ 0 };
}
