#include <inttypes.h>

#include "flow/command/command.h"
#include "flow/command/command_tell.h"
#include "flow/orders/orders.h"
#include "flow/keep/flow_keep.h"
#include "sys/clock.h"

enum { MS = 1000, AT_ONCE = 200 };

/* One order: so many at most, that others are not held up. */
static int
prune_some(const struct command *c, int64_t before, uint64_t *n, struct err *e)
{
	struct buf order = { 0 }, answer = { 0 }, text = { 0 };
	enum status status = ST_BROKEN;
	struct span lines;
	int r;

	buf_printf(&order, "prune\t%" PRId64 "\t%d\n", before, AT_ONCE);
	r = command_tell(c, buf_span(&order), &answer, e);
	lines = buf_span(&answer);
	if (r == 0 &&
	    (!orders_answer_next(&lines, &status, &text) || status != ST_OK ||
		!span_count(buf_span(&text), n)))
		r = err_set(e, status ? status : ST_BROKEN, "%.*s",
		    (int)text.len, text.p);
	buf_free(&order);
	buf_free(&answer);
	buf_free(&text);
	return r;
}

int
command_prune(const struct command *c, enum status *status, struct err *e)
{
	int64_t before = clock_wall_ms() - (int64_t)c->options->keep * MS;
	uint64_t n = 0, all = 0;
	struct buf b = { 0 };
	int r;

	(void)status;
	if (!c->options->keep)
		return err_set(e, ST_FAIL,
		    "prune: --keep DURATION says of how long runs are kept");
	if (!c->options->wait)
		return err_set(e, ST_FAIL, "prune: it has to wait");
	do {
		r = prune_some(c, before, &n, e);
		all += n;
	} while (r == 0 && n);
	buf_printf(&b, "%" PRIu64 "\n", all);
	if (r == 0)
		r = c->print(buf_span(&b), e);
	buf_free(&b);
	return r;
}

int
command_backup(const struct command *c, enum status *status, struct err *e)
{
	struct flow_store s = { 0 };
	int r;

	(void)status;
	if (c->server)
		return err_set(e, ST_FAIL,
		    "backup: a store on a server is copied by pg_dump(1)");
	if (flow_store_open(&s, c->store, FLOW_STORE_READ, e))
		return -1;
	r = flow_backup(&s, c->operands[0], e);
	flow_store_close(&s);
	return r;
}
