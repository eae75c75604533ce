#include "bill/sheet/sheet_number.h"

#include "value/amount.h"
#include "value/time/date.h"

enum {
	KEPT = 24,        /* digits of a stored number that are looked at */
	SIGNIFICANT = 15, /* digits that a spreadsheet has */
	LEAST = -20,      /* a point further left is written as an exponent */
	EXPONENT_MAX = 400,
	DAY_SECONDS = 24 * 60 * 60,
	LAST_DAY = 2958465, /* 9999-12-31, from 1900 */
	LEAP_BUG = 60,      /* 1900-02-29 */
	EPOCHS = 1462,      /* days from 1899-12-31 to 1904-01-01, and that */
	FRACTION = 20,      /* digits of a day's fraction */
};

/* 0.d1d2d3... times 10^point; no zeros at either end; zero has no digits. */
struct decimal {
	bool minus;
	int n, point;
	char d[KEPT];
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
add_digit(struct decimal *x, char c, bool whole)
{
	if (x->n == 0 && c == '0') {
		x->point -= !whole;
		return;
	}
	if (x->n < KEPT)
		x->d[x->n++] = c;
	x->point += whole;
}

static bool
parse_exponent(struct span s, int *exponent)
{
	bool minus = s.len && s.p[0] == '-';
	int n = 0;

	if (minus || (s.len && s.p[0] == '+')) {
		s.p++;
		s.len--;
	}
	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!is_digit(s.p[i]) || n > EXPONENT_MAX)
			return false;
		n = n * 10 + (s.p[i] - '0');
	}
	*exponent = minus ? -n : n;
	return n <= EXPONENT_MAX;
}

static void
cut_zeros(struct decimal *x)
{
	while (x->n && x->d[x->n - 1] == '0')
		x->n--;
	if (x->n == 0)
		x->point = 0;
}

static bool
parse(struct span s, struct decimal *x)
{
	bool whole = true, any = false;
	size_t i = 0;
	int exponent;

	*x = (struct decimal){ .minus = s.len && s.p[0] == '-' };
	if (s.len && (s.p[0] == '-' || s.p[0] == '+'))
		i++;
	for (; i < s.len && s.p[i] != 'e' && s.p[i] != 'E'; i++) {
		if (s.p[i] == '.' && whole) {
			whole = false;
			continue;
		}
		if (!is_digit(s.p[i]))
			return false;
		add_digit(x, s.p[i], whole);
		any = true;
	}
	if (i < s.len) {
		struct span rest = { s.p + i + 1, s.len - i - 1 };

		if (!parse_exponent(rest, &exponent))
			return false;
		x->point += exponent;
	}
	cut_zeros(x);
	return any;
}

/* To the digits a spreadsheet has; halves go up. */
static void
round_off(struct decimal *x)
{
	bool up = x->n > SIGNIFICANT && x->d[SIGNIFICANT] >= '5';
	int i;

	if (x->n > SIGNIFICANT)
		x->n = SIGNIFICANT;
	for (i = x->n - 1; up && i >= 0; i--) {
		up = x->d[i] == '9';
		x->d[i] = up ? '0' : (char)(x->d[i] + 1);
	}
	if (up) {
		x->d[0] = '1';
		x->n = 1;
		x->point++;
	}
	cut_zeros(x);
}

/* "2.02211130000000E+19" */
static void
put_exponent(const struct decimal *x, struct buf *b)
{
	for (int i = 0; i < SIGNIFICANT; i++) {
		buf_byte(b, i < x->n ? x->d[i] : '0');
		if (i == 0)
			buf_byte(b, '.');
	}
	buf_printf(b, "E%+03d", x->point - 1);
}

