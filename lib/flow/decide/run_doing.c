#include "flow/decide/run_doing.h"

int
doing_fail(const struct doing *d, struct err *e, const char *why)
{
	if (d->node)
		return err_set(e, ST_FAIL, "node %s: %s", d->flow->name, why);
	return err_set(e, ST_FAIL, "the run %s", why);
}

void
doing_move(struct doing *d, size_t at, enum node_state state, const char *done)
{
	const struct run_order *o = d->order;
	struct buf b = { 0 };

	buf_printf(&b, "%s by %s%s%s", done, o->who, o->why ? ": " : "",
	    o->why ? o->why : "");
	buf_byte(&b, '\0');
	run_step_move(&d->step, at, state, b.p);
	buf_free(&b);
}

bool
doing_has_ended(const struct doing *d)
{
	return d->node ? node_has_ended(d->node->state)
		       : run_has_ended(d->run->state);
}
