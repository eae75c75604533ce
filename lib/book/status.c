#include "book/status.h"

#include <inttypes.h>
#include <stdio.h>

#include "book/dir/chain.h"
#include "text/table/text_table.h"
#include "text/tsv.h"
#include "value/time/date.h"

/* A day of the chain. */
struct day {
	const struct manifest_day *m;
	struct day_entry en;
	bool stale;
	char oldest[DATE_LEN + 1]; /* or "-" */
	char age[16];              /* whole days from oldest to the day */
	struct buf sums;           /* each with a TAB before it */
};

static void
add_sums(struct buf *b, const struct total *t)
{
	struct buf line = { 0 };
	struct span rest, field;

	total_format(&line, t);
	rest = (struct span){ line.p, line.len - 1 };
	while (tsv_next(&rest, &field))
		if (field.len > 1 && field.p[1] == '.') {
			buf_byte(b, '\t');
			buf_add(b, field);
		}
	buf_free(&line);
}

static int
day_open(struct day *d, const struct state_dir *s, const struct chain_day *c,
    struct err *e)
{
	*d = (struct day){ .m = &s->manifest.days[c->at],
		.stale = c->stale,
		.oldest = TSV_NONE,
		.age = TSV_NONE };
	if (state_dir_entry(s, d->m, &d->en, e))
		return -1;
	add_sums(&d->sums, &d->en.totals[DAY_OPEN]);
	if (!d->en.has_oldest)
		return 0;
	date_format(d->en.oldest, d->oldest);
	snprintf(d->age, sizeof d->age, "%" PRId32,
	    d->en.oldest < d->m->day ? d->m->day - d->en.oldest : 0);
	return 0;
}

static void
day_close(struct day *d)
{
	buf_free(&d->sums);
	day_entry_free(&d->en);
}

static void
add_plain(struct buf *b, const struct day *d)
{
	char date[DATE_LEN + 1];

	date_format(d->m->day, date);
	buf_printf(b, "%s\t%u\t%s\t%s\t%" PRIu64 "\t%s\t%s\t%s\t%s\t", date,
	    d->m->generation, day_kind_name(d->en.kind),
	    d->stale ? "stale" : TSV_NONE, d->en.totals[DAY_OPEN].records,
	    d->oldest, d->age, d->m->has_open ? "open" : TSV_NONE,
	    d->m->has_copies ? "copies" : TSV_NONE);
	buf_add(b, d->en.when);
	buf_byte(b, '\t');
	buf_add(b, d->en.user);
	buf_add(b, buf_span(&d->sums));
	buf_byte(b, '\n');
}

/* What is not as usual. */
static void
add_notes(struct text_table *t, const struct day *d)
{
	size_t from = t->text.len;

	if (d->stale)
		buf_str(&t->text, " stale");
	if (d->en.kind != DAY_ROLLED)
		buf_printf(&t->text, " %s", day_kind_name(d->en.kind));
	if (d->en.forced.len)
		buf_str(&t->text, " forced");
	if (!d->m->has_open)
		buf_str(&t->text, " pruned");
	if (d->m->has_copies)
		buf_str(&t->text, " copies");
	if (t->text.len == from)
		buf_str(&t->text, " " TSV_NONE);
	text_table_cell_since(t, from + 1);
}

static void
add_row(struct text_table *t, const struct day *d)
{
	char text[32];

	text_table_row(t, d->stale ? TEXT_TABLE_ALARM : TEXT_TABLE_PLAIN);
	date_format(d->m->day, text);
	text_table_cell(t, span_str(text));
	snprintf(text, sizeof text, "%u", d->m->generation);
	text_table_cell(t, span_str(text));
	snprintf(text, sizeof text, "%" PRIu64, d->en.totals[DAY_OPEN].records);
	text_table_cell(t, span_str(text));
	text_table_cell(t, span_str(d->oldest));
	text_table_cell(t, span_str(d->age));
	text_table_cell(t, d->en.when);
	add_notes(t, d);
	for (size_t i = 0; i < d->sums.len; i++)
		if (d->sums.p[i] == '\t')
			d->sums.p[i] = ' ';
	text_table_cell(t,
	    d->sums.len ? (struct span){ d->sums.p + 1, d->sums.len - 1 }
			: SPAN(TSV_NONE));
}

static void
add_heading(struct text_table *t)
{
	static const char *const words[] = { "day", "run", "open", "oldest",
		"age", "at", "", "sums" };

	text_table_row(t, TEXT_TABLE_HEADING);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		text_table_cell(t, span_str(words[i]));
}

int
status_format(
    struct buf *b, const struct state_dir *s, bool plain, struct err *e)
{
	struct text_table t = { .align = "lrrlrlll" };
	struct chain c = { 0 };
	int r = 0;

	chain_make(&c, &s->manifest);
	add_heading(&t);
	for (size_t i = 0; r == 0 && i < c.n; i++) {
		struct day d;

		r = day_open(&d, s, &c.days[i], e);
		if (r == 0 && plain)
			add_plain(b, &d);
		else if (r == 0)
			add_row(&t, &d);
		day_close(&d);
	}
	if (r == 0 && !plain)
		text_table_format(&t, false, b);
	text_table_free(&t);
	chain_free(&c);
	return r;
}
