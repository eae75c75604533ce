/*
 * gen: makes the two sides of a day for the benchmark, the same bytes for
 * the same arguments on any machine.
 *
 *	gen bare|day ORDERS SPLIT LEFT.csv RIGHT.csv
 *	gen lines N FILE
 *
 * Left are the shop's own orders, right is the channel's bill. One order in
 * SPLIT is paid in two parts (two rows on the right); of 10000 orders 5 are
 * missing left, 5 are missing right and 5 have a wrong amount. Order numbers
 * have 24 digits.
 *
 * bare: few columns, and each side in an order of its own; the first 14
 * digits of all order numbers are the same.
 *
 * day: as bills are. Rows stand in the order of their times, which go through
 * the day; an order number begins with the second it was made in; the channel
 * has a number, a status and a time of its own. What follows an order soon is
 * before it on the other side as often as behind.
 *
 * What a reconciliation must find is printed, a NAME=VALUE a line, sums in
 * minor units: by sums (matched, amount, left, right), and payment by payment
 * (pair_matched and so on).
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

enum {
	ROW_CAP = 256,
	FILE_CAP = 1 << 20,
	DAY_SECONDS = 86400,
	BLOCK = 256, /* rows whose times are mixed, in the shape of a day */
};

/* The arguments. */
static struct {
	bool as_bills;
	uint64_t orders, split;
} shape;

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
	return mix(order * 3 + 2) % shape.split == 0;
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
put_amount(char *p, int64_t v)
{
	int64_t whole = v / 100, digits = 1;

	for (int64_t w = whole; w >= 10; w /= 10)
		digits++;
	p = put_number(p, (uint64_t)whole, (int)digits);
	*p++ = '.';
	return put_number(p, (uint64_t)(v % 100), 2);
}

/* Seconds since the day began; a day has room for all. */
static uint64_t
made(uint64_t order)
{
	if (!shape.as_bills)
		return mix(order) % DAY_SECONDS;
	return (
	    uint64_t)((unsigned __int128)order * DAY_SECONDS / shape.orders);
}

/* A time of 2022-11-01 or, past its end, of the days behind it. */
static char *
put_time(char *p, uint64_t s)
{
	p = put_text(p, "2022-11-");
	p = put_number(p, 1 + s / DAY_SECONDS, 2);
	*p++ = ' ';
	s %= DAY_SECONDS;
	p = put_number(p, s / 3600, 2);
	*p++ = ':';
	p = put_number(p, s / 60 % 60, 2);
	*p++ = ':';
	return put_number(p, s % 60, 2);
}

/* The same without marks: 14 digits. */
static char *
put_compact(char *p, uint64_t s)
{
	p = put_text(p, "202211");
	p = put_number(p, 1 + s / DAY_SECONDS, 2);
	s %= DAY_SECONDS;
	p = put_number(p, s / 3600, 2);
	p = put_number(p, s / 60 % 60, 2);
	return put_number(p, s % 60, 2);
}

