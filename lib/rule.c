#include "rule.h"

#include <stdlib.h>

#include "mem.h"
#include "tsv.h"

static struct span
dup(struct span s)
{
	return (struct span){ mem_dup(s), s.len };
}

static int
parse_column(struct rule *r, struct words *w, struct buf *b, struct err *e)
{
	if (words_column(w, b, e))
		return -1;
	r->column = mem_dup(buf_span(b));
	return 0;
}

/* "-> TEXT"; the text may be empty. */
static int
parse_arrow(struct words *w, struct buf *b, struct err *e)
{
	struct words ahead;

	if (!words_take(w, "->"))
		return words_fail(w, "\"->\" is missing", e);
	ahead = *w;
	buf_clear(b);
	if (words_end(w) || words_take(&ahead, "if"))
		return 0;
	return words_value(w, b, NULL, e);
}

static void
add_entry(struct rule *r, struct span from, struct span to)
{
	r->map = mem_grow(r->map, &r->cap_map, r->n_map + 1, sizeof *r->map);
	r->map[r->n_map++] = (struct rule_entry){ dup(from), dup(to) };
}

/* Behind "COLUMN =": VALUE -> TEXT */
static int
parse_map(struct rule *r, struct words *w, struct buf *b, struct err *e)
{
	struct buf from = { 0 };
	int result;

	r->kind = RULE_MAP;
	result = words_value(w, &from, NULL, e) ||
	    parse_arrow(w, b, e) ? -1 : 0;
	if (result == 0)
		add_entry(r, buf_span(&from), buf_span(b));
	buf_free(&from);
	return result;
}

static int
parse_pattern(struct rule *r, struct words *w, struct buf *b, struct err *e)
{
	if (!words_take(w, "~"))
		return words_fail(w, "\"~\" is missing", e);
	return words_value(w, b, NULL, e) ||
	    pattern_open(&r->pattern, buf_span(b), e) ? -1 : 0;
}

static int
parse_replace(struct rule *r, struct words *w, struct buf *b, struct err *e)
{
	if (parse_column(r, w, b, e))
		return -1;
	if (words_take(w, "="))
		return parse_map(r, w, b, e);
	if (parse_pattern(r, w, b, e) || parse_arrow(w, b, e))
		return -1;
	r->with = dup(buf_span(b));
	return pattern_check_text(&r->pattern, r->with, e);
}

static int
parse_split(struct rule *r, struct words *w, struct buf *b, struct err *e)
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
	r->pieces = mem_grow(r->pieces, &r->cap_pieces, r->n_pieces + 1,
	    sizeof *r->pieces);
	r->pieces[r->n_pieces++] = (struct rule_piece){
		.text = dup(text), .is_column = is_column };
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

		add_piece(r, (struct span){ s.p, n + (open && twice) },
		    false);
		if (!open)
			break;
		n += twice ? 2 : 1;
		s = (struct span){ s.p + n, s.len - n };
		if (twice)
			continue;
		close = s.len ? memchr(s.p, '}', s.len) : NULL;
		if (!close)
			return err_set(e, ST_FAIL, "\"%s\": a \"}\" is "
			    "missing (\"{{\" is a plain brace)",
			    excerpt(all).s);
		n = (size_t)(close - s.p);
		add_piece(r, span_trim((struct span){ s.p, n }), true);
		s = (struct span){ s.p + n + 1, s.len - n - 1 };
	}
	return 0;
}

static int
parse_set(struct rule *r, struct words *w, struct buf *b, struct err *e)
{
	if (parse_column(r, w, b, e))
		return -1;
	if (!words_take(w, "="))
		return words_fail(w, "\"=\" is missing", e);
	if (words_value(w, b, NULL, e))
		return -1;
	return parse_pieces(r, buf_span(b), e);
}

