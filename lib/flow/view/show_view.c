#include "flow/view/show_view.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/store/flow_shared.h"
#include "flow/view/show_text.h"

static int
keep(void *arg, const struct flow_store_attempt *a, struct err *e)
{
	struct show_view *v = arg;
	struct show_attempt *to;

	(void)e;
	if (a->node >= v->plan.flow.n_nodes)
		return 0;
	to = &v->attempts[a->node];
	if (a->number < to->number)
		return 0;
	free(to->end);
	free(to->why);
	*to = (struct show_attempt){
		.number = a->number,
		.is_event = a->is_event,
		.began = a->began,
		.ended = a->ended,
		.status = a->status,
		.end = a->end ? mem_dup(span_str(a->end)) : NULL,
		.why = a->why ? mem_dup(span_str(a->why)) : NULL,
		.worker = a->worker,
	};
	return 0;
}

static int
no_run(const struct show *s, int64_t id, struct err *e)
{
	return err_set(e, ST_FAIL,
	    "there is no run %" PRId64 "; recon-flow ls%s lists them", id,
	    s->named);
}

/* The plan of the text that the run began with. */
static int
load_plan(struct show_view *v, const struct show *s, int64_t id, struct err *e)
{
	char digest[PLAN_DIGEST_CAP];
	struct buf path = { 0 }, text = { 0 };
	struct told told = { 0 };
	int r = flow_store_run_digest(s->store, id, digest, e);

	if (r == 0)
		return no_run(s, id, e);
	if (r > 0)
		r = flow_store_text(s->store, digest, &path, &text, e);
	if (r == 0)
		r = err_set(e, ST_DATA,
		    "run %" PRId64 ": the text of its flow is not in the store",
		    id);
	if (r > 0) {
		buf_byte(&path, '\0');
		r = plan_make(&v->plan, path.p, buf_span(&text), &told, e);
		v->has_plan = r == 0;
	}
	told_free(&told);
	buf_free(&path);
	buf_free(&text);
	return r;
}

static int
load_children(struct show_view *v, const struct show *s, struct err *e)
{
	for (size_t i = 0; i < v->plan.flow.n_nodes; i++) {
		struct flow_store_children *c = &v->children[i];
		uint32_t number = v->run.nodes[i].attempts;

		if (v->plan.flow.nodes[i].kind != FLOW_FLOW)
			continue;
		if (flow_store_run_children(
			s->store, v->run.id, i, number, c, e) ||
		    (c->going &&
			flow_store_children_held(
			    s->store, v->run.id, i, number, c, e)))
			return -1;
	}
	return 0;
}

static int
keep_worker(void *arg, const struct flow_worker *w, struct err *e)
{
	struct show_view *v = arg;
	size_t i = 0;

	(void)e;
	while (i < v->plan.flow.n_nodes && v->attempts[i].worker != w->id)
		i++;
	if (i == v->plan.flow.n_nodes)
		return 0;
	v->workers = mem_grow(
	    v->workers, &v->cap_workers, v->n_workers + 1, sizeof *v->workers);
	v->workers[v->n_workers++] = (struct show_worker){
		.id = w->id,
		.host = mem_dup(span_str(w->host)),
		.dir = mem_dup(span_str(w->dir)),
		.machine = mem_dup(span_str(w->machine)),
	};
	return 0;
}

const struct show_worker *
show_worker_of(const struct show_view *v, size_t node)
{
	for (size_t i = 0; i < v->n_workers; i++)
		if (v->workers[i].id == v->attempts[node].worker)
			return &v->workers[i];
	return NULL;
}

static void
make_rooms(struct show_view *v)
{
	size_t n = v->plan.flow.n_nodes;
	struct buf name = { 0 };

	show_flow_name(&name, v->plan.flow.path);
	v->flow = mem_dup(buf_span(&name));
	buf_free(&name);
	v->attempts = mem_zeroed(n, sizeof *v->attempts);
	v->children = mem_zeroed(n, sizeof *v->children);
}

static int
load(struct show_view *v, const struct show *s, int64_t id, struct err *e)
{
	int r;

	if (load_plan(v, s, id, e))
		return -1;
	r = flow_store_run_load(s->store, &v->run, id, &v->plan, e);
	if (r <= 0)
		return r ? r : no_run(s, id, e);
	make_rooms(v);
	if (flow_store_attempts(s->store, id, FLOW_NOWHERE, keep, v, e) ||
	    (s->store->shared && flow_workers(s->store, keep_worker, v, e)))
		return -1;
	return load_children(v, s, e);
}

int
show_view_load(
    struct show_view *v, const struct show *s, int64_t id, struct err *e)
{
	struct err unheard;
	int r;

	*v = (struct show_view){ 0 };
	if (db_begin_read(&s->store->db, e))
		return -1;
	r = load(v, s, id, e);
	db_rollback(&s->store->db, r ? &unheard : e);
	if (r)
		show_view_free(v);
	return r;
}

void
show_view_free(struct show_view *v)
{
	if (v->attempts)
		for (size_t i = 0; i < v->plan.flow.n_nodes; i++) {
			free(v->attempts[i].end);
			free(v->attempts[i].why);
		}
	for (size_t i = 0; i < v->n_workers; i++) {
		free(v->workers[i].host);
		free(v->workers[i].dir);
		free(v->workers[i].machine);
	}
	free(v->workers);
	free(v->attempts);
	free(v->children);
	free(v->flow);
	run_free(&v->run);
	if (v->has_plan)
		plan_free(&v->plan);
	*v = (struct show_view){ 0 };
}
