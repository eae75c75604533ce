#include "bill/bank/bai2_types.h"

static const struct {
	int from, to;
	char direction;
} specified[] = {
	{ 100, 399, 'C' },
	{ 400, 699, 'D' },
	{ 920, 959, 'C' },
	{ 960, 999, 'D' },
};

static char
by_specification(int type)
{
	for (size_t i = 0; i < sizeof specified / sizeof *specified; i++)
		if (type >= specified[i].from && type <= specified[i].to)
			return specified[i].direction;
	return 0;
}

/* A code of three digits at the front of *s, taken away from it; -1 if there
 * is none. */
static int
code(struct span *s)
{
	int n = 0;

	if (s->len < 3)
		return -1;
	for (int i = 0; i < 3; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return -1;
		n = n * 10 + (s->p[i] - '0');
	}
	s->p += 3;
	s->len -= 3;
	return n;
}

/* "720" or "740-745" */
static bool
range(struct span s, int *from, int *to)
{
	s = span_trim(s);
	*from = *to = code(&s);
	if (*from >= 0 && span_take(&s, '-'))
		*to = code(&s);
	return *from >= 0 && *to >= *from && s.len == 0;
}

static int
say(struct bai2_types *t, char direction, int type, struct err *e)
{
	char known = by_specification(type);

	if (!known)
		known = t->said[type];
	if (known && known != direction)
		return err_set(e, ST_FAIL, "type %03d is a %s", type,
		    known == 'C' ? "credit" : "debit");
	t->said[type] = direction;
	t->any = true;
	return 0;
}

int
bai2_types_say(
    struct bai2_types *t, char direction, const char *list, struct err *e)
{
	struct span rest = span_str(list);

	for (;;) {
		const char *comma =
		    rest.len ? memchr(rest.p, ',', rest.len) : NULL;
		size_t n = comma ? (size_t)(comma - rest.p) : rest.len;
		int from, to;

		if (!range((struct span){ rest.p, n }, &from, &to))
			return err_set(e, ST_FAIL,
			    "\"%s\" is no list of types like 720, 740-745",
			    list);
		for (; from <= to; from++)
			if (say(t, direction, from, e))
				return -1;
		if (!comma)
			return 0;
		rest.p += n + 1;
		rest.len -= n + 1;
	}
}

char
bai2_types_of(const struct bai2_types *t, struct span type)
{
	int n = code(&type);
	char known;

	if (n < 0 || type.len)
		return 0;
	known = by_specification(n);
	return known ? known : t->said[n];
}
