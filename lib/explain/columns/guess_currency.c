/* The part of guess_key.h that is about currency. */
#include "explain/columns/guess_key.h"

#include "explain/words/name_hints.h"
#include "explain/words/profile_name.h"
#include "text/fold.h"
#include "value/currency_sign.h"
#include "value/money.h"

/* What bills write where a code should stand. */
static const struct word {
	const char *text; /* in small letters */
	const char *code;
} words[] = {
	{ "人民币", "CNY" },
	{ "人民幣", "CNY" },
	{ "rmb", "CNY" },
	{ "美元", "USD" },
	{ "美金", "USD" },
	{ "港币", "HKD" },
	{ "港幣", "HKD" },
	{ "港元", "HKD" },
	{ "欧元", "EUR" },
	{ "歐元", "EUR" },
	{ "英镑", "GBP" },
	{ "日元", "JPY" },
	{ "日圆", "JPY" },
	{ "日圓", "JPY" },
	{ "新台币", "TWD" },
	{ "新臺幣", "TWD" },
	{ "台幣", "TWD" },
	{ "澳元", "AUD" },
	{ "加元", "CAD" },
	{ "円", "JPY" },
	{ "원", "KRW" },
	{ "원화", "KRW" },
	{ "euro", "EUR" },
	{ "рубль", "RUB" },
	{ "рубли", "RUB" },
	{ "руб.", "RUB" },
	{ "руб", "RUB" },
	{ "rur", "RUB" },
	{ "грн", "UAH" },
	{ "zł", "PLN" },
	{ "kč", "CZK" },
	{ "€", "EUR" },
};

/* The code a cell of another form stands for, "" for none. */
static const char *
code_of(struct span s, char code[4])
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (fold_is(s, span_str(words[i].text)))
			return words[i].code;
	if (s.len != 3)
		return "";
	for (size_t i = 0; i < 3; i++)
		code[i] = (char)(s.p[i] & ~0x20);
	code[3] = '\0';
	return currency_is_iso((struct span){ code, 3 }) ? code : "";
}

static bool
is_plain_code(struct span s)
{
	return s.len == 3 && currency_is_iso(s);
}

/* All values of the column stand for currencies. */
static bool
has_codes(const struct column_facts_column *c)
{
	char code[4];

	if (c->values.n == 0 || c->values.n > COLUMN_FACTS_VALUES)
		return false;
	for (size_t i = 0; i < c->values.n; i++)
		if (!*code_of(c->values.list[i], code))
			return false;
	return true;
}

/* Rules that make codes of what stands there. */
static void
mend_codes(
    struct guess_key *g, const struct column_facts_column *c, struct span name)
{
	char code[4];

	for (size_t i = 0; i < c->values.n; i++) {
		struct span v = c->values.list[i];

		if (is_plain_code(v) || profile_name_has_control(name) ||
		    profile_name_has_control(v))
			continue;
		buf_str(&g->rules, "replace = ");
		profile_name_put_quoted(&g->rules, name);
		buf_printf(
		    &g->rules, " = %s -> %s\n", excerpt(v).s, code_of(v, code));
	}
}

/* A code in capitals that stands alone in the name of a column: "Amount (EUR)";
 * "(元)" is yuan. */
static bool
code_in_name(struct span name, char code[4])
{
	static const char *const yuan[] = { "(元)", "（元）", "人民币", NULL };

	for (size_t i = 0; i + 3 <= name.len; i++) {
		struct span s = { name.p + i, 3 };
		bool before = i &&
		    ((name.p[i - 1] | 0x20) >= 'a' &&
			(name.p[i - 1] | 0x20) <= 'z');
		bool behind = i + 3 < name.len &&
		    (name.p[i + 3] | 0x20) >= 'a' &&
		    (name.p[i + 3] | 0x20) <= 'z';

		if (!before && !behind && currency_is_iso(s)) {
			memcpy(code, s.p, 3);
			code[3] = '\0';
			return true;
		}
	}
	if (!name_hint_has_any(name, yuan))
		return false;
	memcpy(code, "CNY", 4);
	return true;
}

