/*
 * All that can become of a round of three systems: two schedulers at once, each
 * killed anywhere, each event answered in any way or lost on either way, while
 * time passes; and what may never be. Then the same with one thing left out of
 * what makes it so: that has to be found.
 *
 * A system here is as recon-cut(5) wants it: it holds one announcement, knows
 * the last try that was withdrawn, and takes no announcement of that or one
 * before.
 */
#include "cut_worlds.h"

/* -- schedulers ------------------------------------------------------------ */

static void
idle(struct actor *a)
{
	*a = (struct actor){ .phase = IDLE };
}

/* The round as the scheduler saw it, as far as it is of its step. */
static void
take_seen(const struct actor *a, struct cut_round *r, struct cut_stand *s,
    struct cut_next *x)
{
	*r = (struct cut_round){
		.systems = s, .n = N, .exists = true, .state = a->round
	};
	memset(s, 0, N * sizeof *s);
	if (a->system < N)
		s[a->system] = (struct cut_stand){
			.state = a->state, .doing = a->doing, .ready = a->ready
		};
	*x = (struct cut_next){ .is = a->is,
		.system = a->system,
		.event = a->event,
		.from = a->from,
		.to = a->to,
		.asked = a->asked,
		.round_to = a->round_to,
		.until = a->until ? MARGIN_AT : 0 };
}

/* It has looked, and does this next. */
static void
begins(const struct world *was, size_t who, const struct cut_next *x)
{
	struct world w = *was;
	struct actor *a = &w.actors[who];

	*a = (struct actor){ .phase = TAKES,
		.is = (uint8_t)x->is,
		.event = (uint8_t)x->event,
		.system = (uint8_t)x->system,
		.attempt = w.attempt,
		.late = x->late,
		.said = CUT_SAID_OK,
		.from = (uint8_t)x->from,
		.to = (uint8_t)x->to,
		.asked = (uint8_t)x->asked,
		.round = w.state,
		.round_to = (uint8_t)x->round_to,
		.until = x->until != 0 };
	if (x->system < N) {
		a->state = w.systems[x->system].state;
		a->doing = w.systems[x->system].doing;
		a->ready = w.systems[x->system].ready;
	}
	if (x->is == CUT_NEXT_OPEN) {
		if (w.attempt >= TRIES)
			return;
		a->phase = OPENS;
	} else if (x->is == CUT_NEXT_SEND) {
		a->phase = x->ask_first ? ASKS : MARKS;
	}
	reach(&w);
}

static void
look(const struct world *w, size_t who)
{
	struct cut_stand s[N];
	struct cut_round r;
	struct cut_next x;

	take_round(w, &r, s);
	for (int c = CUT_DO_ANNOUNCE; c <= CUT_DO_LOCK; c++)
		for (size_t i = 0; i <= N; i++) {
			bool of_one = c == CUT_DO_CUT || c == CUT_DO_READY ||
			    c == CUT_DO_COMPLETE;

			if (c == CUT_DO_EXTRACT || (!of_one && i < N))
				continue;
			cut_rule_next(&r, (enum cut_command)c, i, now(w),
			    c == CUT_DO_WITHDRAW, &x);
			if (x.is != CUT_NEXT_DONE && x.is != CUT_NEXT_WAIT &&
			    x.is != CUT_NEXT_REFUSED)
				begins(w, who, &x);
		}
}

static void
opens(const struct world *was, size_t who)
{
	struct world w = *was;
	struct actor a = w.actors[who];

	idle(&w.actors[who]);
	if (w.attempt == a.attempt &&
	    (w.attempt == 0 || w.state == CUT_WITHDRAWN)) {
		w.attempt++;
		w.state = CUT_OPEN;
		w.late = a.late;
		for (size_t i = 0; i < N; i++) {
			w.systems[i].state = CUT_OPEN;
			w.systems[i].doing = CUT_NOTHING;
			w.systems[i].ready = 0;
		}
	}
	reach(&w);
}

static void
marks(const struct world *was, size_t who)
{
	struct world w = *was;
	struct actor *a = &w.actors[who];
	struct cut_stand s[N];
	struct cut_round r;
	struct cut_next x;
	struct cut_change c;

	take_seen(a, &r, s, &x);
	if (without != WITHOUT_MARK && cut_change_before(&r, &x, &c)) {
		if (!store(&w, a->attempt, &c)) {
			idle(a);
			reach(&w);
			return;
		}
		a->state = (uint8_t)c.to;
		a->doing = (uint8_t)c.doing_to;
	}
	a->phase = SENDS;
	reach(&w);
}

