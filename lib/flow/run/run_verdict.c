#include "flow/run/run_verdict.h"

#include "base/plural.h"

/* Exit statuses that mean the same everywhere. */
enum {
	EXIT_BAD_DATA = 65,
	EXIT_BROKEN = 70,
	EXIT_AGAIN = 75,
	EXIT_NOT_RUNNABLE = 126,
	EXIT_NO_COMMAND = 127,
};

static bool
is_listed(const struct flow_statuses *s, int status)
{
	return memchr(s->list, status, s->n) != NULL;
}

static enum run_verdict
exited(const struct flow_node *n, const struct run_outcome *o)
{
	if (o->status == 0)
		return VERDICT_DONE;
	if (o->status == EXIT_AGAIN)
		return VERDICT_AGAIN;
	if (is_listed(&n->differs, o->status))
		return VERDICT_DIFFERS;
	if (is_listed(&n->never, o->status) || o->status == EXIT_NOT_RUNNABLE ||
	    o->status == EXIT_NO_COMMAND)
		return VERDICT_NEVER;
	if (o->recon && o->status == 1)
		return VERDICT_DIFFERS;
	if (o->recon &&
	    (o->status == EXIT_BAD_DATA || o->status == EXIT_BROKEN))
		return VERDICT_NEVER;
	return VERDICT_FAILED;
}

enum run_verdict
run_verdict(const struct flow_node *n, const struct run_outcome *o)
{
	switch (o->kind) {
	case END_EXITED:
		return exited(n, o);
	case END_OK:
		return VERDICT_DONE;
	case END_SIGNAL:
	case END_TIMEOUT:
	case END_OUTPUT:
	case END_RETRY:
		return VERDICT_FAILED;
	case END_NOT_BEGUN:
	case END_BAD:
	case END_FAIL:
		return VERDICT_NEVER;
	case END_CANCELLED:
		return VERDICT_CANCELLED;
	case END_LOST:
		return VERDICT_LOST;
	case END_TROUBLE:
		return VERDICT_TROUBLE;
	case END_RUNS:
		break;
	}
	return o->failed   ? VERDICT_NEVER
	    : o->cancelled ? VERDICT_CANCELLED
			   : VERDICT_DONE;
}

static void
add_runs(const struct run_outcome *o, struct buf *b)
{
	size_t bad = o->failed ? o->failed : o->cancelled;

	buf_printf(b, "%zu of %zu run%s %s", bad, o->runs, plural(o->runs),
	    o->failed ? "failed" : "were cancelled");
}

void
run_verdict_words(
    const struct flow_node *n, const struct run_outcome *o, struct buf *b)
{
	static const char *const words[] = {
		[END_NOT_BEGUN] = "it could not be run",
		[END_BAD] = "its outputs are no data",
		[END_OUTPUT] = "it wrote too much",
		[END_CANCELLED] = "cancelled",
		[END_TROUBLE] = "its words cannot be made",
		[END_OK] = "ok",
		[END_RETRY] = "the target wants it again",
		[END_FAIL] = "the target refuses it",
	};

	if (o->kind == END_EXITED)
		buf_printf(b, "exit status %d", o->status);
	else if (o->kind == END_SIGNAL)
		buf_printf(b, "killed by signal %d", o->status);
	else if (o->kind == END_TIMEOUT)
		buf_printf(b, "it took longer than %us", n->timeout);
	else if (o->kind == END_LOST)
		buf_printf(b, "it was lost, what it did is not known%s",
		    o->alive ? ", and something of it still runs" : "");
	else if (o->kind == END_RUNS)
		add_runs(o, b);
	else if (n->kind == FLOW_FLOW &&
	    (o->kind == END_BAD || o->kind == END_TROUBLE))
		buf_str(b, "its runs cannot be made");
	else
		buf_str(b, words[o->kind]);
	if (o->why)
		buf_printf(b, ": %s", o->why);
}
