#include "flow/draw/flow_form.h"

void
flow_form_draw(const struct flow_form *form, const struct flow_graph *g,
    const struct flow_mark *marks, struct buf *b)
{
	static const struct flow_mark plain;
	const struct flow *f = g->flow;

	buf_str(b, form->begin);
	for (size_t i = 0; i < f->n_nodes; i++)
		form->node(b, &f->nodes[i], marks ? &marks[i] : &plain, i);
	buf_str(b, form->finish);
	for (size_t i = 0; i < f->n_nodes; i++) {
		if (f->nodes[i].n_after == 0)
			buf_printf(b, "    start %s n%zu\n", form->arrow, i);
		for (size_t k = 0; k < f->nodes[i].n_after; k++)
			if (g->parents[g->first[i] + k] != FLOW_NOWHERE)
				form->edge(b, g->parents[g->first[i] + k], i,
				    f->nodes[i].after[k].condition);
	}
	for (size_t i = 0; i < f->n_nodes; i++)
		if (g->child[i] == g->child[i + 1])
			buf_printf(b, "    n%zu %s finish\n", i, form->arrow);
	buf_str(b, form->end);
}
