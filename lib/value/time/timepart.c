#include "value/time/timepart.h"

#include "value/time/month_names.h"

/* By their letters. */
static const struct conversion {
	bool known;
	unsigned char part;
	unsigned char digits; /* of a plain number, else 0 */
	short least, most;    /* its value */
} conversions['z' + 1] = {
	['Y'] = { true, PART_YEAR, 4, 0, 9999 },
	['y'] = { true, PART_YEAR, 0, 0, 0 },
	['m'] = { true, PART_MONTH, 2, 1, 12 },
	['b'] = { true, PART_MONTH, 0, 0, 0 },
	['d'] = { true, PART_MDAY, 2, 1, 31 },
	['j'] = { true, PART_YDAY, 3, 1, 366 },
	['a'] = { true, PART_WEEKDAY, 0, 0, 0 },
	['H'] = { true, PART_HOUR, 2, 0, 24 },
	['I'] = { true, PART_HOUR12, 2, 1, 12 },
	['p'] = { true, PART_HALF, 0, 0, 0 },
	['M'] = { true, PART_MINUTE, 2, 0, 59 },
	['S'] = { true, PART_SECOND, 2, 0, 60 },
	['f'] = { true, PART_FRACTION, 0, 0, 0 },
	['z'] = { true, PART_OFFSET, 0, 0, 0 },
	['s'] = { true, PART_EPOCH, 0, 0, 0 },
	['Q'] = { true, PART_EPOCH, 0, 0, 0 },
};

/* NULL for a letter that is none. */
static const struct conversion *
find(char letter)
{
	unsigned char i = (unsigned char)letter;

	return i <= 'z' && conversions[i].known ? &conversions[i] : NULL;
}

int
timepart_of(char letter)
{
	const struct conversion *c = find(letter);

	return c ? c->part : -1;
}

bool
timepart_is_short(char letter)
{
	const struct conversion *c = find(letter);

	return c && c->digits == 2;
}

const char *
timepart_expansion(char letter)
{
	switch (letter) {
	case 'F':
		return "%Y-%m-%d";
	case 'D':
		return "%m/%d/%y";
	case 'T':
		return "%H:%M:%S";
	case 'R':
		return "%H:%M";
	case 'B':
	case 'h':
		return "%b";
	case 'A':
		return "%a";
	}
	return NULL;
}

static bool
digits(struct span *s, int least, int most, int64_t *value)
{
	int64_t v = 0;
	int n = 0;

	while (n < most && s->len && s->p[0] >= '0' && s->p[0] <= '9') {
		v = v * 10 + (s->p[0] - '0');
		s->p++;
		s->len--;
		n++;
	}
	*value = v;
	return n >= least;
}

/*
 * The place of the name that *s begins with, whole or its first three
 * letters, in any case. Names are separated by blanks.
 */
static bool
name(struct span *s, const char *names, int64_t *place)
{
	for (*place = 0; *names; (*place)++) {
		size_t full = strcspn(names, " "), n = 0;

		while (n < full && n < s->len && (s->p[n] | 0x20) == names[n])
			n++;
		if (n >= 3) {
			n = n == full ? full : 3;
			s->p += n;
			s->len -= n;
			return true;
		}
		names += full + (names[full] == ' ');
	}
	return false;
}

/* AM, PM */
static bool
half(struct span *s, int64_t *pm)
{
	if (s->len < 2 || (s->p[1] | 0x20) != 'm' ||
	    ((s->p[0] | 0x20) != 'a' && (s->p[0] | 0x20) != 'p'))
		return false;
	*pm = (s->p[0] | 0x20) == 'p';
	s->p += 2;
	s->len -= 2;
	return true;
}

/* Z, +HH, +HHMM, +HH:MM */
static bool
offset(struct span *s, int64_t *seconds)
{
	bool west = s->len && s->p[0] == '-';
	int64_t h, m = 0;

	*seconds = 0;
	if (span_take(s, 'Z'))
		return true;
	if ((!span_take(s, '+') && !span_take(s, '-')) || !digits(s, 2, 2, &h))
		return false;
	if ((span_take(s, ':') ||
		(s->len && s->p[0] >= '0' && s->p[0] <= '9')) &&
	    !digits(s, 2, 2, &m))
		return false;
	*seconds = (h * 60 + m) * 60 * (west ? -1 : 1);
	return h < 24 && m < 60;
}

/* Seconds since 1970, or units of which so many make a second. */
static bool
epoch(struct span *s, int64_t unit, int64_t *seconds)
{
	bool negative = span_take(s, '-');

	if (!digits(s, 1, 18, seconds))
		return false;
	if (negative)
		*seconds = -*seconds;
	*seconds = (*seconds - (*seconds % unit + unit) % unit) / unit;
	return true;
}

/* What is not a plain number. */
static bool
convert_word(struct span *s, char letter, int64_t *v)
{
	switch (letter) {
	case 'y': /* POSIX: 69 to 99 are of the 1900s */
		return digits(s, 2, 2, v) && (*v += *v < 69 ? 2000 : 1900);
	case 'b':
		return (*v = month_names_take(s)) != 0;
	case 'a':
		return name(s,
		    "monday tuesday wednesday thursday friday "
		    "saturday sunday",
		    v);
	case 'p':
		return half(s, v);
	case 'f':
		return digits(s, 1, 18, v);
	case 'z':
		return offset(s, v);
	case 's':
		return epoch(s, 1, v);
	case 'Q':
		return epoch(s, 1000, v);
	}
	return false;
}

bool
timepart_read(struct span *s, char letter, bool loose, int64_t *value)
{
	const struct conversion *c = find(letter);

	if (!c->digits)
		return convert_word(s, letter, value);
	return digits(s, loose ? 1 : c->digits, c->digits, value) &&
	    *value >= c->least && *value <= c->most;
}
