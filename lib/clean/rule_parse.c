/* Reading rules; what they do is in rule.c. */
#include "clean/rule.h"

#include <stdlib.h>

#include "base/mem.h"

static struct span
dup(struct span s)
{
	return (struct span){ mem_dup(s), s.len };
}

static int
parse_column(struct rule *r, struct rule_words *w, struct buf *b, struct err *e)
{
	if (rule_words_column(w, b, e))
		return -1;
	r->column = mem_dup(buf_span(b));
	return 0;
}

/* "-> TEXT"; the text may be empty. */
static int
parse_arrow(struct rule_words *w, struct buf *b, struct err *e)
{
	struct rule_words ahead;

	if (!rule_words_take(w, "->"))
		return rule_words_fail(w, "\"->\" is missing", e);
	ahead = *w;
	buf_clear(b);
	if (rule_words_end(w) || rule_words_take(&ahead, "if"))
		return 0;
	return rule_words_value(w, b, NULL, e);
}

static void
add_entry(struct rule *r, struct span from, struct span to)
{
	r->map = mem_grow(r->map, &r->cap_map, r->n_map + 1, sizeof *r->map);
	r->map[r->n_map++] = (struct rule_entry){ dup(from), dup(to) };
}

/* Behind "COLUMN =": VALUE -> TEXT */
static int
parse_map(struct rule *r, struct rule_words *w, struct buf *b, struct err *e)
{
	struct buf from = { 0 };
	int result;

	r->kind = RULE_MAP;
	result = rule_words_value(w, &from, NULL, e) || parse_arrow(w, b, e)
	    ? -1
	    : 0;
	if (result == 0)
		add_entry(r, buf_span(&from), buf_span(b));
	buf_free(&from);
	return result;
}

static int
parse_pattern(
    struct rule *r, struct rule_words *w, struct buf *b, struct err *e)
{
	if (!rule_words_take(w, "~"))
		return rule_words_fail(w, "\"~\" is missing", e);
	return rule_words_value(w, b, NULL, e) ||
		pattern_open(&r->pattern, buf_span(b), e)
	    ? -1
	    : 0;
}

static int
parse_replace(
    struct rule *r, struct rule_words *w, struct buf *b, struct err *e)
{
	if (parse_column(r, w, b, e))
		return -1;
	if (rule_words_take(w, "="))
		return parse_map(r, w, b, e);
	if (parse_pattern(r, w, b, e) || parse_arrow(w, b, e))
		return -1;
	r->with = dup(buf_span(b));
	return pattern_check_text(&r->pattern, r->with, e);
}

static int
parse_split(struct rule *r, struct rule_words *w, struct buf *b, struct err *e)
{
	if (parse_column(r, w, b, e) || parse_pattern(r, w, b, e) ||
	    parse_arrow(w, b, e) || names_parse(&r->made, buf_span(b), e))
		return -1;
	if (r->made.n == r->pattern.groups)
		return 0;
	return err_set(e, ST_FAIL, "\"%s\": %zu columns for %u groups",
	    excerpt(w->all).s, r->made.n, r->pattern.groups);
}

static void
add_piece(struct rule *r, struct span text, bool is_column)
{
	if (text.len == 0)
		return;
	r->pieces = mem_grow(
	    r->pieces, &r->cap_pieces, r->n_pieces + 1, sizeof *r->pieces);
	r->pieces[r->n_pieces++] =
	    (struct rule_piece){ .text = dup(text), .is_column = is_column };
}

