#include "bill/json/json_figures.h"

#include <stdlib.h>

#include "base/mem.h"

static int
take(struct json_figures *f, const struct total_source *s, struct err *e)
{
	struct json_pointer at = { .names = NULL };

	if (json_pointer_parse(&at, span_str(s->pointer), e))
		return -1;
	f->list = mem_grow(f->list, &f->cap, f->n + 1, sizeof *f->list);
	f->list[f->n++] = (struct json_figure){ at, s->names.list[0] };
	for (size_t i = 0; i < at.n; i++)
		if (at.names[i].any)
			return err_set(e, ST_FAIL,
			    "\"%s\" is several values, a total is one",
			    s->pointer);
	return 0;
}

int
json_figures_take(
    struct json_figures *f, const struct total_sources *t, struct err *e)
{
	json_figures_free(f);
	for (size_t i = 0; i < t->n; i++)
		if (t->list[i].pointer && take(f, &t->list[i], e))
			return -1;
	return 0;
}

void
json_figures_free(struct json_figures *f)
{
	for (size_t i = 0; i < f->n; i++)
		json_pointer_free(&f->list[i].at);
	free(f->list);
	*f = (struct json_figures){ 0 };
}
