#include "explain/explain.h"

#include <stdlib.h>

#include "clean/clean_options.h"
#include "explain/explain_text.h"
#include "io/lines.h"

enum { HEAD_MAX = 1 << 20 }; /* bytes in which a header stands */

/* Takes lines of "key = value", which live as long as c does. */
static int
take_lines(struct clean *c, char *p, struct err *e)
{
	while (*p) {
		char *lf = strchr(p, '\n'), *eq = strstr(p, " = ");

		*lf = *eq = '\0';
		if (clean_take(c, p, eq + 3, e))
			return -1;
		p = lf + 1;
	}
	return clean_settle(c, false, e);
}

static void
forget_rows(struct explained *x)
{
	column_facts_free(&x->survey);
	names_free(&x->columns);
	x->survey = (struct column_facts){ 0 };
	x->bad = 0;
	x->failed = false;
}

static void
read_rows(struct explained *x, struct bill *b)
{
	struct row row;
	struct err e;
	enum row_outcome r;

	while ((r = bill_header(b, &row, &e)) == ROW_BAD)
		;
	for (size_t i = 0; i < b->columns.n; i++)
		names_add(&x->columns, b->columns.list[i]);
	column_facts_init(&x->survey, x->columns.n);
	while (r == ROW_OK || r == ROW_BAD) {
		r = bill_next(b, &row, &e);
		if (r == ROW_OK) {
			column_facts_row(&x->survey, &row);
		} else if (r == ROW_BAD && x->bad++ == 0) {
			x->why = e;
			err_at(&x->why, x->name, row.line);
		}
	}
	x->failed = r == ROW_ERROR;
	if (x->failed)
		x->why = e;
}

/* Reads the bill as the proposed profile would. */
static int
try_rules(struct explained *x, const struct explain_rules *rules, struct err *e)
{
	struct buf text = { 0 };
	struct clean c = { 0 };
	struct bill b;
	int r;

	forget_rows(x);
	draft_profile_clean(&text, &x->sniff, &x->rules);
	buf_byte(&text, '\0');
	clean_init(&c);
	r = take_lines(&c, text.p, e);
	if (r == 0) {
		c.layout.entry = rules->hints.entry;
		r = bill_open(&b, &c.layout, x->name, e);
	}
	if (r == 0) {
		read_rows(x, &b);
		bill_close(&b);
	}
	clean_free(&c);
	buf_free(&text);
	return r;
}

/* Rows that do not fit may fit with --ragged or --stray-quotes. The option that
 * helps most is kept, as long as one helps. */
static int
fit_rules(struct explained *x, const struct explain_rules *rules, struct err *e)
{
	static const struct draft_profile_rules tries[] = { { .cut = true },
		{ .pad = true }, { .pad = true, .cut = true },
		{ .stray = true }, { .cut = true, .stray = true },
		{ .pad = true, .stray = true } };
	struct draft_profile_rules best = { .pad = false };
	uint64_t least;

	if (try_rules(x, rules, e))
		return -1;
	if (x->sniff.kind != FORMAT_CSV || (!x->bad && !x->failed))
		return 0;
	least = x->failed ? UINT64_MAX : x->bad;
	for (size_t i = 0; i < sizeof tries / sizeof *tries && least; i++) {
		x->rules = tries[i];
		if (try_rules(x, rules, e))
			return -1;
		if (!x->failed && x->bad < least) {
			least = x->bad;
			best = tries[i];
		}
	}
	x->rules = best;
	return try_rules(x, rules, e);
}

static void
look_for_profile(struct explained *x, const struct explain_rules *rules)
{
	struct span text = buf_span(&x->sniff.text);
	struct try_profiles_rules r = { .bill = x->name,
		.entry = rules->hints.entry,
		.kind = x->sniff.kind,
		.head = text,
		.installed = rules->installed };

	if (r.head.len > HEAD_MAX)
		r.head.len = HEAD_MAX;
	try_profiles_bill(&x->like, &r);
}

/* The profile that fits, as it is. */
static int
put_file(struct buf *out, const char *path, struct err *e)
{
	struct lines l;
	struct span line;
	int r;

	if (lines_open(&l, path, e))
		return -1;
	while ((r = lines_next(&l, &line, e)) == 1) {
		buf_add(out, line);
		buf_byte(out, '\n');
	}
	lines_close(&l);
	return r;
}

static void
put_guesses(struct explained *x, struct buf *out)
{
	buf_str(out, "[recon-clean]\n");
	draft_profile_clean(out, &x->sniff, &x->rules);
	buf_str(out, "\n[recon-key]\n");
	draft_profile_key(out, &x->guess, &x->columns);
}

int
explain_bill(const char *name, const struct explain_rules *rules,
    struct buf *out, struct err *e)
{
	struct explained x = { .name = name };
	int r = guess_layout_file(&x.sniff, name, &rules->hints, e);

	if (r == 0)
		r = fit_rules(&x, rules, e);
	if (r == 0) {
		guess_key_make(&x.guess, &x.survey, &x.columns);
		look_for_profile(&x, rules);
		explain_text(&x, out);
		if (x.like.path)
			r = put_file(out, x.like.path, e);
		else
			put_guesses(&x, out);
	}
	tried_profiles_free(&x.like);
	guess_key_free(&x.guess);
	forget_rows(&x);
	guess_layout_free(&x.sniff);
	return r;
}
