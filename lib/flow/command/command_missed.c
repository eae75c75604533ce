#include "flow/command/command_tell.h"
#include "flow/command/seen.h"
#include "flow/orders/orders.h"

static int
list(const struct command *c, struct err *e)
{
	struct buf b = { 0 };
	struct seen s;
	int r;

	if (c->options->why)
		return err_set(
		    e, ST_FAIL, "missed: --why goes with go or drop");
	if (seen_open(&s, c, e))
		return -1;
	r = show_missed(
	    &s.show, c->options->max ? c->options->max : SHOW_PAGE, &b, e);
	if (r == 0)
		r = c->print(buf_span(&b), e);
	buf_free(&b);
	seen_close(&s);
	return r;
}

static int
check(const struct command *c, struct err *e)
{
	const char *what = c->operands[0];
	uint64_t id;

	if (strcmp(what, "go") != 0 && strcmp(what, "drop") != 0)
		return err_set(e, ST_FAIL,
		    "missed: \"%s\" is neither go nor drop",
		    excerpt(span_str(what)).s);
	if (c->n == 1)
		return err_set(e, ST_FAIL,
		    "missed %s: of which? recon-flow missed%s tells their IDs",
		    what, c->named);
	for (size_t i = 1; i < c->n; i++)
		if (!span_count(span_str(c->operands[i]), &id))
			return err_set(e, ST_FAIL,
			    "missed: \"%s\" is no ID; recon-flow missed%s "
			    "tells them",
			    excerpt(span_str(c->operands[i])).s, c->named);
	return 0;
}

/* Starts that were missed: listed, or what becomes of them. */
int
command_missed(const struct command *c, enum status *status, struct err *e)
{
	struct buf b = { 0 };
	int r;

	if (c->n == 0)
		return list(c, e);
	if (check(c, e))
		return -1;
	orders_word(&b, SPAN("missed"));
	for (size_t i = 0; i < c->n; i++)
		orders_word(&b, span_str(c->operands[i]));
	if (c->options->why) {
		orders_word(&b, SPAN("--why"));
		orders_word(&b, span_str(c->options->why));
	}
	orders_end(&b);
	r = command_tell_and_print(c, buf_span(&b), status, e);
	buf_free(&b);
	return r;
}
