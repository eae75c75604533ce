/* The next step of a command; a person's word in the place of an answer. */
#include "cut/rule/rule_inside.h"

static void
begin(const struct cut_round *r, struct cut_next *x)
{
	*x = (struct cut_next){ .system = r->n, .because = r->n };
}

void
cut_rule_next(const struct cut_round *r, enum cut_command command,
    size_t system, int64_t now, bool insists, struct cut_next *x)
{
	begin(r, x);
	switch (command) {
	case CUT_DO_ANNOUNCE:
		rule_announce(r, now, insists, x);
		break;
	case CUT_DO_WITHDRAW:
		rule_withdraw(r, insists, x);
		break;
	case CUT_DO_CUT:
		rule_cut(r, system, now, x);
		break;
	case CUT_DO_READY:
		rule_ready(r, system, x);
		break;
	case CUT_DO_COMPLETE:
		rule_complete(r, system, x);
		break;
	case CUT_DO_SEAL:
		rule_seal(r, x);
		break;
	case CUT_DO_EXTRACT:
		rule_extract(r, system, x);
		break;
	case CUT_DO_TIE:
		rule_tie(r, x);
		break;
	case CUT_DO_LOCK:
		rule_lock(r, system, x);
		break;
	}
}

bool
cut_event_command(enum cut_event event, enum cut_command *command)
{
	static const struct {
		enum cut_event event;
		enum cut_command command;
	} sends[] = {
		{ CUT_ANNOUNCE, CUT_DO_ANNOUNCE },
		{ CUT_WITHDRAW, CUT_DO_WITHDRAW },
		{ CUT_CUT_NOW, CUT_DO_CUT },
		{ CUT_READY, CUT_DO_READY },
		{ CUT_COMPLETE_NOW, CUT_DO_COMPLETE },
		{ CUT_LOCKED_NOW, CUT_DO_LOCK },
	};

	for (size_t i = 0; i < sizeof sends / sizeof *sends; i++)
		if (sends[i].event == event) {
			*command = sends[i].command;
			return true;
		}
	return false;
}

/* Has the system said ok to it already, in this try? */
static bool
is_behind(const struct cut_round *r, size_t system, enum cut_event event)
{
	enum cut_state s = r->systems[system].state;

	if (!r->exists)
		return false;
	if (event == CUT_ANNOUNCE)
		return cut_state_reached(s, CUT_ANNOUNCED);
	return event == CUT_WITHDRAW && s == CUT_WITHDRAWN;
}

void
cut_rule_step(const struct cut_round *r, size_t system, enum cut_event event,
    int64_t now, bool insists, struct cut_next *x)
{
	enum cut_command command;

	begin(r, x);
	if (!cut_event_command(event, &command)) {
		rule_refuse(x, r->n, "a person's word is no answer to %s",
		    cut_event_name(event));
		return;
	}
	if (!insists) {
		rule_refuse(x, r->n, "a person's word needs a reason (--why)");
		return;
	}
	if (is_behind(r, system, event))
		return;
	cut_rule_next(r, command, system, now, insists, x);
	if (x->is == CUT_NEXT_SEND && x->system == system &&
	    x->event == event) {
		x->is = CUT_NEXT_ONE;
		x->ask_first = false;
		return;
	}
	if (x->is == CUT_NEXT_SEND || x->is == CUT_NEXT_ONE)
		rule_refuse(x, x->system, "comes first");
	else if (x->is == CUT_NEXT_OPEN || x->is == CUT_NEXT_ALL)
		rule_refuse(x, system, "is not asked that now");
}
