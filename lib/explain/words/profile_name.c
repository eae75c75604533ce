#include "explain/words/profile_name.h"

#include "base/visible.h"
#include "base/visible_text.h"

bool
profile_name_has_control(struct span name)
{
	return !visible_is(name);
}

/* Adds a character that may be printed. */
static void
put_plain(struct buf *b, struct span c)
{
	if (*c.p == ',' || *c.p == '\\')
		buf_byte(b, '\\');
	buf_add(b, c);
}

void
profile_name_put(struct buf *b, struct span name)
{
	while (name.len) {
		bool shown;
		size_t n = visible_next(name, &shown);
		struct span c = { name.p, n };

		if (shown)
			put_plain(b, c);
		else if (*c.p == '\n' || *c.p == '\r' || *c.p == '\t')
			buf_str(b,
			    *c.p == '\n'       ? "\\n"
				: *c.p == '\r' ? "\\r"
					       : "\\t");
		else
			visible_add(b, c);
		name = (struct span){ name.p + n, name.len - n };
	}
}

void
profile_name_put_quoted(struct buf *b, struct span name)
{
	buf_byte(b, '"');
	for (size_t i = 0; i < name.len; i++) {
		if (name.p[i] == '"')
			buf_byte(b, '"');
		buf_byte(b, name.p[i]);
	}
	buf_byte(b, '"');
}

bool
profile_name_is_plain(struct span name)
{
	static const char *const words[] = { " + ", " - ", " within ", " if ",
		" by ", " and ", " or ", "->", "\"" };

	if (profile_name_has_control(name) || !name.len ||
	    span_begins(name, SPAN("- ")))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (size_t k = 0; k < name.len; k++)
			if (span_begins(
				(struct span){ name.p + k, name.len - k },
				span_str(words[i])))
				return false;
	return true;
}
