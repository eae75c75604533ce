#include <stdlib.h>

#include "base/mem.h"
#include "flow/graph/flow_check.h"
#include "flow/run/run_begin.h"

static void
check_given(const struct flow *f, const struct run_given *given, size_t n,
    struct told *told)
{
	for (size_t i = 0; i < n; i++) {
		const struct flow_param *p = flow_param(f, given[i].name);

		if (!p)
			told_add(told, f->path, 0,
			    "the flow has no param \"%s\"",
			    excerpt(given[i].name).s);
		else
			flow_check_value(
			    f, p, given[i].value, f->path, 0, "param", told);
	}
}

/* Sets values from what is given, each of which is a parameter. */
static void
set_given(
    struct run *r, const struct run_given *given, size_t n, struct told *told)
{
	const struct flow *f = &r->plan->flow;

	for (size_t i = 0; i < n; i++) {
		const struct flow_param *p = flow_param(f, given[i].name);
		char **to = p ? &r->params[p - f->params] : NULL;

		if (to && *to)
			told_add(told, f->path, 0, "param %s is given twice",
			    p->name);
		else if (to)
			*to = mem_dup(given[i].value);
	}
}

static void
set_presets(struct run *r, struct told *told)
{
	const struct flow *f = &r->plan->flow;

	for (size_t i = 0; i < f->n_params; i++) {
		const struct flow_param *p = &f->params[i];

		if (!r->params[i] && p->preset)
			r->params[i] = mem_dup(span_str(p->preset));
		else if (!r->params[i])
			told_add(told, f->path, 0,
			    "param %s has no default and has to be given",
			    p->name);
	}
}

/* All of it in one line. */
static int
fail(const struct flow *f, const struct told *told, struct err *e)
{
	struct buf all = { 0 };

	for (size_t i = 0; i < told->n; i++)
		buf_printf(&all, "%s%s", i ? "; " : "", told->list[i].text);
	buf_byte(&all, '\0');
	err_set(e, ST_FAIL, "%s", all.p);
	buf_free(&all);
	return err_at(e, f->path, 0);
}

int
run_make(struct run *r, struct plan *p, const struct run_given *given, size_t n,
    struct err *e)
{
	struct told told = { 0 };
	int status = 0;

	*r = (struct run){ .plan = p, .changed = true };
	r->params = mem_zeroed(p->flow.n_params + 1, sizeof *r->params);
	check_given(&p->flow, given, n, &told);
	set_given(r, given, n, &told);
	set_presets(r, &told);
	if (told.n) {
		status = fail(&p->flow, &told, e);
		run_free(r);
	} else {
		run_nodes_make(r);
	}
	told_free(&told);
	return status;
}