/* TOTAL = EXPRESSION */
static int
parse_check(struct rule *r, struct words *w, struct buf *b, struct err *e)
{
	struct buf total = { 0 };
	int result = words_column(w, &total, e);

	if (result == 0 && !words_take(w, "="))
		result = words_fail(w, "\"=\" is missing", e);
	if (result == 0)
		result = words_value(w, b, NULL, e);
	if (result == 0)
		result = check_parse(&r->check, buf_span(&total),
		    buf_span(b), e);
	buf_free(&total);
	return result;
}

static int
parse_body(struct rule *r, struct words *w, struct buf *b, struct err *e)
{
	switch (r->kind) {
	case RULE_KEEP:
	case RULE_DROP:
		r->cond = cond_parse(w, e);
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
rule_parse(struct rule *r, enum rule_kind kind, struct span text,
    struct err *e)
{
	struct words w;
	struct buf b = { 0 };
	int result;

	*r = (struct rule){ .kind = kind, .text = mem_dup(text) };
	w = words_of(span_str(r->text));
	result = parse_body(r, &w, &b, e);
	buf_free(&b);
	if (result)
		return -1;
	if (kind != RULE_KEEP && kind != RULE_DROP && words_take(&w, "if")) {
		r->cond = cond_parse(&w, e);
		if (!r->cond)
			return -1;
	}
	if (!words_end(&w))
		return words_fail(&w, "not understood", e);
	return 0;
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

/* Its column, which a rule that sets may make. */
static int
bind_column(struct rule *r, struct header *h, struct err *e)
{
	int i;

	if (!r->column)
		return 0;
	if (r->kind == RULE_SET || r->kind == RULE_DEFAULT) {
		i = header_find(h, span_str(r->column));
		if (i < 0) {
			i = (int)h->now.n;
			header_add(h, span_str(r->column));
		}
	} else {
		i = header_need(h, span_str(r->column), e);
	}
	r->at = (size_t)i;
	return i < 0 ? -1 : 0;
}

int
rule_bind(struct rule *r, struct header *h, struct err *e)
{
	for (size_t i = 0; i < r->n_pieces; i++) {
		int at;

		if (!r->pieces[i].is_column)
			continue;
		at = header_need(h, r->pieces[i].text, e);
		if (at < 0)
			return -1;
		r->pieces[i].at = (size_t)at;
	}
	if (bind_column(r, h, e))
		return -1;
	if (r->kind == RULE_CHECK && check_bind(&r->check, h, e))
		return -1;
	r->made_at = h->now.n;
	for (size_t i = 0; i < r->made.n; i++) {
		if (header_find(h, r->made.list[i]) >= 0)
			return err_set(e, ST_FAIL, "\"%s\": the column %s "
			    "is there already", r->text,
			    excerpt(r->made.list[i]).s);
		header_add(h, r->made.list[i]);
	}
	return r->cond ? cond_bind(r->cond, h, e) : 0;
}

/* The cell gets what the rule made; room behind it as every cell has. */
static enum rule_outcome
take_value(struct rule *r, struct span *cell, bool *odd)
{
	buf_room(&r->value, ROW_SLACK);
	*cell = buf_span(&r->value);
	*odd |= tsv_needs_escape(*cell);
	return RULE_PASS;
}

static enum rule_outcome
replace(struct rule *r, struct span *cell, bool *odd, struct err *e)
{
	int64_t n;

	buf_clear(&r->value);
	n = pattern_replace(&r->pattern, *cell, r->with, &r->value, e);
	if (n > 0)
		return take_value(r, cell, odd);
	return n < 0 ? RULE_BAD : RULE_PASS;
}

static enum rule_outcome
map(struct rule *r, struct span *cell, bool *odd)
{
	for (size_t i = 0; i < r->n_map; i++) {
		if (!span_eq(r->map[i].from, *cell))
			continue;
		buf_clear(&r->value);
		buf_add(&r->value, r->map[i].to);
		return take_value(r, cell, odd);
	}
	return RULE_PASS;
}

static enum rule_outcome
set(struct rule *r, struct span *cells, bool *odd)
{
	buf_clear(&r->value);
	for (size_t i = 0; i < r->n_pieces; i++)
		buf_add(&r->value, r->pieces[i].is_column
		    ? cells[r->pieces[i].at] : r->pieces[i].text);
	return take_value(r, &cells[r->at], odd);
}

static enum rule_outcome
split(struct rule *r, struct span *cells, struct err *e)
{
	struct span cell = cells[r->at];
	int m = pattern_match(&r->pattern, cell, e);

	if (m == 0)
		err_set(e, ST_DATA, "%s: \"%s\" does not match \"%s\"",
		    r->column, excerpt(cell).s, r->pattern.text);
	if (m != 1)
		return RULE_BAD;
	for (unsigned i = 0; i < r->pattern.groups; i++)
		cells[r->made_at + i] =
		    pattern_group(&r->pattern, cell, i + 1);
	return RULE_PASS;
}

/* Turns the sign of an amount as it is written: a "-" before it comes or
 * goes, zero stays as it is. */
static enum rule_outcome
negate(struct rule *r, struct span *cell, bool *odd, struct err *e)
{
	struct span s = *cell;
	bool negative = s.len && *s.p == '-', zero = true, digits = false;

	if (s.len == 0)
		return RULE_PASS;
	if (negative || *s.p == '+') {
		s.p++;
		s.len--;
	}
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];

		digits |= c >= '0' && c <= '9';
		zero &= c < '1' || c > '9';
		if (c == '-' || c == '+' || c == '(' || c == ')')
			digits = zero = false, i = s.len;
	}
	if (!digits) {
		err_set(e, ST_DATA, "%s: \"%s\" is to be negated, but is not "
		    "an amount with at most a sign before it", r->column,
		    excerpt(*cell).s);
		return RULE_BAD;
	}
	buf_clear(&r->value);
	if (!negative && !zero)
		buf_byte(&r->value, '-');
	buf_add(&r->value, s);
	return take_value(r, cell, odd);
}

/* Has its condition, and says where it went wrong. */
static int
applies(const struct rule *r, const struct span *cells, struct err *e)
{
	return r->cond ? cond_test(r->cond, cells, e) : 1;
}

static enum rule_outcome
act(struct rule *r, struct span *cells, bool *odd, struct err *e)
{
	int yes = applies(r, cells, e);

	if (yes < 0)
		return RULE_BAD;
	if (r->kind == RULE_KEEP || r->kind == RULE_DROP)
		return yes == (r->kind == RULE_DROP) ? RULE_GONE : RULE_PASS;
	if (!yes)
		return RULE_PASS;
	switch (r->kind) {
	case RULE_REPLACE:
		return replace(r, &cells[r->at], odd, e);
	case RULE_MAP:
		return map(r, &cells[r->at], odd);
	case RULE_DEFAULT:
		if (cells[r->at].len)
			return RULE_PASS;
		return set(r, cells, odd);
	case RULE_SET:
		return set(r, cells, odd);
	case RULE_SPLIT:
		return split(r, cells, e);
	case RULE_CHECK:
		return check_row(&r->check, cells, e) ? RULE_BAD : RULE_PASS;
	default:
		return negate(r, &cells[r->at], odd, e);
	}
}

enum rule_outcome
rule_apply(struct rule *r, struct span *cells, bool *odd, struct err *e)
{
	enum rule_outcome o = act(r, cells, odd, e);

	if (o == RULE_BAD)
		err_at(e, excerpt(span_str(r->text)).s, 0);
	return o;
}

void
rule_free(struct rule *r)
{
	free(r->text);
	free(r->column);
	cond_free(r->cond);
	pattern_close(&r->pattern);
	free((char *)r->with.p);
	for (size_t i = 0; i < r->n_map; i++) {
		free((char *)r->map[i].from.p);
		free((char *)r->map[i].to.p);
	}
	free(r->map);
	for (size_t i = 0; i < r->n_pieces; i++)
		free((char *)r->pieces[i].text.p);
	free(r->pieces);
	names_free(&r->made);
	check_free(&r->check);
	buf_free(&r->value);
	*r = (struct rule){ .n_map = 0 };
}
