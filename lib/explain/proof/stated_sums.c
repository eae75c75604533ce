#include "explain/proof/stated_sums.h"

#include <stdlib.h>

#include "base/mem.h"

/* Adds the figures of each cell, so that a comma between two is no mark. */
static void
add_cells(struct bill_figures *f, struct guess_cells *cuts, struct span line,
    uint64_t number, char decimal)
{
	struct span rest = line;

	if (!guess_cells_row(cuts, &rest))
		return;
	for (size_t i = 0; i < cuts->n; i++)
		bill_figures_add(f, cuts->list[i], number, decimal);
}

/* The lines that are no rows: those at the head and at the end. */
static void
read_figures(struct bill_figures *f, const struct guess_layout *s, char decimal)
{
	struct span rest = buf_span(&s->text), line;
	struct guess_cells *cuts = mem_alloc(sizeof *cuts);
	uint64_t number = 0;

	*cuts = s->cuts;
	while (guess_cells_line(&rest, &line)) {
		bool head =
		    ++number < s->header_line || (line.len && line.p[0] == '#');
		bool tail = s->last_row && number > s->last_row;

		if ((head && number <= BILL_FIGURES_LINES) ||
		    (tail && number <= s->last_row + BILL_FIGURES_LINES))
			add_cells(f, cuts, line, number, decimal);
	}
	free(cuts);
}

/* The figures that confirm the sums of one currency; false where none do. */
static bool
confirm(struct stated_sum *s, const struct bill_figures *f,
    const struct trial_sum *sum)
{
	/* a zero stands in many a bill and confirms nothing */
	if (!amount_is_zero(sum->in) && !amount_is_zero(sum->out)) {
		s->in = bill_figures_find(f, sum->in);
		s->out = bill_figures_find(f, sum->out);
	}
	if (!amount_is_zero(sum->net))
		s->net = bill_figures_find(f, sum->net);
	return (s->in && s->out) || s->net;
}

void
stated_sums_find(struct stated_sums *s, const struct guess_layout *layout,
    char decimal, const struct trial *t)
{
	s->figures.n = 0;
	s->by = NULL;
	read_figures(&s->figures, layout, decimal);
	for (size_t i = 0; i < layout->json.n_figures; i++)
		bill_figures_add_value(&s->figures,
		    layout->json.figures[i].text,
		    buf_span(&layout->json.figures[i].pointer), decimal);
	for (size_t i = 0; i < t->n; i++) {
		struct stated_sum *of = &s->of[i];

		*of = (struct stated_sum){ .net = NULL };
		if (!confirm(of, &s->figures, &t->sums[i])) {
			s->by = NULL;
			return;
		}
		s->by = of->in && of->out ? of->in : of->net;
	}
	if (t->records < 2)
		s->by = NULL;
}
