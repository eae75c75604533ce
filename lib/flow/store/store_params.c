/* Parameters of a run as its row has them. */
#include "flow/store/store_inside.h"
#include "text/tsv.h"

void
store_params_put(const struct run *r, struct buf *b)
{
	const struct flow *f = &r->plan->flow;

	for (size_t i = 0; i < f->n_params; i++) {
		buf_printf(b, "%s%s=", i ? "\t" : "", f->params[i].name);
		tsv_escape(b, span_str(r->params[i]));
	}
}

bool
store_params_next(struct span *rest, struct span *name, struct buf *value)
{
	struct span field;
	const char *equals;

	if (rest->len == 0 || !tsv_next(rest, &field))
		return false;
	equals = field.len ? memchr(field.p, '=', field.len) : NULL;
	if (!equals)
		return false;
	*name = (struct span){ field.p, (size_t)(equals - field.p) };
	return tsv_unescape(
	    value, (struct span){ equals + 1, field.len - name->len - 1 });
}

int
store_params_index(struct flow_store *s, int64_t run, struct span params,
    const char *sql, struct err *e)
{
	struct span rest = params, name;
	struct buf value = { 0 };
	int r = 0;

	while (r == 0 && store_params_next(&rest, &name, &value)) {
		const struct db_value v[] = { db_text(name),
			db_text(value.p ? buf_span(&value) : SPAN("")),
			db_int(run) };

		if (value.len <= FLOW_STORE_FOUND_MAX)
			r = db_later(&s->db, sql, v, 3, e);
		buf_clear(&value);
	}
	buf_free(&value);
	return r;
}