/* The one currency that the signs in the amounts may stand for. */
static bool
code_in_cells(
    const struct column_facts *s, size_t column, char decimal, char code[4])
{
	struct numeral_form form = { .decimal = decimal };
	struct span mark = { .p = NULL };

	for (size_t r = 0; r < column_facts_kept(s); r++) {
		struct span cell = column_facts_cell(s, r, column);
		struct money m;
		struct err e;

		if (column_facts_is_nothing(cell))
			continue;
		if (money_parse(cell, &form, SPAN("-"), &m, &e) ||
		    m.mark.len == 0 || (mark.p && !span_eq(mark, m.mark)))
			return false;
		mark = m.mark;
	}
	if (!mark.p)
		return false;
	if (!currency_is_iso(mark)) {
		const char *codes = NULL;

		if (currency_sign(mark, &codes) != mark.len || !codes ||
		    strlen(codes) != 3)
			return false;
		mark = span_str(codes);
	}
	memcpy(code, mark.p, 3);
	code[3] = '\0';
	return true;
}

static void
take_column(struct guess_key *g, const struct column_facts *s,
    const struct names *columns, size_t i)
{
	const struct column_facts_column *c = &s->columns[i];
	char code[4];

	g->currency = (int)i;
	mend_codes(g, c, columns->list[i]);
	if (c->filled == s->rows)
		return;
	if (c->values.n > 1 || profile_name_has_control(columns->list[i])) {
		guess_key_doubt(g, columns, (int)i,
		    "is empty in some rows: of which currency are they?");
		return;
	}
	buf_str(&g->rules, "default = ");
	profile_name_put_quoted(&g->rules, columns->list[i]);
	buf_printf(&g->rules, " = %s\n", code_of(c->values.list[0], code));
	guess_key_note(g, columns, (int)i,
	    "is empty in some rows: taken to be of the currency of the others");
}

/* The column of codes nearest to the amount, behind it at first. */
static int
nearest_codes(const struct guess_key *g, const struct column_facts *s)
{
	int best = GUESS_KEY_NONE, nearest = 0;

	for (size_t i = 0; i < s->n; i++) {
		int far = (int)i - g->amount;

		if (!has_codes(&s->columns[i]))
			continue;
		far = far < 0 ? -2 * far + 1 : 2 * far;
		if (best < 0 || far < nearest) {
			best = (int)i;
			nearest = far;
		}
	}
	return best;
}

/* The decimals an amount has, but for zeros at the end. */
static int
decimals(struct span cell, char decimal)
{
	struct numeral_form form = { .decimal = decimal };
	struct money m;
	struct err e;
	int n;

	if (money_parse(cell, &form, SPAN("-"), &m, &e))
		return 0;
	for (n = m.amount.scale; n && m.amount.minor % 10 == 0; n--)
		m.amount.minor /= 10;
	return n;
}

/* Amounts with more decimals than their currency, or any that is not known, has
 * need a scale. */
static void
tell_scale(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	const int amounts[] = { g->amount, g->other };
	struct span code = g->code[0] ? span_str(g->code) : SPAN("-");
	int most = 0;

	if (g->currency >= 0 && s->columns[g->currency].values.n == 1)
		code = s->columns[g->currency].values.list[0];
	for (int i = 0; i < 2 && amounts[i] >= 0; i++)
		for (size_t r = 0; r < column_facts_kept(s); r++) {
			int n = decimals(
			    column_facts_cell(s, r, (size_t)amounts[i]),
			    g->decimal);

			most = n > most ? n : most;
		}
	if (most <= currency_decimals(code))
		return;
	g->scale = most;
	guess_key_doubt(g, columns, g->amount,
	    "has more decimals than usual: scale keeps them, round = half-even "
	    "would not");
}

static void
find_currency(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	int column = nearest_codes(g, s);

	if (column >= 0) {
		take_column(g, s, columns, (size_t)column);
		return;
	}
	if (g->amount < 0 || code_in_name(columns->list[g->amount], g->code) ||
	    (g->other >= 0 && code_in_name(columns->list[g->other], g->code)))
		return;
	code_in_cells(s, (size_t)g->amount, g->decimal, g->code);
}

void
guess_key_currency(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	find_currency(g, s, columns);
	if (g->amount >= 0)
		tell_scale(g, s, columns);
}
