#include "book/dir/manifest.h"

#include <stdlib.h>

#include "base/mem.h"
#include "book/dir/state_name.h"
#include "text/tsv.h"
#include "value/time/date.h"

#define HEAD "recon-state manifest 1"

enum { FIELDS = 8 };

static int
by_place(const struct manifest_day *a, const struct manifest_day *b)
{
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->generation > b->generation) -
	    (a->generation < b->generation);
}

/* "open" or "-". */
static bool
parse_flag(struct span field, const char *word, bool *is)
{
	*is = span_eq(field, span_str(word));
	return *is || tsv_is_none(field);
}

static bool
parse_from(const struct span *f, struct manifest_day *d)
{
	if (tsv_is_none(f[0]) && tsv_is_none(f[1])) {
		d->from_generation = 0;
		return true;
	}
	return date_parse(f[0], &d->from) &&
	    state_name_generation(f[1], &d->from_generation) &&
	    d->from < d->day;
}

static bool
parse_day(struct span line, struct manifest_day *d)
{
	struct span f[FIELDS];
	size_t n = 0;

	*d = (struct manifest_day){ 0 };
	while (n < FIELDS && tsv_next(&line, &f[n]))
		n++;
	if (n < FIELDS || line.p || !span_eq(f[0], SPAN("day")) ||
	    !date_parse(f[1], &d->day) ||
	    !state_name_generation(f[2], &d->generation) || !digest_is(f[3]) ||
	    !parse_from(f + 4, d) || !parse_flag(f[6], "open", &d->has_open) ||
	    !parse_flag(f[7], "copies", &d->has_copies))
		return false;
	memcpy(d->digest, f[3].p, DIGEST_TEXT);
	return true;
}

static bool
take_line(struct span *text, struct span *line)
{
	const char *lf = text->len ? memchr(text->p, '\n', text->len) : NULL;

	if (!lf)
		return false;
	*line = (struct span){ text->p, (size_t)(lf - text->p) };
	text->p += line->len + 1;
	text->len -= line->len + 1;
	return true;
}

static int
bad_line(struct span line, const char *name, uint64_t at, struct err *e)
{
	err_set(
	    e, ST_DATA, "is no line of a manifest: \"%s\"", excerpt(line).s);
	return err_at(e, name, at);
}

int
manifest_parse(
    struct manifest *m, struct span text, const char *name, struct err *e)
{
	struct span line = { 0 };
	struct manifest_day d;
	uint64_t at = 1;

	if (!take_line(&text, &line) || !span_eq(line, SPAN(HEAD))) {
		err_set(e, ST_DATA,
		    "is no manifest that this version knows: \"%s\"",
		    excerpt(line).s);
		return err_at(e, name, at);
	}
	while (take_line(&text, &line)) {
		at++;
		if (!parse_day(line, &d))
			return bad_line(line, name, at, e);
		if (m->n && by_place(&m->days[m->n - 1], &d) >= 0) {
			err_set(e, ST_DATA, "days out of order");
			return err_at(e, name, at);
		}
		m->days = mem_grow(m->days, &m->cap, m->n + 1, sizeof *m->days);
		m->days[m->n++] = d;
	}
	return text.len ? bad_line(text, name, at + 1, e) : 0;
}

void
manifest_format(const struct manifest *m, struct buf *b)
{
	char date[DATE_LEN + 1];

	buf_add(b, SPAN(HEAD "\n"));
	for (size_t i = 0; i < m->n; i++) {
		const struct manifest_day *d = &m->days[i];

		date_format(d->day, date);
		buf_printf(
		    b, "day\t%s\t%u\t%s", date, d->generation, d->digest);
		date_format(d->from, date);
		if (d->from_generation)
			buf_printf(b, "\t%s\t%u", date, d->from_generation);
		else
			buf_add(b, SPAN("\t-\t-"));
		buf_printf(b, "\t%s\t%s\n", d->has_open ? "open" : TSV_NONE,
		    d->has_copies ? "copies" : TSV_NONE);
	}
}

void
manifest_add(struct manifest *m, const struct manifest_day *d)
{
	size_t i;

	m->days = mem_grow(m->days, &m->cap, m->n + 1, sizeof *m->days);
	for (i = m->n; i && by_place(&m->days[i - 1], d) > 0; i--)
		m->days[i] = m->days[i - 1];
	m->days[i] = *d;
	m->n++;
}

struct manifest_day *
manifest_find(const struct manifest *m, int32_t day, unsigned generation)
{
	for (size_t i = m->n; i; i--) {
		struct manifest_day *d = &m->days[i - 1];

		if (d->day == day &&
		    (!generation || d->generation == generation))
			return d;
	}
	return NULL;
}

void
manifest_free(struct manifest *m)
{
	free(m->days);
	*m = (struct manifest){ 0 };
}
