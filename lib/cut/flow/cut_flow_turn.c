#include "cut/flow/cut_flow_parts.h"

enum { HOUR_S = 3600 };

/* A person begins anew where a date was refused, so the run ends. */
static void
write_announce(struct cut_flow_text *t)
{
	const struct cut_book *b = t->book;

	cut_flow_node(t, "announce", NULL, "announce the date", "预告切日");
	buf_str(t->text, "when-run =");
	cut_flow_command(t, "is-date");
	cut_flow_date(t);
	buf_str(t->text, "run =");
	cut_flow_command(t, "announce");
	cut_flow_date(t);
	/* hours that wait behind one that stands still follow it by themselves */
	cut_flow_polls(t,
	    b->begin + b->stuck +
		(b->cycle == CUT_CYCLE_HOUR ? b->max * HOUR_S : 0));
	cut_flow_line(t, "give-up = fail");
}

/* Seconds that a cut may wait for its cut-off; an hour that clocks show twice is
 * two. */
static uint32_t
until_cut_off(const struct cut_book *b)
{
	bool twice = b->cycle == CUT_CYCLE_HOUR && b->zone.has_rule &&
	    b->zone.rule.has_dst;

	return b->begin + b->stuck + (twice ? HOUR_S : 0);
}

static void
write_step(struct cut_flow_text *t, size_t system, enum cut_point point,
    const char *command, const char *zh, uint32_t deadline)
{
	const struct cut_after at = { point, system };
	size_t step = cut_step_of(t->book, &at);
	struct buf name = { 0 };

	if (!cut_steps_has(t->book, step))
		return;
	cut_steps_name(t->book, step, &name);
	buf_byte(&name, '\0');
	cut_flow_node(t, name.p, t->book->systems[system].title, command, zh);
	cut_flow_after(t, step, cut_steps_n(t->book));
	buf_str(t->text, "run =");
	cut_flow_command(t, command);
	cut_flow_date_of(t, system);
	cut_flow_polls(t, deadline);
	buf_free(&name);
}

static void
write_seal(struct cut_flow_text *t)
{
	cut_flow_node(t, "seal", NULL, "seal the date", "封账");
	cut_flow_after(t, CUT_STEP_SEAL, cut_steps_n(t->book));
	buf_str(t->text, "run =");
	cut_flow_command(t, "seal");
	cut_flow_date(t);
	cut_flow_polls(t, t->book->stuck);
}

void
cut_flow_write_turn(struct cut_flow_text *t)
{
	const struct cut_book *b = t->book;

	write_announce(t);
	for (size_t i = 0; i < b->n_systems; i++) {
		/* it was announced so long before the cut-off */
		write_step(t, i, CUT_AT_CUT, "cut", "切日", until_cut_off(b));
		write_step(t, i, CUT_AT_READY, "ready", "数据到齐", b->stuck);
		write_step(
		    t, i, CUT_AT_COMPLETE, "complete", "日终完成", b->stuck);
	}
	write_seal(t);
}
