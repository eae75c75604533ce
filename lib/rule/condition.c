#include "rule/condition.h"

#include <stdlib.h>

#include "value/amount.h"
#include "value/time/date.h"
#include "base/mem.h"
#include "text/pattern.h"

/* Tests, "not" and parentheses of one rule: each may be a level of calls. */
enum { PARTS_MAX = 1000 };

enum kind { AND, OR, NOT, TEXT, PATTERN, NUMBER, DATE };

/* Which outcomes of a comparison make the test true. */
enum { BELOW = 1, SAME = 2, ABOVE = 4 };

struct condition {
	enum kind kind;
	struct condition *left, *right; /* owned; right only of AND and OR */
	char *column;                   /* owned */
	size_t at;                      /* the column's place, once bound */
	char *other;     /* owned: what the value names, or NULL */
	size_t other_at; /* its place */
	const char *operator;
	bool quoted;       /* the value was in quotes */
	struct span value; /* owned: what is compared with */
	struct amount number;
	struct pattern pattern;
	bool wanted;  /* TEXT, PATTERN: false turns it round */
	int outcomes; /* NUMBER, DATE */
};

/* A plain number: sign, digits, point, digits; nothing else. */
static bool
read_number(struct span s, struct amount *a)
{
	bool negative;

	s = span_trim(s);
	negative = s.len && *s.p == '-';
	if (s.len && (*s.p == '-' || *s.p == '+')) {
		s.p++;
		s.len--;
	}
	while (s.len > 1 && *s.p == '0' && s.p[1] >= '0' && s.p[1] <= '9') {
		s.p++;
		s.len--;
	}
	if (s.len == 0 || *s.p == '-' || amount_parse(s, a) != AMOUNT_OK)
		return false;
	if (negative)
		*a = amount_neg(*a);
	return true;
}

static bool
begins_with_date(struct span s)
{
	int32_t day;

	return s.len >= DATE_LEN &&
	    date_parse((struct span){ s.p, DATE_LEN }, &day);
}

static struct condition *
new_cond(enum kind kind, struct condition *left, struct condition *right)
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
	enum kind kind; /* NUMBER: or DATE, the value tells */
	bool wanted;
	int outcomes;
}
operators[] = {
	/* the longer ones first */
	{ "==", NUMBER, true, SAME },
	{ "!=", TEXT, false, 0 },
	{ "!~", PATTERN, false, 0 },
	{ "<=", NUMBER, true, BELOW | SAME },
	{ ">=", NUMBER, true, ABOVE | SAME },
	{ "=", TEXT, true, 0 },
	{ "~", PATTERN, true, 0 },
	{ "<", NUMBER, true, BELOW },
	{ ">", NUMBER, true, ABOVE },
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
	if (c->kind == PATTERN)
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
	if (c->kind == PATTERN)
		return pattern_open(&c->pattern, c->value, e);
	if (c->kind != NUMBER || read_number(c->value, &c->number))
		return 0;
	c->kind = DATE;
	if (begins_with_date(c->value))
		return 0;
	return rule_words_fail(&before, "neither a number nor a date", e);
}