/* The event date; its answer may be lost. */
static void
asks(const struct world *was, size_t who)
{
	struct world w = *was;
	struct actor *a = &w.actors[who];
	bool turned = w.systems[a->system].turned;
	uint8_t held = w.systems[a->system].held;
	const struct cut_where where = { .date = DATE + turned,
		.announced = held && !turned ? DATE : INT32_MIN,
		.attempt = held };

	switch (cut_where_found(&where, a->event, DATE, DATE + 1, a->attempt)) {
	case CUT_FOUND_BEFORE:
		a->phase = MARKS;
		break;
	case CUT_FOUND_THERE:
		a->phase = TAKES;
		break;
	case CUT_FOUND_ELSEWHERE:
		idle(a);
		break;
	}
	reach(&w);
}

/* The system does it, if it can: what it says. */
static enum cut_said
does(struct world *w, const struct actor *a)
{
	uint8_t *held = &w->systems[a->system].held;
	uint8_t *withdrawn = &w->systems[a->system].withdrawn;

	switch (a->event) {
	case CUT_ANNOUNCE:
		if (w->systems[a->system].turned ||
		    (a->attempt <= *withdrawn && without != WITHOUT_TRIES))
			return CUT_SAID_FAIL;
		*held = a->attempt;
		return CUT_SAID_OK;
	case CUT_WITHDRAW:
		if (w->systems[a->system].turned)
			return CUT_SAID_FAIL;
		if (*withdrawn < a->attempt)
			*withdrawn = a->attempt;
		if (*held <= a->attempt || without == WITHOUT_TRIES)
			*held = 0;
		return CUT_SAID_OK;
	case CUT_CUT_NOW:
		if (!cut_state_reached(w->state, CUT_DECIDED))
			wrong = "a system is cut before it is decided";
		w->systems[a->system].turned = 1;
		return CUT_SAID_OK;
	default:
		return CUT_SAID_OK;
	}
}

/* It has been answered so, or not at all. */
static void
answered(const struct world *was, size_t who, enum cut_said said)
{
	struct world w = *was;

	w.actors[who].phase = TAKES;
	w.actors[who].said = (uint8_t)said;
	reach(&w);
}

/* It is done and answered; it is done and that is lost, or answered by retry;
 * or it is not done. */
static void
sends(const struct world *was, size_t who)
{
	struct world w = *was;
	const struct actor *a = &was->actors[who];
	enum cut_said said = does(&w, a);

	answered(&w, who, said);
	answered(&w, who, CUT_SAID_NOTHING);
	answered(&w, who, CUT_SAID_RETRY);
	answered(was, who, CUT_SAID_NOTHING);
	answered(was, who, CUT_SAID_RETRY);
	if (a->event != CUT_ANNOUNCE ||
	    (was->systems[a->system].held != a->attempt &&
		!was->systems[a->system].turned))
		answered(was, who, CUT_SAID_FAIL);
}

static void
takes(const struct world *was, size_t who)
{
	struct world w = *was;
	struct actor a = w.actors[who];
	struct cut_stand s[N];
	struct cut_round r;
	struct cut_next x;
	struct cut_change c;
	bool clears = (without == WITHOUT_REFUSER && a.said == CUT_SAID_FAIL) ||
	    (without == WITHOUT_RETRIERS && a.said == CUT_SAID_RETRY);

	idle(&w.actors[who]);
	take_seen(&a, &r, s, &x);
	if (cut_change_behind(&r, &x, a.said, &c) || clears) {
		if (clears && a.event == CUT_ANNOUNCE)
			c.doing_to = CUT_NOTHING;
		store(&w, a.attempt, &c);
	}
	reach(&w);
}

/* All that can be next. */
static void
go_on(const struct world *w)
{
	static void (*const acts[])(const struct world *, size_t) = {
		[IDLE] = look,
		[OPENS] = opens,
		[MARKS] = marks,
		[ASKS] = asks,
		[SENDS] = sends,
		[TAKES] = takes,
	};
	struct world next = *w;

	if (w->time < 2) {
		next.time++;
		reach(&next);
	}
	for (size_t i = 0; i < ACTORS; i++) {
		acts[w->actors[i].phase](w, i);
		if (w->actors[i].phase != IDLE) { /* or it is killed */
			next = *w;
			idle(&next.actors[i]);
			reach(&next);
		}
	}
}

/* -- does it come to an end? ----------------------------------------------- */

/* One step of one scheduler, alone, to whom all say ok. */
static bool
step_alone(struct world *w, enum cut_command command)
{
	struct cut_stand s[N];
	struct cut_round r;
	struct cut_next x;
	struct cut_change c;

	take_round(w, &r, s);
	cut_rule_next(&r, command, N, now(w), false, &x);
	if (x.is == CUT_NEXT_OPEN) {
		w->actors[0] = (struct actor){
			.phase = OPENS, .attempt = w->attempt, .late = x.late
		};
		w->attempt++;
		w->state = CUT_OPEN;
		w->late = x.late;
		for (size_t i = 0; i < N; i++)
			w->systems[i].state = w->systems[i].doing =
			    w->systems[i].ready = 0;
		idle(&w->actors[0]);
		return true;
	}
	if (x.is == CUT_NEXT_SEND) {
		const struct actor a = { .event = (uint8_t)x.event,
			.system = (uint8_t)x.system,
			.attempt = w->attempt };

		if (cut_change_before(&r, &x, &c)) {
			cut_change_apply(&r, &c);
			store(w, w->attempt, &c);
		}
		if (does(w, &a) != CUT_SAID_OK)
			return false;
	}
	return cut_change_behind(&r, &x, CUT_SAID_OK, &c) &&
	    store(w, w->attempt, &c);
}

