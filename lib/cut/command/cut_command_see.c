#include "cut/command/cut_command.h"
#include "cut/show/cut_history.h"
#include "cut/show/cut_status.h"

static int
wanted_date(
    const struct cut_call *c, struct turn *t, int32_t *date, struct err *e)
{
	return c->n > 1
	    ? cut_command_date_of(c, &t->book, c->operands[1], date, e)
	    : cut_view_date(t, date, e);
}

static int
put_status(
    const struct cut_call *c, struct turn *t, struct buf *b, struct err *e)
{
	struct cut_view v = { 0 };
	int32_t date;
	int r;

	if (wanted_date(c, t, &date, e))
		return -1;
	r = cut_view_load(&v, t, date, e);
	if (r == 0 && c->options->json)
		cut_status_json(b, t, &v);
	else if (r == 0)
		cut_status_text(b, t, &v);
	cut_view_free(&v);
	return r;
}

/* How a round stands. */
int
cut_command_status(const struct cut_call *c, enum status *status, struct err *e)
{
	struct buf b = { 0 };
	struct turn t;
	int r;

	(void)status;
	if (cut_command_open(c, &t, DB_READ, e))
		return -1;
	r = truth_look_begin(&t.truth, e);
	if (r == 0)
		r = truth_look_end(&t.truth, put_status(c, &t, &b, e), e);
	if (r == 0)
		r = c->print(buf_span(&b), e);
	turn_close(&t);
	buf_free(&b);
	return r;
}

/* All steps of a date, or of a book. */
int
cut_command_history(
    const struct cut_call *c, enum status *status, struct err *e)
{
	int32_t date = INT32_MIN;
	struct buf b = { 0 };
	struct turn t;
	int r;

	(void)status;
	if (cut_command_open(c, &t, DB_READ, e))
		return -1;
	r = turn_needs_book(&t, e);
	if (r == 0 && c->n > 1)
		r = cut_command_date_of(c, &t.book, c->operands[1], &date, e);
	if (r == 0)
		r = cut_history(&t, date, c->options->json, &b, e);
	if (r == 0)
		r = c->print(buf_span(&b), e);
	turn_close(&t);
	buf_free(&b);
	return r;
}
