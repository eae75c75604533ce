/*
 * recon-cut: many systems turn from one accounting date to the next, together.
 */
#include <stdlib.h>

#include "commands.h"
#include "cut/command/cut_command.h"
#include "program.h"
#include "sys/user.h"

static const char usage[] =
    "usage: recon-cut check [--json] BOOK...\n"
    "       recon-cut flow [-o FILE] BOOK\n"
    "       recon-cut is-date | is-last BOOK DATE\n"
    "       recon-cut announce [--why TEXT] BOOK DATE\n"
    "       recon-cut withdraw --why TEXT BOOK DATE\n"
    "       recon-cut cut | ready | complete BOOK DATE [SYSTEM]\n"
    "       recon-cut seal | lock BOOK DATE\n"
    "       recon-cut extract [OPTION]... BOOK DATE SYSTEM\n"
    "       recon-cut tie BOOK DATE [FACTS]...\n"
    "       recon-cut step --why TEXT BOOK DATE SYSTEM STATE\n"
    "       recon-cut date BOOK [SYSTEM]\n"
    "       recon-cut missed [--exit-code] BOOK\n"
    "       recon-cut status | history [--json] BOOK [DATE]\n"
    "       recon-cut split -d DIR [OPTION]... BOOK [FILE]...\n"
    "       recon-cut post --db URL [OPTION]... [FILE]\n"
    "       recon-cut balance --opening FILE --date DATE [POSTINGS]\n"
    "       recon-cut balance --db URL --turn DATE | --date DATE\n"
    "\n"
    "A book, recon-cut(5), names systems that turn the accounting day over\n"
    "together. A date is announced to all of them, or withdrawn; then they\n"
    "cut, say what they have sent and got, and the date is sealed, tied and\n"
    "locked: a round, whose flow prints the flow of. Each command can be\n"
    "given again; it ends with 0 when it is done, 75 when it can not be done\n"
    "yet, and 1 when it is refused.\n"
    "\n"
    "      --store URL    where rounds are kept: a file of SQLite or\n"
    "                     postgresql://... (RECON_CUT_STORE, or else\n"
    "                     recon/cut.db in XDG_STATE_HOME or ~/.local/state)\n"
    "      --why TEXT     the reason, which is kept\n"
    "      --rehearse     in a store of rehearsals: each event says that it\n"
    "                     is one\n"
    "      --at TIME      with --rehearse: it is that moment\n"
    "      --json         check, status, history: lines of JSON\n"
    "      --exit-code    missed: status 1 where there are some\n"
    "  -o, --output FILE  flow: there; appears when complete\n"
    "\n"
    "extract writes what a system has of a date that is sealed; tie looks at\n"
    "what recon-join found of such files, by its --facts, for each way of the\n"
    "data.\n"
    "\n"
    "      --left FILE, --right FILE  the records as that side; each appears\n"
    "                     when complete\n"
    "      --of SYSTEM    by the command of the pair with that system\n"
    "\n"
    "split parts records by their accounting dates.\n"
    "\n"
    "  -d, --into DIR     the parts; appears when complete\n"
    "  -t, --time FIELD   the time of a record, which it carries (its DATE\n"
    "                     is the day)\n"
    "      --date-format FORMAT  the form of it, as for strptime(3)\n"
    "      --late WHAT    records of a date that is sealed roll to the first\n"
    "                     that is not (roll), stay (keep), or are refused\n"
    "                     (refuse)\n"
    "      --refused FILE  a list of those that are\n"
    "      --as-of N      sealed by this step (the last)\n"
    "\n"
    "For extract and split:\n"
    "\n"
    "  -S, --memory SIZE  to use (K, M, G, T or %); an eighth of the\n"
    "                     machine's\n"
    "  -T, --temp DIR     for temporary files; $TMPDIR, else /tmp\n"
    "  -j, --threads N    to use; as many as processors, at most 8\n"
    "      --facts FILE   what was read and written, recon-facts(5)\n"
    "\n"
    "post brings postings into accounts, balance turns these from one\n"
    "accounting date to the next, prints their closing balances, or makes\n"
    "closing balances of opening ones and postings.\n"
    "\n"
    "      --db URL       the database of accounts, which the first post\n"
    "                     makes: a path, or postgresql://...\n"
    "      --date DATE    of records without one, and of a database that is\n"
    "                     made; balance: whose closing balances\n"
    "      --next DATE    the accounting date behind that (the next day)\n"
    "      --late WHAT    post: refuse what is of a date that is closed, or\n"
    "                     roll it to the one that accounts stand at\n"
    "      --together N   post: so many postings share a commit (all)\n"
    "      --wait SECONDS  for another process that has it locked (60)\n"
    "      --turn DATE    close the accounts with this date\n"
    "      --opening FILE  the opening balances\n"
    "  -o, --output FILE  what is printed goes there; appears when complete\n"
    "      --plain        write no control lines\n"
    "      --require-total  refuse an input without control lines\n"
    "      --allow-empty  take an input of no bytes\n"
    "\n"
    "  -h, --help         this text\n"
    "  -V, --version      the version\n";

static const struct cut_command_row *
find_command(const char *name)
{
	struct err e;
	const struct cut_command_row *row = cut_command_find(name, &e);

	if (!row)
		messages_die(&e);
	return row;
}

/* Who acts: a name, or else a number. */
static void
find_user(struct buf *who)
{
	unsigned long uid;
	struct err e;

	if (user_name(who, &uid, &e))
		messages_die(&e);
	if (span_eq(buf_span(who), SPAN("-"))) {
		buf_clear(who);
		buf_printf(who, "%lu", uid);
	}
	buf_byte(who, '\0');
}

/* How many of the words behind a command are files: all where there may be many,
 * else the first, if there is one. */
static size_t
files_of(const struct option_command *c, const struct option_argv *a)
{
	return c->most == OPTION_COMMAND_MANY || a->n == 1 ? a->n - 1 : 1;
}

int
main(int argc, char **argv)
{
	struct cut_call c = { .say = commands_say,
		.print = commands_print_now };
	struct program p = { .name = "recon-cut" };
	enum status status = ST_OK;
	const struct cut_command_row *row;
	struct cut_options o;
	struct buf store = { 0 }, who = { 0 };
	char *transports;
	struct err e;

	commands_begin("recon-cut");
	if (cut_options_read(&o, argc, argv, &e))
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
	if (option_command_fits(&row->is, &o.argv, &e) ||
	    (!row->no_store && cut_options_store(&o, &store, &e)))
		messages_die(&e);
	transports = program_transports();
	find_user(&who);
	c.name = row->is.name;
	c.options = &o;
	c.operands = o.argv.operands + 1;
	c.n = o.argv.n - 1;
	c.store = store.p;
	c.transports = transports;
	c.who = who.p;
	p.facts_name = o.facts;
	commands_begin_files(&p, &o.argv, files_of(&row->is, &o.argv));
	c.facts = p.rules.facts;
	if (row->fn(&c, &status, &e))
		messages_die(&e);
	commands_end_files(&p, status);
	buf_free(&store);
	buf_free(&who);
	free(transports);
	return (int)status;
}
