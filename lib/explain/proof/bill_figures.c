#include "explain/proof/bill_figures.h"

#include "value/numeral.h"

enum { DIGITS_MIN = 3 };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The bytes of a blank at i that parts thousands: three digits behind it, and
 * no more. */
static size_t
group_blank(struct span s, size_t i)
{
	size_t n = numeral_blank((struct span){ s.p + i, s.len - i });

	if (n == 0 || i == 0 || !is_digit(s.p[i - 1]) || i + n + 3 > s.len)
		return 0;
	for (size_t k = 0; k < 3; k++)
		if (!is_digit(s.p[i + n + k]))
			return 0;
	return i + n + 3 < s.len && is_digit(s.p[i + n + 3]) ? 0 : n;
}

/* What may stand in a figure, between digits. */
static bool
is_inside(struct span s, size_t i)
{
	return is_digit(s.p[i]) ||
	    (strchr(".,'", s.p[i]) && s.p[i] && i && is_digit(s.p[i - 1]) &&
		i + 1 < s.len && is_digit(s.p[i + 1]));
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Joined to something before or behind it: a date, a time, a reference. */
static bool
is_part(struct span s, size_t from, size_t to)
{
	char behind = to < s.len ? s.p[to] : ' ';
	bool more = to + 1 < s.len && is_digit(s.p[to + 1]);

	if (from &&
	    (strchr(":/_#*", s.p[from - 1]) || is_letter(s.p[from - 1])))
		return true;
	if (from > 1 && s.p[from - 1] == '-' && is_digit(s.p[from - 2]))
		return true;
	return is_letter(behind) ||
	    ((behind == ':' || behind == '/' || behind == '-') && more);
}

static void
add(struct bill_figures *f, struct span text, uint64_t line, char decimal)
{
	struct numeral_form form = { .decimal = decimal };
	struct span whole = text;
	struct numeral x;
	struct amount a;
	struct err e;
	size_t digits = 0;

	for (size_t i = 0; i < text.len; i++)
		digits += is_digit(text.p[i]);
	if (digits < DIGITS_MIN || f->n == BILL_FIGURES_MAX ||
	    !numeral_take(&form, &text, &x) || text.len ||
	    numeral_value(&form, &x, &a, &e))
		return;
	f->list[f->n++] = (struct bill_figure){
		.amount = amount_abs(a), .line = line, .text = whole
	};
}

void
bill_figures_add(
    struct bill_figures *f, struct span s, uint64_t line, char decimal)
{
	size_t from, i = 0;

	while (i < s.len) {
		if (!is_digit(s.p[i])) {
			i++;
			continue;
		}
		for (from = i;
		     i < s.len && (is_inside(s, i) || group_blank(s, i));)
			i += is_inside(s, i) ? 1 : group_blank(s, i);
		if (!is_part(s, from, i))
			add(f, (struct span){ s.p + from, i - from }, line,
			    decimal);
	}
}

void
bill_figures_add_value(
    struct bill_figures *f, struct span text, struct span pointer, char decimal)
{
	size_t n = f->n;

	bill_figures_add(f, text, 0, decimal);
	for (; n < f->n; n++)
		f->list[n].pointer = pointer;
}

const struct bill_figure *
bill_figures_find(const struct bill_figures *f, struct amount a)
{
	for (size_t i = 0; i < f->n; i++)
		if (!amount_cmp(f->list[i].amount, amount_abs(a)))
			return &f->list[i];
	return NULL;
}
