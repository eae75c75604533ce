#include "explain/columns/guess_key.h"

void
guess_key_note(
    struct guess_key *g, const struct names *columns, int i, const char *text)
{
	buf_printf(&g->doubts, "%s: %s\n",
	    i < 0 ? "key" : excerpt(columns->list[i]).s, text);
}

void
guess_key_doubt(
    struct guess_key *g, const struct names *columns, int i, const char *text)
{
	if (!g->open)
		g->first_doubt = g->doubts.len;
	guess_key_note(g, columns, i, text);
	g->open = true;
}

void
guess_key_take(struct guess_key *g, struct span lines, bool open)
{
	if (open && lines.len && !g->open) {
		g->first_doubt = g->doubts.len;
		g->open = true;
	}
	buf_add(&g->doubts, lines);
}

bool
guess_key_is_date(const struct column_facts_column *c)
{
	return c->filled && c->dates;
}

bool
guess_key_is_east_asian(const struct names *columns)
{
	for (size_t i = 0; i < columns->n; i++)
		for (size_t k = 0; k < columns->list[i].len; k++) {
			unsigned char c = (unsigned char)columns->list[i].p[k];

			if (c >= 0xe3 && c <= 0xed)
				return true;
		}
	return false;
}

static const struct guess_key nothing = { .amount = GUESS_KEY_NONE,
	.other = GUESS_KEY_NONE,
	.sign = GUESS_KEY_NONE,
	.currency = GUESS_KEY_NONE,
	.time = GUESS_KEY_NONE };

void
guess_key_statement(
    struct guess_key *g, struct column_facts *s, const struct names *columns)
{
	*g = nothing;
	g->amount = names_find(columns, SPAN("amount"));
	g->currency = names_find(columns, SPAN("currency"));
	g->time = names_find(columns, SPAN("date"));
	g->decimal = '.';
	guess_key_columns(g, s, columns);
}

void
guess_key_make(struct guess_key *g, struct column_facts *s,
    const struct names *columns, const int32_t *near)
{
	*g = nothing;
	if (near) {
		g->has_near = true;
		g->near = *near;
	}
	column_facts_settle(s);
	/* a comma parts thousands there */
	if (s->mark == MARK_ANY && guess_key_is_east_asian(columns))
		s->mark = MARK_POINT;
	guess_key_time(g, s, columns);
	guess_key_amounts(g, s, columns);
	guess_key_columns(g, s, columns);
	guess_key_currency(g, s, columns);
	guess_key_drop(g, s, columns);
	guess_key_mend(g, s, columns);
}

void
guess_key_free(struct guess_key *g)
{
	buf_free(&g->in);
	buf_free(&g->out);
	buf_free(&g->rules);
	buf_free(&g->doubts);
}
