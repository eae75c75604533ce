#include "timeform.h"

#include "date.h"

enum { DAY = 86400 };

enum part {
	YEAR,
	MONTH,
	MDAY,
	YDAY,
	HOUR,
	HOUR12,
	HALF, /* of the day: 0 AM, 1 PM */
	MINUTE,
	SECOND,
	FRACTION,
	OFFSET, /* seconds */
	EPOCH,  /* seconds since 1970 */
	WEEKDAY,
	PARTS,
};

#define BIT(part) (1u << (part))

/* By their letters. */
static const struct conversion {
	bool known;
	unsigned char part;
	unsigned char digits; /* of a plain number, else 0 */
	short least, most;    /* its value */
} conversions['z' + 1] = {
	['Y'] = { true, YEAR, 4, 0, 9999 },
	['y'] = { true, YEAR, 0, 0, 0 },
	['m'] = { true, MONTH, 2, 1, 12 },
	['b'] = { true, MONTH, 0, 0, 0 },
	['d'] = { true, MDAY, 2, 1, 31 },
	['j'] = { true, YDAY, 3, 1, 366 },
	['a'] = { true, WEEKDAY, 0, 0, 0 },
	['H'] = { true, HOUR, 2, 0, 23 },
	['I'] = { true, HOUR12, 2, 1, 12 },
	['p'] = { true, HALF, 0, 0, 0 },
	['M'] = { true, MINUTE, 2, 0, 59 },
	['S'] = { true, SECOND, 2, 0, 60 },
	['f'] = { true, FRACTION, 0, 0, 0 },
	['z'] = { true, OFFSET, 0, 0, 0 },
	['s'] = { true, EPOCH, 0, 0, 0 },
	['Q'] = { true, EPOCH, 0, 0, 0 },
};

/* NULL for a letter that is none. */
static const struct conversion *
find(char letter)
{
	unsigned char i = (unsigned char)letter;

	return i <= 'z' && conversions[i].known ? &conversions[i] : NULL;
}

/* Conversions that stand for others, or NULL. */
static const char *
expansion(char letter)
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

static int
collect(struct timeform *t, const char *format, struct err *e)
{
	for (const char *f = format; *f; f++) {
		const struct conversion *c;
		bool loose;

		if (*f != '%' || *++f == '%')
			continue;
		loose = *f == '-';
		f += loose;
		if (*f && !loose && expansion(*f)) {
			if (collect(t, expansion(*f), e))
				return -1;
			continue;
		}
		c = find(*f);
		if (!c || (loose && c->digits != 2))
			return err_set(e, ST_FAIL, "unknown conversion "
			    "\"%%%.*s\"", loose + 1, f - loose);
		if (t->parts & BIT(c->part))
			return err_set(e, ST_FAIL, "%%%c tells what another "
			    "conversion tells", *f);
		t->parts |= BIT(c->part);
	}
	return 0;
}

/* Are the parts enough for a day, and does none hang in the air? */
static const char *
missing(unsigned p)
{
	unsigned days = p & (BIT(MONTH) | BIT(MDAY) | BIT(YDAY));
	unsigned hours = p & (BIT(HOUR) | BIT(HOUR12) | BIT(HALF));

	if (p & BIT(EPOCH))
		return p == BIT(EPOCH) ? NULL : "%s and %Q stand alone";
	if (!(p & BIT(YEAR)))
		return "the year is missing";
	if (days != (BIT(MONTH) | BIT(MDAY)) && days != BIT(YDAY))
		return "it takes %m and %d, or %j";
	if (hours && hours != BIT(HOUR) &&
	    hours != (BIT(HOUR12) | BIT(HALF)))
		return "it takes %H, or %I and %p";
	if (!hours != !(p & BIT(MINUTE)))
		return "hours and minutes go together";
	if ((p & BIT(SECOND) && !(p & BIT(MINUTE))) ||
	    (p & BIT(FRACTION) && !(p & BIT(SECOND))))
		return "it takes %H, %M and %S before a smaller part";
	if (p & BIT(OFFSET) && !hours)
		return "%z without a time of day";
	return NULL;
}

int
timeform_parse(struct timeform *t, const char *format, struct err *e)
{
	const char *why;

	*t = (struct timeform){ .format = format };
	if (collect(t, format, e))
		return -1;
	why = missing(t->parts);
	return why ? err_set(e, ST_FAIL, "\"%s\" does not tell a day: %s",
	    format, why) : 0;
}

bool
timeform_has_time(const struct timeform *t)
{
	return t->parts & (BIT(MINUTE) | BIT(EPOCH));
}

static bool
take(struct span *s, char c)
{
	if (s->len == 0 || s->p[0] != c)
		return false;
	s->p++;
	s->len--;
	return true;
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

		while (n < full && n < s->len &&
		    (s->p[n] | 0x20) == names[n])
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
	if (take(s, 'Z'))
		return true;
	if ((!take(s, '+') && !take(s, '-')) || !digits(s, 2, 2, &h))
		return false;
	if ((take(s, ':') || (s->len && s->p[0] >= '0' && s->p[0] <= '9')) &&
	    !digits(s, 2, 2, &m))
		return false;
	*seconds = (h * 60 + m) * 60 * (west ? -1 : 1);
	return h < 24 && m < 60;
}

