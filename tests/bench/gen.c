/*
 * gen: makes the two sides of a day for the benchmark, the same bytes for
 * the same arguments on any machine.
 *
 *	gen ORDERS LEFT.csv RIGHT.csv
 *	gen lines N FILE
 *
 * Left are the shop's own orders, right is the channel's bill; each in an
 * order of its own. Order numbers have 24 digits, of which the first 14 are
 * the same. One order in twenty is paid in two parts (two rows on the
 * right); of 10000 orders 5 are missing left, 5 are missing right and 5 have
 * a wrong amount. What a reconciliation by sums must find is printed, a
 * NAME=VALUE a line, in minor units.
 *
 * The second form makes so many lines of nine digits, in no order.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char prefix[] = "20221101420000";

enum { ROW_CAP = 128, FILE_CAP = 1 << 20 };

/* splitmix64: a fixed number for every x. */
static uint64_t
mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15u;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

enum fate { BOTH, ONLY_LEFT, ONLY_RIGHT, WRONG };

static enum fate
fate(uint64_t order)
{
	switch (mix(order * 3 + 1) % 10000 / 5) {
	case 0:
		return ONLY_LEFT;
	case 1:
		return ONLY_RIGHT;
	case 2:
		return WRONG;
	}
	return BOTH;
}

static bool
is_split(uint64_t order)
{
	return mix(order * 3 + 2) % 20 == 0;
}

/* 0.02 to about 9999.99, most of them small, as prices are. */
static int64_t
cents(uint64_t order)
{
	uint64_t r = mix(order * 3);
	uint64_t top = (uint64_t[]){ 1000, 10000, 100000, 999998 }[r & 3];

	return (int64_t)((r >> 2) % top) + 2;
}

/* A number of 10 digits that no other order has: 10^10 and the factor share
 * no divisor. */
static uint64_t
serial(uint64_t order)
{
	return (order * 6364136223u + 1442695041u) % 10000000000u;
}

/* The i-th row of a side is this order: a permutation of 0..n-1 by a
 * Feistel walk, so that both sides stand in unrelated orders. */
static uint64_t
shuffled(uint64_t i, uint64_t n, uint64_t side)
{
	int half = 1;

	while ((uint64_t)1 << (2 * half) < n)
		half++;
	do {
		uint64_t mask = ((uint64_t)1 << half) - 1;
		uint64_t l = i >> half, r = i & mask;

		for (uint64_t round = 0; round < 4; round++) {
			uint64_t t = l ^ (mix(r * 8 + round * 2 + side) & mask);

			l = r;
			r = t;
		}
		i = l << half | r;
	} while (i >= n);
	return i;
}

static char *
put_number(char *p, uint64_t v, int digits)
{
	for (int i = digits; i-- > 0; v /= 10)
		p[i] = (char)('0' + v % 10);
	return p + digits;
}

static char *
put_text(char *p, const char *s)
{
	size_t n = strlen(s);

	memcpy(p, s, n);
	return p + n;
}

static char *
put_order(char *p, uint64_t order)
{
	p = put_text(p, prefix);
	return put_number(p, serial(order), 10);
}

static char *
put_amount(char *p, int64_t v)
{
	int64_t whole = v / 100, digits = 1;

	for (int64_t w = whole; w >= 10; w /= 10)
		digits++;
	p = put_number(p, (uint64_t)whole, (int)digits);
	*p++ = '.';
	return put_number(p, (uint64_t)(v % 100), 2);
}

static char *
put_time(char *p, uint64_t order)
{
	uint64_t s = mix(order) % 86400;

	p = put_text(p, "2022-11-01 ");
	p = put_number(p, s / 3600, 2);
	*p++ = ':';
	p = put_number(p, s / 60 % 60, 2);
	*p++ = ':';
	return put_number(p, s % 60, 2);
}

static FILE *
create(const char *path, const char *header)
{
	FILE *f = fopen(path, "w");

	if (!f) {
		perror(path);
		exit(2);
	}
	setvbuf(f, NULL, _IOFBF, FILE_CAP);
	fputs(header, f);
	return f;
}

