/*
 * Every command, with every round of two systems that can be, at every time:
 * each is in one row of a table, and what is next is as there.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "cut/rule/cut_rule.h"
#include "cut_rule_rows.h"
#include "test.h"

enum { ROWS = sizeof cut_rule_rows / sizeof *cut_rule_rows };

static const char *const commands[] = { "announce", "withdraw", "cut", "ready",
	"complete", "seal", "extract", "tie", "lock" };
static const size_t after[] = { 0 };

static bool used[ROWS];

/* Is the word one of the list, "a|b" or "*"? */
static bool
is_of(const char *list, size_t len, const char *word)
{
	size_t n = strlen(word);

	if (len == 1 && *list == '*')
		return true;
	for (const char *p = list, *end = list + len; p < end; p++) {
		size_t one = 0;

		while (p + one < end && p[one] != '|')
			one++;
		if (one == n && !memcmp(p, word, n))
			return true;
		p += one;
	}
	return false;
}

/* A case. */
struct a_case {
	struct cut_round r;
	struct cut_stand s[2];
	char command[32];
	const char *time;
	int64_t now;
	bool why;
};

static const char *
round_word(const struct a_case *c)
{
	return c->r.exists ? cut_state_name(c->r.state) : "none";
}

static void
stand_word(char word[24], const struct cut_stand *s)
{
	snprintf(word, 24, "%s%s%s", cut_state_name(s->state),
	    s->ready ? "!" : "", s->doing ? "?" : "");
}

static bool
flag(const struct a_case *c, const char *name, size_t len)
{
	const struct {
		const char *name;
		bool is;
	} flags[] = {
		{ "late", c->r.late },
		{ "over", c->r.missed > c->r.max },
		{ "why", c->why },
		{ "sealed", c->r.before_sealed },
		{ "locked", c->r.before_locked },
		{ "away", c->r.out_of_turn },
	};

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (strlen(flags[i].name) == len &&
		    !memcmp(flags[i].name, name, len))
			return flags[i].is;
	printf("# no flag %.*s\n", (int)len, name);
	exit(2);
}

static bool
has_flags(const struct a_case *c, const char *flags)
{
	while (*flags) {
		bool not = *flags == '!';
		size_t len;

		flags += not ;
		len = strcspn(flags, " ");
		if (flag(c, flags, len) == not )
			return false;
		flags += len + (flags[len] == ' ');
	}
	return true;
}

static bool
fits(const struct a_case *c, const struct cut_rule_row *row)
{
	const char *blank = strchr(row->systems, ' ');
	char words[2][24];

	stand_word(words[0], &c->s[0]);
	stand_word(words[1], &c->s[1]);
	return is_of(row->round, strlen(row->round), round_word(c)) &&
	    is_of(row->time, strlen(row->time), c->time) &&
	    is_of(row->systems, (size_t)(blank - row->systems), words[0]) &&
	    is_of(blank + 1, strlen(blank + 1), words[1]) &&
	    has_flags(c, row->flags);
}

/* -- what is next, as a text ----------------------------------------------- */

static void
put_who(struct buf *b, const char *word, const struct cut_next *x)
{
	buf_str(b, word);
	if (x->because < 2)
		buf_printf(b, " for %zu", x->because);
	if (x->at)
		buf_printf(b, " until %lld", (long long)x->at);
	buf_printf(b, ": %s", x->why);
}

static void
put_all(struct buf *b, const struct cut_next *x)
{
	buf_printf(b, "round %s", cut_state_name(x->round_to));
	if (x->from != x->to)
		buf_printf(b, ", all %s to %s", cut_state_name(x->from),
		    cut_state_name(x->to));
	if (x->until)
		buf_printf(b, " not behind %lld", (long long)x->until);
	if (*x->why)
		buf_printf(b, ": %s", x->why);
}

static void
put_send(struct buf *b, const struct cut_next *x)
{
	buf_printf(b, "%ssend %s to %zu, ", x->ask_first ? "ask, " : "",
	    cut_event_name(x->event), x->system);
	if (x->asked != x->from)
		buf_printf(b, "%s, ", cut_state_name(x->asked));
	buf_printf(b, "then %s", cut_state_name(x->to));
}

static void
put_next(struct buf *b, const struct cut_next *x)
{
	switch (x->is) {
	case CUT_NEXT_DONE:
		buf_str(b, "done");
		break;
	case CUT_NEXT_OPEN:
		buf_str(b, x->late ? "open late" : "open");
		break;
	case CUT_NEXT_SEND:
		put_send(b, x);
		break;
	case CUT_NEXT_ALL:
		put_all(b, x);
		break;
	case CUT_NEXT_ONE:
		if (x->event)
			buf_printf(b, "%s: ", cut_event_name(x->event));
		buf_printf(b, "%zu to %s", x->system, cut_state_name(x->to));
		break;
	case CUT_NEXT_WAIT:
		put_who(b, "wait", x);
		break;
	case CUT_NEXT_REFUSED:
		put_who(b, "refused", x);
		break;
	}
	buf_byte(b, '\0');
}

