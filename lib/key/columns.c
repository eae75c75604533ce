#include "key/columns.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "text/names.h"
#include "text/tsv.h"

/* Escaped, as a string; the caller frees. */
static char *
escaped(struct span s)
{
	struct buf out = { 0 };

	tsv_escape(&out, s);
	buf_byte(&out, '\0');
	return out.p;
}

/* Splits "LABEL=NAME" off name; false where either is empty. */
static bool
take_label(struct span *name, struct span *label)
{
	const char *eq = name->len ? memchr(name->p, '=', name->len) : NULL;

	*label = *name;
	if (eq) {
		label->len = (size_t)(eq - name->p);
		name->p = eq + 1;
		name->len -= label->len + 1;
	}
	return name->len && label->len;
}

static int
add_item(
    struct columns *c, struct span name, enum columns_form form, struct err *e)
{
	bool negative =
	    form == COLUMNS_SIGNED && name.len > 1 && name.p[0] == '-';
	struct span whole = name, label;
	struct column *to;

	if (negative) {
		name.p++;
		name.len--;
	}
	label = name;
	if (form == COLUMNS_LABELED ? !take_label(&name, &label)
				    : name.len == 0)
		return err_set(
		    e, ST_FAIL, "\"%s\": an empty name", excerpt(whole).s);
	c->list = mem_grow(c->list, &c->cap, c->n + 1, sizeof *c->list);
	to = &c->list[c->n++];
	*to = (struct column){ escaped(name), escaped(label), 0, negative, 0 };
	to->label_len = strlen(to->label);
	return 0;
}

int
columns_add(
    struct columns *c, const char *text, enum columns_form form, struct err *e)
{
	struct names names = { 0 };
	int r = names_parse(&names, span_str(text), e);

	for (size_t i = 0; i < names.n && r == 0; i++)
		r = add_item(c, names.list[i], form, e);
	names_free(&names);
	return r;
}

static int
missing(const struct table_in *t, const char *name, bool twice, struct err *e)
{
	struct buf list = { 0 };

	for (size_t i = 0; i < t->n; i++) {
		if (i)
			buf_str(&list, ", ");
		buf_add(&list, t->columns[i]);
	}
	if (twice)
		err_set(e, ST_DATA, "two columns are named \"%s\"", name);
	else
		err_set(e, ST_DATA, "no column \"%s\"; there are: %.*s%s", name,
		    (int)(list.len < 800 ? list.len : 800), list.p,
		    t->n == 1 ? tsv_blanks_hint(t->columns[0]) : "");
	buf_free(&list);
	return stream_err(&t->stream, e);
}

int
columns_bind(struct columns *c, const struct table_in *t, struct err *e)
{
	for (size_t i = 0; i < c->n; i++) {
		bool twice;
		int place = table_column(t, span_str(c->list[i].name), &twice);

		if (place < 0)
			return missing(t, c->list[i].name, twice, e);
		c->list[i].place = (size_t)place;
	}
	return 0;
}

int
column_err(const struct column *c, struct span cell, struct err *e)
{
	struct err reason = *e;

	if (tsv_is_empty(cell))
		return err_set(e, e->status, "%s: %s",
		    excerpt(span_str(c->name)).s, reason.text);
	return err_set(e, e->status, "%s: \"%s\" %s",
	    excerpt(span_str(c->name)).s, excerpt(cell).s, reason.text);
}

void
columns_free(struct columns *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->list[i].name);
		free(c->list[i].label);
	}
	free(c->list);
	*c = (struct columns){ 0 };
}
