#include "explain/explain.h"

#include <stdlib.h>

#include "explain/draft_checks.h"
#include "explain/explain_text.h"
#include "explain/layout/guess_day.h"
#include "io/lines.h"
#include "io/profile.h"

enum { HEAD_MAX = 1 << 20 }; /* bytes in which a header stands */

static void
look_for_profile(struct explained *x, const struct explain_rules *rules)
{
	struct span text = buf_span(&x->sniff.text);
	struct try_profiles_rules r = { .bill = x->name,
		.entry = rules->hints.entry,
		.kind = x->sniff.kind,
		.sheet = x->sniff.sheet,
		.head = text,
		.installed = rules->installed };

	if (r.head.len > HEAD_MAX)
		r.head.len = HEAD_MAX;
	try_profiles_bill(&x->like, &r);
}

/* What a profile for CSV lacks to read a sheet. */
static void
put_sheet(const struct explained *x, struct buf *b)
{
	buf_str(b, "format = xlsx\n");
	if (x->sniff.sheet)
		buf_printf(b, "sheet = %s\n", x->sniff.sheet);
}

/* The profile that fits, as it is, but for that. */
static int
put_file(const struct explained *x, struct buf *out, struct err *e)
{
	struct lines l;
	struct span line;
	int r;

	if (lines_open(&l, x->like.path, e))
		return -1;
	while ((r = lines_next(&l, &line, e)) == 1) {
		if (line.len && line.p[line.len - 1] == '\r')
			line.len--;
		buf_add(out, line);
		buf_byte(out, '\n');
		if (x->like.as_sheet &&
		    span_eq(span_trim(line), SPAN("[recon-clean]")))
			put_sheet(x, out);
	}
	lines_close(&l);
	return r;
}

/* The sections of the profile that is proposed, "key = value" lines. */
static void
draft(struct explained *x, struct buf *clean, struct buf *key)
{
	draft_profile_clean(clean, &x->sniff, &x->rules);
	buf_add(clean, buf_span(&x->guess.rules));
	draft_profile_key(key, &x->guess, &x->columns);
}

static void
put_guesses(const struct buf *clean, const struct buf *key, struct buf *out)
{
	buf_str(out, "[recon-clean]\n");
	buf_add(out, buf_span(clean));
	buf_str(out, "\n[recon-key]\n");
	buf_add(out, buf_span(key));
}

/* A day near those of the bill, by its name, else by what stands above its
 * rows. */
static bool
find_day(const struct explained *x, int32_t *day)
{
	const char *slash = strrchr(x->name, '/');
	struct span rest = buf_span(&x->sniff.text), line;
	uint64_t number = 1;

	if (guess_day_in(span_str(slash ? slash + 1 : x->name), day))
		return true;
	for (; format_has_lines(x->sniff.kind) &&
	     number < x->sniff.header_line && guess_cells_line(&rest, &line);
	     number++)
		if (guess_day_in(line, day))
			return true;
	return false;
}

static void
guess(struct explained *x)
{
	int32_t near;

	if (format_is_statement(x->sniff.kind)) {
		guess_key_statement(&x->guess, &x->survey, &x->columns);
		x->guess.minor = x->sniff.kind == FORMAT_BAI2;
		return;
	}
	guess_key_make(&x->guess, &x->survey, &x->columns,
	    find_day(x, &near) ? &near : NULL);
	guess_key_take(&x->guess, buf_span(&x->sniff.json.doubts), true);
	guess_key_take(&x->guess, buf_span(&x->sniff.json.notes), false);
}

/* Runs the profile to the end. */
static void
try_profile(struct trial *trial, const struct explained *x,
    const struct explain_rules *rules, const struct buf *clean,
    const struct buf *key)
{
	const struct guess_key *g = &x->guess;
	struct trial_rules t = { .bill = x->name,
		.entry = rules->hints.entry,
		.clean = buf_span(clean),
		.key = buf_span(key),
		.most = x->sniff.is_part ? GUESS_LAYOUT_MAX : 0,
		.decimal = g->decimal };

	if (!x->like.path && g->chain.links) {
		t.balance = x->columns.list[g->chain.balance];
		t.backwards = g->chain.backwards;
		if (g->chain.by >= 0)
			t.by = x->columns.list[g->chain.by];
	}
	trial_run(trial, &t);
}

