#include "clean/clean.h"

#include <stdio.h>

#include "base/mem.h"
#include "stream/table_out.h"

/* Adds the column src at the end; a bill that has one already is refused. */
static int
add_source(
    struct clean *c, const struct bill *b, struct names *names, struct err *e)
{
	if (names_find(names, span_str(SOURCE_COLUMN)) >= 0) {
		err_set(e, ST_DATA,
		    "there is a column " SOURCE_COLUMN
		    " already, call it something else with --rename");
		return err_at(e, b->in.name, b->header_line);
	}
	names_add(names, span_str(SOURCE_COLUMN));
	source_begin(&c->source, b->in.name);
	return 0;
}

/* The column names go out once; a bill or section after the first must give
 * the same, in any order. */
static int
write_header(struct clean *c, const struct bill *b, struct err *e)
{
	struct names names = { 0 };
	struct buf was = { 0 }, is = { 0 };
	bool same;

	c->rules.want_more = c->want_source;
	if (rules_bind(&c->rules, &b->columns, e)) {
		bill_before(b, e);
		return err_at(e, b->in.name, b->header_line);
	}
	if (c->wrote_header)
		rules_arrange(
		    &c->rules, &c->header, c->header.n - c->want_source);
	for (size_t i = 0; i < c->rules.n_out; i++)
		names_add(&names, rules_name(&c->rules, i));
	if (c->want_source && add_source(c, b, &names, e)) {
		names_free(&names);
		return -1;
	}
	if (!c->wrote_header) {
		c->wrote_header = true;
		c->header = names;
		table_put_names(c->out, names.list, names.n);
		return 0;
	}
	names_join(&was, &c->header);
	names_join(&is, &names);
	same = span_eq(buf_span(&was), buf_span(&is));
	if (!same) {
		err_set(e, ST_DATA,
		    "the columns are not those of the %s "
		    "before it: %s, not %s",
		    b->before.n ? "header" : "bill", excerpt(buf_span(&is)).s,
		    excerpt(buf_span(&was)).s);
		err_at(e, b->in.name, b->header_line);
	}
	names_free(&names);
	buf_free(&was);
	buf_free(&is);
	return same ? 0 : -1;
}

/* A row that cannot be used ends the run, or becomes a line of the rejects. */
static int
refuse(
    struct clean *c, const struct bill *b, const struct row *row, struct err *e)
{
	if (e->status != ST_DATA || !c->rejects->wanted)
		return err_at(e, b->in.name, row->line);
	rejects_add(c->rejects, b->in.name, row->line, e->text, row->raw);
	return 0;
}

static int
read_header(struct clean *c, struct bill *b, struct err *e)
{
	struct row row;
	enum row_outcome r;

	while ((r = bill_header(b, &row, e)) == ROW_BAD)
		if (refuse(c, b, &row, e))
			return -1;
	if (r == ROW_ERROR)
		return -1;
	return r == ROW_END ? 0 : write_header(c, b, e);
}

static void
put_row(struct clean *c, const struct row *row)
{
	const struct rules *r = &c->rules;
	size_t n = r->n_out;

	if (c->want_source)
		r->row[r->out[n++]] = source_cell(&c->source, row->line);
	table_put_row(c->out, r->row, r->out, n,
	    row->odd || (c->want_source && c->source.odd));
	c->counts.out++;
}

static int
write_row(struct clean *c, const struct bill *b, struct row *row, struct err *e)
{
	switch (rules_apply(&c->rules, row, e)) {
	case RULE_PASS:
		put_row(c, row);
		return 0;
	case RULE_GONE:
		c->counts.skipped++;
		return 0;
	case RULE_BAD:
		break;
	}
	c->counts.rejected++;
	return refuse(c, b, row, e);
}

static int
write_some(struct clean *c, const struct bill *b, struct row *rows, size_t n,
    struct err *e)
{
	if (c->rules.n == 0 && !c->want_source) {
		table_put_rows(c->out, rows, n, c->rules.out, c->rules.n_out);
		c->counts.out += n;
		return 0;
	}
	for (size_t i = 0; i < n; i++)
		if (write_row(c, b, &rows[i], e))
			return -1;
	return 0;
}

static int
write_rows(struct clean *c, struct bill *b, struct err *e)
{
	struct row *rows, row;
	enum row_outcome r = ROW_OK;

	while (r > ROW_END) {
		size_t n = bill_rows(b, &rows);

		if (output_failed(&c->out->out))
			return output_flush(&c->out->out, e);
		if (n) {
			if (write_some(c, b, rows, n, e))
				return -1;
			continue;
		}
		r = bill_next(b, &row, e);
		if (r == ROW_OK && write_row(c, b, &row, e))
			return -1;
		if (r != ROW_BAD)
			continue;
		c->counts.rejected++;
		if (refuse(c, b, &row, e))
			return -1;
	}
	return r == ROW_END ? 0 : -1;
}

