#include "rule/condition.h"

#include <stdlib.h>

#include "value/amount.h"
#include "value/date.h"
#include "base/mem.h"
#include "text/pattern.h"

enum kind { AND, OR, NOT, TEXT, PATTERN, NUMBER, DATE };

/* Which outcomes of a comparison make the test true. */
enum { BELOW = 1, SAME = 2, ABOVE = 4 };

struct cond {
	enum kind kind;
	struct cond *left, *right; /* owned; right only of AND and OR */
	char *column;              /* owned */
	size_t at;                 /* the column's place, once bound */
	struct span value;         /* owned: what is compared with */
	struct amount number;
	struct pattern pattern;
	bool wanted;               /* TEXT, PATTERN: false turns it round */
	int outcomes;              /* NUMBER, DATE */
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

static struct cond *
new_cond(enum kind kind, struct cond *left, struct cond *right)
{
	struct cond *c = mem_zeroed(1, sizeof *c);

	c->kind = kind;
	c->left = left;
	c->right = right;
	return c;
}

static const struct operator {
	const char *word;
	enum kind kind; /* NUMBER: or DATE, the value tells */
	bool wanted;
	int outcomes;
} operators[] = { /* the longer ones first */
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

static const struct operator *
take_operator(struct words *w)
{
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (words_take(w, operators[i].word))
			return &operators[i];
	return NULL;
}

static int
take_value(struct cond *c, struct words *w, struct err *e)
{
	struct words before = *w;
	struct buf b = { 0 };
	int r = words_value(w, &b, NULL, e);

	c->value = (struct span){ mem_dup(buf_span(&b)), b.len };
	buf_free(&b);
	if (r)
		return -1;
	if (c->kind == PATTERN)
		return pattern_open(&c->pattern, c->value, e);
	if (c->kind != NUMBER || read_number(c->value, &c->number))
		return 0;
	c->kind = DATE;
	if (begins_with_date(c->value))
		return 0;
	return words_fail(&before, "neither a number nor a date", e);
}

static struct cond *
parse_test(struct words *w, struct err *e)
{
	struct cond *c = new_cond(TEXT, NULL, NULL);
	struct buf b = { 0 };
	const struct operator *op;
	int r = words_column(w, &b, e);

	c->column = mem_dup(buf_span(&b));
	buf_free(&b);
	if (r)
		goto fail;
	op = take_operator(w);
	if (!op) {
		words_fail(w, "an operator is missing (= != ~ !~ == < <= > "
		    ">=)", e);
		goto fail;
	}
	c->kind = op->kind;
	c->wanted = op->wanted;
	c->outcomes = op->outcomes;
	if (take_value(c, w, e) == 0)
		return c;
fail:
	cond_free(c);
	return NULL;
}

static struct cond *
parse_factor(struct words *w, struct err *e)
{
	struct cond *c;

	if (words_take(w, "not")) {
		c = parse_factor(w, e);
		return c ? new_cond(NOT, c, NULL) : NULL;
	}
	if (!words_take(w, "("))
		return parse_test(w, e);
	c = cond_parse(w, e);
	if (c && !words_take(w, ")")) {
		words_fail(w, "a \")\" is missing", e);
		cond_free(c);
		return NULL;
	}
	return c;
}

/* What is joined by word, more tightly joined parts first. */
static struct cond *
parse_chain(struct words *w, const char *word, enum kind kind,
    struct cond *(*part)(struct words *, struct err *), struct err *e)
{
	struct cond *c = part(w, e);

	while (c && words_take(w, word)) {
		struct cond *next = part(w, e);

		if (!next) {
			cond_free(c);
			return NULL;
		}
		c = new_cond(kind, c, next);
	}
	return c;
}

static struct cond *
parse_and(struct words *w, struct err *e)
{
	return parse_chain(w, "and", AND, parse_factor, e);
}

struct cond *
cond_parse(struct words *w, struct err *e)
{
	return parse_chain(w, "or", OR, parse_and, e);
}

int
cond_bind(struct cond *c, const struct header *h, struct err *e)
{
	int i;

	if (c->left)
		return cond_bind(c->left, h, e) ||
		    (c->right && cond_bind(c->right, h, e)) ? -1 : 0;
	i = header_need(h, span_str(c->column), e);
	c->at = (size_t)i;
	return i < 0 ? -1 : 0;
}

static int
bad_cell(const struct cond *c, struct span cell, const char *what,
    struct err *e)
{
	return err_set(e, ST_DATA, "%s: \"%s\" %s", c->column,
	    excerpt(cell).s, what);
}

static int
ordered(const struct cond *c, int cmp)
{
	return (c->outcomes & (cmp < 0 ? BELOW : cmp ? ABOVE : SAME)) != 0;
}

static int
test_number(const struct cond *c, struct span cell, struct err *e)
{
	struct amount a;

	if (cell.len == 0)
		return 0;
	if (!read_number(cell, &a))
		return bad_cell(c, cell, "is to be compared, but is not a "
		    "plain number", e);
	return ordered(c, amount_cmp(a, c->number));
}

static int
test_date(const struct cond *c, struct span cell, struct err *e)
{
	if (cell.len == 0)
		return 0;
	if (!begins_with_date(cell))
		return bad_cell(c, cell, "is to be compared, but does not "
		    "begin with a date YYYY-MM-DD", e);
	if (cell.len > c->value.len)
		cell.len = c->value.len;
	return ordered(c, span_cmp(cell, c->value));
}

int
cond_test(const struct cond *c, const struct span *cells, struct err *e)
{
	int r;

	switch (c->kind) {
	case AND:
		r = cond_test(c->left, cells, e);
		return r == 1 ? cond_test(c->right, cells, e) : r;
	case OR:
		r = cond_test(c->left, cells, e);
		return r == 0 ? cond_test(c->right, cells, e) : r;
	case NOT:
		r = cond_test(c->left, cells, e);
		return r < 0 ? r : !r;
	case TEXT:
		return span_eq(cells[c->at], c->value) == c->wanted;
	case PATTERN:
		r = pattern_match((struct pattern *)&c->pattern,
		    cells[c->at], e);
		return r < 0 ? r : r == c->wanted;
	case NUMBER:
		return test_number(c, cells[c->at], e);
	case DATE:
		break;
	}
	return test_date(c, cells[c->at], e);
}

void
cond_free(struct cond *c)
{
	if (!c)
		return;
	cond_free(c->left);
	cond_free(c->right);
	pattern_close(&c->pattern);
	free(c->column);
	free((char *)c->value.p);
	free(c);
}
