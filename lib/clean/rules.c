#include "clean/rules.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/plural.h"

int
rules_add(struct rules *r, enum rule_kind kind, struct span text, struct err *e)
{
	r->list = mem_grow(r->list, &r->cap, r->n + 1, sizeof *r->list);
	if (rule_parse(&r->list[r->n], kind, text, e)) {
		rule_free(&r->list[r->n]);
		return -1;
	}
	r->list[r->n].check.form = &r->form;
	r->list[r->n].check.line = &r->line;
	r->list[r->n].place = ++r->given;
	if (r->n == 0 || !rule_join(&r->list[r->n - 1], &r->list[r->n]))
		r->n++;
	return 0;
}

int
rules_rename(struct rules *r, struct span text, struct err *e)
{
	struct buf names[2] = { { 0 } };
	int side = 0, result = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.p[i] == '=' && side == 0) {
			side = 1;
			continue;
		}
		if (text.p[i] == '\\' && i + 1 < text.len &&
		    (text.p[i + 1] == '=' || text.p[i + 1] == '\\'))
			i++;
		buf_byte(&names[side], text.p[i]);
	}
	if (span_trim(buf_span(&names[0])).len &&
	    span_trim(buf_span(&names[1])).len) {
		names_add(&r->from, span_trim(buf_span(&names[0])));
		names_add(&r->to, span_trim(buf_span(&names[1])));
	} else {
		result = err_set(
		    e, ST_FAIL, "\"%s\" is not OLD=NEW", excerpt(text).s);
	}
	buf_free(&names[0]);
	buf_free(&names[1]);
	return result;
}

static int
rename_columns(struct rules *r, struct err *e)
{
	for (size_t i = 0; i < r->from.n; i++) {
		int at = names_seek(&r->header.was, r->from.list[i]);

		if (at < 0)
			return header_need(&r->header, r->from.list[i], e);
		if (names_find(&r->header.now, r->to.list[i]) >= 0)
			return err_set(e, ST_DATA,
			    "%s cannot be renamed to "
			    "%s, which is there already",
			    excerpt(r->from.list[i]).s,
			    excerpt(r->to.list[i]).s);
		header_rename(&r->header, (size_t)at, r->to.list[i]);
	}
	return 0;
}

/* A table has no two columns of one name. */
static int
send(struct rules *r, size_t place, struct err *e)
{
	for (size_t i = 0; i < r->n_out; i++)
		if (r->out[i] == place)
			return err_set(e, ST_FAIL,
			    "--select: the column %s "
			    "is there twice (--set makes another one of it)",
			    excerpt(r->header.now.list[place]).s);
	r->out = mem_grow(r->out, &r->cap_out, r->n_out + 1, sizeof *r->out);
	r->out[r->n_out++] = place;
	return 0;
}

static int
choose(struct rules *r, struct err *e)
{
	size_t n = r->select.n ? r->select.n : r->header.now.n;

	r->n_out = 0;
	for (size_t i = 0; i < n; i++) {
		int at = r->select.n
		    ? header_need(&r->header, r->select.list[i], e)
		    : (int)i;

		if (at < 0 || send(r, (size_t)at, e))
			return -1;
	}
	return 0;
}

void
rules_begin_bill(struct rules *r)
{
	for (size_t i = 0; i < r->n; i++)
		r->list[i].dropped = 0;
}

void
rules_tell(const struct rules *r, struct names *to)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < r->n; i++) {
		const struct rule *rule = &r->list[i];

		if (rule->dropped == 0)
			continue;
		buf_clear(&b);
		buf_printf(&b, "rule %zu, %s %s: %ju row%s dropped",
		    rule->place, rule_name(rule->kind), rule->text,
		    (uintmax_t)rule->dropped, plural(rule->dropped));
		names_add(to, buf_span(&b));
	}
	buf_free(&b);
}

void
rules_note(const struct rules *r, struct facts *facts)
{
	struct buf name = { 0 }, text = { 0 };

	for (size_t i = 0; i < r->n; i++) {
		const struct rule *rule = &r->list[i];

		if (rule->dropped == 0)
			continue;
		buf_clear(&name);
		buf_printf(&name, "dropped.%zu", rule->place);
		buf_byte(&name, '\0');
		buf_clear(&text);
		buf_printf(&text, "%s %s", rule_name(rule->kind), rule->text);
		buf_byte(&text, '\0');
		facts_count(facts, name.p, rule->dropped, text.p);
	}
	buf_free(&name);
	buf_free(&text);
}

void
rules_begin(struct rules *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->list[i].kind == RULE_CHECK)
			figure_check_begin(&r->list[i].check);
}

int
rules_bind(struct rules *r, const struct names *columns, struct err *e)
{
	header_free(&r->header);
	for (size_t i = 0; i < columns->n; i++)
		header_add(&r->header, columns->list[i]);
	r->n_in = columns->n;
	if (rename_columns(r, e))
		return -1;
	for (size_t i = 0; i < r->n; i++)
		if (rule_bind(&r->list[i], &r->header, e))
			return -1;
	if (choose(r, e))
		return -1;
	r->out = mem_grow(r->out, &r->cap_out, r->n_out + 1, sizeof *r->out);
	r->out[r->n_out] = r->header.now.n;
	r->cells = mem_grow(
	    r->cells, &r->cap_cells, r->header.now.n + 1, sizeof *r->cells);
	return 0;
}

static int
find_out(const struct rules *r, struct span name)
{
	for (size_t i = 0; i < r->n_out; i++)
		if (span_eq(rules_name(r, i), name))
			return (int)i;
	return -1;
}

void
rules_arrange(struct rules *r, const struct names *names, size_t n)
{
	size_t *out;
	int at = 0;

	if (n != r->n_out)
		return;
	out = mem_alloc(n * sizeof *out);
	for (size_t i = 0; i < n && at >= 0; i++) {
		at = find_out(r, names->list[i]);
		if (at >= 0)
			out[i] = r->out[at];
	}
	if (at >= 0)
		memcpy(r->out, out, n * sizeof *out);
	free(out);
}

struct span
rules_name(const struct rules *r, size_t i)
{
	return r->header.now.list[r->out[i]];
}

enum rule_outcome
rules_apply(struct rules *r, struct row *row, struct err *e)
{
	struct span *cells = row->cells;

	r->line = row->line;
	if (r->n ||
	    r->want_more) { /* a row that is changed is copied: cells belong
			     * to the reader */
		cells = r->cells;
		memcpy(cells, row->cells, r->n_in * sizeof *cells);
		for (size_t i = r->n_in; i < r->header.now.n; i++)
			cells[i] = (struct span){ row->raw.p, 0 };
	}
	for (size_t i = 0; i < r->n; i++) {
		enum rule_outcome o =
		    rule_apply(&r->list[i], cells, &row->odd, e);

		if (o == RULE_GONE)
			r->list[i].dropped++;
		if (o != RULE_PASS)
			return o;
	}
	r->row = cells;
	return RULE_PASS;
}

size_t
rules_checks(const struct rules *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += r->list[i].kind == RULE_CHECK;
	return n;
}

int
rules_check(
    const struct rules *r, const struct stated_figures *t, struct err *e)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->list[i].kind == RULE_CHECK &&
		    figure_check_total(&r->list[i].check, t, e))
			return -1;
	return 0;
}

void
rules_free(struct rules *r)
{
	for (size_t i = 0; i < r->n; i++)
		rule_free(&r->list[i]);
	free(r->list);
	names_free(&r->select);
	names_free(&r->from);
	names_free(&r->to);
	header_free(&r->header);
	free(r->out);
	free(r->cells);
}
