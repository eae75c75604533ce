#include "report/proof/checks.h"

#include <stdlib.h>

#include "base/mem.h"
#include "html/html.h"

struct check *
checks_add(struct checks *all, enum check_part part, bool holds)
{
	struct check *c;

	all->of = mem_grow(all->of, &all->cap, all->n + 1, sizeof *all->of);
	c = &all->of[all->n++];
	*c = (struct check){ .part = part, .holds = holds };
	all->failed += !holds;
	return c;
}

void
checks_put_total(const struct checks *all, struct buf *b, const struct total *t,
    struct span lines)
{
	struct buf n = { 0 };

	html_count(&n, t->records);
	if (t->records || !t->n)
		word_put(b, all->lang,
		    t->records == 1 ? WORD_RECORDS_1 : WORD_RECORDS_N,
		    &(struct span){ n.p, n.len });
	buf_free(&n);
	for (size_t i = 0; i < t->n; i++) {
		const struct total_sum *s = &t->sums[i];

		buf_printf(b, "%s<span class=\"a\">%c ",
		    i || t->records ? "<br>" : "", s->side);
		html_text(b, (struct span){ s->currency, s->len });
		buf_byte(b, ' ');
		html_amount(b, s->amount);
		buf_str(b, "</span>");
	}
	if (lines.len) {
		buf_str(b, "<br>xxh3 <code>");
		html_text(b, lines);
		buf_str(b, "</code>");
	}
}

void
checks_put_place(struct buf *b, const char *from, const char *to)
{
	buf_str(b, "<div class=\"m\">");
	html_data(b, span_str(from));
	if (to) {
		buf_str(b, " → ");
		html_data(b, span_str(to));
	}
	buf_str(b, "</div>");
}

void
checks_free(struct checks *all)
{
	for (size_t i = 0; i < all->n; i++) {
		buf_free(&all->of[i].what);
		buf_free(&all->of[i].one);
		buf_free(&all->of[i].other);
	}
	free(all->of);
	*all = (struct checks){ 0 };
}
