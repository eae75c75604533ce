#include "book/dir/state_name.h"

#include <stdio.h>

static const struct {
	const char *prefix, *suffix;
	bool numbered;
} forms[] = {
	[STATE_DAY] = { "day-", "", false },
	[STATE_OPEN] = { "open-", ".res", false },
	[STATE_INPUT] = { "input-", ".gz", true },
	[STATE_RESULTS] = { "results-", ".gz", false },
};

void
state_name_format(char text[STATE_NAME_CAP], const struct state_name *n)
{
	char date[DATE_LEN + 1], number[16] = "";

	date_format(n->day, date);
	if (forms[n->is].numbered)
		snprintf(number, sizeof number, ".%u", n->number);
	snprintf(text, STATE_NAME_CAP, "%s%s.%u%s%s", forms[n->is].prefix, date,
	    n->generation, number, forms[n->is].suffix);
}

bool
state_name_generation(struct span s, unsigned *generation)
{
	uint64_t n;

	if (s.len == 0 || s.p[0] == '0' || !span_count(s, &n) ||
	    n > STATE_GENERATION_MAX)
		return false;
	*generation = (unsigned)n;
	return true;
}

/* Takes the digits up to the next dot or the end off *s. */
static bool
take_number(struct span *s, unsigned *number)
{
	struct span digits = *s;
	const char *dot = s->len ? memchr(s->p, '.', s->len) : NULL;

	if (dot)
		digits.len = (size_t)(dot - s->p);
	s->p += digits.len;
	s->len -= digits.len;
	return state_name_generation(digits, number);
}

static bool
parse_as(struct span s, enum state_file is, struct state_name *n)
{
	struct span prefix = span_str(forms[is].prefix);

	*n = (struct state_name){ .is = is };
	if (!span_begins(s, prefix))
		return false;
	s.p += prefix.len;
	s.len -= prefix.len;
	if (s.len < DATE_LEN ||
	    !date_parse((struct span){ s.p, DATE_LEN }, &n->day))
		return false;
	s.p += DATE_LEN;
	s.len -= DATE_LEN;
	if (!span_take(&s, '.') || !take_number(&s, &n->generation))
		return false;
	if (forms[is].numbered &&
	    (!span_take(&s, '.') || !take_number(&s, &n->number)))
		return false;
	return span_eq(s, span_str(forms[is].suffix));
}

bool
state_name_parse(struct span s, struct state_name *n)
{
	for (int is = STATE_DAY; is <= STATE_RESULTS; is++)
		if (parse_as(s, (enum state_file)is, n))
			return true;
	return false;
}

bool
state_name_older(struct span s, int32_t *day, bool *back)
{
	static const struct span before = SPAN("back-"), prefix = SPAN("open-"),
				 suffix = SPAN(".res");

	*back = span_begins(s, before);
	if (*back)
		s = (struct span){ s.p + before.len, s.len - before.len };
	return s.len == prefix.len + DATE_LEN + suffix.len &&
	    span_begins(s, prefix) &&
	    date_parse((struct span){ s.p + prefix.len, DATE_LEN }, day) &&
	    !memcmp(s.p + prefix.len + DATE_LEN, suffix.p, suffix.len);
}
