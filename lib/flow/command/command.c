#include "flow/command/command.h"

enum { MANY = OPTION_COMMAND_MANY };

#define STORE "store password-file "
#define ORDER STORE "wait why"

static const struct command_row commands[] = {
	{ { "check", "json", 1, MANY, "FILE..." }, command_check, true },
	{ { "draw", STORE "format html output run every zone", 0, 1,
	      "FILE, or --run ID" },
	    command_draw, true },
	{ { "from-book", "output channels", 1, 1, "BOOK" }, command_from_book,
	    true },
	{ { "run", STORE "dir exit-code jobs wait", 1, MANY,
	      "FLOW [NAME=VALUE]..." },
	    command_run, false },
	{ { "start", STORE "wait", 0, MANY,
	      "FLOW [NAME=VALUE]..., or lines on standard input" },
	    command_start, false },
	{ { "work", STORE "dir broker until-idle jobs flows metrics", 0, 0,
	      "no words" },
	    command_work, false },
	{ { "hold", ORDER, 1, 2, "RUN [NODE]" }, command_order_run, false },
	{ { "go", ORDER, 0, 2, "RUN [NODE]" }, command_order_run, false },
	{ { "cancel", ORDER, 1, 2, "RUN [NODE]" }, command_order_run, false },
	{ { "redo", ORDER " and-after", 2, 2, "RUN NODE" }, command_order_node,
	    false },
	{ { "pass", ORDER, 2, 2, "RUN NODE" }, command_order_node, false },
	{ { "skip", ORDER, 2, 2, "RUN NODE" }, command_order_node, false },
	{ { "approve", ORDER, 2, 2, "RUN NODE" }, command_order_node, false },
	{ { "refuse", ORDER, 2, 2, "RUN NODE" }, command_order_node, false },
	{ { "class", ORDER " reset", 1, 2, "NAME limit=N" }, command_class,
	    false },
	{ { "missed", ORDER " json max zone", 0, MANY,
	      "nothing, or go or drop and ID..." },
	    command_missed, false },
	{ { "retire", ORDER, 1, 1, "FLOW" }, command_retire, false },
	{ { "gone", ORDER, 1, 1, "WORKER" }, command_gone, false },
	{ { "ls", STORE "json state flow from to before max children of zone",
	      0, 1, "at most one NAME=VALUE" },
	    command_ls, false },
	{ { "show", STORE "json zone", 1, 1, "RUN" }, command_show, false },
	{ { "log", STORE "json follow zone", 0, 1, "RUN" }, command_log,
	    false },
	{ { "stats", STORE "json", 0, 0, "no words" }, command_stats, false },
	{ { "workers", STORE "json zone", 0, 0, "no words" }, command_workers,
	    false },
	{ { "prune", STORE "wait keep", 0, 0, "no words" }, command_prune,
	    false },
	{ { "backup", STORE, 1, 1, "FILE" }, command_backup, false },
	{ { "move", "password-file wait", 2, 2, "FROM TO" }, command_move,
	    true },
};

const struct command_row *
command_find(const char *name, struct err *e)
{
	const struct option_commands all = { "recon-flow", commands,
		sizeof *commands, sizeof commands / sizeof *commands };

	return option_command_find(&all, name, e);
}
