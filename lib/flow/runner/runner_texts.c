#include "flow/graph/flow_around.h"
#include "flow/graph/flow_files.h"
#include "flow/runner/runner_state.h"

#include <stdlib.h>

#include "base/mem.h"
#include "io/digest.h"
#include "text/tsv.h"

/* A flow within others, while it is looked at. */
struct within {
	const char *path;
	const struct within *out; /* that runs it */
	size_t depth;
};

/* PATH TAB DIGEST, a line each. */
struct texts {
	struct buf lines;
	struct runner *r;
};

static int keep_subs(struct texts *, const struct plan *, const struct within *,
    bool *refused, struct err *);

static bool
has_line(const struct texts *t, const char *path)
{
	struct span all = buf_span(&t->lines);
	size_t n = strlen(path);

	while (all.len) {
		size_t line = span_line(all);

		if (line > n && !memcmp(all.p, path, n) && all.p[n] == '\t')
			return true;
		all.p += line + 1;
		all.len -= line + 1;
	}
	return false;
}

static int
keep_one(struct texts *t, const char *path, const struct within *out,
    bool *refused, struct err *e)
{
	struct within now = { path, out, out->depth + 1 };
	struct buf text = { 0 };
	struct runner_plan *p;
	int got;

	*refused = true;
	for (const struct within *w = out; w; w = w->out)
		if (!strcmp(w->path, path))
			return err_set(e, ST_DATA,
			    "%s runs itself, by way of %s: a circle", path,
			    out->path);
	if (now.depth > FLOW_DEPTH_MAX)
		return err_set(e, ST_DATA,
		    "%s would be the %dth flow within another", path,
		    FLOW_DEPTH_MAX);
	if (has_line(t, path)) {
		*refused = false;
		return 0;
	}
	got = t->r->world->ops->read(t->r->world, path, true, &text, e);
	if (got == 0) {
		p = runner_plans_of(
		    &t->r->runs.plans, t->r->store, path, buf_span(&text), e);
		*refused = !p && e->status == ST_DATA;
		got = p ? 0 : -1;
	}
	buf_free(&text);
	if (got)
		return -1;
	/* it is not dropped while those that it runs are looked at */
	p->users++;
	got = keep_subs(t, &p->plan, &now, refused, e);
	p->users--;
	if (got == 0)
		buf_printf(&t->lines, "%s\t%s\n", path, p->plan.digest);
	return got;
}

static int
keep_subs(struct texts *t, const struct plan *plan, const struct within *w,
    bool *refused, struct err *e)
{
	int got = 0;

	for (size_t i = 0; got == 0 && i < plan->flow.n_nodes; i++) {
		struct buf path = { 0 };

		if (plan->flow.nodes[i].kind != FLOW_FLOW)
			continue;
		flow_around_path(&plan->flow, plan->flow.nodes[i].does, &path);
		got = keep_one(t, path.p, w, refused, e);
		buf_free(&path);
	}
	return got;
}

int
runner_texts_keep(struct runner *r, struct runner_plan *plan, char **list,
    bool *refused, struct err *e)
{
	struct within top = { plan->plan.flow.path, NULL, 0 };
	struct texts t = { .r = r };
	char digest[DIGEST_TEXT + 1];
	int got = keep_subs(&t, &plan->plan, &top, refused, e);

	*list = NULL;
	if (got == 0 && t.lines.len) {
		digest_of(buf_span(&t.lines), digest);
		got = flow_store_keep_list(
		    r->store, digest, buf_span(&t.lines), e);
		if (got == 0)
			*list = mem_dup(span_str(digest));
	}
	buf_free(&t.lines);
	return *refused ? 0 : got;
}

struct runner_plan *
runner_texts_plan(
    struct runner *r, const char *list, const char *path, struct err *e)
{
	struct buf lines = { 0 }, none = { 0 };
	struct span all, line, at, digest;
	struct runner_plan *p = NULL;

	if (flow_store_text(r->store, list, &none, &lines, e) < 0)
		return NULL;
	buf_free(&none);
	err_set(e, ST_DATA, "%s: its text was not kept", path);
	all = buf_span(&lines);
	while (all.len && !p) {
		line = (struct span){ all.p, span_line(all) };
		all.p += line.len + 1;
		all.len -= line.len + 1;
		if (tsv_next(&line, &at) && span_eq(at, span_str(path)) &&
		    tsv_next(&line, &digest)) {
			char *text = mem_dup(digest);

			p = runner_plans_get(&r->runs.plans, r->store, text, e);
			free(text);
			break;
		}
	}
	buf_free(&lines);
	return p;
}
