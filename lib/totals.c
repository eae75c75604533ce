#define _GNU_SOURCE /* memmem */
#include "totals.h"

#include <stdlib.h>

#include "mem.h"
#include "words.h"

static int
add_pattern(struct total_source *s, struct words *w, struct err *e)
{
	struct buf b = { 0 };
	int r = words_value(w, &b, NULL, e);

	if (r == 0)
		r = pattern_open(&s->pattern, buf_span(&b), e);
	buf_free(&b);
	if (r)
		return r;
	if (s->names.n == s->pattern.groups)
		return 0;
	return err_set(e, ST_FAIL, "\"%s\": %zu names for %u groups",
	    excerpt(w->all).s, s->names.n, s->pattern.groups);
}

static void
free_source(struct total_source *s)
{
	names_free(&s->names);
	if (s->pattern.code)
		pattern_close(&s->pattern);
}

int
total_sources_add(struct total_sources *t, struct span text, struct err *e)
{
	struct total_source s = { .pattern = { .code = NULL } };
	struct words w = words_of(text);
	struct buf b = { 0 };
	int r = words_column(&w, &b, e);

	if (r == 0)
		r = names_parse(&s.names, buf_span(&b), e);
	if (r == 0 && words_take(&w, "~"))
		r = add_pattern(&s, &w, e);
	if (r == 0 && !words_end(&w))
		r = words_fail(&w, "not understood", e);
	buf_free(&b);
	if (r) {
		free_source(&s);
		return -1;
	}
	t->list = mem_grow(t->list, &t->cap, t->n + 1, sizeof *t->list);
	t->list[t->n++] = s;
	return 0;
}

void
total_sources_free(struct total_sources *t)
{
	for (size_t i = 0; i < t->n; i++)
		free_source(&t->list[i]);
	free(t->list);
}

bool
totals_find(const struct totals *t, struct span name, struct span *value)
{
	int i = names_find(&t->names, name);

	if (i >= 0)
		*value = t->values.list[i];
	return i >= 0;
}

void
totals_set(struct totals *t, struct span name, struct span value)
{
	if (names_find(&t->names, name) >= 0)
		return;
	names_add(&t->names, name);
	names_add(&t->values, value);
}

static int
match(struct totals *t, struct total_source *s, struct span line,
    struct err *e)
{
	int r = pattern_match(&s->pattern, line, e);

	for (size_t i = 0; r == 1 && i < s->names.n; i++)
		totals_set(t, s->names.list[i], span_trim(pattern_group(
		    &s->pattern, line, (unsigned)i + 1)));
	return r < 0 ? -1 : 0;
}

/* Without blanks, mark and quotes around it. */
static struct span
bare(struct span s, struct span mark)
{
	s = span_trim(s);
	if (mark.len && span_begins(s, mark)) {
		s.p += mark.len;
		s.len -= mark.len;
	}
	if (s.len > 1 && s.p[0] == '"' && s.p[s.len - 1] == '"') {
		s.p++;
		s.len -= 2;
	}
	return span_trim(s);
}

/* The cells of a line; totals have no delimiter in them. */
static void
cells_of(struct span line, struct span delimiter, struct span mark,
    struct names *cells)
{
	while (line.p) {
		const char *d = memmem(line.p, line.len, delimiter.p,
		    delimiter.len);
		size_t n = d ? (size_t)(d - line.p) : line.len;

		names_add(cells, bare((struct span){ line.p, n }, mark));
		if (!d)
			break;
		line.p += n + delimiter.len;
		line.len -= n + delimiter.len;
	}
}

static bool
has_all(const struct names *cells, const struct names *wanted)
{
	for (size_t i = 0; i < wanted->n; i++)
		if (names_find(cells, wanted->list[i]) < 0)
			return false;
	return true;
}

/* The line behind a header of totals. */
static void
take_figures(struct totals *t, const struct names *cells)
{
	for (size_t i = 0; i < t->header.n && i < cells->n; i++)
		totals_set(t, t->header.list[i], cells->list[i]);
	names_free(&t->header);
}

int
totals_line(struct totals *t, const struct total_sources *sources,
    struct span line, struct span delimiter, struct span mark, struct err *e)
{
	struct names cells = { 0 };
	int r = 0;

	if (sources->n == 0)
		return 0;
	cells_of(line, delimiter, mark, &cells);
	if (t->header.n)
		take_figures(t, &cells);
	for (size_t i = 0; i < sources->n && r == 0; i++) {
		struct total_source *s = &sources->list[i];

		if (s->pattern.code)
			r = match(t, s, line, e);
		else if (has_all(&cells, &s->names)) {
			names_free(&t->header);
			t->header = cells;
			cells = (struct names){ 0 };
			break;
		}
	}
	names_free(&cells);
	return r;
}

void
totals_free(struct totals *t)
{
	names_free(&t->names);
	names_free(&t->values);
	names_free(&t->header);
}
