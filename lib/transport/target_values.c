#include "transport/target_values.h"

#include "value/time/duration.h"

/* Takes the next word of *s, up to a blank. */
static bool
next_word(struct span *s, struct span *word)
{
	size_t n = 0;

	*s = span_trim(*s);
	while (n < s->len && s->p[n] != ' ' && s->p[n] != '\t')
		n++;
	*word = (struct span){ s->p, n };
	*s = (struct span){ s->p + n, s->len - n };
	return n > 0;
}

int
target_value_retry(void *at, const struct option_given *o, struct err *e)
{
	struct target_common *c = at;
	struct span left = span_str(o->value), word;

	c->n_retry = 0;
	while (next_word(&left, &word)) {
		if (c->n_retry == TARGET_RETRY_MAX)
			return err_set(
			    e, ST_FAIL, "more than %d tries", TARGET_RETRY_MAX);
		if (!duration_parse(word, &c->retry[c->n_retry]))
			return err_set(e, ST_FAIL,
			    "\"%s\" is no duration: 0, 5s, 30m, 2h, 1d",
			    excerpt(word).s);
		c->n_retry++;
	}
	return 0;
}

void
target_retry_default(struct target_common *c)
{
	static const uint32_t tries[] = { 0, 5, 30, 300, 1800, 7200, 18000,
		36000, 86400 };

	memcpy(c->retry, tries, sizeof tries);
	c->n_retry = sizeof tries / sizeof *tries;
}

int
target_value_order(void *at, const struct option_given *o, struct err *e)
{
	struct target_common *c = at;

	if (!strcmp(o->value, "none"))
		c->order = TARGET_ORDER_NONE;
	else if (!strcmp(o->value, "key"))
		c->order = TARGET_ORDER_KEY;
	else
		return err_set(
		    e, ST_FAIL, "\"%s\" is none of none, key", o->value);
	return 0;
}

int
target_value_lang(void *at, const struct option_given *o, struct err *e)
{
	size_t n = strspn(o->value,
	    "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

	if (n == 0 || n > 20 || o->value[n])
		return err_set(e, ST_FAIL,
		    "\"%s\" is no language: en, zh, or how the name of a "
		    "template of yours ends",
		    excerpt(span_str(o->value)).s);
	*(const char **)at = o->value;
	return 0;
}

int
target_value_list(void *at, const struct option_given *o, struct err *e)
{
	(void)e;
	names_add(at, span_str(o->value));
	return 0;
}

int
target_value_seconds(void *at, const struct option_given *o, struct err *e)
{
	uint32_t s;

	if (!duration_parse(span_str(o->value), &s))
		return err_set(e, ST_FAIL,
		    "\"%s\" is no duration: 0, 5s, 30m, 2h, 1d", o->value);
	if (s < o->row->least || s > o->row->most)
		return err_set(e, ST_FAIL, "\"%s\" is not from %jus to %jus",
		    o->value, (uintmax_t)o->row->least,
		    (uintmax_t)o->row->most);
	*(uint32_t *)at = s;
	return 0;
}

int
target_value_yes(void *at, const struct option_given *o, struct err *e)
{
	bool yes = !strcmp(o->value, "yes");

	if (!yes && strcmp(o->value, "no"))
		return err_set(e, ST_FAIL, "\"%s\" is neither yes nor no",
		    excerpt(span_str(o->value)).s);
	*(bool *)at = yes;
	return 0;
}
