#include "flow/run/run_outs.h"

#include <stdlib.h>

#include "base/mem.h"

static int
check(const struct flow_node *f, const struct run_out *out, bool *seen,
    struct err *e)
{
	const struct flow_out *is = flow_out(f, span_str(out->name));
	struct span value = span_str(out->value);
	const char *why;

	if (!is)
		return 0;
	if (seen[is - f->outs])
		return err_set(
		    e, ST_DATA, "output \"%s\" is there twice", is->name);
	seen[is - f->outs] = true;
	why = flow_type_why(is->type, value);
	return why ? err_set(e, ST_DATA, "output \"%s\": \"%s\" %s", is->name,
			 excerpt(value).s, why)
		   : 0;
}

static void
take(struct run_node *n, const struct flow_node *f, const struct run_outcome *o)
{
	n->outs = mem_alloc((f->n_outs + 1) * sizeof *n->outs);
	for (size_t i = 0; i < o->n_outs; i++) {
		const struct run_out *out = &o->outs[i];

		if (flow_out(f, span_str(out->name)))
			n->outs[n->n_outs++] = (struct run_out){
				.name = mem_dup(span_str(out->name)),
				.value = mem_dup(span_str(out->value)),
			};
	}
	n->outs_changed = true;
}

int
run_outs_take(struct run_node *n, const struct flow_node *f,
    const struct run_outcome *o, struct err *e)
{
	bool *seen;
	int r = 0;

	if (o->outs_bad)
		return err_set(e, ST_DATA, "%s", o->outs_bad);
	if (f->n_outs == 0 || o->n_outs == 0)
		return 0;
	seen = mem_zeroed(f->n_outs, sizeof *seen);
	for (size_t i = 0; r == 0 && i < o->n_outs; i++)
		r = check(f, &o->outs[i], seen, e);
	free(seen);
	if (r == 0)
		take(n, f, o);
	return r;
}
