#include "cut/book/cut_value.h"

#include "cut/book/join_options.h"
#include "sections/key_value.h"
#include "sections/named_words.h"
#include "sections/plain_name.h"
#include "value/time/date.h"
#include "value/time/duration.h"

bool
cut_name_is(struct span s)
{
	if (!plain_name_is(s) || s.len > CUT_NAME_MAX)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] & 0x80)
			return false;
	return true;
}

static int
check_name(struct span v, struct err *e)
{
	return cut_name_is(v)
	    ? 0
	    : err_set(e, ST_FAIL, "\"%s\" is no name: " CUT_NAME_SAYS,
		  excerpt(v).s);
}

/* The numbers that words are: the least and the most. */
static void
bounds(const char *words, uint64_t to[2])
{
	struct span left = span_str(words);

	for (int i = 0; i < 2; i++)
		span_count(span_word(&left), &to[i]);
}

static int
check_within(const struct sections_key *key, struct span v, struct err *e)
{
	uint64_t range[2] = { 0, 0 };
	uint32_t s;
	unsigned n;

	bounds(key->words, range);
	return key->kind == CUT_KIND_SECONDS
	    ? key_value_seconds(
		  &s, v, (uint32_t)range[0], (uint32_t)range[1], e)
	    : key_value_number(
		  &n, v, (unsigned)range[0], (unsigned)range[1], e);
}

static bool
is_one_of(struct span name, const char *words)
{
	struct span left = span_str(words), word;

	while ((word = span_word(&left)).len)
		if (span_eq(word, name))
			return true;
	return false;
}

static int
check_command(struct span v, const char *names, struct err *e)
{
	struct named_words w = { 0 };
	int r = named_words_parse(&w, v, e);

	for (size_t i = 0; r == 0 && i < w.n; i++)
		if (w.list[i].is_name && !is_one_of(w.list[i].text, names))
			r = *names ? err_set(e, ST_FAIL,
					 "nobody has the name \"%s\"; there "
					 "is: %s",
					 excerpt(w.list[i].text).s, names)
				   : err_set(e, ST_FAIL,
					 "no name in braces has a value "
					 "here; {{ stands for a brace");
	named_words_free(&w);
	return r;
}

static int
check_date(struct span v, struct err *e)
{
	return date_is(v)
	    ? 0
	    : err_set(e, ST_FAIL, "\"%s\" is no date YYYY-MM-DD", excerpt(v).s);
}

int
cut_value_check(const struct sections_key *key,
    const struct sections_entry *entry, struct err *e)
{
	struct span v = span_str(entry->value);
	unsigned minutes;
	int i;

	if (v.len == 0)
		return err_set(e, ST_FAIL, "it says nothing");
	switch ((enum cut_kind)key->kind) {
	case CUT_KIND_NAME:
		return check_name(v, e);
	case CUT_KIND_CHOICE:
		return key_value_one_of(&i, v, key->words, e);
	case CUT_KIND_SECONDS:
	case CUT_KIND_NUMBER:
		return check_within(key, v, e);
	case CUT_KIND_CLOCK:
		return key_value_time(&minutes, v, e);
	case CUT_KIND_DATE:
		return check_date(v, e);
	case CUT_KIND_COMMAND:
		return check_command(v, key->words, e);
	case CUT_KIND_OPTIONS:
		return check_command(v, "", e) || join_options_check(v, e) ? -1
									   : 0;
	case CUT_KIND_TEXT:
	case CUT_KIND_PASSED:
		break;
	}
	return 0;
}

uint32_t
cut_value_seconds(
    const struct sections_section *s, const char *key, const char *otherwise)
{
	uint32_t n = 0;

	if (!duration_parse(span_str(sections_value(s, key, otherwise)), &n))
		duration_parse(span_str(otherwise), &n); /* it was told */
	return n;
}

unsigned
cut_value_number(
    const struct sections_section *s, const char *key, const char *otherwise)
{
	uint64_t n = 0;

	if (!span_count(span_str(sections_value(s, key, otherwise)), &n) ||
	    n > UINT32_MAX)
		span_count(span_str(otherwise), &n);
	return (unsigned)n;
}

int
cut_value_choice(const struct sections_form *form,
    const struct sections_section *s, const char *key, const char *otherwise)
{
	const char *words = sections_key(form, s->part, key)->words;
	struct err e;
	int i = 0;

	if (key_value_one_of(
		&i, span_str(sections_value(s, key, otherwise)), words, &e))
		key_value_one_of(&i, span_str(otherwise), words, &e);
	return i;
}