static char *
put_order(char *p, uint64_t order)
{
	if (shape.as_bills)
		p = put_compact(p, made(order));
	else
		p = put_text(p, prefix);
	return put_number(p, serial(order), 10);
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

struct classes {
	uint64_t matched, amount, left, right;
};

struct facts {
	uint64_t left_rows, right_rows;
	struct classes sums, pairs;
	int64_t left_sum, right_sum;
};

/* The order in the i-th row of a side. */
static uint64_t
order_at(uint64_t i, uint64_t side)
{
	uint64_t from = i / BLOCK * BLOCK;
	uint64_t n = shape.orders - from;

	if (!shape.as_bills)
		return shuffled(i, shape.orders, side);
	if (side == 0)
		return i;
	return from + shuffled(i - from, n < BLOCK ? n : BLOCK, side);
}

/* One of several, the first mostly. */
static const char *
one_of(uint64_t random, const char *const list[4])
{
	random %= 100;
	return list[random < 90 ? 0 : random < 96 ? 1 : random < 99 ? 2 : 3];
}

static void
left_row(FILE *f, uint64_t o)
{
	static const char *const channels[] = { "alipay", "wechat", "unionpay",
		"card" };
	static const char *const statuses[] = { "SUCCESS", "FINISHED",
		"SHIPPED", "REFUNDING" };
	uint64_t random = mix(o * 5 + 7);
	char buf[ROW_CAP], *p = buf;

	p = put_order(p, o);
	*p++ = ',';
	p = put_amount(p, cents(o));
	*p++ = ',';
	if (!shape.as_bills) {
		p = put_time(p, made(o));
		p = put_text(p, ",PAID\n");
		row(f, buf, p);
		return;
	}
	p = put_text(p, one_of(random, channels));
	*p++ = ',';
	p = put_text(p, one_of(random >> 8, statuses));
	*p++ = ',';
	p = put_time(p, made(o));
	*p++ = ',';
	p = put_time(p, made(o) + 60 + (random >> 16) % 7200);
	*p++ = '\n';
	row(f, buf, p);
}

static void
make_left(const char *path, struct facts *t)
{
	FILE *f = create(path,
	    shape.as_bills
		? "order_no,amount,channel,status,paid_at,finish_time\n"
		: "order_no,amount,paid_at,status\n");

	for (uint64_t i = 0; i < shape.orders; i++) {
		uint64_t o = order_at(i, 0);

		if (fate(o) == ONLY_RIGHT)
			continue;
		left_row(f, o);
		t->left_rows++;
		t->left_sum += cents(o);
	}
	finish(f, path);
}

/* time: when the channel had it. part: 0, or 1 for the second of two. */
static void
right_row(FILE *f, uint64_t o, uint64_t time, uint64_t part, int64_t amount)
{
	static const char *const statuses[] = { "TRADE_SUCCESS",
		"TRADE_FINISHED", "WAIT_SETTLE", "TRADE_REFUND" };
	uint64_t random = mix(o * 5 + 8 + part);
	char buf[ROW_CAP], *p = buf;

	p = put_time(p, time);
	*p++ = ',';
	if (shape.as_bills) {
		p = put_compact(p, time);
		p = put_number(p, random % 100000, 5);
		p = put_number(p, serial(o) / 10 + part, 9);
		*p++ = ',';
	}
	p = put_order(p, o);
	*p++ = ',';
	p = put_amount(p, amount);
	if (shape.as_bills) {
		*p++ = ',';
		p = put_text(p, one_of(random, statuses));
		*p++ = ',';
		p = put_time(p, time + 5 + (random >> 8) % 600);
	}
	*p++ = '\n';
	row(f, buf, p);
}

/* What the channel has of an order: 0 is nothing. The first part is 0 for an
 * order that is paid at once. */
static int64_t
billed(uint64_t o, int64_t *first)
{
	int64_t amount = cents(o);

	if (fate(o) == ONLY_LEFT)
		return 0;
	if (fate(o) == WRONG)
		amount += 1 + (int64_t)(mix(o) % 500);
	*first = is_split(o) ? amount / 2 : 0;
	return amount;
}

static void
make_right(const char *path, struct facts *t)
{
	uint64_t mixed = shape.orders < BLOCK ? shape.orders : BLOCK;
	FILE *f = create(path,
	    shape.as_bills
		? "trade_time,trade_no,out_trade_no,paid,status,finish_time\n"
		: "trade_time,out_trade_no,paid\n");

	for (uint64_t i = 0; i < shape.orders; i++) {
		uint64_t o = order_at(i, 1);
		/* later than in the shop, for all that are mixed */
		uint64_t time = shape.as_bills ? made(i + mixed) + 3 : made(o);
		int64_t first, amount = billed(o, &first);

		if (amount == 0)
			continue;
		if (first)
			right_row(f, o, time, 1, first);
		right_row(f, o, time, 0, amount - first);
		t->right_rows += first ? 2 : 1;
		t->right_sum += amount;
	}
	finish(f, path);
}

static void
count_by_sums(uint64_t o, struct classes *c)
{
	switch (fate(o)) {
	case BOTH:
		c->matched++;
		break;
	case ONLY_LEFT:
		c->left++;
		break;
	case ONLY_RIGHT:
		c->right++;
		break;
	case WRONG:
		c->amount++;
		break;
	}
}

/* Equal amounts first, then the left with the smallest right. */
static void
count_by_pairs(uint64_t o, struct classes *c)
{
	int64_t first = 0, amount = billed(o, &first);
	uint64_t parts = amount ? first ? 2 : 1 : 0;

	if (fate(o) == ONLY_RIGHT) {
		c->right += parts;
		return;
	}
	if (parts == 0) {
		c->left++;
		return;
	}
	if (amount - first == cents(o) || (first && first == cents(o)))
		c->matched++;
	else
		c->amount++;
	c->right += parts - 1;
}

static void
print_classes(const char *prefix, const struct classes *c)
{
	printf("%smatched=%" PRIu64 "\n%samount=%" PRIu64 "\n%sleft=%" PRIu64
	       "\n%sright=%" PRIu64 "\n",
	    prefix, c->matched, prefix, c->amount, prefix, c->left, prefix,
	    c->right);
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

static int
usage(void)
{
	fprintf(stderr,
	    "usage: gen bare|day ORDERS SPLIT LEFT.csv RIGHT.csv\n"
	    "       gen lines N FILE\n");
	return 2;
}

int
main(int argc, char **argv)
{
	struct facts t = { 0 };

	if (argc == 4 && !strcmp(argv[1], "lines")) {
		make_lines(strtoull(argv[2], NULL, 10), argv[3]);
		return 0;
	}
	if (argc != 6 || (strcmp(argv[1], "bare") && strcmp(argv[1], "day")))
		return usage();
	shape.as_bills = !strcmp(argv[1], "day");
	shape.orders = strtoull(argv[2], NULL, 10);
	shape.split = strtoull(argv[3], NULL, 10);
	if (shape.orders == 0 || shape.split == 0)
		return usage();
	make_left(argv[4], &t);
	make_right(argv[5], &t);
	for (uint64_t o = 0; o < shape.orders; o++) {
		count_by_sums(o, &t.sums);
		count_by_pairs(o, &t.pairs);
	}
	printf("left_rows=%" PRIu64 "\nright_rows=%" PRIu64 "\n"
	       "left_sum=%" PRId64 "\nright_sum=%" PRId64 "\n",
	    t.left_rows, t.right_rows, t.left_sum, t.right_sum);
	print_classes("", &t.sums);
	print_classes("pair_", &t.pairs);
	return 0;
}
