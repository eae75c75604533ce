#include "explain/words/profile_pattern.h"

#include "base/visible.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Adds a character as itself. What is not to be seen cannot stand in a profile:
 * "." is any character. */
static void
put_char(struct buf *b, struct span c, bool shown)
{
	if (!shown) {
		buf_byte(b, '.');
		return;
	}
	if (strchr("\\^$.[]|()?*+{}-#", *c.p))
		buf_byte(b, '\\');
	buf_add(b, c);
}

void
profile_pattern_put(struct buf *b, struct span s)
{
	bool in_number = false, shown;

	for (size_t i = 0, n; i < s.len; i += n) {
		n = visible_next((struct span){ s.p + i, s.len - i }, &shown);
		if (is_digit(s.p[i])) {
			buf_str(b, in_number ? "" : "[0-9]+");
			in_number = true;
			continue;
		}
		in_number = false;
		put_char(b, (struct span){ s.p + i, n }, shown);
	}
}

/* The bytes of a number at the beginning: digits, and marks between them. */
static size_t
number_len(struct span s)
{
	size_t n = 0;

	while (n < s.len &&
	    (is_digit(s.p[n]) ||
		(n && n + 1 < s.len && memchr(".,'/:-", s.p[n], 6) &&
		    is_digit(s.p[n - 1]) && is_digit(s.p[n + 1]))))
		n++;
	return n;
}

static size_t
blanks_len(struct span s)
{
	size_t n = 0;

	while (n < s.len && (s.p[n] == ' ' || s.p[n] == '\t'))
		n++;
	return n;
}

void
profile_pattern_put_line(struct buf *b, struct span s)
{
	bool shown;

	for (size_t i = 0, n; i < s.len; i += n) {
		struct span rest = { s.p + i, s.len - i };

		if ((n = number_len(rest)) != 0) {
			buf_str(b, "[-+0-9.,'/:]+");
		} else if ((n = blanks_len(rest)) != 0) {
			buf_str(b, n == 1 && rest.p[0] == ' ' ? " " : "\\s+");
		} else if (rest.p[0] == '"') {
			n = 1;
			buf_str(b, "\"?");
		} else if ((rest.p[0] == '-' || rest.p[0] == '+') &&
		    rest.len > 1 && is_digit(rest.p[1])) {
			n = 1; /* the number's */
		} else {
			n = visible_next(rest, &shown);
			put_char(b, (struct span){ rest.p, n }, shown);
		}
	}
}