static struct condition *
parse_test(struct rule_words *w, struct err *e)
{
	struct condition *c = new_cond(TEXT, NULL, NULL);
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
		return c ? new_cond(NOT, c, NULL) : NULL;
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
parse_chain(struct rule_words *w, const char *word, enum kind kind,
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
	return parse_chain(w, "and", AND, parse_factor, e);
}

struct condition *
condition_parse(struct rule_words *w, struct err *e)
{
	return parse_chain(w, "or", OR, parse_and, e);
}

struct condition *
condition_parse_pairs(struct rule_words *w, struct err *e)
{
	w->pairs = true;
	return condition_parse(w, e);
}

void
condition_each(const struct condition *c,
    void (*see)(void *arg, const struct condition_part *), void *arg)
{
	if (c->left)
		condition_each(c->left, see, arg);
	if (c->right)
		condition_each(c->right, see, arg);
	if (!c->left)
		see(arg,
		    &(struct condition_part){ span_str(c->column), c->operator,
			c->other ? span_str(c->other) : c->value, c->quoted,
			c->other != NULL });
}

static void
add_name(struct names *names, const char *name)
{
	if (names_find(names, span_str(name)) < 0)
		names_add(names, span_str(name));
}

void
condition_columns(const struct condition *c, struct names *names)
{
	if (c->left)
		condition_columns(c->left, names);
	if (c->right)
		condition_columns(c->right, names);
	if (c->column)
		add_name(names, c->column);
	if (c->other)
		add_name(names, c->other);
}

int
condition_bind(struct condition *c, const struct header *h, struct err *e)
{
	int i;

	if (c->left)
		return condition_bind(c->left, h, e) ||
			(c->right && condition_bind(c->right, h, e))
		    ? -1
		    : 0;
	i = header_need(h, span_str(c->column), e);
	c->at = (size_t)i;
	if (i >= 0 && c->other) {
		i = header_need(h, span_str(c->other), e);
		c->other_at = (size_t)i;
	}
	return i < 0 ? -1 : 0;
}

static int
bad_cell(const struct condition *c, struct span cell, const char *what,
    struct err *e)
{
	return err_set(
	    e, ST_DATA, "%s: \"%s\" %s", c->column, excerpt(cell).s, what);
}

static int
ordered(const struct condition *c, int cmp)
{
	return (c->outcomes & (cmp < 0 ? BELOW : cmp ? ABOVE : SAME)) != 0;
}

static int
test_number(const struct condition *c, struct span cell, struct err *e)
{
	struct amount a;

	if (cell.len == 0)
		return 0;
	if (!read_number(cell, &a))
		return bad_cell(c, cell,
		    "is to be compared, but is not a "
		    "plain number",
		    e);
	return ordered(c, amount_cmp(a, c->number));
}

static int
test_date(const struct condition *c, struct span cell, struct err *e)
{
	if (cell.len == 0)
		return 0;
	if (!begins_with_date(cell))
		return bad_cell(c, cell,
		    "is to be compared, but does not "
		    "begin with a date YYYY-MM-DD",
		    e);
	if (cell.len > c->value.len)
		cell.len = c->value.len;
	return ordered(c, span_cmp(cell, c->value));
}

/* Two cells: the other one is the value. */
static int
test_other(const struct condition *c, const struct span *cells, struct err *e)
{
	struct condition with = *c;

	with.value = cells[c->other_at];
	if (c->kind == TEXT)
		return span_eq(cells[c->at], with.value) == c->wanted;
	if (with.value.len == 0)
		return 0;
	if (read_number(with.value, &with.number))
		return test_number(&with, cells[c->at], e);
	with.column = c->other;
	if (!begins_with_date(with.value))
		return bad_cell(&with, with.value,
		    "is to be compared, but is neither a plain number nor a "
		    "date",
		    e);
	with.column = c->column;
	return test_date(&with, cells[c->at], e);
}

int
condition_test(
    const struct condition *c, const struct span *cells, struct err *e)
{
	int r;

	if (c->other)
		return test_other(c, cells, e);
	switch (c->kind) {
	case AND:
		r = condition_test(c->left, cells, e);
		return r == 1 ? condition_test(c->right, cells, e) : r;
	case OR:
		r = condition_test(c->left, cells, e);
		return r == 0 ? condition_test(c->right, cells, e) : r;
	case NOT:
		r = condition_test(c->left, cells, e);
		return r < 0 ? r : !r;
	case TEXT:
		return span_eq(cells[c->at], c->value) == c->wanted;
	case PATTERN:
		r = pattern_match(
		    (struct pattern *)&c->pattern, cells[c->at], e);
		return r < 0 ? r : r == c->wanted;
	case NUMBER:
		return test_number(c, cells[c->at], e);
	case DATE:
		break;
	}
	return test_date(c, cells[c->at], e);
}

void
condition_free(struct condition *c)
{
	if (!c)
		return;
	condition_free(c->left);
	condition_free(c->right);
	pattern_close(&c->pattern);
	free(c->column);
	free(c->other);
	free((char *)c->value.p);
	free(c);
}
