#include "bill/json/json_pointer.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

/* ~1 is a slash, ~0 a tilde; false for another tilde. */
static bool
unescape(struct span s, struct buf *b)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] != '~') {
			buf_byte(b, s.p[i]);
			continue;
		}
		if (++i == s.len || (s.p[i] != '0' && s.p[i] != '1'))
			return false;
		buf_byte(b, s.p[i] == '0' ? '~' : '/');
	}
	return true;
}

static bool
add_name(struct json_pointer *p, struct span s)
{
	struct json_name *n;
	struct buf b = { 0 };

	if (p->n == JSON_NAMES_MAX || !unescape(s, &b)) {
		buf_free(&b);
		return false;
	}
	p->names = mem_grow(p->names, &p->cap, p->n + 1, sizeof *p->names);
	n = &p->names[p->n++];
	*n = (struct json_name){ .text = buf_span(&b),
		.any = span_eq(s, SPAN("*")) };
	n->is_index = span_count(n->text, &n->index) &&
	    (n->text.len == 1 || n->text.p[0] != '0');
	return true;
}

int
json_pointer_parse(struct json_pointer *p, struct span text, struct err *e)
{
	struct span rest = text;
	bool good = text.len == 0 || text.p[0] == '/';

	while (good && span_take(&rest, '/')) {
		const char *slash =
		    rest.len ? memchr(rest.p, '/', rest.len) : NULL;
		size_t n = slash ? (size_t)(slash - rest.p) : rest.len;

		good = add_name(p, (struct span){ rest.p, n });
		rest.p += n;
		rest.len -= n;
	}
	if (good)
		return 0;
	json_pointer_free(p);
	return err_set(e, ST_FAIL, "\"%s\" is not a pointer like /data/*/id",
	    excerpt(text).s);
}

void
json_pointer_free(struct json_pointer *p)
{
	for (size_t i = 0; i < p->n; i++)
		free((char *)p->names[i].text.p);
	free(p->names);
	*p = (struct json_pointer){ 0 };
}
