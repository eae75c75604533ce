#include <inttypes.h>

#include "base/plural.h"
#include "cut/balance/close_balances.h"
#include "cut/balance/closings.h"
#include "cut/balance/turn_accounts.h"
#include "cut/command/cut_command.h"

static const char *
file_of(const struct cut_call *c)
{
	return c->n ? c->operands[0] : "-";
}

static struct stream_rules
rules_of(const struct cut_call *c)
{
	struct stream_rules rules = c->options->rules;

	rules.facts = c->facts;
	return rules;
}

static void
say_and_free(const struct cut_call *c, struct buf *b)
{
	buf_byte(b, '\0');
	c->say(b->p);
	buf_free(b);
}

/* ", 3 WHAT", unless there are none. */
static void
put_count(struct buf *b, uint64_t n, const char *what)
{
	if (n)
		buf_printf(b, ", %" PRIu64 " %s", n, what);
}

static void
say_posted(const struct cut_call *c, const struct post_told *t)
{
	struct buf b = { 0 };

	buf_printf(&b, "%" PRIu64 " posting%s: %" PRIu64 " posted", t->postings,
	    plural(t->postings), t->done + t->rolled);
	put_count(&b, t->rolled,
	    "of these late, and of the date that accounts "
	    "stand at");
	put_count(&b, t->repeated, "there already");
	put_count(&b, t->late, "late: refused");
	put_count(&b, t->early, "early: not yet");
	say_and_free(c, &b);
}

/* Postings into accounts. */
int
cut_command_post(const struct cut_call *c, enum status *status, struct err *e)
{
	const struct cut_options *o = c->options;
	struct post_told told;
	const struct post_wish w = {
		.db = o->db,
		.wait_s = o->wait_s,
		.file = file_of(c),
		.rules = rules_of(c),
		.date = o->date_said ? &o->date : NULL,
		.next = o->next_said ? &o->next : NULL,
		.roll = o->late_said && o->late == SPLIT_ROLL,
		.together = o->together,
		.output = o->output,
		.plain = o->plain,
	};
	int r;

	if (!o->db)
		return err_set(e, ST_FAIL,
		    "post: --db says which database the accounts are in");
	if (o->late_said && o->late == SPLIT_KEEP)
		return err_set(e, ST_FAIL,
		    "post: --late: \"keep\" is none of roll, refuse");
	if (o->next_said && (!o->date_said || o->next <= o->date))
		return err_set(
		    e, ST_FAIL, "--next: it is a date behind that of --date");
	r = post_stream(&w, &told, e);
	if (r == 0)
		say_posted(c, &told);
	*status = told.late ? ST_DIFFER : told.early ? ST_AGAIN : ST_OK;
	return r;
}

static int
close_files(const struct cut_call *c, struct err *e)
{
	const struct cut_options *o = c->options;
	const struct close_wish w = {
		.opening = o->opening,
		.postings = file_of(c),
		.rules = rules_of(c),
		.to = { o->output, o->plain, c->facts, o->date },
	};
	struct close_told t;
	struct buf b = { 0 };

	if (close_balances(&w, &t, e))
		return -1;
	buf_printf(&b, "%" PRIu64 " balance%s of %s", t.balances,
	    plural(t.balances), accounts_day(o->date).text);
	put_count(&b, t.born, "without an opening one");
	buf_printf(
	    &b, "; %" PRIu64 " posting%s", t.postings, plural(t.postings));
	say_and_free(c, &b);
	return 0;
}

/* The accounts that failed are printed. */
static int
turn(const struct cut_call *c, struct accounts *a, enum status *status,
    struct err *e)
{
	const struct cut_options *o = c->options;
	struct turn_accounts_told t;
	struct buf b = { 0 };
	int r =
	    turn_accounts(a, o->turn, o->next_said ? &o->next : NULL, &t, e);

	if (t.list.len && c->print(buf_span(&t.list), e))
		r = -1;
	if (r == 0) {
		facts_count(c->facts, "accounts.turned", t.closed, NULL);
		facts_count(c->facts, "accounts.failed", t.failed, NULL);
		buf_printf(&b, "%s: %" PRIu64 " account%s turned to %s",
		    accounts_day(o->turn).text, t.closed, plural(t.closed),
		    accounts_day(t.next).text);
		put_count(&b, t.failed, "not");
		say_and_free(c, &b);
	}
	if (t.failed)
		*status = ST_DIFFER;
	turn_accounts_told_free(&t);
	return r;
}

static int
print_closings(const struct cut_call *c, struct accounts *a, struct err *e)
{
	const struct cut_options *o = c->options;
	const struct closing_place to = { o->output, o->plain, c->facts,
		o->date };
	struct buf b = { 0 };
	uint64_t n;

	if (closings_write(a, &to, &n, e))
		return -1;
	buf_printf(&b, "%" PRIu64 " balance%s of %s", n, plural(n),
	    accounts_day(o->date).text);
	say_and_free(c, &b);
	return 0;
}

/* Which of its three ways is meant? NULL, or why that is none. */
static const char *
find_idle(const struct cut_call *c)
{
	const struct cut_options *o = c->options;

	if (!o->opening == !o->db)
		return "balance: either --opening, a file, or --db, a database "
		       "of accounts";
	if (o->db && !o->date_said == !o->turn_said)
		return "balance: --db goes with --turn, which turns accounts, "
		       "or with --date, whose balances are printed";
	if (o->opening && (o->turn_said || !o->date_said))
		return "balance: --opening goes with --date, that of the "
		       "closing balances";
	if (o->db && c->n)
		return "balance: POSTINGS go with --opening; recon-cut post "
		       "brings them into accounts";
	if (o->next_said && !o->turn_said)
		return "balance: --next goes with --turn";
	if (o->turn_said && (o->output || o->plain))
		return "balance: --turn writes no stream that --output and "
		       "--plain could be about";
	if (o->wait_said && !o->db)
		return "balance: --wait goes with --db";
	if (o->db && (o->rules.require_total || o->rules.allow_empty))
		return "balance: --require-total and --allow-empty go with "
		       "--opening";
	return NULL;
}

/* Balances, of files or of accounts. */
int
cut_command_balance(
    const struct cut_call *c, enum status *status, struct err *e)
{
	const struct cut_options *o = c->options;
	const struct db_wish db = { .url = o->db,
		.wait_s = o->wait_s,
		.use = o->turn_said ? DB_CHANGE : DB_READ };
	const char *why = find_idle(c);
	struct accounts a;
	int r;

	if (why)
		return err_set(e, ST_FAIL, "%s", why);
	if (o->opening)
		return close_files(c, e);
	if (accounts_open(&a, &db, NULL, e))
		return -1;
	r = o->turn_said ? turn(c, &a, status, e) : print_closings(c, &a, e);
	accounts_close(&a);
	return r;
}