/* Whoever was there before is dead; it is let go on until nothing is left. */
static void
check_end(const struct world *was)
{
	struct world w = *was;
	bool more = true;

	for (size_t i = 0; i < ACTORS; i++)
		idle(&w.actors[i]);
	while (more || w.time < 2) {
		if (!more)
			w.time++;
		more = false;
		for (int c = CUT_DO_ANNOUNCE; c <= CUT_DO_LOCK; c++)
			if (c != CUT_DO_WITHDRAW && c != CUT_DO_EXTRACT)
				while (!wrong &&
				    step_alone(&w, (enum cut_command)c))
					more = true;
		check(&w);
	}
	if (!wrong && w.state != CUT_LOCKED)
		wrong = "it does not come to its end";
}

/* -- the walks ------------------------------------------------------------- */

static void
show(const struct world *w)
{
	printf("# time %d try %d%s %s:", w->time, w->attempt,
	    w->late ? " late" : "", cut_state_name(w->state));
	for (size_t i = 0; i < N; i++)
		printf(" %s %s%s (holds %d, withdrew %d%s)",
		    cut_state_name(w->systems[i].state),
		    cut_event_name(w->systems[i].doing),
		    w->systems[i].ready ? " ready" : "", w->systems[i].held,
		    w->systems[i].withdrawn,
		    w->systems[i].turned ? ", turned" : "");
	for (size_t i = 0; i < ACTORS; i++)
		printf(" | %d is %d %s of %d to %d, try %d, said %d",
		    w->actors[i].phase, w->actors[i].is,
		    cut_event_name(w->actors[i].event), w->actors[i].system,
		    w->actors[i].to, w->actors[i].attempt, w->actors[i].said);
	printf("\n");
}

/* How the world came to be, the last of it first. */
static void
show_way(uint32_t to)
{
	for (; to != UINT32_MAX; to = came_from[to])
		show(&worlds[to]);
}

static bool
nobody_acts(const struct world *w)
{
	for (size_t i = 0; i < ACTORS; i++)
		if (w->actors[i].phase != IDLE)
			return false;
	return true;
}

/* Walks through all worlds; what was found to be wrong, or NULL. */
static const char *
walk(enum without what)
{
	static const struct world first;

	without = what;
	wrong = NULL;
	n_worlds = 0;
	memset(table, 0, TABLE * sizeof *table);
	at = UINT32_MAX;
	reach(&first);
	for (at = 0; at < n_worlds && !wrong; at++) {
		check(&worlds[at]);
		if (!wrong && nobody_acts(&worlds[at]))
			check_end(&worlds[at]);
		if (!wrong)
			go_on(&worlds[at]);
	}
	return wrong;
}

static void
nothing_is_wrong(void)
{
	walk(WITHOUT_NOTHING);
	printf("# %u worlds\n", n_worlds);
	if (wrong) {
		printf("# %s, in the first of these, the last of its way:\n",
		    wrong);
		show_way(at - 1);
	}
	EXPECT(!wrong);
	EXPECT(n_worlds > 10000);
}

static void
each_part_is_needed(void)
{
	static const struct {
		enum without what;
		const char *found;
	} rows[] = {
		{ WITHOUT_MARK, "it is withdrawn, and a system holds it" },
		{ WITHOUT_REFUSER, "it is withdrawn, and a system holds it" },
		{ WITHOUT_RETRIERS, "it is withdrawn, and a system holds it" },
		{ WITHOUT_TRIES, "it is withdrawn, and a system holds it" },
		{ WITHOUT_UNTIL, "it is decided behind its margin" },
		{ WITHOUT_COMPARE, "a system goes where it cannot" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *found = walk(rows[i].what);

		EXPECT_STR(found ? found : "nothing", rows[i].found);
	}
}

int
main(void)
{
	worlds = malloc(TABLE / 2 * sizeof *worlds);
	came_from = malloc(TABLE / 2 * sizeof *came_from);
	table = malloc(TABLE * sizeof *table);
	test("whatever is said, lost or killed, a round stands as it may, and "
	     "comes to its end",
	    nothing_is_wrong);
	test("without any part of what makes it so that is found",
	    each_part_is_needed);
	free(worlds);
	free(came_from);
	free(table);
	return test_done();
}
