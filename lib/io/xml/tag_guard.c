#include "io/xml/tag_guard.h"

/* The byte c within a tag. */
static void
step(struct tag_guard *g, char c)
{
	if (c == '\0') /* half of a character of UTF-16 */
		return;
	if (c == '>' || (g->begins && (c == '!' || c == '?')))
		g->in_tag = false;
	g->begins = false;
	g->equals += c == '=';
}

int
tag_guard_feed(
    struct tag_guard *g, struct span piece, const char *name, struct err *e)
{
	const char *p = piece.p, *end = p + piece.len;

	while (p < end) {
		if (!g->in_tag) {
			p = memchr(p, '<', (size_t)(end - p));
			if (!p)
				break;
			*g = (struct tag_guard){ .in_tag = true,
				.begins = true };
			p++;
			continue;
		}
		step(g, *p++);
		if (g->equals <= TAG_GUARD_MAX)
			continue;
		err_set(e, ST_DATA,
		    "a tag with more than %d attributes, which no such file "
		    "needs",
		    TAG_GUARD_MAX);
		return err_at(e, name, 0);
	}
	return 0;
}
