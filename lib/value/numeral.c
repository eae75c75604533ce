#include "value/numeral.h"

/* What parts two digits. All blanks are the same mark, as are apostrophes. */
static const struct {
	struct span text, mark;
} usual[] = {
	{ { ".", 1 }, { ".", 1 } }, { { ",", 1 }, { ",", 1 } },
	{ { " ", 1 }, { " ", 1 } },
	{ { "\xc2\xa0", 2 }, { " ", 1 } },     /* no-break space */
	{ { "\xe2\x80\x89", 3 }, { " ", 1 } }, /* thin space */
	{ { "\xe2\x80\xaf", 3 }, { " ", 1 } }, /* narrow no-break space */
	{ { "'", 1 }, { "'", 1 } },
	{ { "\xe2\x80\x99", 3 }, { "'", 1 } }, /* right single quote */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
starts_digit(struct span s)
{
	return s.len && is_digit(s.p[0]);
}

static void
skip(struct span *s, size_t n)
{
	s->p += n;
	s->len -= n;
}

/* The bytes of the usual mark that s begins with, 0 for none. */
static size_t
usual_at(struct span s, struct span *mark)
{
	if (starts_digit(s))
		return 0;
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
		if (span_begins(s, usual[i].text)) {
			*mark = usual[i].mark;
			return usual[i].text.len;
		}
	}
	return 0;
}

/* The same, with the marks that were declared. */
static size_t
mark_at(const struct numeral_form *f, struct span s, struct span *mark)
{
	size_t n = usual_at(s, mark);

	if (n)
		return n;
	if (f->thousands.len && span_begins(s, f->thousands))
		*mark = f->thousands;
	else if (f->decimal && s.len && s.p[0] == f->decimal)
		*mark = (struct span){ &f->decimal, 1 };
	else
		return 0;
	return mark->len;
}

static bool
is_declarable(char c)
{
	return c > ' ' && c < 0x7f && !is_digit(c) && !(c >= 'A' && c <= 'Z') &&
	    !(c >= 'a' && c <= 'z') && !strchr("+-()$", c);
}

bool
numeral_decimal(struct numeral_form *f, const char *text)
{
	if (strlen(text) != 1 || !is_declarable(text[0]))
		return false;
	f->decimal = text[0];
	return true;
}

/* One character of UTF-8 beyond ASCII? */
static bool
is_wide(const char *text)
{
	size_t n = strlen(text);
	unsigned char lead = (unsigned char)text[0];

	if (lead < 0xc2 || n != (lead < 0xe0 ? 2u : lead < 0xf0 ? 3u : 4u))
		return false;
	for (size_t i = 1; i < n; i++)
		if (((unsigned char)text[i] & 0xc0) != 0x80)
			return false;
	return true;
}

bool
numeral_thousands(struct numeral_form *f, const char *text)
{
	struct span mark = span_str(text), name;
	size_t n = usual_at(mark, &name);

	if (!strcmp(text, "none"))
		mark.len = 0;
	else if (n && n == mark.len)
		mark = name;
	else if (!is_wide(text) && (mark.len != 1 || !is_declarable(*text)))
		return false;
	f->thousands = mark;
	f->thousands_declared = true;
	return true;
}

size_t
numeral_blank(struct span s)
{
	struct span mark;
	size_t n = usual_at(s, &mark);

	if (n)
		return *mark.p == ' ' ? n : 0;
	return s.len && s.p[0] == '\t';
}

bool
numeral_begins(const struct numeral_form *f, struct span s)
{
	struct span mark;

	skip(&s, mark_at(f, s, &mark));
	return starts_digit(s);
}

/* Digits and no mark, appended as a group behind mark. */
static void
take_group(struct numeral *x, struct span *s, struct span mark)
{
	size_t n = 0;

	while (n < s->len && is_digit(s->p[n]))
		n++;
	x->marks[x->n] = mark;
	x->groups[x->n++] = (struct span){ s->p, n };
	skip(s, n);
}

bool
numeral_take(const struct numeral_form *f, struct span *s, struct numeral *x)
{
	struct span mark = { 0 }, behind;
	size_t n;

	x->n = 0;
	take_group(x, s, mark); /* of no digits in ".50" */
	while ((n = mark_at(f, *s, &mark)) != 0) {
		behind = *s;
		skip(&behind, n);
		/* nothing need follow a declared decimal mark: "380115," */
		if (!starts_digit(behind) &&
		    !(f->decimal && *mark.p == f->decimal))
			break;
		if (x->n == NUMERAL_GROUPS)
			return false;
		*s = behind;
		take_group(x, s, mark);
	}
	return true;
}

