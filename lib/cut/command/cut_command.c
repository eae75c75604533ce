#include "cut/command/cut_command.h"

#include <stdlib.h>

#include "base/mem.h"
#include "option/kept_place.h"

enum { MANY = OPTION_COMMAND_MANY };

#define STORE "store rehearse at"
#define STREAM "output plain require-total allow-empty facts"

static const struct cut_command_row commands[] = {
	{ { "check", "json", 1, MANY, "BOOK..." }, cut_command_check, true },
	{ { "flow", "store rehearse output", 1, 1, "BOOK" }, cut_command_flow,
	    true },
	{ { "is-date", "store rehearse", 2, 2, "BOOK DATE" },
	    cut_command_is_date, false },
	{ { "is-last", "store rehearse", 2, 2, "BOOK DATE" },
	    cut_command_is_last, false },
	{ { "announce", STORE " why", 2, 2, "BOOK DATE" }, cut_command_turn,
	    false },
	{ { "withdraw", STORE " why", 2, 2, "BOOK DATE" }, cut_command_turn,
	    false },
	{ { "cut", STORE, 2, 3, "BOOK DATE [SYSTEM]" }, cut_command_turn,
	    false },
	{ { "ready", STORE, 2, 3, "BOOK DATE [SYSTEM]" }, cut_command_turn,
	    false },
	{ { "complete", STORE, 2, 3, "BOOK DATE [SYSTEM]" }, cut_command_turn,
	    false },
	{ { "seal", STORE, 2, 2, "BOOK DATE" }, cut_command_turn, false },
	{ { "extract", STORE " of left right memory temp threads facts", 3, 3,
	      "BOOK DATE SYSTEM" },
	    cut_command_extract, false },
	{ { "tie", STORE, 2, MANY, "BOOK DATE [FACTS]..." }, cut_command_tie,
	    false },
	{ { "lock", STORE, 2, 2, "BOOK DATE" }, cut_command_turn, false },
	{ { "step", STORE " why", 4, 4, "BOOK DATE SYSTEM STATE" },
	    cut_command_step, false },
	{ { "date", STORE, 1, 2, "BOOK [SYSTEM]" }, cut_command_date, false },
	{ { "missed", STORE " exit-code", 1, 1, "BOOK" }, cut_command_missed,
	    false },
	{ { "status", STORE " json", 1, 2, "BOOK [DATE]" }, cut_command_status,
	    false },
	{ { "history", STORE " json", 1, 2, "BOOK [DATE]" },
	    cut_command_history, false },
	{ { "split",
	      STORE " into time date-format as-of late refused memory temp "
		    "threads require-total allow-empty facts",
	      1, MANY, "BOOK [FILE]..." },
	    cut_command_split, false },
	{ { "post", "db wait date next late together " STREAM, 0, 1, "[FILE]" },
	    cut_command_post, true },
	{ { "balance", "opening db wait date turn next " STREAM, 0, 1,
	      "[POSTINGS]" },
	    cut_command_balance, true },
};

const struct cut_command_row *
cut_command_find(const char *name, struct err *e)
{
	const struct option_commands all = { "recon-cut", commands,
		sizeof *commands, sizeof commands / sizeof *commands };

	return option_command_find(&all, name, e);
}

/* A file is made with what is above it, or has to be there. */
static int
prepare(const char *url, enum db_use use, struct err *e)
{
	const char *path = url, *slash;
	char *dir;
	int r;

	if (db_kind_of(url) != DB_SQLITE)
		return 0;
	if (strncmp(path, "sqlite:", 7) == 0)
		path += 7;
	if (use != DB_CREATE)
		return db_is_there(url)
		    ? 0
		    : err_set(e, ST_FAIL,
			  "%s: there is no store; the first announce makes it, "
			  "and --store names another",
			  path);
	slash = strrchr(path, '/');
	if (!slash || slash == path)
		return 0;
	dir = mem_dup((struct span){ path, (size_t)(slash - path) });
	r = kept_place_make(dir, e);
	free(dir);
	return r;
}

static struct turn_wish
wish_of(const struct cut_call *c)
{
	const struct cut_options *o = c->options;

	return (struct turn_wish){
		.book = c->operands[0],
		.store = c->store,
		.transports = c->transports,
		.who = c->who,
		.why = o->why,
		.rehearsal = o->rehearse,
		.has_at = o->has_at,
		.at = o->at,
		.say = c->say,
	};
}

int
cut_command_open(
    const struct cut_call *c, struct turn *t, enum db_use use, struct err *e)
{
	struct turn_wish w = wish_of(c);

	w.use = use;
	return prepare(c->store, use, e) || turn_open(t, &w, e) ? -1 : 0;
}

int
cut_command_look(const struct cut_call *c, struct turn *t, struct err *e)
{
	struct turn_wish w = wish_of(c);

	w.may_lack = true;
	return turn_open(t, &w, e);
}

int
cut_command_date_of(const struct cut_call *c, const struct cut_book *b,
    const char *word, int32_t *date, struct err *e)
{
	if (cut_cycle_parse(b->cycle, span_str(word), date))
		return 0;
	return err_set(e, ST_FAIL, "%s: \"%s\" is no %s %s", c->name,
	    excerpt(span_str(word)).s,
	    b->cycle == CUT_CYCLE_HOUR ? "hour" : "date",
	    cut_cycle_form(b->cycle));
}

int
cut_command_open_date(const struct cut_call *c, const char *word,
    struct turn *t, enum db_use use, int32_t *date, struct err *e)
{
	const struct cut_book days = { .cycle = CUT_CYCLE_DAY };

	if (!cut_cycle_parse(CUT_CYCLE_HOUR, span_str(word), date) &&
	    cut_command_date_of(c, &days, word, date, e))
		return -1;
	if (cut_command_open(c, t, use, e))
		return -1;
	if (cut_command_date_of(c, &t->book, word, date, e) == 0)
		return 0;
	turn_close(t);
	return -1;
}
