#include "cut/command/cut_command.h"
#include "cut/turn/turn_do.h"

static enum cut_command
command_named(const char *name)
{
	static const struct {
		const char *name;
		enum cut_command is;
	} all[] = {
		{ "announce", CUT_DO_ANNOUNCE },
		{ "withdraw", CUT_DO_WITHDRAW },
		{ "cut", CUT_DO_CUT },
		{ "ready", CUT_DO_READY },
		{ "complete", CUT_DO_COMPLETE },
		{ "seal", CUT_DO_SEAL },
		{ "lock", CUT_DO_LOCK },
	};
	size_t i = 0;

	while (strcmp(all[i].name, name) != 0)
		i++;
	return all[i].is;
}

/* Only an announcement makes a store: there is nothing in it for others. */
int
cut_command_turn(const struct cut_call *c, enum status *status, struct err *e)
{
	struct turn_order order = {
		.command = command_named(c->name),
		.system = c->n > 2 ? c->operands[2] : NULL,
	};
	enum db_use use =
	    order.command == CUT_DO_ANNOUNCE ? DB_CREATE : DB_CHANGE;
	struct turn t;
	int r;

	if (cut_command_open_date(c, c->operands[1], &t, use, &order.date, e))
		return -1;
	r = turn_do(&t, &order, status, e);
	turn_close(&t);
	return r;
}

/* A person's word in the place of a system's answer. */
int
cut_command_step(const struct cut_call *c, enum status *status, struct err *e)
{
	struct turn t;
	int32_t date;
	int r;

	if (!c->options->why)
		return err_set(
		    e, ST_FAIL, "step: it takes a reason, --why TEXT");
	if (cut_command_open_date(c, c->operands[1], &t, DB_CHANGE, &date, e))
		return -1;
	r = turn_do_step(&t, date, c->operands[2], c->operands[3], status, e);
	turn_close(&t);
	return r;
}
