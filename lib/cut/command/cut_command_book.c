#include <unistd.h>

#include "cut/book/cut_turned.h"
#include "cut/command/cut_command.h"
#include "cut/flow/cut_flow.h"
#include "cut/turn/turn_dates.h"
#include "io/output.h"
#include "sections/told_say.h"
#include "transport/target.h"

/* How a system is reached. */
static int
check_target(const struct cut_call *c, const struct cut_book *b,
    const struct cut_system *s, struct err *e)
{
	struct target_common common = { 0 };
	struct buf path = { 0 };
	struct target target;
	int r = 0;

	if (target_read_common(&target, b->targets, s->target, &common, e))
		return -1;
	target_transport(&target, &common, c->transports, &path);
	if (access(path.p, X_OK)) {
		err_sys(e, ST_FAIL, "its transport %s", path.p);
		r = target_fail(&target, e, "%s", e->text);
	}
	buf_free(&path);
	target_free(&target);
	return r;
}

/* Without the file none of the systems is reached, which is said once. */
static bool
lacks_targets(const struct cut_book *b, struct told *told)
{
	const struct sections_entry *said = sections_entry(b->head, "targets");
	struct err e;

	if (access(b->targets, R_OK) == 0)
		return false;
	err_sys(&e, ST_FAIL, "targets: %s", b->targets);
	told_add(told, b->file.path, said ? said->line : 0,
	    "%s; it says how systems are reached, recon-targets(5)", e.text);
	return true;
}

static void
check_targets(
    const struct cut_call *c, const struct cut_book *b, struct told *told)
{
	struct err e;

	if (lacks_targets(b, told))
		return;
	for (size_t i = 0; i < b->n_systems; i++)
		if (check_target(c, b, &b->systems[i], &e))
			told_err(told, b->file.path, b->systems[i].line, &e);
}

/* All that is wrong with books, and with the targets that they name. */
int
cut_command_check(const struct cut_call *c, enum status *status, struct err *e)
{
	struct told told = { 0 };
	struct buf b = { 0 };
	int r = 0;

	for (size_t i = 0; i < c->n; i++) {
		size_t before = told.n;
		struct cut_book book;

		if (cut_book_read(&book, c->operands[i], &told, e)) {
			c->say(e->text);
			*status = ST_FAIL;
		} else if (told.n == before && !book.shadow) {
			check_targets(c, &book, &told);
		}
		cut_book_free(&book);
	}
	if (*status == ST_OK && told.n)
		*status = ST_DATA;
	told_sort(&told);
	if (c->options->json) {
		told_json(&told, &b);
		r = c->print(buf_span(&b), e);
	} else {
		told_say(&told, c->say);
	}
	buf_free(&b);
	told_free(&told);
	return r;
}

/* The flow of its rounds, where nothing is wrong with either. */
int
cut_command_flow(const struct cut_call *c, enum status *status, struct err *e)
{
	struct told told = { 0 };
	struct buf b = { 0 };
	struct cut_book book;
	int r = cut_options_check_rehearsal(c->options, e);

	if (r)
		return -1;
	r = cut_book_read(&book, c->operands[0], &told, e);
	if (r == 0 && told.n == 0)
		cut_flow(&book, c->options->store, c->options->rehearse, &b);
	if (r == 0 && told.n) {
		told_say(&told, c->say);
		*status = ST_DATA;
	} else if (r == 0) {
		r = output_text(c->options->output, buf_span(&b), e);
	}
	cut_book_free(&book);
	buf_free(&b);
	told_free(&told);
	return r;
}

/* What is asked of a date; *yes. */
typedef int ask_fn(struct turn *, int32_t date, bool *yes, struct err *);

static int
is_date(struct turn *t, int32_t date, bool *yes, struct err *e)
{
	return turn_dates_is(t, &t->book, date, yes, e);
}

static int
is_last(struct turn *t, int32_t date, bool *yes, struct err *e)
{
	if (is_date(t, date, yes, e))
		return -1;
	return *yes ? cut_turned_ends_day(&t->book, date, yes, e) : 0;
}

/* Of a store that is not there yet nothing is known but the book. */
static int
ask(const struct cut_call *c, ask_fn *fn, enum status *status, struct err *e)
{
	bool yes = false;
	struct turn t;
	int32_t date;
	int r = 0;

	if (cut_command_look(c, &t, e))
		return -1;
	if (t.told.n) {
		told_say(&t.told, c->say);
		*status = ST_DATA;
	} else {
		r = cut_command_date_of(c, &t.book, c->operands[1], &date, e) ||
		    fn(&t, date, &yes, e);
		*status = yes ? ST_OK : ST_DIFFER;
	}
	turn_close(&t);
	return r ? -1 : 0;
}

/* Is it a date that the book turns? */
int
cut_command_is_date(
    const struct cut_call *c, enum status *status, struct err *e)
{
	return ask(c, is_date, status, e);
}

/* Does an accounting date end with it? */
int
cut_command_is_last(
    const struct cut_call *c, enum status *status, struct err *e)
{
	return ask(c, is_last, status, e);
}
