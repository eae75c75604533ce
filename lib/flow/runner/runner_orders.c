#include "flow/runner/runner_state.h"

#include <stdlib.h>

#include "base/mem.h"

/* start FLOW NAME=VALUE...: the answer is its id. */
static int
start(struct runner *r, const struct world_order *o, struct buf *text,
    bool *refused, struct err *e)
{
	size_t n = o->words.n > 2 ? o->words.n - 2 : 0;
	struct run_given *given = mem_zeroed(n + 1, sizeof *given);
	struct runner_new new = { .given = given, .n = n, .who = o->who };
	int64_t id = 0;
	int got = 0;

	*refused = o->words.n < 2;
	if (*refused)
		err_set(e, ST_FAIL, "start: say FLOW NAME=VALUE...");
	for (size_t i = 0; i < n && !*refused; i++) {
		const char *word = o->words.argv[i + 2];
		const char *eq = strchr(word, '=');

		*refused = !eq;
		if (!eq) {
			err_set(e, ST_FAIL, "%s: this is no NAME=VALUE", word);
			break;
		}
		given[i].name = (struct span){ word, (size_t)(eq - word) };
		given[i].value = span_str(eq + 1);
	}
	if (!*refused) {
		new.path = o->words.argv[1];
		got = runner_new_run(r, &new, &id, refused, e);
	}
	free(given);
	if (got == 0 && !*refused)
		buf_printf(text, "%jd", (intmax_t)id);
	return got;
}

typedef int order_does(
    struct runner *, const struct world_order *, bool *refused, struct err *);

static const struct {
	const char *word;
	order_does *does;
} table[] = {
	{ "hold", runner_order_run },
	{ "go", runner_order_run },
	{ "cancel", runner_order_run },
	{ "redo", runner_order_run },
	{ "pass", runner_order_run },
	{ "skip", runner_order_run },
	{ "approve", runner_order_run },
	{ "refuse", runner_order_run },
	{ "class", runner_order_class },
	{ "retire", runner_order_retire },
	{ "missed", runner_order_missed },
	{ "gone", runner_order_gone },
};

static int
dispatch(struct runner *r, const struct world_order *o, struct buf *text,
    bool *refused, struct err *e)
{
	const char *word = o->words.n ? o->words.argv[0] : "";

	if (!strcmp(word, "start"))
		return start(r, o, text, refused, e);
	if (!strcmp(word, "prune"))
		return runner_prune(r, o, text, refused, e);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!strcmp(table[i].word, word))
			return table[i].does(r, o, refused, e);
	*refused = true;
	err_set(e, ST_FAIL, "\"%s\" is no order", excerpt(span_str(word)).s);
	return 0;
}

/* One that was done before a crash is only answered. */
static int
take(struct runner *r, struct runner_order *o, struct err *e)
{
	bool refused = false;
	int got;

	buf_clear(&o->text);
	got = flow_store_order_done(
	    r->store, o->order.id, &o->status, &o->text, e);
	if (got != 0)
		return got < 0 ? -1 : 0;
	o->status = ST_OK;
	if (dispatch(r, &o->order, &o->text, &refused, e))
		return -1;
	if (refused) {
		o->status = e->status;
		buf_clear(&o->text);
		buf_str(&o->text, e->text);
	}
	return flow_store_order_keep(
	    r->store, o->order.id, o->status, buf_span(&o->text), r->now, e);
}

int
runner_take_orders(struct runner *r, struct err *e)
{
	for (r->took_orders = 0; r->took_orders < r->inbox.n_orders;
	     r->took_orders++) {
		if (runner_runs_are_many(&r->runs) && r->took_orders) {
			r->more = true;
			break;
		}
		if (take(r, &r->inbox.orders[r->took_orders], e))
			return -1;
	}
	return 0;
}