/* Seconds since 1970, or units of which so many make a second. */
static bool
epoch(struct span *s, int64_t unit, int64_t *seconds)
{
	bool negative = take(s, '-');

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
		return name(s, "january february march april may june july "
		    "august september october november december", v) && ++*v;
	case 'a':
		return name(s, "monday tuesday wednesday thursday friday "
		    "saturday sunday", v);
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

static bool
convert(struct span *s, char letter, bool loose, int64_t v[PARTS])
{
	const struct conversion *c = &conversions[(unsigned char)letter];
	int64_t *to = &v[c->part];

	if (!c->digits)
		return convert_word(s, letter, to);
	return digits(s, loose ? 1 : c->digits, c->digits, to) &&
	    *to >= c->least && *to <= c->most;
}

static bool
read_by(struct span *s, const char *format, int64_t v[PARTS])
{
	for (const char *f = format; *f; f++) {
		const char *expanded;
		bool loose;

		if (*f != '%' || f[1] == '%') {
			if (!take(s, *f))
				return false;
			f += *f == '%';
			continue;
		}
		loose = *++f == '-';
		f += loose;
		expanded = loose ? NULL : expansion(*f);
		if (expanded ? !read_by(s, expanded, v) :
		    !convert(s, *f, loose, v))
			return false;
	}
	return true;
}

static bool
of_epoch(int64_t seconds, struct timeform_moment *m)
{
	int64_t of_day = (seconds % DAY + DAY) % DAY;
	int64_t day = (seconds - of_day) / DAY;
	int32_t first, last;

	date_of(0, 1, 1, &first);
	date_of(9999, 12, 31, &last);
	if (day < first || day > last)
		return false;
	*m = (struct timeform_moment){ (int32_t)day, (int)of_day, true, true,
		0 };
	return true;
}

/* The parts that were read, put together. */
static bool
assemble(unsigned parts, const int64_t v[PARTS], struct timeform_moment *m)
{
	struct timeform_moment got = { 0 };
	int32_t next;

	if (parts & BIT(EPOCH))
		return of_epoch(v[EPOCH], m);
	if (parts & BIT(YDAY)) {
		date_of((int)v[YEAR], 1, 1, &got.day);
		got.day += (int32_t)v[YDAY] - 1;
		if (v[YDAY] == 366 && !date_of((int)v[YEAR], 2, 29, &next))
			return false;
	} else if (!date_of((int)v[YEAR], (int)v[MONTH], (int)v[MDAY],
	    &got.day)) {
		return false;
	}
	got.has_time = parts & BIT(MINUTE);
	got.has_offset = parts & BIT(OFFSET);
	got.seconds = (int)((v[HOUR] + v[HOUR12] % 12 + 12 * v[HALF]) * 3600 +
	    v[MINUTE] * 60 + (v[SECOND] < 60 ? v[SECOND] : 59));
	got.offset = (int)v[OFFSET];
	*m = got;
	return true;
}

/* Two digits, or more than 99. */
static unsigned
two(const char *p)
{
	unsigned tens = (unsigned char)p[0] - '0';
	unsigned ones = (unsigned char)p[1] - '0';

	return tens < 10 && ones < 10 ? tens * 10 + ones : 100;
}

/* "2022-11-01 23:59:59", the most common form by far, quickly; false where
 * another road has to be taken. */
static bool
read_plain(struct span s, struct timeform_moment *m)
{
	unsigned hour, minute, second;
	int32_t day;

	if (s.len != DATE_LEN + 9 || (s.p[10] != ' ' && s.p[10] != 'T') ||
	    s.p[13] != ':' || s.p[16] != ':')
		return false;
	hour = two(s.p + 11);
	minute = two(s.p + 14);
	second = two(s.p + 17);
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	if (!date_parse((struct span){ s.p, DATE_LEN }, &day))
		return false;
	*m = (struct timeform_moment){ .day = day, .has_time = true };
	m->seconds = (int)((hour * 60 + minute) * 60 + second);
	return true;
}

/* ISO 8601, extended form. */
static bool
read_iso(struct span s, struct timeform_moment *m)
{
	unsigned parts = BIT(YEAR) | BIT(MONTH) | BIT(MDAY);
	int64_t v[PARTS] = { 0 };

	if (!read_by(&s, "%Y-%m-%d", v))
		return false;
	if (s.len) {
		if ((!take(&s, 'T') && !take(&s, ' ')) ||
		    !read_by(&s, "%H:%M", v))
			return false;
		parts |= BIT(HOUR) | BIT(MINUTE);
		if (s.len && s.p[0] == ':' && (!read_by(&s, ":%S", v) ||
		    ((take(&s, '.') || take(&s, ',')) &&
		    !read_by(&s, "%f", v))))
			return false;
	}
	if (s.len) {
		take(&s, ' ');
		if (!(parts & BIT(HOUR)) || !read_by(&s, "%z", v) || s.len)
			return false;
		parts |= BIT(OFFSET);
	}
	return assemble(parts, v, m);
}

bool
timeform_read(const struct timeform *t, struct span s,
    struct timeform_moment *m)
{
	int64_t v[PARTS] = { 0 };

	if (!t->format)
		return read_plain(s, m) || read_iso(s, m);
	return read_by(&s, t->format, v) && s.len == 0 &&
	    assemble(t->parts, v, m);
}
