#include "clean/rule.h"

#include <stdlib.h>

#include "text/tsv.h"

/*
 * Finds the rule's column; a rule that sets a column adds one that is missing.
 */
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
	if (r->kind == RULE_CHECK && figure_check_bind(&r->check, h, e))
		return -1;
	r->made_at = h->now.n;
	for (size_t i = 0; i < r->made.n; i++) {
		if (header_find(h, r->made.list[i]) >= 0)
			return err_set(e, ST_FAIL,
			    "\"%s\": the column %s "
			    "is there already",
			    r->text, excerpt(r->made.list[i]).s);
		header_add(h, r->made.list[i]);
	}
	return r->cond ? condition_bind(r->cond, h, e) : 0;
}

/* The cell becomes the value the rule made, with ROW_SLACK bytes behind it. */
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
		buf_add(&r->value,
		    r->pieces[i].is_column ? cells[r->pieces[i].at]
					   : r->pieces[i].text);
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
		cells[r->made_at + i] = pattern_group(&r->pattern, cell, i + 1);
	return RULE_PASS;
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Is a word that stands at the beginning of s a sign: D, DR, C, CR? */
static bool
is_sign_word(struct span s)
{
	char first = s.len ? (char)(s.p[0] & ~0x20) : 0;
	size_t n = s.len > 1 && (s.p[1] & ~0x20) == 'R' ? 2 : 1;

	return (first == 'C' || first == 'D') &&
	    (n == s.len || !is_letter(s.p[n]));
}

/* True if no sign is among the bytes of an amount, as recon-key reads it;
 * *zero where all its digits are 0. */
static bool
is_unsigned(struct span s, bool *zero)
{
	bool digits = false;

	*zero = true;
	for (size_t i = 0; i < s.len; i++) {
		struct span rest = { s.p + i, s.len - i };
		char c = s.p[i];

		if (c == '-' || c == '+' || c == '(' || c == ')' ||
		    span_begins(rest, SPAN("\xe2\x88\x92")) || /* U+2212 */
		    ((i == 0 || !is_letter(s.p[i - 1])) && is_sign_word(rest)))
			return false;
		digits |= c >= '0' && c <= '9';
		*zero &= c < '1' || c > '9';
	}
	return digits;
}

/* Turns the sign of an amount as it is written: a "-" before it comes or
 * goes, zero stays as it is. */
static enum rule_outcome
negate(struct rule *r, struct span *cell, bool *odd, struct err *e)
{
	struct span s = *cell;
	bool negative = s.len && *s.p == '-', zero;

	if (s.len == 0)
		return RULE_PASS;
	if (negative || *s.p == '+') {
		s.p++;
		s.len--;
	}
	if (!is_unsigned(s, &zero)) {
		err_set(e, ST_DATA,
		    "%s: \"%s\" is to be negated, but is not "
		    "an amount with at most a sign before it",
		    r->column, excerpt(*cell).s);
		return RULE_BAD;
	}
	buf_clear(&r->value);
	if (!negative && !zero)
		buf_byte(&r->value, '-');
	buf_add(&r->value, s);
	return take_value(r, cell, odd);
}

/*
 * 1 if the rule's condition holds for the row, 0 if not, -1 as condition_test.
 */
static int
applies(const struct rule *r, const struct span *cells, struct err *e)
{
	return r->cond ? condition_test(r->cond, cells, e) : 1;
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
		return figure_check_row(&r->check, cells, e) ? RULE_BAD
							     : RULE_PASS;
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
	condition_free(r->cond);
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
	figure_check_free(&r->check);
	buf_free(&r->value);
	*r = (struct rule){ .n_map = 0 };
}