static void
put_plain(const struct decimal *x, int zeros, struct buf *b)
{
	int last = x->n > x->point ? x->n : x->point;
	int first = x->point < 1 ? x->point - 1 : 0;

	if (x->n <= x->point && x->point < zeros)
		first = x->point - zeros;
	if (x->n == 0)
		first = -(zeros ? zeros : 1), last = 0;
	for (int i = first; i < last; i++) {
		if (i == x->point && i > first)
			buf_byte(b, '.');
		buf_byte(b, i >= 0 && i < x->n ? x->d[i] : '0');
	}
}

static void
put_number(struct decimal *x, int zeros, struct buf *b)
{
	round_off(x);
	if (x->minus && x->n)
		buf_byte(b, '-');
	if (x->point > SIGNIFICANT || x->point < LEAST)
		put_exponent(x, b);
	else
		put_plain(x, zeros, b);
}

/* Days and, rounded, seconds of a day; false where there are too many days. */
static bool
split(const struct decimal *x, int32_t *day, int32_t *second)
{
	int128 fraction = 0, unit = 1;
	int64_t days = 0;

	if (x->point > 8)
		return false;
	for (int i = 0; i < x->point; i++)
		days = days * 10 + (i < x->n ? x->d[i] - '0' : 0);
	for (int i = 0; i < FRACTION; i++) {
		int at = x->point + i;

		unit *= 10;
		fraction =
		    fraction * 10 + (at >= 0 && at < x->n ? x->d[at] - '0' : 0);
	}
	*second = (int32_t)((fraction * DAY_SECONDS + unit / 2) / unit);
	if (days > LAST_DAY)
		return false;
	*day = (int32_t)(days + (*second == DAY_SECONDS));
	*second %= DAY_SECONDS;
	return true;
}

static void
put_time(int32_t hours, int32_t second, struct buf *b)
{
	second %= 60 * 60;
	buf_printf(b, "%02d:%02d:%02d", hours, second / 60, second % 60);
}

static int
no_date(struct span stored, struct err *e)
{
	return err_set(e, ST_DATA, "%s is shown as a date, but is none",
	    excerpt(stored).s);
}

/* The day that a serial number means. */
static bool
day_of(int32_t serial, bool from_1904, int32_t *day)
{
	int32_t first;

	if (serial > (from_1904 ? LAST_DAY - EPOCHS : LAST_DAY) ||
	    (!from_1904 && serial == LEAP_BUG))
		return false;
	if (!date_of(from_1904 ? 1904 : 1900, 1, 1, &first))
		return false;
	*day = first + serial;
	if (!from_1904)
		*day -= serial > LEAP_BUG ? 2 : 1;
	return true;
}

static int
put_date(struct span stored, const struct decimal *x,
    enum sheet_style_kind kind, bool from_1904, struct buf *b, struct err *e)
{
	char text[DATE_LEN + 1];
	int32_t serial, second, day;

	if (x->minus || !split(x, &serial, &second))
		return no_date(stored, e);
	if (kind == SHEET_ELAPSED) {
		put_time(serial * 24 + second / 3600, second, b);
		return 0;
	}
	if (serial == 0 &&
	    (kind == SHEET_TIME || (second && kind == SHEET_DATE))) {
		put_time(second / 3600, second, b);
		return 0;
	}
	if ((serial == 0 && !from_1904) || !day_of(serial, from_1904, &day))
		return no_date(stored, e);
	date_format(day, text);
	buf_str(b, text);
	if (second || kind != SHEET_DATE) {
		buf_byte(b, ' ');
		put_time(second / 3600, second, b);
	}
	return 0;
}

int
sheet_number(struct span stored, const struct sheet_style *style,
    bool from_1904, struct buf *b, struct err *e)
{
	struct decimal x;

	if (!parse(span_trim(stored), &x))
		return err_set(
		    e, ST_DATA, "\"%s\" is not a number", excerpt(stored).s);
	if (style->kind > SHEET_ZEROS)
		return put_date(stored, &x, style->kind, from_1904, b, e);
	put_number(&x, style->kind == SHEET_ZEROS ? style->zeros : 0, b);
	return 0;
}
