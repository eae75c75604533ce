#include "flow/command/command.h"

#include "io/profile.h"

enum { MANY = 1u << 30 };

#define ORDER "store wait why"

static const struct command_row commands[] = {
	{ "check", command_check, "json", 1, MANY, "FILE...", true },
	{ "draw", command_draw, "format html output store run every zone", 0, 1,
	    "FILE, or --run ID", true },
	{ "from-book", command_from_book, "output channels", 1, 1, "BOOK",
	    true },
	{ "run", command_run, "store exit-code jobs wait", 1, MANY,
	    "FLOW [NAME=VALUE]...", false },
	{ "start", command_start, "store wait", 0, MANY,
	    "FLOW [NAME=VALUE]..., or lines on standard input", false },
	{ "work", command_work, "store until-idle jobs flows metrics", 0, 0,
	    "no words", false },
	{ "hold", command_order_run, ORDER, 1, 2, "RUN [NODE]", false },
	{ "go", command_order_run, ORDER, 0, 2, "RUN [NODE]", false },
	{ "cancel", command_order_run, ORDER, 1, 2, "RUN [NODE]", false },
	{ "redo", command_order_node, ORDER " and-after", 2, 2, "RUN NODE",
	    false },
	{ "pass", command_order_node, ORDER, 2, 2, "RUN NODE", false },
	{ "skip", command_order_node, ORDER, 2, 2, "RUN NODE", false },
	{ "approve", command_order_node, ORDER, 2, 2, "RUN NODE", false },
	{ "refuse", command_order_node, ORDER, 2, 2, "RUN NODE", false },
	{ "class", command_class, ORDER " reset", 1, 2, "NAME limit=N", false },
	{ "missed", command_missed, ORDER " json max zone", 0, MANY,
	    "nothing, or go or drop and ID...", false },
	{ "retire", command_retire, ORDER, 1, 1, "FLOW", false },
	{ "ls", command_ls,
	    "store json state flow from to before max children of zone", 0, 1,
	    "at most one NAME=VALUE", false },
	{ "show", command_show, "store json zone", 1, 1, "RUN", false },
	{ "log", command_log, "store json follow zone", 0, 1, "RUN", false },
	{ "stats", command_stats, "store json", 0, 0, "no words", false },
	{ "prune", command_prune, "store wait keep", 0, 0, "no words", false },
	{ "backup", command_backup, "store", 1, 1, "FILE", false },
};

enum { COMMANDS = sizeof commands / sizeof *commands };

const struct command_row *
command_find(const char *name, struct err *e)
{
	const char *near = NULL;
	size_t least = 2;

	for (int i = 0; i < COMMANDS; i++) {
		size_t d = profile_distance(name, commands[i].name);

		if (d == 0)
			return &commands[i];
		if (d > least || (near && d == least))
			continue;
		least = d;
		near = commands[i].name;
	}
	if (near)
		err_set(e, ST_FAIL,
		    "\"%s\" is no command, %s is near; try 'recon-flow --help'",
		    excerpt(span_str(name)).s, near);
	else
		err_set(e, ST_FAIL,
		    "\"%s\" is no command; try 'recon-flow --help'",
		    excerpt(span_str(name)).s);
	return NULL;
}

int
command_fits(
    const struct command_row *c, const struct flow_options *o, struct err *e)
{
	const char *other = flow_options_other(o, c->options);
	size_t n = o->n - 1;

	if (other)
		return err_set(e, ST_FAIL,
		    "%s: --%s is not of this command; try 'recon-flow --help'",
		    c->name, other);
	if (n < c->least || n > c->most)
		return err_set(e, ST_FAIL,
		    "%s: it takes %s; try 'recon-flow --help'", c->name,
		    c->words);
	return 0;
}