static bool
parts_thousands(const struct numeral_form *f, struct span mark)
{
	if (f->thousands_declared)
		return span_eq(mark, f->thousands);
	return !f->minor && !(f->decimal && *mark.p == f->decimal);
}

static bool
is_decimal(const struct numeral_form *f, struct span mark)
{
	if (f->minor)
		return false;
	if (f->decimal)
		return *mark.p == f->decimal;
	if (f->thousands_declared && span_eq(mark, f->thousands))
		return false;
	return *mark.p == '.' || *mark.p == ',';
}

bool
numeral_point_is_clear(
    const struct numeral_form *f, char first, size_t whole, size_t decimals)
{
	struct span point = SPAN(".");

	return is_decimal(f, point) &&
	    (!parts_thousands(f, point) || decimals != 3 || whole > 3 ||
		first == '0');
}

/* Are the first n groups one whole number, parted into thousands or not? */
static bool
is_whole(const struct numeral_form *f, const struct numeral *x, int n)
{
	size_t first = x->groups[0].len;
	size_t inner = n > 2 ? x->groups[1].len : 3;

	if (n == 1)
		return true;
	if (first < 1 || first > inner || x->groups[0].p[0] == '0' ||
	    (inner != 3 && inner != 2) || x->groups[n - 1].len != 3)
		return false;
	for (int i = 1; i < n; i++)
		if (!parts_thousands(f, x->marks[i]) ||
		    !span_eq(x->marks[i], x->marks[1]) ||
		    (i < n - 1 && x->groups[i].len != inner))
			return false;
	return true;
}

/* Is the last mark the decimal one, and what is before it whole? */
static bool
has_decimals(const struct numeral_form *f, const struct numeral *x)
{
	struct span mark = x->marks[x->n - 1];

	return x->n > 1 && is_decimal(f, mark) && is_whole(f, x, x->n - 1) &&
	    (x->n == 2 || !span_eq(mark, x->marks[1]));
}

/* Zeros before a number without decimal mark: most likely minor units. */
static bool
is_padded(const struct numeral_form *f, const struct numeral *x)
{
	return !f->minor && !f->decimal && x->groups[0].len > 1 &&
	    x->groups[0].p[0] == '0';
}

static bool
add_digits(struct span digits, int128 *v)
{
	for (size_t i = 0; i < digits.len; i++)
		if (__builtin_mul_overflow(*v, 10, v) ||
		    __builtin_add_overflow(*v, digits.p[i] - '0', v))
			return false;
	return true;
}

/* The digits of a group, of which the last drop are left out. */
static struct span
digits_of(struct span group, size_t drop)
{
	group.len -= drop;
	return group;
}

/* How many of the decimals are beyond those that an amount can have, and
 * zeros. */
static size_t
idle_zeros(struct span decimals)
{
	size_t n = decimals.len;

	while (n > AMOUNT_SCALE_MAX && decimals.p[n - 1] == '0')
		n--;
	return decimals.len - n;
}

static int
evaluate(const struct numeral *x, size_t scale, bool decimals, struct amount *a,
    struct err *e)
{
	size_t drop = decimals ? idle_zeros(x->groups[x->n - 1]) : 0;
	int128 v = 0;

	scale -= drop;
	if (scale > AMOUNT_SCALE_MAX)
		return err_set(
		    e, ST_DATA, "has more than %d decimals", AMOUNT_SCALE_MAX);
	for (int i = 0; i < x->n; i++)
		if (!add_digits(
			digits_of(x->groups[i], i == x->n - 1 ? drop : 0), &v))
			return err_set(
			    e, ST_DATA, "%s", amount_why(AMOUNT_OVERFLOW));
	*a = (struct amount){ v, (int)scale };
	return 0;
}

int
numeral_value(const struct numeral_form *f, const struct numeral *x,
    struct amount *a, struct err *e)
{
	bool whole = x->groups[0].len && is_whole(f, x, x->n);
	bool decimals = has_decimals(f, x);
	size_t scale = f->minor ? (size_t)f->minor_decimals : 0;

	if (!whole && !decimals)
		return err_set(e, ST_DATA, "%s", amount_why(AMOUNT_SYNTAX));
	if (whole && decimals)
		return err_set(e, ST_DATA,
		    "may have three decimals or none: "
		    "declare the mark with --decimal or --thousands");
	if (whole && is_padded(f, x))
		return err_set(e, ST_DATA,
		    "is padded with zeros: if it "
		    "counts minor units say --minor, else --decimal");
	if (decimals)
		scale = x->groups[x->n - 1].len;
	return evaluate(x, scale, decimals, a, e);
}
