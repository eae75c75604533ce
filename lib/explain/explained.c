#include "explain/explained.h"

#include "clean/clean_options.h"

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

void
explained_forget(struct explained *x)
{
	column_facts_free(&x->survey);
	names_free(&x->columns);
	x->survey = (struct column_facts){ 0 };
	x->bad = 0;
	x->failed = false;
}

static enum row_outcome
read_header(struct bill *b, struct err *e)
{
	struct row row;
	enum row_outcome r;

	do
		r = bill_header(b, &row, e);
	while (r == ROW_BAD);
	return r;
}

static void
read_rows(struct explained *x, struct bill *b)
{
	struct row row;
	struct err e;
	enum row_outcome r = read_header(b, &e);

	for (size_t i = 0; i < b->columns.n; i++)
		names_add(&x->columns, b->columns.list[i]);
	column_facts_init(&x->survey, x->columns.n);
	while (r == ROW_OK || r == ROW_BAD) {
		r = bill_next(b, &row, &e);
		if (r == ROW_END && b->more) {
			r = read_header(b, &e);
		} else if (r == ROW_OK) {
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
try_rules(struct explained *x, const char *entry, struct err *e)
{
	struct buf text = { 0 };
	struct clean c = { 0 };
	struct bill b;
	int r;

	explained_forget(x);
	draft_profile_clean(&text, &x->sniff, &x->rules);
	buf_byte(&text, '\0');
	clean_init(&c);
	r = take_lines(&c, text.p, e);
	if (r == 0) {
		c.layout.entry = entry;
		c.layout.most = x->sniff.is_part ? GUESS_LAYOUT_MAX : 0;
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

int
explained_rows(struct explained *x, const char *entry, struct err *e)
{
	static const struct draft_profile_rules tries[] = { { .cut = true },
		{ .pad = true }, { .pad = true, .cut = true },
		{ .stray = true }, { .cut = true, .stray = true },
		{ .pad = true, .stray = true } };
	struct draft_profile_rules best = { .pad = false };
	uint64_t least;

	if (try_rules(x, entry, e))
		return -1;
	if (x->sniff.kind != FORMAT_CSV || (!x->bad && !x->failed))
		return 0;
	least = x->failed ? UINT64_MAX : x->bad;
	for (size_t i = 0; i < sizeof tries / sizeof *tries && least; i++) {
		x->rules = tries[i];
		if (try_rules(x, entry, e))
			return -1;
		if (!x->failed && x->bad < least) {
			least = x->bad;
			best = tries[i];
		}
	}
	x->rules = best;
	return try_rules(x, entry, e);
}
