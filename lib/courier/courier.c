#include "courier/courier.h"

#include <unistd.h>

#include "courier/courier_end.h"
#include "sys/clock.h"
#include "sys/file/file_growth.h"

int
courier_start(struct courier *c, const struct courier_setup *s, struct err *e)
{
	char *argv[] = { (char *)(uintptr_t)s->transport,
		(char *)(uintptr_t)s->targets, (char *)(uintptr_t)s->target,
		NULL };
	struct process_setup p = { argv, -1, s->hold };
	int r;

	courier_free(c);
	if (answers_file_open(&c->answers, s->answers, &p.out, e))
		return -1;
	r = process_start(&c->process, &p, e);
	close(p.out);
	if (r) {
		answers_file_close(&c->answers);
		return -1;
	}
	c->began = true;
	c->answer_within = s->answer_within;
	courier_enter(c, COURIER_STARTING, COURIER_START_MS);
	return 0;
}

unsigned
courier_room(const struct courier *c)
{
	if (c->state != COURIER_READY || c->owed.n > c->window)
		return 0;
	return c->window - (unsigned)c->owed.n;
}

void
courier_put(struct courier *c, uint64_t tag, struct span id, struct span line)
{
	struct owed_event *ev = owed_add(&c->owed, id);

	ev->tag = tag;
	ev->since = clock_monotonic_ms();
	ev->begin = c->n_given + (c->out.len - c->given);
	buf_add(&c->out, line);
	buf_byte(&c->out, '\n');
}

void
courier_finish(struct courier *c)
{
	if (c->state != COURIER_STARTING && c->state != COURIER_READY)
		return;
	courier_enter(c, COURIER_FINISHING, COURIER_END_MS);
	courier_close_input(c);
}

size_t
courier_poll(const struct courier *c, struct pollfd *fds)
{
	size_t n = 0;

	if (!courier_is_busy(c) || c->state == COURIER_OVER)
		return 0;
	if (c->out.len > c->given)
		fds[n++] = (struct pollfd){ c->process.in, POLLOUT, 0 };
	if (c->answers.growth >= 0)
		fds[n++] = (struct pollfd){ c->answers.growth, POLLIN, 0 };
	if (c->process.watch >= 0)
		fds[n++] = (struct pollfd){ c->process.watch, POLLIN, 0 };
	return n;
}

static int64_t
earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t
courier_due(const struct courier *c)
{
	int64_t due = INT64_MAX;

	if (!courier_is_busy(c))
		return due;
	if (c->state == COURIER_OVER)
		return 0;
	if (c->answers.growth < 0 || c->process.watch < 0)
		due = clock_monotonic_ms() + FILE_GROWTH_STEP_MS;
	if (c->owed.n && c->state <= COURIER_FINISHING)
		return earlier(due, courier_answer_due(c));
	return earlier(due, c->until);
}

/* Takes its next answer, if it is to be believed. */
static bool
take_answer(struct courier *c, struct courier_answer *a)
{
	struct span line, id;
	struct err e;
	size_t i;
	int got;

	if (c->deaf || c->window == 0)
		return false;
	got = answers_file_next(&c->answers, &line, &e);
	if (got == 0)
		return false;
	if (got < 0 || answer_parse(&a->answer, line, &id, &e)) {
		courier_distrust(c, e.text);
		return false;
	}
	i = owed_find(&c->owed, id);
	if (i == c->owed.n) {
		err_set(&e, ST_DATA, "it answers \"%s\", which is not with it",
		    excerpt(id).s);
		courier_distrust(c, e.text);
		return false;
	}
	*a = (struct courier_answer){ c->owed.list[i].tag, true, a->answer };
	owed_drop(&c->owed, i);
	c->answered++;
	if (c->state == COURIER_FINISHING && c->owed.n == 0)
		courier_enter(c, COURIER_FINISHING, COURIER_END_MS);
	return true;
}

bool
courier_answer(struct courier *c, struct courier_answer *a)
{
	struct owed_event *ev;

	if (take_answer(c, a))
		return true;
	if (c->state != COURIER_OVER || c->owed.n == 0)
		return false;
	courier_blame(c, "the transport ended and did not answer");
	ev = &c->owed.list[0];
	a->tag = ev->tag;
	a->given = c->n_given > ev->begin;
	answer_clear(&a->answer);
	answer_retry(
	    &a->answer, ANSWER_SOON, "%.*s", (int)c->fault.len, c->fault.p);
	owed_drop(&c->owed, 0);
	return true;
}

uint64_t
courier_answers_taken(const struct courier *c)
{
	return (uint64_t)c->answers.read -
	    (c->answers.bytes.len - c->answers.at);
}

bool
courier_is_busy(const struct courier *c)
{
	return c->owed.n > 0 ||
	    (c->state != COURIER_READY && c->state != COURIER_OVER);
}

bool
courier_is_over(const struct courier *c)
{
	return c->state == COURIER_OVER && c->owed.n == 0;
}

bool
courier_has_refused(const struct courier *c)
{
	return courier_is_over(c) && !c->deaf && c->process.ended &&
	    c->process.status == ST_FAIL && c->answered == 0;
}

struct span
courier_fault(const struct courier *c)
{
	return buf_span(&c->fault);
}

void
courier_free(struct courier *c)
{
	if (c->began)
		process_free(&c->process);
	answers_file_close(&c->answers);
	buf_free(&c->out);
	buf_free(&c->fault);
	owed_free(&c->owed);
	*c = (struct courier){ 0 };
}
