/*
 * flow_steps: a run taken from step to step by words, one step a line:
 *
 *	begin [NAME=VALUE]...
 *	try NODE               an attempt begins
 *	end NODE HOW [OUT=VALUE]...
 *	run NODE HOW [OUT=VALUE]...   both
 *	back NODE              it could not begin
 *	wake NODE              its wake has come: the time is then
 *	later SECONDS
 *	hold|go|cancel|redo|redo-after|pass|skip|approve|refuse NODE|- [UID
 *	    [GROUP]]           with a reason, "because"
 *
 * HOW: exit N, recon N, signal N, timeout, output, not-begun N, bad,
 * cancelled, lost, alive (and lost), trouble, ok, retry SECONDS, fail, runs
 * FAILED CANCELLED ALL.
 */
#ifndef FLOW_STEPS_H
#define FLOW_STEPS_H

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "flow/run/run_begin.h"
#include "flow/run/run_end.h"
#include "flow/decide/run_order.h"
#include "text/words.h"

struct steps {
	struct plan plan;
	struct run run;
	int64_t now; /* ms */
	struct err e;
	bool refused; /* the last step; e says why */
};

static inline _Noreturn void
steps_die(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(2);
}

static inline void
steps_open(struct steps *s, const char *text)
{
	struct told told = { 0 };

	*s = (struct steps){ .now = 1000 };
	if (plan_make(
		&s->plan, "/flows/test.flow", span_str(text), &told, &s->e))
		steps_die("flow", s->e.text);
	told_free(&told);
}

static inline void
steps_close(struct steps *s)
{
	run_free(&s->run);
	plan_free(&s->plan);
}

static inline size_t
steps_node(const struct steps *s, const char *name)
{
	size_t at = flow_graph_find(&s->plan.graph, span_str(name));

	if (at == FLOW_NOWHERE)
		steps_die("no node", name);
	return at;
}

static inline void
steps_begin(struct steps *s, char **w, size_t n)
{
	struct run_given *given = calloc(n + 1, sizeof *given);

	for (size_t i = 0; i < n; i++) {
		char *eq = strchr(w[i], '=');

		given[i].name = (struct span){ w[i], (size_t)(eq - w[i]) };
		given[i].value = span_str(eq + 1);
	}
	s->refused = run_make(&s->run, &s->plan, given, n, &s->e) != 0;
	free(given);
	if (s->refused)
		return;
	s->run.origin.who = strdup("1000 maria");
	s->run.made = s->now;
	run_begin(&s->run, s->now);
}

/* Takes HOW off the words. */
static inline void
steps_how(struct run_outcome *o, char ***w)
{
	static const struct {
		const char *word;
		enum end_kind kind;
		int args;
	} hows[] = {
		{ "exit", END_EXITED, 1 },
		{ "recon", END_EXITED, 1 },
		{ "signal", END_SIGNAL, 1 },
		{ "timeout", END_TIMEOUT, 0 },
		{ "output", END_OUTPUT, 0 },
		{ "not-begun", END_NOT_BEGUN, 1 },
		{ "bad", END_BAD, 0 },
		{ "cancelled", END_CANCELLED, 0 },
		{ "lost", END_LOST, 0 },
		{ "alive", END_LOST, 0 },
		{ "trouble", END_TROUBLE, 0 },
		{ "ok", END_OK, 0 },
		{ "retry", END_RETRY, 1 },
		{ "fail", END_FAIL, 0 },
		{ "runs", END_RUNS, 3 },
	};
	const char *word = *(*w)++;

	for (size_t i = 0; i < sizeof hows / sizeof *hows; i++) {
		int args[3] = { 0 };

		if (strcmp(hows[i].word, word) != 0)
			continue;
		for (int k = 0; k < hows[i].args; k++)
			args[k] = atoi(*(*w)++);
		*o = (struct run_outcome){ .kind = hows[i].kind,
			.status = args[0],
			.seconds = args[0],
			.failed = (size_t)args[0],
			.cancelled = (size_t)args[1],
			.runs = (size_t)args[2],
			.recon = !strcmp(word, "recon"),
			.alive = !strcmp(word, "alive") };
		return;
	}
	steps_die("no such end", word);
}

static inline void
steps_end(struct steps *s, size_t at, char **w)
{
	struct run_out outs[100];
	struct run_outcome o;

	steps_how(&o, &w);
	for (; *w && o.n_outs < 100; w++) {
		char *eq = strchr(*w, '=');

		*eq = '\0';
		outs[o.n_outs++] = (struct run_out){ *w, eq + 1 };
	}
	o.outs = outs;
	run_attempt_ended(&s->run, at, &o, s->now);
}

/* False: it is no order. */
static inline bool
steps_order(struct steps *s, char **w)
{
	static const char *const words[] = { "hold", "go", "cancel", "redo",
		"pass", "skip", "approve", "refuse" };
	bool after = !strcmp(w[0], "redo-after");

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *groups[] = { w[1] && w[2] ? w[3] : NULL, NULL };
		struct run_order o = { .kind = (enum order_kind)i,
			.node = strcmp(w[1], "-") ? steps_node(s, w[1])
						  : FLOW_NOWHERE,
			.after = after,
			.who = w[2] ? w[2] : "0",
			.uid = w[2] ? strtoul(w[2], NULL, 10) : 0,
			.groups = groups,
			.why = "because" };

		if (strcmp(words[i], after ? "redo" : w[0]) != 0)
			continue;
		s->refused = run_order_do(&s->run, &o, s->now, &s->e) != 0;
		return true;
	}
	return false;
}

static inline void
steps_wake(struct steps *s, size_t at)
{
	if (s->run.nodes[at].wake > s->now)
		s->now = s->run.nodes[at].wake;
	run_woken(&s->run, at, s->now);
}

/* Does one step. */
static inline void
steps_do(struct steps *s, struct span line)
{
	struct words all = { 0 };
	char **w;

	s->refused = false;
	if (words_split(&all, line, &s->e))
		steps_die("step", s->e.text);
	w = all.argv;
	if (!strcmp(w[0], "begin"))
		steps_begin(s, w + 1, all.n - 1);
	else if (!strcmp(w[0], "later"))
		s->now += (int64_t)atoi(w[1]) * 1000;
	else if (!strcmp(w[0], "wake"))
		steps_wake(s, steps_node(s, w[1]));
	else if (!strcmp(w[0], "back"))
		run_attempt_back(&s->run, steps_node(s, w[1]), s->now);
	else if (!strcmp(w[0], "try") || !strcmp(w[0], "run"))
		run_attempt(&s->run, steps_node(s, w[1]), s->now);
	else if (strcmp(w[0], "end") != 0 && !steps_order(s, w))
		steps_die("no such step", w[0]);
	if (!strcmp(w[0], "run") || !strcmp(w[0], "end"))
		steps_end(s, steps_node(s, w[1]), w + 2);
	words_free(&all);
}

/* Does the steps of a text, parted by ";". */
static inline void
steps_all(struct steps *s, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, ";");

		steps_do(s, span_trim((struct span){ text, n }));
		text += n + (text[n] != '\0');
	}
}

/* Adds "going a=done b=waiting:parents". */
static inline void
steps_show(const struct steps *s, struct buf *b)
{
	buf_str(b, run_state_name(s->run.state));
	for (size_t i = 0; i < s->plan.flow.n_nodes; i++) {
		const struct run_node *n = &s->run.nodes[i];

		buf_printf(b, " %s=%s", s->plan.flow.nodes[i].name,
		    node_state_name(n->state));
		if (n->waits)
			buf_printf(b, ":%s", node_waits_name(n->waits));
	}
}

#endif