static void
finish(FILE *f, const char *path)
{
	if (ferror(f) | fclose(f)) {
		perror(path);
		exit(2);
	}
}

static void
row(FILE *f, const char *from, const char *end)
{
	fwrite(from, 1, (size_t)(end - from), f);
}

struct facts {
	uint64_t left_rows, right_rows;
	uint64_t matched, amount, left, right;
	int64_t left_sum, right_sum;
};

static void
make_left(uint64_t n, const char *path, struct facts *t)
{
	FILE *f = create(path, "order_no,amount,paid_at,status\n");
	char buf[ROW_CAP];

	for (uint64_t i = 0; i < n; i++) {
		uint64_t o = shuffled(i, n, 0);
		char *p = buf;

		if (fate(o) == ONLY_RIGHT)
			continue;
		p = put_order(p, o);
		*p++ = ',';
		p = put_amount(p, cents(o));
		*p++ = ',';
		p = put_time(p, o);
		p = put_text(p, ",PAID\n");
		row(f, buf, p);
		t->left_rows++;
		t->left_sum += cents(o);
	}
	finish(f, path);
}

static void
right_row(FILE *f, uint64_t o, int64_t amount, struct facts *t)
{
	char buf[ROW_CAP], *p = buf;

	p = put_time(p, o);
	*p++ = ',';
	p = put_order(p, o);
	*p++ = ',';
	p = put_amount(p, amount);
	*p++ = '\n';
	row(f, buf, p);
	t->right_rows++;
	t->right_sum += amount;
}

static void
make_right(uint64_t n, const char *path, struct facts *t)
{
	FILE *f = create(path, "trade_time,out_trade_no,paid\n");

	for (uint64_t i = 0; i < n; i++) {
		uint64_t o = shuffled(i, n, 1);
		int64_t amount = cents(o), first;

		if (fate(o) == ONLY_LEFT)
			continue;
		if (fate(o) == WRONG)
			amount += 1 + (int64_t)(mix(o) % 500);
		first = is_split(o) ? amount / 2 : 0;
		if (first)
			right_row(f, o, first, t);
		right_row(f, o, amount - first, t);
	}
	finish(f, path);
}

static void
count_fates(uint64_t n, struct facts *t)
{
	for (uint64_t o = 0; o < n; o++) {
		switch (fate(o)) {
		case BOTH:
			t->matched++;
			break;
		case ONLY_LEFT:
			t->left++;
			break;
		case ONLY_RIGHT:
			t->right++;
			break;
		case WRONG:
			t->amount++;
			break;
		}
	}
}

static void
make_lines(uint64_t n, const char *path)
{
	FILE *f = create(path, "");
	char buf[ROW_CAP];

	for (uint64_t i = 0; i < n; i++) {
		char *p = put_number(buf, mix(i) % 1000000000, 9);

		*p++ = '\n';
		row(f, buf, p);
	}
	finish(f, path);
}

int
main(int argc, char **argv)
{
	struct facts t = { 0 };
	uint64_t n;

	if (argc == 4 && !strcmp(argv[1], "lines")) {
		make_lines(strtoull(argv[2], NULL, 10), argv[3]);
		return 0;
	}
	if (argc != 4 || (n = strtoull(argv[1], NULL, 10)) == 0) {
		fprintf(stderr,
		    "usage: gen ORDERS LEFT.csv RIGHT.csv\n"
		    "       gen lines N FILE\n");
		return 2;
	}
	make_left(n, argv[2], &t);
	make_right(n, argv[3], &t);
	count_fates(n, &t);
	printf("left_rows=%" PRIu64 "\nright_rows=%" PRIu64 "\n"
	       "matched=%" PRIu64 "\namount=%" PRIu64 "\nleft=%" PRIu64 "\n"
	       "right=%" PRIu64 "\nleft_sum=%" PRId64 "\nright_sum=%" PRId64
	       "\n",
	    t.left_rows, t.right_rows, t.matched, t.amount, t.left, t.right,
	    t.left_sum, t.right_sum);
	return 0;
}
