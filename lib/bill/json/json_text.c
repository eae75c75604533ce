#include "bill/json/json_text.h"

static unsigned
digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10) : 0;
}

/* The last digit of an escape; false where the halves do not fit. */
static bool
take_code(struct json_text *t)
{
	bool low = t->code >= 0xdc00 && t->code <= 0xdfff;

	if (t->half != low)
		return false;
	t->half = t->code >= 0xd800 && t->code <= 0xdbff;
	return true;
}

static bool
take(struct json_text *t, char c)
{
	if (!t->in_string) {
		t->in_string = c == '"';
		return true;
	}
	if (t->digits) {
		t->code = t->code << 4 | digit(c);
		return --t->digits || take_code(t);
	}
	if (t->escape) {
		t->escape = false;
		if (c == 'u') {
			t->digits = 4;
			t->code = 0;
			return true;
		}
		return !t->half;
	}
	if (c == '\\') {
		t->escape = true;
		return true;
	}
	t->in_string = c != '"';
	return !t->half;
}

size_t
json_text_scan(struct json_text *t, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!take(t, s.p[i]))
			return i;
	return s.len;
}
