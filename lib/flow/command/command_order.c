#include <stdio.h>

#include "flow/command/command.h"
#include "flow/command/command_flow.h"
#include "flow/command/command_tell.h"
#include "flow/orders/orders.h"

/* The words of the command line, and why, are the order. */
static int
tell(const struct command *c, const char *more, enum status *status,
    struct err *e)
{
	struct buf b = { 0 };
	int r;

	for (size_t i = 0; i <= c->n; i++)
		orders_word(&b, span_str(c->options->argv.operands[i]));
	if (more)
		orders_word(&b, span_str(more));
	if (c->options->why) {
		orders_word(&b, SPAN("--why"));
		orders_word(&b, span_str(c->options->why));
	}
	orders_end(&b);
	r = command_tell_and_print(c, buf_span(&b), status, e);
	buf_free(&b);
	return r;
}

static int
need_run(const struct command *c, struct err *e)
{
	uint64_t id;

	if (c->n == 0 || (span_count(span_str(c->operands[0]), &id) && id > 0))
		return 0;
	return err_set(e, ST_FAIL,
	    "%s: \"%s\" is no number of a run; recon-flow ls%s tells them",
	    c->options->argv.operands[0], excerpt(span_str(c->operands[0])).s,
	    c->named);
}

int
command_order_run(const struct command *c, enum status *status, struct err *e)
{
	return need_run(c, e) ? -1 : tell(c, NULL, status, e);
}

int
command_order_node(const struct command *c, enum status *status, struct err *e)
{
	return need_run(c, e)
	    ? -1
	    : tell(c, c->options->and_after ? "--and-after" : NULL, status, e);
}

int
command_class(const struct command *c, enum status *status, struct err *e)
{
	if (c->options->reset == (c->n == 2))
		return err_set(e, ST_FAIL,
		    "class: it takes NAME and limit=N, or NAME and --reset");
	return tell(c, c->options->reset ? "--reset" : NULL, status, e);
}

int
command_gone(const struct command *c, enum status *status, struct err *e)
{
	uint64_t id;

	if (!c->server)
		return err_set(e, ST_FAIL,
		    "gone: this store has one runner at a time, and no "
		    "workers; a store on a server has");
	if (!span_count(span_str(c->operands[0]), &id) || id == 0)
		return err_set(e, ST_FAIL,
		    "gone: \"%s\" is no number of a worker; recon-flow "
		    "workers%s tells them",
		    excerpt(span_str(c->operands[0])).s, c->named);
	if (!c->options->why)
		return err_set(e, ST_FAIL, "gone: say --why, too");
	return tell(c, NULL, status, e);
}

int
command_retire(const struct command *c, enum status *status, struct err *e)
{
	const struct flow_options *was = c->options;
	struct buf path = { 0 };
	struct flow_options o = *was;
	struct command with = *c;
	char *words[2] = { was->argv.operands[0], NULL };
	int r;

	command_flow_past_path(c->operands[0], &path);
	words[1] = path.p;
	o.argv.operands = words;
	with.options = &o;
	r = tell(&with, NULL, status, e);
	buf_free(&path);
	return r;
}
