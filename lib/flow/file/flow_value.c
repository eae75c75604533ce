#include "flow/file/flow_value.h"

#include "sections/key_value.h"
#include "value/time/duration.h"

int
flow_value_backoff(struct flow_backoff *b, struct span s, struct err *e)
{
	struct span left = s, word = span_word(&left);
	struct flow_backoff got = { .factor = 1 };
	bool max = false;

	if (!duration_parse(word, &got.first))
		return key_value_no_duration(word, e);
	for (word = span_word(&left); word.len; word = span_word(&left)) {
		if (span_eq(word, SPAN("max"))) {
			max = true;
			word = span_word(&left);
			if (!duration_parse(word, &got.most) || !got.most)
				return key_value_no_duration(word, e);
		} else if (max || !span_take(&word, 'x') ||
		    key_value_number(&got.factor, word, 1, 100, e)) {
			return err_set(e, ST_FAIL,
			    "\"%s\" is not like 30s x2 max 10m", excerpt(s).s);
		}
	}
	*b = got;
	return 0;
}

int
flow_value_statuses(struct flow_statuses *to, struct span s, struct err *e)
{
	struct span item;

	to->n = 0;
	while (key_value_next(&s, &item)) {
		unsigned n = 0;

		if (to->n == FLOW_STATUSES_MAX)
			return err_set(e, ST_FAIL, "more than %d statuses",
			    FLOW_STATUSES_MAX);
		if (key_value_number(&n, item, 1, 125, e))
			return -1;
		if (n == 75)
			return err_set(
			    e, ST_FAIL, "75 always means not now, try again");
		to->list[to->n++] = (unsigned char)n;
	}
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
	while (key_value_next(&s, &item)) {
		const char *dash =
		    item.len ? memchr(item.p, '-', item.len) : NULL;
		size_t n = dash ? (size_t)(dash - item.p) : item.len;
		struct span last =
		    dash ? (struct span){ dash + 1, item.len - n - 1 } : item;

		item.len = n;
		if (key_value_one_of(&from, span_trim(item), week, e) ||
		    key_value_one_of(&until, span_trim(last), week, e))
			return -1;
		for (int day = from;; day = (day + 1) % WEEK) {
			*to |= 1u << day;
			if (day == until)
				break;
		}
	}
	return 0;
}
