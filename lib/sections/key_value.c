#include "sections/key_value.h"

#include "value/time/duration.h"

int
key_value_no_duration(struct span s, struct err *e)
{
	return err_set(e, ST_FAIL, "\"%s\" is no duration: 0, 5s, 30m, 2h, 1d",
	    excerpt(s).s);
}

int
key_value_seconds(
    uint32_t *to, struct span s, uint32_t least, uint32_t most, struct err *e)
{
	uint32_t n;

	if (!duration_parse(s, &n))
		return key_value_no_duration(s, e);
	if (n < least || n > most)
		return err_set(e, ST_FAIL, "\"%s\" is not from %us to %us",
		    excerpt(s).s, least, most);
	*to = n;
	return 0;
}

int
key_value_number(
    unsigned *to, struct span s, unsigned least, unsigned most, struct err *e)
{
	uint64_t n;

	if (!span_count(s, &n) || n < least || n > most)
		return err_set(e, ST_FAIL, "\"%s\" is no number from %u to %u",
		    excerpt(s).s, least, most);
	*to = (unsigned)n;
	return 0;
}

bool
key_value_next(struct span *list, struct span *item)
{
	const char *comma;
	size_t n;

	if (!list->p || list->len == 0)
		return false;
	comma = memchr(list->p, ',', list->len);
	n = comma ? (size_t)(comma - list->p) : list->len;
	*item = span_trim((struct span){ list->p, n });
	n += comma != NULL;
	list->p += n;
	list->len -= n;
	return true;
}

int
key_value_one_of(int *to, struct span s, const char *words, struct err *e)
{
	struct span left = span_str(words), word = span_word(&left);

	for (int i = 0; word.len; i++, word = span_word(&left))
		if (span_eq(word, s)) {
			*to = i;
			return 0;
		}
	return err_set(
	    e, ST_FAIL, "\"%s\" is none of: %s", excerpt(s).s, words);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

int
key_value_time(unsigned *to, struct span s, struct err *e)
{
	unsigned h = 99, m = 99;

	if (s.len == 5 && s.p[2] == ':' && is_digit(s.p[0]) &&
	    is_digit(s.p[1]) && is_digit(s.p[3]) && is_digit(s.p[4])) {
		h = (unsigned)(s.p[0] - '0') * 10 + (unsigned)(s.p[1] - '0');
		m = (unsigned)(s.p[3] - '0') * 10 + (unsigned)(s.p[4] - '0');
	}
	if (h > 23 || m > 59)
		return err_set(e, ST_FAIL,
		    "\"%s\" is no time of day from 00:00 to 23:59",
		    excerpt(s).s);
	*to = h * 60 + m;
	return 0;
}
