#include <stdlib.h>

#include "base/mem.h"
#include "rule/condition.h"
#include "rule/condition_state.h"

/* Tests, "not" and parentheses of one rule: each may be a level of calls. */
enum { PARTS_MAX = 1000 };

static struct condition *
new_cond(
    enum condition_kind kind, struct condition *left, struct condition *right)
{
	struct condition *c = mem_zeroed(1, sizeof *c);

	c->kind = kind;
	c->left = left;
	c->right = right;
	return c;
}

static const struct operator
{
	const char *word;
	enum condition_kind kind; /* a number: or a date, by the value */
	bool wanted;
	int outcomes;
}
operators[] = {
	/* the longer ones first */
	{ "==", CONDITION_NUMBER, true, CONDITION_SAME },
	{ "!=", CONDITION_TEXT, false, 0 },
	{ "!~", CONDITION_PATTERN, false, 0 },
	{ "<=", CONDITION_NUMBER, true, CONDITION_BELOW | CONDITION_SAME },
	{ ">=", CONDITION_NUMBER, true, CONDITION_ABOVE | CONDITION_SAME },
	{ "=", CONDITION_TEXT, true, 0 },
	{ "~", CONDITION_PATTERN, true, 0 },
	{ "<", CONDITION_NUMBER, true, CONDITION_BELOW },
	{ ">", CONDITION_NUMBER, true, CONDITION_ABOVE },
};

static const struct operator* take_operator(struct rule_words *w)
{
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (rule_words_take(w, operators[i].word))
			return &operators[i];
	return NULL;
}

/* The value is {COLUMN}. */
static int
take_other(struct condition *c, const struct rule_words *at, struct err *e)
{
	struct span s = c->value;

	if (s.len < 3 || s.p[s.len - 1] != '}')
		return rule_words_fail(at,
		    "a value that begins with \"{\" is {NAME}, or in quotes",
		    e);
	if (c->kind == CONDITION_PATTERN)
		return rule_words_fail(
		    at, "a pattern is written out, it is no {NAME}", e);
	c->other = mem_dup(span_trim((struct span){ s.p + 1, s.len - 2 }));
	return 0;
}

static int
take_value(struct condition *c, struct rule_words *w, struct err *e)
{
	struct rule_words before = *w;
	struct buf b = { 0 };
	bool plain = true;
	int r = rule_words_value(w, &b, &plain, e);

	c->value = (struct span){ mem_dup(buf_span(&b)), b.len };
	c->quoted = !plain;
	buf_free(&b);
	if (r)
		return -1;
	if (w->pairs && plain && c->value.p[0] == '{')
		return take_other(c, &before, e);
	if (c->kind == CONDITION_PATTERN)
		return pattern_open(&c->pattern, c->value, e);
	if (c->kind != CONDITION_NUMBER ||
	    condition_number(c->value, &c->number))
		return 0;
	c->kind = CONDITION_DATE;
	if (condition_begins_date(c->value))
		return 0;
	return rule_words_fail(&before, "neither a number nor a date", e);
}

static struct condition *
parse_test(struct rule_words *w, struct err *e)
{
	struct condition *c = new_cond(CONDITION_TEXT, NULL, NULL);
	struct buf b = { 0 };
	const struct operator* op;
	int r = rule_words_column(w, &b, e);

	c->column = mem_dup(buf_span(&b));
	buf_free(&b);
	if (r)
		goto fail;
	op = take_operator(w);
	if (!op) {
		rule_words_fail(w,
		    "an operator is missing (= != ~ !~ == < <= > "
		    ">=)",
		    e);
		goto fail;
	}
	c->kind = op->kind;
	c->operator= op->word;
	c->wanted = op->wanted;
	c->outcomes = op->outcomes;
	if (take_value(c, w, e) == 0)
		return c;
fail:
	condition_free(c);
	return NULL;
}

static struct condition *
parse_factor(struct rule_words *w, struct err *e)
{
	struct condition *c;

	if (++w->parts > PARTS_MAX) {
		rule_words_fail(w,
		    "a condition has at most 1000 tests, \"not\" and "
		    "parentheses, all together",
		    e);
		return NULL;
	}
	if (rule_words_take(w, "not")) {
		c = parse_factor(w, e);
		return c ? new_cond(CONDITION_NOT, c, NULL) : NULL;
	}
	if (!rule_words_take(w, "("))
		return parse_test(w, e);
	c = condition_parse(w, e);
	if (c && !rule_words_take(w, ")")) {
		rule_words_fail(w, "a \")\" is missing", e);
		condition_free(c);
		return NULL;
	}
	return c;
}

/* What is joined by word, more tightly joined parts first. */
static struct condition *
parse_chain(struct rule_words *w, const char *word, enum condition_kind kind,
    struct condition *(*part)(struct rule_words *, struct err *), struct err *e)
{
	struct condition *c = part(w, e);

	while (c && rule_words_take(w, word)) {
		struct condition *next = part(w, e);

		if (!next) {
			condition_free(c);
			return NULL;
		}
		c = new_cond(kind, c, next);
	}
	return c;
}

static struct condition *
parse_and(struct rule_words *w, struct err *e)
{
	return parse_chain(w, "and", CONDITION_AND, parse_factor, e);
}

struct condition *
condition_parse(struct rule_words *w, struct err *e)
{
	return parse_chain(w, "or", CONDITION_OR, parse_and, e);
}

struct condition *
condition_parse_pairs(struct rule_words *w, struct err *e)
{
	w->pairs = true;
	return condition_parse(w, e);
}