/* -- all cases ------------------------------------------------------------- */

static void
show(const struct a_case *c)
{
	char words[2][24];

	stand_word(words[0], &c->s[0]);
	stand_word(words[1], &c->s[1]);
	printf("# %s | %s | %s | %s %s |%s%s%s%s%s%s\n", c->command,
	    round_word(c), c->time, words[0], words[1],
	    c->r.late ? " late" : "", c->r.missed > c->r.max ? " over" : "",
	    c->why ? " why" : "", c->r.before_sealed ? " sealed" : "",
	    c->r.before_locked ? " locked" : "",
	    c->r.out_of_turn ? " away" : "");
}

/* Which rows are of a command: known since the case before. */
static const bool *
rows_of(const char *command)
{
	static struct known {
		char command[32];
		bool is[ROWS];
	} all[64];
	struct known *k = all;

	while (*k->command && strcmp(k->command, command) != 0)
		k++;
	if (!*k->command) {
		strcpy(k->command, command);
		for (int i = 0; i < ROWS; i++)
			k->is[i] = is_of(cut_rule_rows[i].command,
			    strlen(cut_rule_rows[i].command), command);
	}
	return k->is;
}

static void
expect(const struct a_case *c, const struct cut_next *x)
{
	const bool *is = rows_of(c->command);
	struct buf b = { 0 };
	int found = -1;
	bool good = true;

	put_next(&b, x);
	for (int i = 0; i < ROWS; i++)
		if (is[i] && fits(c, &cut_rule_rows[i])) {
			good &= found < 0;
			found = i;
			used[i] = true;
		}
	good &= found >= 0 && !strcmp(b.p, cut_rule_rows[found].next);
	if (!good && !test_broken) {
		show(c);
		printf("# is \"%s\", not \"%s\", or in several rows\n", b.p,
		    found < 0 ? "in a row" : cut_rule_rows[found].next);
	}
	EXPECT(good || test_broken);
	buf_free(&b);
}

/* All commands, for each system where they are of one; steps of people too. */
static void
all_commands(struct a_case *c)
{
	static const unsigned of[] = { 0, 0, 7, 7, 7, 0, 3, 0, 7 };
	static const char *const systems[] = { "0", "1", "all" };
	struct cut_next x;

	for (int i = CUT_DO_ANNOUNCE; i <= CUT_DO_LOCK; i++)
		for (unsigned s = 0; s < 3; s++) {
			if (of[i] ? !(of[i] >> s & 1) : s < 2)
				continue;
			snprintf(c->command, sizeof c->command, "%s%s%s",
			    commands[i], of[i] ? " " : "",
			    of[i] ? systems[s] : "");
			cut_rule_next(
			    &c->r, (enum cut_command)i, s, c->now, c->why, &x);
			expect(c, &x);
		}
}

static void
all_steps(struct a_case *c)
{
	static const char *const steps[] = { "announced", "withdrawn", "cut",
		"ready", "complete", "locked" };
	static const enum cut_event others[] = { CUT_NOTHING, CUT_EXTRACT,
		CUT_DATE };
	struct cut_next x;
	enum cut_event v = CUT_EVENTS;

	for (size_t i = 0; i < 6; i++)
		for (size_t s = 0; s < 2; s++) {
			snprintf(c->command, sizeof c->command, "step %s %zu",
			    steps[i], s);
			EXPECT(cut_step_named(steps[i], &v));
			cut_rule_step(&c->r, s, v, c->now, c->why, &x);
			expect(c, &x);
		}
	for (size_t i = 0; i < 3; i++) {
		snprintf(c->command, sizeof c->command, "step on %s 0",
		    cut_event_name(others[i]));
		cut_rule_step(&c->r, 0, others[i], c->now, c->why, &x);
		expect(c, &x);
	}
}

static void
all_flags(struct a_case *c)
{
	static const struct {
		const char *name;
		int64_t now;
	} times[] = { { "early", 0 }, { "early", 1000 }, { "margin", 1001 },
		{ "margin", 1999 }, { "behind", 2000 }, { "behind", 9000 } };

	for (size_t t = 0; t < sizeof times / sizeof *times; t++)
		for (unsigned f = 0; f < 64; f++) {
			c->time = times[t].name;
			c->now = times[t].now;
			c->r.late = f & 1;
			c->r.missed = f & 2 ? 8 : 7;
			c->why = f & 4;
			c->r.before_sealed = f & 8;
			c->r.before_locked = f & 16;
			c->r.out_of_turn = f & 32;
			c->r.in_turn = 20786; /* 2026-11-29 */
			all_commands(c);
			all_steps(c);
		}
}

