#include "flow/file/flow_type.h"

#include "sections/plain_name.h"
#include "text/utf8.h"
#include "value/amount.h"
#include "value/time/date.h"

static const char *const names[] = {
	[FLOW_DATE] = "date",
	[FLOW_INT] = "int",
	[FLOW_AMOUNT] = "amount",
	[FLOW_TEXT] = "text",
	[FLOW_WORD] = "word",
};

enum { INT_DIGITS = 18 };

int
flow_type_named(struct span name)
{
	for (int i = 0; i < (int)(sizeof names / sizeof *names); i++)
		if (span_eq(name, span_str(names[i])))
			return i;
	return -1;
}

const char *
flow_type_name(enum flow_type t)
{
	return names[t];
}

static bool
is_int(struct span s)
{
	bool negative = span_take(&s, '-');
	uint64_t n;

	if (s.len > INT_DIGITS || !span_count(s, &n))
		return false;
	return *s.p != '0' || (s.len == 1 && !negative);
}

static bool
is_word(struct span s)
{
	return s.len && *s.p != '-' && *s.p != '.' &&
	    plain_name_made_of(s, "_.-");
}

const char *
flow_type_why(enum flow_type t, struct span v)
{
	struct amount a;

	if (v.len > FLOW_VALUE_MAX)
		return "is longer than 65536 bytes";
	switch (t) {
	case FLOW_DATE:
		return date_is(v) ? NULL : "is no date YYYY-MM-DD";
	case FLOW_INT:
		return is_int(v) ? NULL
				 : "is no whole number of at most 18 digits";
	case FLOW_AMOUNT:
		return amount_parse(v, &a) == AMOUNT_OK
		    ? NULL
		    : "is no amount like -12.30";
	case FLOW_WORD:
		return is_word(v) ? NULL
				  : "is no word of letters, digits, _, . and "
				    "- that begins with neither - nor .";
	case FLOW_TEXT:
		break;
	}
	if (!utf8_is(v))
		return "is no UTF-8";
	return v.len && memchr(v.p, '\0', v.len) ? "has a NUL in it" : NULL;
}
