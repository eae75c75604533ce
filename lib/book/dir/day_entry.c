#include "book/dir/day_entry.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "text/tsv.h"
#include "value/time/date.h"

static const char *const kinds[] = { "rolled", "imported", "taken-over" };
static const char *const totals[] = { "before", "new", "closed", "open",
	"reopened" };

const char *
day_kind_name(enum day_kind k)
{
	return kinds[k];
}

const char *
day_total_name(enum day_total t)
{
	return totals[t];
}

void
day_list_add(struct day_list *l, const struct day_bytes *b)
{
	l->of = mem_grow(l->of, &l->cap, l->n + 1, sizeof *l->of);
	l->of[l->n++] = *b;
}

static void
put_day(struct buf *b, const char *name, int32_t day, bool there)
{
	char date[DATE_LEN + 1];

	date_format(day, date);
	buf_printf(b, "%s\t%s", name, there ? date : TSV_NONE);
}

static void
put_span(struct buf *b, char before, struct span s)
{
	buf_byte(b, before);
	buf_add(b, s);
}

/* Each line with the name before it. */
static void
put_lines(struct buf *b, const char *name, struct span lines)
{
	while (lines.len) {
		const char *lf = memchr(lines.p, '\n', lines.len);
		size_t n = (size_t)(lf - lines.p) + 1;

		buf_str(b, name);
		put_span(b, '\t', (struct span){ lines.p, n });
		lines.p += n;
		lines.len -= n;
	}
}

static void
put_bytes(struct buf *b, const struct day_bytes *of)
{
	put_span(b, '\t', of->name);
	buf_printf(b, "\t%" PRIu64, of->bytes);
	put_span(b, '\t', of->digest);
	if (of->total.len)
		put_span(b, '\t', of->total);
	buf_byte(b, '\n');
}

static void
put_head(const struct day_entry *d, struct buf *b)
{
	put_day(b, DAY_ENTRY_HEAD "\ndate", d->day, true);
	buf_printf(
	    b, "\ngeneration\t%u\nkind\t%s\n", d->generation, kinds[d->kind]);
	put_day(b, "from", d->from, d->from_generation != 0);
	if (d->from_generation) {
		buf_printf(b, "\t%u", d->from_generation);
		put_span(b, '\t', d->from_digest);
	}
	buf_str(b, "\nwhen");
	put_span(b, '\t', d->when);
	buf_str(b, "\nuser");
	put_span(b, '\t', d->user);
	put_span(b, '\t', d->uid);
	buf_str(b, "\nversion");
	put_span(b, '\t', d->version);
	buf_byte(b, '\n');
}

struct span
day_total_text(struct arena *a, const struct total *t)
{
	static const struct span of = SPAN("#total\t");
	struct buf line = { 0 };
	struct span text;

	total_format(&line, t);
	text = arena_copy(
	    a, (struct span){ line.p + of.len, line.len - of.len - 1 });
	buf_free(&line);
	return text;
}

/* "total NAME", then what a #total line has. */
static void
put_total(struct buf *b, const char *name, const struct total *t)
{
	struct arena a = { 0 };

	buf_printf(b, "total\t%s", name);
	put_span(b, '\t', day_total_text(&a, t));
	buf_byte(b, '\n');
	arena_free(&a);
}

void
day_entry_format(const struct day_entry *d, struct buf *b)
{
	put_head(d, b);
	put_lines(b, "option", d->options);
	put_lines(b, "force", d->forced);
	if (d->by.p) {
		buf_str(b, "by");
		put_span(b, '\t', d->by);
		put_span(b, '\t', d->why);
		buf_byte(b, '\n');
	}
	put_lines(b, "reply", d->replies);
	for (size_t i = 0; i < d->inputs.n; i++) {
		buf_str(b, "input");
		put_span(b, '\t', d->inputs.of[i].role);
		put_bytes(b, &d->inputs.of[i]);
	}
	put_lines(b, "facts", d->facts);
	for (int i = 0; i < DAY_TOTALS; i++)
		if (i != DAY_REOPENED || d->totals[i].records)
			put_total(b, totals[i], &d->totals[i]);
	put_day(b, "oldest", d->oldest, d->has_oldest);
	buf_str(b, "\nfile\topen");
	put_bytes(b, &d->open);
	for (size_t i = 0; i < d->copies.n; i++) {
		buf_str(b, "copy");
		put_bytes(b, &d->copies.of[i]);
	}
}

bool
day_entry_same_inputs(const struct day_entry *a, const struct day_entry *b)
{
	if (a->kind != b->kind || a->inputs.n != b->inputs.n)
		return false;
	for (size_t i = 0; i < a->inputs.n; i++)
		if (!span_eq(a->inputs.of[i].role, b->inputs.of[i].role) ||
		    !span_eq(a->inputs.of[i].digest, b->inputs.of[i].digest))
			return false;
	return true;
}

void
day_entry_free(struct day_entry *d)
{
	free(d->inputs.of);
	free(d->copies.of);
	for (int i = 0; i < DAY_TOTALS; i++)
		total_free(&d->totals[i]);
	arena_free(&d->arena);
	*d = (struct day_entry){ 0 };
}
