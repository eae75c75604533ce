#include "text/names.h"

#include <stdlib.h>

#include "base/mem.h"

void
names_add(struct names *n, struct span name)
{
	n->list = mem_grow(n->list, &n->cap, n->n + 1, sizeof *n->list);
	n->list[n->n++] = (struct span){ mem_dup(name), name.len };
}

/* Takes the name up to the next comma off text, unescaped into b. */
static void
take(struct span *text, struct buf *b)
{
	buf_clear(b);
	while (text->len && *text->p != ',') {
		if (*text->p == '\\' && text->len > 1 &&
		    (text->p[1] == ',' || text->p[1] == '\\')) {
			text->p++;
			text->len--;
		}
		buf_byte(b, *text->p++);
		text->len--;
	}
}

int
names_parse(struct names *n, struct span text, struct err *e)
{
	struct buf b = { 0 };
	struct span all = text, name;

	for (;;) {
		take(&text, &b);
		name = span_trim(buf_span(&b));
		if (name.len == 0) {
			buf_free(&b);
			return err_set(e, ST_FAIL, "\"%s\": an empty name",
			    excerpt(all).s);
		}
		names_add(n, name);
		if (text.len == 0)
			break;
		text.p++;
		text.len--;
	}
	buf_free(&b);
	return 0;
}

int
names_find(const struct names *n, struct span name)
{
	for (size_t i = 0; i < n->n; i++)
		if (span_eq(n->list[i], name))
			return (int)i;
	return -1;
}

void
names_join(struct buf *b, const struct names *n)
{
	for (size_t i = 0; i < n->n; i++) {
		if (i)
			buf_str(b, ", ");
		buf_add(b, n->list[i]);
	}
}

void
names_free(struct names *n)
{
	for (size_t i = 0; i < n->n; i++)
		free((char *)n->list[i].p);
	free(n->list);
	*n = (struct names){ 0 };
}

int
header_find(const struct header *h, struct span name)
{
	int i = names_find(&h->now, name);

	return i >= 0 ? i : names_find(&h->was, name);
}

int
header_need(const struct header *h, struct span name, struct err *e)
{
	struct buf seen = { 0 };
	int i = header_find(h, name);

	if (i >= 0)
		return i;
	names_join(&seen, &h->was);
	err_set(e, ST_DATA,
	    "the bill has no column %s; its columns are: "
	    "%.*s%s",
	    excerpt(name).s,
	    (int)(seen.len < ERR_CAP / 2 ? seen.len : ERR_CAP / 2), seen.p,
	    seen.len < ERR_CAP / 2 ? "" : "...");
	buf_free(&seen);
	return -1;
}

void
header_add(struct header *h, struct span name)
{
	names_add(&h->now, name);
	names_add(&h->was, name);
}

void
header_rename(struct header *h, size_t i, struct span name)
{
	free((char *)h->now.list[i].p);
	h->now.list[i] = (struct span){ mem_dup(name), name.len };
}

void
header_free(struct header *h)
{
	names_free(&h->now);
	names_free(&h->was);
}
