/*
 * recon-flow: flows of many steps: checked, drawn, run, and looked after.
 */
#include <stdlib.h>

#include "commands.h"
#include "flow/command/command_store.h"
#include "program.h"

static const char usage[] =
    "usage: recon-flow check [--json] FILE...\n"
    "       recon-flow draw FILE | --run ID [--format FORM] [-o FILE]\n"
    "       recon-flow from-book [--channels] [-o FILE] BOOK\n"
    "       recon-flow run FLOW [NAME=VALUE]...\n"
    "       recon-flow start [FLOW [NAME=VALUE]...]\n"
    "       recon-flow work [--until-idle] [--jobs N] [--flows DIR]\n"
    "       recon-flow ls [NAME=VALUE] | show RUN | log [-f] [RUN] | stats\n"
    "       recon-flow hold | go | cancel RUN [NODE]\n"
    "       recon-flow redo | pass | skip | approve | refuse RUN NODE\n"
    "       recon-flow missed [go | drop ID...] | retire FLOW\n"
    "       recon-flow class NAME limit=N | --reset\n"
    "       recon-flow prune --keep DURATION | backup FILE\n"
    "       recon-flow move FROM TO\n"
    "\n"
    "check tells all that is wrong with flows, recon-flow(5); draw prints a\n"
    "flow, or how a run stands, as a picture; from-book makes the flow of a\n"
    "book, recon-book(5); run does one; start leaves them to work, the\n"
    "runner. The rest looks at runs, and says what becomes of them.\n"
    "\n"
    "      --store DIR    where runs are kept (RECON_FLOW_STORE, or else\n"
    "                     recon/flow in XDG_STATE_HOME or ~/.local/state);\n"
    "                     or URL, postgresql://..., which many workers share\n"
    "      --password-file FILE  of the server's user\n"
    "      --dir DIR      run, work: where attempts are, with such a store\n"
    "      --json         check, ls, show, log, stats, missed: lines of JSON\n"
    "      --format FORM  mermaid (default), dot, svg, which needs dot(1), or\n"
    "                     html, a page of a run\n"
    "      --html         the same as --format html\n"
    "      --run ID       draw this run as it stands\n"
    "  -o, --output FILE  draw, from-book: there; appears when complete\n"
    "      --channels     from-book: the flow that runs it for each channel\n"
    "      --every DURATION  and again and again until the run has ended\n"
    "      --exit-code    run: status 1 where a node differs or was passed\n"
    "  -j, --jobs N       run, work: processes at once (as classes allow)\n"
    "      --until-idle   work: end when nothing goes on by itself\n"
    "      --broker FILE  work: hand work to others by this broker\n"
    "      --flows DIR    work: the flows whose schedules are kept\n"
    "      --metrics FILE  work: write figures there, for Prometheus\n"
    "      --wait DURATION  for the runner's answer (30s); 0: not at all\n"
    "      --why TEXT     the reason, which is kept\n"
    "      --and-after    redo: and all that is after it\n"
    "      --reset        class: as classes.ini has it\n"
    "      --keep DURATION  prune: runs that ended earlier go\n"
    "      --state STATE  ls: runs that are done, held, late, alarm...\n"
    "      --flow NAME    ls: of this flow\n"
    "      --from DATE, --to DATE  ls: made on these days\n"
    "      --before ID    ls: the page behind this run\n"
    "  -n, --max N        ls, missed: so many at most (50)\n"
    "      --children     ls: runs of other runs, too\n"
    "      --of RUN       ls: those that this run runs\n"
    "  -f, --follow       log: until the run has ended\n"
    "      --zone ZONE    of times that are shown, and of days\n"
    "\n"
    "  -h, --help         this text\n"
    "  -V, --version      the version\n";

static const struct command_row *
find_command(const char *name)
{
	struct err e;
	const struct command_row *row = command_find(name, &e);

	if (!row)
		messages_die(&e);
	return row;
}

int
main(int argc, char **argv)
{
	struct command c = { .named = "",
		.version = program_version,
		.say = commands_say,
		.print = commands_print_now };
	enum status status = ST_OK;
	const struct command_row *row;
	struct flow_options o;
	struct command_store store = { 0 };
	char *transports, *tickets, *templates, *shim;
	struct err e;

	commands_begin("recon-flow");
	if (flow_options_read(&o, argc, argv, &e))
		messages_die(&e);
	if (o.help)
		commands_print(SPAN(usage));
	else if (o.version)
		commands_version();
	if (o.help || o.version)
		return ST_OK;
	if (o.argv.n == 0)
		messages_bad_usage("no command");
	row = find_command(o.argv.operands[0]);
	c.options = &o;
	if (option_command_fits(&row->is, &o.argv, &e) ||
	    (!row->no_store && command_store_find(&store, &c, &e)))
		messages_die(&e);
	transports = program_transports();
	tickets = program_tickets();
	templates = program_installed("templates");
	shim = program_attempt();
	c.operands = o.argv.operands + 1;
	c.n = o.argv.n - 1;
	c.transports = transports;
	c.tickets = tickets;
	c.templates = templates;
	c.shim = shim;
	if (row->fn(&c, &status, &e))
		messages_die(&e);
	command_store_free(&store);
	free(transports);
	free(tickets);
	free(templates);
	free(shim);
	return (int)status;
}