/* Text with {NAME} in it; "{{" is one "{". */
static int
parse_pieces(struct rule *r, struct span s, struct err *e)
{
	struct span all = s;

	while (s.len) {
		const char *open = memchr(s.p, '{', s.len), *close;
		size_t n = open ? (size_t)(open - s.p) : s.len;
		bool twice = n + 1 < s.len && s.p[n + 1] == '{';

		add_piece(r, (struct span){ s.p, n + (open && twice) }, false);
		if (!open)
			break;
		n += twice ? 2 : 1;
		s = (struct span){ s.p + n, s.len - n };
		if (twice)
			continue;
		close = s.len ? memchr(s.p, '}', s.len) : NULL;
		if (!close)
			return err_set(e, ST_FAIL,
			    "\"%s\": a \"}\" is "
			    "missing (\"{{\" is a plain brace)",
			    excerpt(all).s);
		n = (size_t)(close - s.p);
		add_piece(r, span_trim((struct span){ s.p, n }), true);
		s = (struct span){ s.p + n + 1, s.len - n - 1 };
	}
	return 0;
}

static int
parse_set(struct rule *r, struct rule_words *w, struct buf *b, struct err *e)
{
	if (parse_column(r, w, b, e))
		return -1;
	if (!rule_words_take(w, "="))
		return rule_words_fail(w, "\"=\" is missing", e);
	if (rule_words_value(w, b, NULL, e))
		return -1;
	return parse_pieces(r, buf_span(b), e);
}

/* TOTAL = EXPRESSION */
static int
parse_check(struct rule *r, struct rule_words *w, struct buf *b, struct err *e)
{
	struct buf total = { 0 };
	int result = rule_words_column(w, &total, e);

	if (result == 0 && !rule_words_take(w, "="))
		result = rule_words_fail(w, "\"=\" is missing", e);
	if (result == 0)
		result = rule_words_value(w, b, NULL, e);
	if (result == 0)
		result = figure_check_parse(
		    &r->check, buf_span(&total), buf_span(b), e);
	buf_free(&total);
	return result;
}

static int
parse_body(struct rule *r, struct rule_words *w, struct buf *b, struct err *e)
{
	switch (r->kind) {
	case RULE_KEEP:
	case RULE_DROP:
		r->cond = condition_parse(w, e);
		return r->cond ? 0 : -1;
	case RULE_REPLACE:
	case RULE_MAP:
		return parse_replace(r, w, b, e);
	case RULE_SET:
	case RULE_DEFAULT:
		return parse_set(r, w, b, e);
	case RULE_SPLIT:
		return parse_split(r, w, b, e);
	case RULE_CHECK:
		return parse_check(r, w, b, e);
	case RULE_NEGATE:
		break;
	}
	return parse_column(r, w, b, e);
}

int
rule_parse(struct rule *r, enum rule_kind kind, struct span text, struct err *e)
{
	struct rule_words w;
	struct buf b = { 0 };
	int result;

	*r = (struct rule){ .kind = kind, .text = mem_dup(text) };
	w = rule_words_of(span_str(r->text));
	result = parse_body(r, &w, &b, e);
	buf_free(&b);
	if (result)
		return -1;
	if (kind != RULE_KEEP && kind != RULE_DROP &&
	    rule_words_take(&w, "if")) {
		r->cond = condition_parse(&w, e);
		if (!r->cond)
			return -1;
	}
	if (!rule_words_end(&w))
		return rule_words_fail(&w, "not understood", e);
	return 0;
}

const char *
rule_name(enum rule_kind kind)
{
	static const char *const names[] = {
		[RULE_KEEP] = "keep",
		[RULE_DROP] = "drop",
		[RULE_REPLACE] = "replace",
		[RULE_MAP] = "replace",
		[RULE_SET] = "set",
		[RULE_DEFAULT] = "default",
		[RULE_SPLIT] = "split",
		[RULE_NEGATE] = "negate",
		[RULE_CHECK] = "check",
	};

	return names[kind];
}

bool
rule_join(struct rule *r, struct rule *other)
{
	if (r->kind != RULE_MAP || other->kind != RULE_MAP || r->cond ||
	    other->cond || strcmp(r->column, other->column))
		return false;
	for (size_t i = 0; i < other->n_map; i++)
		add_entry(r, other->map[i].from, other->map[i].to);
	rule_free(other);
	return true;
}