static int
check_counts(struct clean *c, const struct bill *b, struct err *e)
{
	struct clean_counts *n = &c->counts;

	n->in = b->body + bill_skipped(b);
	n->skipped += bill_skipped(b);
	if (n->in == n->out + n->rejected + n->skipped)
		return 0;
	err_set(e, ST_BROKEN,
	    "%ju rows in, but %ju out, %ju rejected, %ju "
	    "skipped",
	    (uintmax_t)n->in, (uintmax_t)n->out, (uintmax_t)n->rejected,
	    (uintmax_t)n->skipped);
	return err_at(e, b->in.name, 0);
}

/* Remembers the bill as seen. One without rows is not remembered: it is the
 * same bytes on every day that has none. */
static int
remember(struct clean *c, const struct bill *b, struct err *e)
{
	char digest[DIGEST_TEXT + 1];
	uint64_t bytes = 0;

	if (!b->digest || b->body == 0)
		return 0;
	if (digest_take(b->digest, digest, &bytes, e) ||
	    seen_add(&c->seen, digest, bytes, b->in.name, e))
		return err_at(e, b->in.name, 0);
	return 0;
}

/*
 * Checks the figures that the bill states about itself, or about the section.
 */
static int
check_figures(struct clean *c, const struct bill *b, struct err *e)
{
	char section[32];
	int r;

	if (c->layout.format.no_check)
		return 0;
	r = rules_check(&c->rules, &b->totals, e);
	if (r == 0 && !b->more)
		r = stated_figures_end(&b->totals, e);
	if (r == 0)
		return 0;
	if (c->layout.again != AGAIN_SECTION)
		return err_at(e, b->in.name, 0);
	snprintf(
	    section, sizeof section, "section %ju", (uintmax_t)b->header_rows);
	err_at(e, section, 0);
	return err_at(e, b->in.name, b->header_line);
}

/* Cleans the rows from a header to the next one, or to the end of the bill. */
static int
clean_section(struct clean *c, struct bill *b, struct err *e)
{
	if (read_header(c, b, e))
		return -1;
	if (!b->headed)
		return 0;
	if (write_rows(c, b, e))
		return -1;
	if (b->more && c->layout.again == AGAIN_PAGE)
		return 0;
	if (check_figures(c, b, e))
		return -1;
	rules_begin(&c->rules);
	return 0;
}

/* Notes what became of the lines of the bill. */
static void
tell_lines(struct clean *c, const struct bill *b)
{
	struct buf text = { 0 };

	bill_tell_odd(b, &c->odd);
	bill_tell_lines(b, &text);
	if (text.len)
		names_add(&c->went, buf_span(&text));
	buf_free(&text);
	rules_tell(&c->rules, &c->went);
}

/* For --facts. */
static void
note_counts(const struct clean *c, const struct bill *b)
{
	const struct total rows = { .records = c->counts.in };
	struct facts *facts = c->layout.facts;

	facts_call(b->fact, b->in.name);
	facts_total(b->fact, &rows);
	facts_count(facts, "rejected", c->counts.rejected, NULL);
	facts_count(facts, "skipped", c->counts.skipped, NULL);
	rules_note(&c->rules, facts);
}

int
clean_bill(struct clean *c, const char *name, struct err *e)
{
	struct bill b;
	int r;

	c->counts = (struct clean_counts){ 0 };
	names_free(&c->odd);
	names_free(&c->went);
	rules_begin_bill(&c->rules);
	if (bill_open(&b, &c->layout, name, e))
		return -1;
	do
		r = clean_section(c, &b, e);
	while (r == 0 && b.more);
	if (r == 0)
		r = check_counts(c, &b, e);
	if (r == 0)
		r = remember(c, &b, e);
	if (r == 0) {
		tell_lines(c, &b);
		note_counts(c, &b);
	}
	snprintf(c->encoding, sizeof c->encoding, "%s",
	    b.decode && decode_encoding(b.decode) ? decode_encoding(b.decode)
						  : "");
	bill_close(&b);
	return r;
}

void
clean_free(struct clean *c)
{
	layout_free(&c->layout);
	rules_free(&c->rules);
	names_free(&c->header);
	names_free(&c->odd);
	names_free(&c->went);
	source_free(&c->source);
}