/* The same, and asks the bill whether it is right. */
static void
prove(struct explained *x, const struct explain_rules *rules,
    const struct buf *clean, const struct buf *key)
{
	const struct guess_key *guess = x->like.path ? NULL : &x->guess;
	struct proof_rules p = { .layout = &x->sniff,
		.guess = guess,
		.trial = &x->trial,
		.rows = x->survey.rows,
		.bad = guess ? x->bad : 0,
		.failed = guess && x->failed,
		.what = x->why.text };

	try_profile(&x->trial, x, rules, clean, key);
	proof_of(&x->proof, &p);
}

/* What proved the bill is checked in every bill, if that can be said, and holds
 * in this one. */
static void
add_checks(struct explained *x, const struct explain_rules *rules,
    struct buf *clean, const struct buf *key)
{
	struct draft_checks_rules r = { .layout = &x->sniff,
		.guess = &x->guess,
		.facts = &x->survey,
		.columns = &x->columns,
		.trial = &x->trial };
	size_t without = clean->len;
	struct trial with;

	if (!x->proof.proved || format_is_statement(x->sniff.kind))
		return;
	draft_checks(clean, &r);
	if (clean->len == without)
		return;
	try_profile(&with, x, rules, clean, key);
	if (!with.ran || with.records != x->trial.records)
		clean->len = without;
	trial_free(&with);
}

/* The sections of a profile at hand. */
static int
read_profile(
    const char *path, struct buf *clean, struct buf *key, struct err *e)
{
	struct profile p;

	if (profile_load(&p, path, NULL, e))
		return -1;
	for (size_t i = 0; i < p.n; i++) {
		const struct profile_entry *n = &p.entries[i];

		if (!strcmp(n->section, "recon-clean"))
			buf_printf(clean, "%s = %s\n", n->key, n->value);
		else if (!strcmp(n->section, "recon-key"))
			buf_printf(key, "%s = %s\n", n->key, n->value);
	}
	profile_free(&p);
	return 0;
}

/* A profile at hand that recon-key refuses the bill with is only near. */
static int
try_at_hand(struct explained *x, const struct explain_rules *rules,
    struct buf *clean, struct buf *key, struct err *e)
{
	if (!x->like.path)
		return 0;
	if (x->like.as_sheet)
		put_sheet(x, clean);
	if (read_profile(x->like.path, clean, key, e))
		return -1;
	prove(x, rules, clean, key);
	if (x->trial.ran)
		return 0;
	tried_profiles_refused(&x->like, &x->trial.why);
	trial_free(&x->trial);
	buf_free(&x->proof.why);
	buf_clear(clean);
	buf_clear(key);
	return 0;
}

/* What is proposed, tried, and what is said of it. */
static int
propose(struct explained *x, const struct explain_rules *rules, struct buf *out,
    struct err *e)
{
	struct buf clean = { 0 }, key = { 0 };
	int r = try_at_hand(x, rules, &clean, &key, e);

	if (r == 0 && !x->like.path) {
		draft(x, &clean, &key);
		prove(x, rules, &clean, &key);
		add_checks(x, rules, &clean, &key);
	}
	if (r == 0) {
		explain_text(x, out);
		if (x->like.path)
			r = put_file(x, out, e);
		else
			put_guesses(&clean, &key, out);
	}
	buf_free(&clean);
	buf_free(&key);
	return r;
}

int
explain_bill(const char *name, const struct explain_rules *rules,
    struct buf *out, struct err *e)
{
	struct explained x = { .name = name };
	int r = guess_layout_file(&x.sniff, name, &rules->hints, e);

	if (r == 0)
		r = explained_rows(&x, rules->hints.entry, e);
	if (r == 0) {
		guess(&x);
		look_for_profile(&x, rules);
		r = propose(&x, rules, out, e);
	}
	if (r == 0)
		r = !x.proof.proved;
	buf_free(&x.proof.why);
	trial_free(&x.trial);
	tried_profiles_free(&x.like);
	guess_key_free(&x.guess);
	explained_forget(&x);
	guess_layout_free(&x.sniff);
	return r;
}