/* Whatever number it is, a system stands so. */
static struct cut_stand
stand_of(unsigned number)
{
	return (struct cut_stand){
		.state = (enum cut_state)(number % CUT_STATES),
		.doing = (enum cut_event)(number / CUT_STATES % CUT_EVENTS),
		.ready = number / CUT_STATES / CUT_EVENTS,
	};
}

enum { STANDS = CUT_STATES * CUT_EVENTS * 2 };

/* Calls for each round that can be; 0 gets nothing, and is never asked whether
 * it is ready. */
static void
each_round(void (*call)(struct a_case *))
{
	struct a_case c;
	size_t system;

	for (unsigned i = 0; i < STANDS * STANDS; i++)
		for (unsigned r = 0; r < CUT_STATES; r++) {
			c = (struct a_case){ .r = { .systems = c.s,
						 .n = 2,
						 .exists = true,
						 .state = (enum cut_state)r,
						 .cut_off = 2000,
						 .margin_at = 1000,
						 .max = 7 },
				.s = { stand_of(i % STANDS),
				    stand_of(i / STANDS) } };
			c.s[1].after = after;
			c.s[1].n_after = 1;
			if (!c.s[0].ready && cut_round_is_sound(&c.r, &system))
				call(&c);
		}
}

static void
no_round(void)
{
	struct a_case c = { .r = { .systems = c.s,
				.n = 2,
				.cut_off = 2000,
				.margin_at = 1000,
				.max = 7 } };
	size_t system;

	EXPECT(cut_round_is_sound(&c.r, &system));
	c.s[1].after = after;
	c.s[1].n_after = 1;
	all_flags(&c);
}

static void
all_cases(void)
{
	no_round();
	each_round(all_flags);
	for (int i = 0; i < ROWS; i++)
		if (!used[i]) {
			printf("# no case is in the row %s | %s | %s | %s | %s "
			       "| %s\n",
			    cut_rule_rows[i].command, cut_rule_rows[i].round,
			    cut_rule_rows[i].time, cut_rule_rows[i].systems,
			    cut_rule_rows[i].flags, cut_rule_rows[i].next);
			EXPECT(used[i]);
		}
}

/* -- rounds that can be ---------------------------------------------------- */

static struct buf sound[CUT_STATES];

static void
note(struct a_case *c)
{
	char words[2][24];

	stand_word(words[0], &c->s[0]);
	stand_word(words[1], &c->s[1]);
	buf_printf(&sound[c->r.state], "%s%s %s",
	    sound[c->r.state].len ? ", " : "", words[0], words[1]);
}

static void
rounds_that_can_be(void)
{
	static const char *const want[CUT_STATES] = {
		[CUT_OPEN] = "open open, announced open, open? open, announced "
			     "announced, announced open?",
		[CUT_DECIDED] =
		    "decided decided, cut decided, complete decided, decided? "
		    "decided, cut cut, complete cut, decided decided?, cut "
		    "decided?, complete decided?, decided? decided?, complete "
		    "cut!, complete complete!",
		[CUT_SEALED] = "sealed sealed!",
		[CUT_TIED] = "tied tied!, locked tied!, tied? tied!, tied "
			     "locked!, locked locked!, tied? locked!, tied "
			     "tied!?, locked tied!?, tied? tied!?",
		[CUT_LOCKED] = "locked locked!",
		[CUT_WITHDRAWING] =
		    "open open, announced open, open? open, announced "
		    "announced, open withdrawn, announced withdrawn, withdrawn "
		    "withdrawn, open? withdrawn, withdrawing? withdrawn, "
		    "announced open?, announced withdrawing?",
		[CUT_WITHDRAWN] = "withdrawn withdrawn",
	};

	each_round(note);
	for (int i = 0; i < CUT_STATES; i++) {
		buf_byte(&sound[i], '\0');
		EXPECT_STR(sound[i].p, want[i] ? want[i] : "");
		buf_free(&sound[i]);
	}
}

static void
words(void)
{
	enum cut_state s = CUT_STATES;
	enum cut_event v = CUT_EVENTS;

	for (int i = 0; i < CUT_STATES; i++) {
		EXPECT(cut_state_named(cut_state_name((enum cut_state)i), &s));
		EXPECT((int)s == i);
	}
	for (int i = 0; i < CUT_EVENTS; i++) {
		EXPECT(cut_event_named(cut_event_name((enum cut_event)i), &v));
		EXPECT((int)v == i);
	}
	EXPECT(!cut_state_named("Open", &s) && s == CUT_WITHDRAWN);
	EXPECT(!cut_event_named("", &v) && v == CUT_DATE);
	EXPECT(!cut_step_named("decided", &v) && !cut_step_named("", &v));
	EXPECT(v == CUT_DATE);
}

int
main(void)
{
	test("each command, with each round at each time, is in one row",
	    all_cases);
	test("these rounds can be, and no others", rounds_that_can_be);
	test("states, events and steps have names", words);
	return test_done();
}
