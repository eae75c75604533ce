#include "bill/layout.h"

#include <stdlib.h>

#include "base/mem.h"

int
patterns_add(struct patterns *p, struct span text, struct err *e)
{
	p->list = mem_grow(p->list, &p->cap, p->n + 1, sizeof *p->list);
	if (pattern_open(&p->list[p->n], text, e))
		return -1;
	p->n++;
	return 0;
}

int
patterns_match(struct patterns *p, struct span line, struct err *e)
{
	int r = 0;

	for (size_t i = 0; i < p->n && r == 0; i++)
		r = pattern_match(&p->list[i], line, e);
	return r;
}

static void
patterns_free(struct patterns *p)
{
	for (size_t i = 0; i < p->n; i++)
		pattern_close(&p->list[i]);
	free(p->list);
}

void
layout_of_sheet(struct layout *l)
{
	l->dialect = (struct dialect){
		.delimiter = SPAN(","), .quote = '"', .trim = true
	};
	l->pad = l->cut = true;
}

void
layout_free(struct layout *l)
{
	names_free(&l->entries);
	names_free(&l->header);
	names_free(&l->names);
	names_free(&l->expect);
	names_free(&l->unexpected);
	patterns_free(&l->comments);
	patterns_free(&l->trailers);
	total_sources_free(&l->totals);
	fixed_free(&l->format.fixed);
	json_layout_free(&l->format.json);
}
