#include "flow/file/flow_value.h"

#include "value/time/duration.h"

static int
no_duration(struct span s, struct err *e)
{
	return err_set(e, ST_FAIL, "\"%s\" is no duration: 0, 5s, 30m, 2h, 1d",
	    excerpt(s).s);
}

int
flow_value_seconds(
    uint32_t *to, struct span s, uint32_t least, uint32_t most, struct err *e)
{
	uint32_t n;

	if (!duration_parse(s, &n))
		return no_duration(s, e);
	if (n < least || n > most)
		return err_set(e, ST_FAIL, "\"%s\" is not from %us to %us",
		    excerpt(s).s, least, most);
	*to = n;
	return 0;
}

int
flow_value_number(
    unsigned *to, struct span s, unsigned least, unsigned most, struct err *e)
{
	uint64_t n;

	if (!span_count(s, &n) || n < least || n > most)
		return err_set(e, ST_FAIL, "\"%s\" is no number from %u to %u",
		    excerpt(s).s, least, most);
	*to = (unsigned)n;
	return 0;
}

/* Takes a word off *s. */
static struct span
take_word(struct span *s)
{
	struct span word = span_trim(*s);
	size_t n = 0;

	while (n < word.len && word.p[n] != ' ' && word.p[n] != '\t')
		n++;
	*s = (struct span){ word.p + n, word.len - n };
	word.len = n;
	return word;
}

int
flow_value_backoff(struct flow_backoff *b, struct span s, struct err *e)
{
	struct span left = s, word = take_word(&left);
	struct flow_backoff got = { .factor = 1 };
	bool max = false;

	if (!duration_parse(word, &got.first))
		return no_duration(word, e);
	for (word = take_word(&left); word.len; word = take_word(&left)) {
		if (span_eq(word, SPAN("max"))) {
			max = true;
			word = take_word(&left);
			if (!duration_parse(word, &got.most) || !got.most)
				return no_duration(word, e);
		} else if (max || !span_take(&word, 'x') ||
		    flow_value_number(&got.factor, word, 1, 100, e)) {
			return err_set(e, ST_FAIL,
			    "\"%s\" is not like 30s x2 max 10m", excerpt(s).s);
		}
	}
	*b = got;
	return 0;
}

bool
flow_value_next(struct span *list, struct span *item)
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
flow_value_statuses(struct flow_statuses *to, struct span s, struct err *e)
{
	struct span item;

	to->n = 0;
	while (flow_value_next(&s, &item)) {
		unsigned n = 0;

		if (to->n == FLOW_STATUSES_MAX)
			return err_set(e, ST_FAIL, "more than %d statuses",
			    FLOW_STATUSES_MAX);
		if (flow_value_number(&n, item, 1, 125, e))
			return -1;
		if (n == 75)
			return err_set(
			    e, ST_FAIL, "75 always means not now, try again");
		to->list[to->n++] = (unsigned char)n;
	}
	return 0;
}

int
flow_value_one_of(int *to, struct span s, const char *words, struct err *e)
{
	struct span left = span_str(words), word = take_word(&left);

	for (int i = 0; word.len; i++, word = take_word(&left))
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
flow_value_time(unsigned *to, struct span s, struct err *e)
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

enum { WEEK = 7 };

static const char week[] = "Mon Tue Wed Thu Fri Sat Sun";

int
flow_value_days(unsigned *to, struct span s, struct err *e)
{
	struct span item;
	int from, until;

	*to = 0;
	while (flow_value_next(&s, &item)) {
		const char *dash =
		    item.len ? memchr(item.p, '-', item.len) : NULL;
		size_t n = dash ? (size_t)(dash - item.p) : item.len;
		struct span last =
		    dash ? (struct span){ dash + 1, item.len - n - 1 } : item;

		item.len = n;
		if (flow_value_one_of(&from, span_trim(item), week, e) ||
		    flow_value_one_of(&until, span_trim(last), week, e))
			return -1;
		for (int day = from;; day = (day + 1) % WEEK) {
			*to |= 1u << day;
			if (day == until)
				break;
		}
	}
	return 0;
}
