#include "courier/courier_end.h"

#include <signal.h>

#include "sys/clock.h"

void
courier_enter(struct courier *c, enum courier_state state, int64_t ms)
{
	c->state = state;
	c->until = clock_monotonic_ms() + ms;
}

void
courier_blame(struct courier *c, const char *fmt, ...)
{
	va_list ap;

	if (c->fault.len)
		return;
	va_start(ap, fmt);
	buf_vprintf(&c->fault, fmt, ap);
	va_end(ap);
}

void
courier_stop_giving(struct courier *c)
{
	process_close(&c->process);
	buf_clear(&c->out);
	c->given = 0;
}

void
courier_close_input(struct courier *c)
{
	if (c->state != COURIER_FINISHING || c->out.len || c->process.in < 0)
		return;
	process_close(&c->process);
	courier_enter(c, COURIER_FINISHING, COURIER_END_MS);
}

void
courier_end(struct courier *c)
{
	if (c->state == COURIER_OVER || c->state >= COURIER_ENDING)
		return;
	courier_stop_giving(c);
	process_signal(&c->process, SIGTERM);
	courier_enter(c, COURIER_ENDING, COURIER_TERM_MS);
}

void
courier_distrust(struct courier *c, const char *what)
{
	c->deaf = true;
	courier_blame(c, "the transport broke the protocol: %s", what);
	courier_end(c);
}

int64_t
courier_answer_due(const struct courier *c)
{
	return c->owed.n
	    ? c->owed.list[0].since + (int64_t)c->answer_within * 1000
	    : INT64_MAX;
}
