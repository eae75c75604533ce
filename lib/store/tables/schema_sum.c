/*
 * The text of a sum in SQLite, which has no integers of more than 64 bits.
 *
 * A group has added up four parts of X, in units of 10^9, 1, 10^-9 and 10^-18:
 * X_u, X_w, X_h and X_l. All but the first are of numbers from 0 below 10^9, so
 * that no sum of less than nine billion rows overflows; X_d is how many decimals
 * there are.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "store/tables/schema.h"

#define UNIT "1000000000"

/* The parts of a number as SQL, each owned. */
struct parts {
	char *of[4]; /* the highest first */
};

static char *
text(const char *fmt, const char *a, const char *b)
{
	struct buf t = { 0 };

	for (; *fmt; fmt++)
		if (*fmt == 'A')
			buf_str(&t, a);
		else if (*fmt == 'B')
			buf_str(&t, b);
		else
			buf_byte(&t, *fmt);
	buf_byte(&t, '\0');
	return t.p;
}

/* What is 10^9 or more in a part goes into the one above it. */
static struct parts
carry(const char *x)
{
	static const char *const names[] = { "A_u", "A_w", "A_h", "A_l" };
	struct parts p = { { NULL } };
	char *sum = text(names[3], x, "");

	for (int i = 3; i > 0; i--) {
		char *above = text(names[i - 1], x, ""), *next;

		p.of[i] = text("(A % " UNIT ")", sum, "");
		next = text("(A + B / " UNIT ")", above, sum);
		free(above);
		free(sum);
		sum = next;
	}
	p.of[0] = sum;
	return p;
}

/* The parts of the number without its sign, where it is negative: each is taken
 * from 10^9, less one where something is below it. */
static struct parts
negate(const struct parts *p)
{
	struct parts n = { { NULL } };
	char *borrow = mem_dup(SPAN("0"));

	for (int i = 3; i > 0; i--) {
		char *next = text("(A + B > 0)", p->of[i], borrow);

		n.of[i] =
		    text("((" UNIT " - A - B) % " UNIT ")", p->of[i], borrow);
		free(borrow);
		borrow = next;
	}
	n.of[0] = text("(-A - B)", p->of[0], borrow);
	free(borrow);
	return n;
}

static void
put_number(struct buf *b, const char *x, const struct parts *p)
{
	buf_printf(b,
	    "CASE %s WHEN 0 THEN %s ELSE %s || printf('%%09d', %s) END || "
	    "CASE %s_d WHEN 0 THEN '' ELSE '.' || substr(printf('%%09d%%09d', "
	    "%s, %s), 1, %s_d) END",
	    p->of[0], p->of[1], p->of[0], p->of[1], x, p->of[2], p->of[3], x);
}

static void
release(struct parts *p)
{
	for (int i = 0; i < 4; i++)
		free(p->of[i]);
}

void
schema_sum_text(struct buf *b, struct span name)
{
	char *x = mem_dup(name);
	struct parts p = carry(x), n = negate(&p);

	buf_printf(b, "CASE WHEN %s < 0 THEN '-' || ", p.of[0]);
	put_number(b, x, &n);
	buf_printf(b, " WHEN %s >= 0 THEN ", p.of[0]);
	put_number(b, x, &p);
	buf_printf(b, " END AS %s", x);
	release(&p);
	release(&n);
	free(x);
}
