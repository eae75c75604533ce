#include "report/page/bars.h"

#include "html/html.h"
#include "value/time/date.h"

enum {
	HEIGHT = 96, /* pixels of the bars */
	ABOVE = 20,  /* of the text above them */
	BELOW = 20,  /* and below */
	TENTHS = 10 * HEIGHT,
	BITS = 100, /* of numbers that HEIGHT can be multiplied by */
};

/* The highest number, at least zero, and the lowest, at most zero. */
static void
find_range(const struct bars *p, struct amount *high, struct amount *low)
{
	*high = *low = (struct amount){ 0 };
	for (size_t i = 0; i < p->n; i++) {
		if (!p->of[i].is_there)
			continue;
		if (amount_cmp(p->of[i].value, *high) > 0)
			*high = p->of[i].value;
		if (amount_cmp(p->of[i].value, *low) < 0)
			*low = p->of[i].value;
	}
}

/* How much of a picture a is of whole, in tenths of pixels; neither is below
 * zero. What that takes is no sum of money: digits may go. */
static int
tenths(struct amount a, struct amount whole)
{
	int scale = a.scale < whole.scale ? a.scale : whole.scale;
	uint128 x, y;

	amount_rescale(&a, scale, ROUND_DOWN);
	amount_rescale(&whole, scale, ROUND_DOWN);
	x = (uint128)a.minor;
	y = (uint128)whole.minor;
	for (; y >> BITS; y >>= 1)
		x >>= 1;
	return y ? (int)(x * TENTHS / y) : 0;
}

static void
put_day(struct buf *b, const struct bars *p, size_t i, int zero, int h)
{
	const struct bar *bar = &p->of[i];
	bool negative = bar->value.minor < 0;
	int at;
	char date[DATE_LEN + 1], text[AMOUNT_TEXT_CAP];

	date_format(p->first + (int32_t)i, date);
	amount_format(bar->value, text);
	if (h < 10 && !amount_is_zero(bar->value))
		h = 10; /* it can be seen */
	at = negative ? zero : zero - h;
	buf_printf(b,
	    "<rect class=\"bar%s\" x=\"%zu.%02zu%%\" width=\"%zu.%02zu%%\" "
	    "y=\"%d.%d\" height=\"%d.%d\"><title>%s: %s</title></rect>\n",
	    i + 1 == p->n ? " now" : "", 10000 * i / p->n / 100,
	    10000 * i / p->n % 100, 7000 / p->n / 100, 7000 / p->n % 100,
	    (ABOVE * 10 + at) / 10, at % 10, h / 10, h % 10, date, text);
}

static void
put_text(struct buf *b, const char *x, int y, bool at_end, const char *text)
{
	buf_printf(b, "<text x=\"%s\" y=\"%d\"%s>%s</text>\n", x, y,
	    at_end ? " text-anchor=\"end\"" : "", text);
}

static void
put_reach(struct buf *b, const char *x, bool at_end, const char *name,
    struct amount a)
{
	char text[AMOUNT_TEXT_CAP];

	amount_format(a, text);
	buf_printf(b, "<text x=\"%s\" y=\"%d\"%s>%s %s</text>\n", x, ABOVE - 6,
	    at_end ? " text-anchor=\"end\"" : "", name, text);
}

/* The numbers that the picture reaches, and its days. */
static void
put_scale(
    struct buf *b, const struct bars *p, struct amount high, struct amount low)
{
	enum { BASE = ABOVE + HEIGHT + BELOW };
	char date[DATE_LEN + 1];

	if (high.minor > 0 || low.minor == 0)
		put_reach(b, "0", false, p->highest, high);
	if (low.minor < 0)
		put_reach(b, "100%", true, p->lowest, low);
	date_format(p->first, date);
	put_text(b, "0", BASE - 4, false, date);
	date_format(p->first + (int32_t)p->n - 1, date);
	put_text(b, "100%", BASE - 4, true, date);
}

void
bars_put(struct buf *b, const struct bars *p)
{
	struct amount high, low, range;
	int zero;

	find_range(p, &high, &low);
	if (amount_sub(high, low, &range) != AMOUNT_OK)
		range = amount_abs(
		    amount_cmp(high, amount_neg(low)) > 0 ? high : low);
	zero = low.minor < 0 ? tenths(high, range) : TENTHS;
	buf_str(b, "<figure>\n<figcaption>");
	buf_add(b, p->title);
	buf_printf(b,
	    "</figcaption>\n<svg role=\"img\" aria-labelledby=\"s-%s\" "
	    "width=\"100%%\" height=\"%d\">\n<title id=\"s-%s\">",
	    p->id, ABOVE + HEIGHT + BELOW, p->id);
	buf_add(b, p->title);
	buf_str(b, "</title>\n");
	for (size_t i = 0; i < p->n; i++) {
		if (p->of[i].is_there)
			put_day(b, p, i, zero,
			    tenths(amount_abs(p->of[i].value), range));
	}
	buf_printf(b,
	    "<line x1=\"0\" x2=\"100%%\" y1=\"%d.%d\" y2=\"%d.%d\"/>\n",
	    (ABOVE * 10 + zero) / 10, zero % 10, (ABOVE * 10 + zero) / 10,
	    zero % 10);
	put_scale(b, p, high, low);
	buf_str(b, "</svg>\n</figure>\n");
}
