#include "flow/tickets/tickets_say.h"

static void
say(struct flow_tickets *t)
{
	buf_byte(&t->text, '\0');
	if (t->set.say)
		t->set.say(t->set.say_arg, t->text.p);
}

void
tickets_say_none_of(struct flow_tickets *t, struct span why)
{
	if (t->quiet)
		return;
	t->quiet = true;
	buf_clear(&t->text);
	buf_printf(&t->text,
	    "%s: no tickets are given: %s; what is ready is "
	    "begun without",
	    t->set.file, excerpt(why).s);
	say(t);
}

void
tickets_say_none(struct flow_tickets *t, const char *why)
{
	tickets_say_none_of(t, span_str(why));
}

void
tickets_say_end(struct flow_tickets *t)
{
	const struct process *p = &t->process;
	struct err e;

	if (p->status < 0)
		err_set(&e, ST_FAIL, "%s was killed by signal %d", t->program,
		    p->signal);
	else
		err_set(&e, ST_FAIL, "%s ended with status %d", t->program,
		    p->status);
	tickets_say_none(t, e.text);
}

void
tickets_say_again(struct flow_tickets *t)
{
	if (!t->quiet)
		return;
	t->quiet = false;
	buf_clear(&t->text);
	buf_printf(&t->text, "%s: tickets are given again", t->set.file);
	say(t);
}

void
tickets_say_refused(
    struct flow_tickets *t, const struct ticket_want *w, struct span why)
{
	buf_clear(&t->text);
	buf_printf(&t->text, "%s: no tickets of class %s%s%s: %s", t->set.file,
	    w->class, *w->lane ? ", lane " : "", w->lane, excerpt(why).s);
	say(t);
}
