#include "value/scales.h"

#include "value/amount.h"
#include "value/currency_sign.h"

static bool
decimals_parse(const char *text, int *n)
{
	int v = 0;

	if (!*text || strlen(text) > 2)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return false;
		v = v * 10 + (*text - '0');
	}
	if (v > AMOUNT_SCALE_MAX)
		return false;
	*n = v;
	return true;
}

/* The place of code among those named, s->n when it is not there. */
static size_t
place(const struct scales *s, struct span code)
{
	size_t i = 0;

	while (i < s->n && !span_eq(span_str(s->named[i].code), code))
		i++;
	return i;
}

bool
scales_set(struct scales *s, const char *text)
{
	const char *eq = strchr(text, '=');
	struct span code = { text, eq ? (size_t)(eq - text) : 0 };
	size_t i;
	int n;

	if (!decimals_parse(eq ? eq + 1 : text, &n))
		return false;
	if (!eq) {
		s->all = n;
		return true;
	}
	if (!currency_is_code(code))
		return false;
	code = currency_named(code);
	i = place(s, code);
	if (i == SCALES_MAX)
		return false;
	memcpy(s->named[i].code, code.p, code.len);
	s->named[i].code[code.len] = '\0';
	s->named[i].decimals = n;
	s->n += i == s->n;
	return true;
}

int
scales_of(const struct scales *s, struct span code)
{
	size_t i = place(s, code);

	if (i < s->n)
		return s->named[i].decimals;
	return s->all >= 0 ? s->all : currency_decimals(code);
}
