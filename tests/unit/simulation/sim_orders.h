/*
 * sim_orders: what people say in a simulated world, and what they are answered.
 */
#ifndef SIM_ORDERS_H
#define SIM_ORDERS_H

#include "simulation/sim.h"

static struct sim_order *
sim_say_order(struct sim *s, const char *text)
{
	struct sim_order *o;
	struct err e;

	s->orders = mem_grow(
	    s->orders, &s->cap_orders, s->n_orders + 1, sizeof *s->orders);
	o = &s->orders[s->n_orders];
	*o = (struct sim_order){ .at = s->steady,
		.uid = 1000 + sim_chance(s, 2) };
	snprintf(o->id, sizeof o->id, "o%zu", s->n_orders++);
	EXPECT(words_split(&o->words, span_str(text), &e) == 0);
	sim_log(s, "order %s: %s", o->id, text);
	return o;
}

/* One of all that can be said, about some run. */
static void
sim_some_order(struct sim *s)
{
	static const char *const of_run[] = { "hold", "go", "go", "cancel" };
	static const char *const of_node[] = { "redo", "redo", "pass", "skip",
		"approve", "approve", "refuse", "go", "hold", "cancel" };
	unsigned run = 1 + sim_chance(s, 12), kind = sim_chance(s, 10);
	char text[256];

	if (kind < 3)
		snprintf(text, sizeof text, "start \"%s/main%u.flow\" key=o%zu",
		    s->dir, sim_chance(s, 3), s->n_orders);
	else if (kind == 3)
		snprintf(text, sizeof text, "%s %u --why because",
		    of_run[sim_chance(s, 4)], run);
	else if (kind == 4 && sim_chance(s, 2))
		snprintf(text, sizeof text, "class c%u limit=%u --why because",
		    sim_chance(s, 2), sim_chance(s, 4));
	else if (kind == 4)
		snprintf(
		    text, sizeof text, "class c%u --reset", sim_chance(s, 2));
	else if (kind == 5)
		snprintf(text, sizeof text, "missed %s %u",
		    sim_chance(s, 2) ? "go" : "drop", 1 + sim_chance(s, 20));
	else
		snprintf(text, sizeof text, "%s %u n%u%s --why because",
		    of_node[sim_chance(s, 10)], run, sim_chance(s, 6), "");
	sim_say_order(s, text);
}

static bool
sim_order_next(struct world *world, struct world_order *order)
{
	struct sim *s = sim_of(world);

	if (sim_dies(s))
		return false;
	for (size_t i = 0; i < s->n_orders; i++) {
		struct sim_order *o = &s->orders[i];

		if (o->taken || (o->answered && !o->lost))
			continue;
		o->taken = true;
		s->redone |= !strcmp(o->words.argv[0], "redo") ||
		    !strcmp(o->words.argv[0], "pass") ||
		    !strcmp(o->words.argv[0], "skip");
		s->limits_changed |= !strcmp(o->words.argv[0], "class");
		snprintf(s->who, sizeof s->who, "%lu p%lu", o->uid, o->uid);
		s->groups[0] = o->uid == 1000 ? "finance" : NULL;
		*order = (struct world_order){ .id = o->id,
			.words = o->words,
			.uid = o->uid,
			.who = s->who,
			.groups = s->groups };
		return true;
	}
	return false;
}

static void
sim_answer(
    struct world *world, const char *id, enum status status, struct span text)
{
	struct sim *s = sim_of(world);
	struct sim_order *o = NULL;

	if (sim_dies(s))
		return;
	for (size_t i = 0; i < s->n_orders; i++)
		if (!strcmp(s->orders[i].id, id))
			o = &s->orders[i];
	EXPECT(o != NULL);
	if (!o)
		return;
	sim_log(s, "answer %s: %d %.*s", id, (int)status, (int)text.len,
	    text.len ? text.p : "");
	if (o->text) { /* it was answered before: the same */
		EXPECT(o->status == status);
		EXPECT(span_eq(text, span_str(o->text)));
		free(o->text);
	}
	o->answered = true;
	o->lost = !s->calm && sim_chance(s, 30) == 0;
	o->status = status;
	o->text = mem_dup(text);
}

/* Orders whose answer is not on the disk are there again. */
static void
sim_orders_again(struct sim *s)
{
	for (size_t i = 0; i < s->n_orders; i++)
		s->orders[i].taken =
		    s->orders[i].answered && !s->orders[i].lost;
}

#endif
