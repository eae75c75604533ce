#include <inttypes.h>

#include "flow/command/command_tell.h"
#include "flow/command/running.h"
#include "flow/orders/orders.h"
#include "sys/user.h"

static int
print_id(const struct running *r, struct err *e)
{
	struct buf b = { 0 };
	int got;

	buf_printf(&b, "run %" PRId64 "\n", r->follow.run);
	got = r->command->print(buf_span(&b), e);
	buf_free(&b);
	return got;
}

/* Who we are, "1000 maria". */
static int
add_who(struct buf *b, struct err *e)
{
	struct buf name = { 0 };
	unsigned long uid;
	int r = user_name(&name, &uid, e);

	if (r == 0)
		buf_printf(b, "%lu %.*s%c", uid, (int)name.len, name.p, '\0');
	buf_free(&name);
	return r;
}

int
running_begin_here(struct running *r, struct seat *s, struct err *e)
{
	struct buf who = { 0 };
	int got;

	if (s->store.restored)
		return err_set(e, ST_AGAIN,
		    "%s: is a copy that was restored: look at recon-flow "
		    "ls%s; nothing begins before recon-flow go%s says so",
		    r->command->store, r->command->named, r->command->named);
	got = add_who(&who, e);
	if (got == 0)
		got = runner_start(s->runner, r->path.p, r->given,
		    r->command->n - 1, who.p, &r->follow.run, e);
	if (got == 0)
		got = print_id(r, e);
	buf_free(&who);
	return got;
}

/* The answer is its number. */
int
running_begin_there(struct running *r, struct err *e)
{
	const struct command *c = r->command;
	struct buf order = { 0 }, answer = { 0 }, text = { 0 };
	enum status status = ST_FAIL;
	struct span lines;
	uint64_t id = 0;
	int got;

	orders_word(&order, SPAN("start"));
	orders_word(&order, span_str(r->path.p));
	for (size_t i = 1; i < c->n; i++)
		orders_word(&order, span_str(c->operands[i]));
	orders_end(&order);
	got = command_tell(c, buf_span(&order), &answer, e);
	lines = buf_span(&answer);
	if (got == 0 &&
	    (!orders_answer_next(&lines, &status, &text) || status != ST_OK ||
		!span_count(buf_span(&text), &id)))
		got = err_set(e, status ? status : ST_BROKEN, "%.*s",
		    (int)text.len, text.p);
	r->follow.run = (int64_t)id;
	if (got == 0)
		got = print_id(r, e);
	buf_free(&order);
	buf_free(&answer);
	buf_free(&text);
	return got;
}
