#include "flow/world/world_outcome.h"

#include <signal.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/visible_text.h"
#include "flow/world/world_out_file.h"
#include "text/tsv.h"

void
world_outcome_clear(struct world_outcome *w, enum end_kind kind)
{
	w->outcome = (struct run_outcome){ .kind = kind };
	buf_clear(&w->why);
	buf_clear(&w->bad);
	arena_reset(&w->texts);
}

void
world_outcome_free(struct world_outcome *w)
{
	buf_free(&w->why);
	buf_free(&w->bad);
	free(w->outs);
	arena_free(&w->texts);
	*w = (struct world_outcome){ 0 };
}

void
world_outcome_why(struct world_outcome *w, struct span text)
{
	buf_clear(&w->why);
	visible_add(&w->why, text);
	buf_byte(&w->why, '\0');
	w->outcome.why = w->why.len > 1 ? w->why.p : NULL;
}

static void
add_out(void *arg, struct span name, struct span value)
{
	struct world_outcome *w = arg;
	size_t n = w->outcome.n_outs;
	char *nul;

	w->outs = mem_grow(w->outs, &w->cap, n + 1, sizeof *w->outs);
	nul = arena_room(&w->texts, name.len + value.len + 2);
	memcpy(nul, name.p, name.len);
	nul[name.len] = '\0';
	w->outs[n].name = nul;
	nul += name.len + 1;
	if (value.len)
		memcpy(nul, value.p, value.len);
	nul[value.len] = '\0';
	w->outs[n].value = nul;
	w->outcome.outs = w->outs;
	w->outcome.n_outs = n + 1;
}

static enum end_kind
kind_of(enum attempt_why why)
{
	switch (why) {
	case ATTEMPT_EXITED:
		return END_EXITED;
	case ATTEMPT_TIMEOUT:
		return END_TIMEOUT;
	case ATTEMPT_OUTPUT:
		return END_OUTPUT;
	case ATTEMPT_CANCELLED:
		return END_CANCELLED;
	case ATTEMPT_NOT_STARTED:
		return END_NOT_BEGUN;
	default:
		return END_SIGNAL;
	}
}

void
world_outcome_of_attempt(struct world_outcome *w,
    const struct attempt_result *r, const char *dir, bool recon)
{
	struct buf last = { 0 };
	struct err e;

	world_outcome_clear(w, kind_of(r->why));
	w->outcome.recon = recon;
	w->outcome.status = r->status;
	if (w->outcome.kind == END_SIGNAL)
		w->outcome.status = r->signal ? r->signal : SIGTERM;
	if (*r->reason) {
		world_outcome_why(w, span_str(r->reason));
	} else if (r->why == ATTEMPT_TERMINATED) {
		world_outcome_why(w, SPAN("its shim was told to end"));
	} else if (r->why != ATTEMPT_EXITED || r->status != 0) {
		world_last_line(dir, "stderr", &last);
		world_outcome_why(w, buf_span(&last));
		buf_free(&last);
	}
	if (r->why != ATTEMPT_EXITED ||
	    world_out_file(dir, add_out, w, &e) == 0)
		return;
	buf_str(&w->bad, e.text);
	buf_byte(&w->bad, '\0');
	w->outcome.outs_bad = w->bad.p;
}

/* "NAME=VALUE" of an answer. */
static void
add_value(struct world_outcome *w, struct span field, struct buf *b)
{
	const char *eq;

	buf_clear(b);
	if (!tsv_unescape(b, field) || !b->len)
		return;
	eq = memchr(b->p, '=', b->len);
	if (eq && eq > b->p)
		add_out(w, (struct span){ b->p, (size_t)(eq - b->p) },
		    (struct span){ eq + 1, (size_t)(b->p + b->len - eq - 1) });
}

void
world_outcome_of_answer(struct world_outcome *w, const struct answer *a)
{
	struct span rest = buf_span(&a->values), field;
	struct buf b = { 0 };

	world_outcome_clear(w,
	    a->kind == ANSWER_OK          ? END_OK
		: a->kind == ANSWER_RETRY ? END_RETRY
					  : END_FAIL);
	w->outcome.seconds = a->seconds;
	if (a->kind != ANSWER_OK)
		world_outcome_why(w, buf_span(&a->reason));
	while (rest.len && tsv_next(&rest, &field))
		if (field.len)
			add_value(w, field, &b);
	buf_free(&b);
}
