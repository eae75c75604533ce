#include "join/lines/compared_fields.h"

#include <stdlib.h>

#include "base/mem.h"
#include "stream/line/result.h"
#include "text/names.h"
#include "text/tsv.h"

static void
field_free(struct compared_field *f)
{
	buf_free(&f->left);
	buf_free(&f->right);
	buf_free(&f->told);
}

static bool
has(const struct compared_fields *all, const struct compared_field *f)
{
	for (size_t i = 0; i < all->n; i++)
		if (span_eq(buf_span(&all->of[i].left), buf_span(&f->left)) &&
		    span_eq(buf_span(&all->of[i].right), buf_span(&f->right)))
			return true;
	return false;
}

static void
escape_commas(struct buf *b, struct span name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (name.p[i] == ',')
			buf_str(b, "\\x2c");
		else
			buf_byte(b, name.p[i]);
	}
}

static int
add(struct compared_fields *all, struct span name, struct err *e)
{
	const char *eq = memchr(name.p, '=', name.len);
	struct span left = name, right = name;
	struct compared_field f = { 0 };

	if (eq) {
		left.len = (size_t)(eq - name.p);
		right = (struct span){ eq + 1, name.len - left.len - 1 };
	}
	if (left.len == 0 || right.len == 0 || memchr(right.p, '=', right.len))
		return err_set(e, ST_FAIL,
		    "\"%s\" is neither FIELD nor LEFT=RIGHT", excerpt(name).s);
	if (span_eq(left, SPAN("n")) || span_eq(right, SPAN("n")))
		return err_set(
		    e, ST_FAIL, "n is a count of records and no field");
	if (all->n == COMPARED_FIELDS_MAX)
		return err_set(
		    e, ST_FAIL, "more than %d fields", COMPARED_FIELDS_MAX);
	tsv_escape(&f.left, left);
	tsv_escape(&f.right, right);
	if (has(all, &f)) {
		field_free(&f);
		return 0;
	}
	escape_commas(&f.told, buf_span(&f.left));
	all->of = mem_grow(all->of, &all->cap, all->n + 1, sizeof *all->of);
	all->of[all->n++] = f;
	return 0;
}

int
compared_fields_add(
    struct compared_fields *all, const char *list, struct err *e)
{
	struct names names = { 0 };
	int r = names_parse(&names, span_str(list), e);

	for (size_t i = 0; i < names.n && r == 0; i++)
		r = add(all, names.list[i], e);
	names_free(&names);
	return r;
}

bool
compared_fields_differ(const struct compared_fields *all, struct span left,
    struct span right, struct buf *names, uint64_t *seen)
{
	buf_clear(names);
	for (size_t i = 0; i < all->n; i++) {
		const struct compared_field *f = &all->of[i];
		struct span l = { 0 }, r = { 0 };
		bool has_left = result_carried(left, buf_span(&f->left), &l);
		bool has_right = result_carried(right, buf_span(&f->right), &r);

		if (has_left || has_right)
			*seen |= (uint64_t)1 << i;
		if (has_left == has_right && span_eq(l, r))
			continue;
		if (names->len)
			buf_byte(names, ',');
		buf_add(names, buf_span(&f->told));
	}
	return names->len > 0;
}

void
compared_fields_free(struct compared_fields *all)
{
	for (size_t i = 0; i < all->n; i++)
		field_free(&all->of[i]);
	free(all->of);
	*all = (struct compared_fields){ 0 };
}
