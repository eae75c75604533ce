#define _GNU_SOURCE /* memmem */
#include "bill/rows/stated_figures.h"

#include <stdlib.h>

#include "base/mem.h"
#include "rule/rule_words.h"

static int
add_pattern(struct total_source *s, struct rule_words *w, struct err *e)
{
	struct buf b = { 0 };
	int r = rule_words_value(w, &b, NULL, e);

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
	free(s->pointer);
}

static int
add_pointer(struct total_source *s, struct rule_words *w, struct err *e)
{
	if (s->names.n != 1)
		return err_set(e, ST_FAIL, "\"%s\": %zu names for one figure",
		    excerpt(w->all).s, s->names.n);
	s->pointer = mem_dup(span_trim(w->rest));
	w->rest.len = 0;
	return 0;
}

int
total_sources_add(struct total_sources *t, struct span text, struct err *e)
{
	struct total_source s = { .pattern = { .code = NULL } };
	struct rule_words w = rule_words_of(text);
	struct buf b = { 0 };
	int r = rule_words_column(&w, &b, e);

	if (r == 0)
		r = names_parse(&s.names, buf_span(&b), e);
	if (r == 0 && rule_words_take(&w, "~"))
		r = add_pattern(&s, &w, e);
	else if (r == 0 && rule_words_take(&w, "="))
		r = add_pointer(&s, &w, e);
	if (r == 0 && !rule_words_end(&w))
		r = rule_words_fail(&w, "not understood", e);
	buf_free(&b);
	if (r) {
		free_source(&s);
		return -1;
	}
	t->list = mem_grow(t->list, &t->cap, t->n + 1, sizeof *t->list);
	t->list[t->n++] = s;
	return 0;
}

const struct total_source *
total_sources_pointer(const struct total_sources *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->list[i].pointer)
			return &t->list[i];
	return NULL;
}

void
total_sources_free(struct total_sources *t)
{
	for (size_t i = 0; i < t->n; i++)
		free_source(&t->list[i]);
	free(t->list);
}

bool
stated_figures_find(
    const struct stated_figures *t, struct span name, struct span *value)
{
	int i = names_find(&t->now.names, name);

	if (i >= 0)
		*value = t->now.values.list[i];
	return i >= 0;
}

void
stated_figures_ahead(struct stated_figures *t)
{
	for (size_t i = 0; i < t->now.names.n; i++)
		names_add(&t->ahead, t->now.names.list[i]);
}

static void
free_figures(struct figures *f)
{
	names_free(&f->names);
	names_free(&f->values);
}

void
stated_figures_next(struct stated_figures *t)
{
	free_figures(&t->now);
	t->now = t->next;
	t->next = (struct figures){ .names = { 0 } };
	names_free(&t->header);
}

int
stated_figures_end(const struct stated_figures *t, struct err *e)
{
	if (t->next.names.n == 0)
		return 0;
	return err_set(e, ST_DATA,
	    "the total %s is told of a section that "
	    "does not come: is the bill cut short, or its header another? "
	    "(--no-check takes it)",
	    excerpt(t->next.names.list[0]).s);
}

/* Where a figure goes: to the next section if such a figure was stated ahead of
 * the sections, else to this one. */
static struct figures *
figures_for(struct stated_figures *t, struct span name)
{
	return names_find(&t->ahead, name) < 0 ? &t->now : &t->next;
}

void
stated_figures_set(
    struct stated_figures *t, struct span name, struct span value)
{
	struct figures *f = figures_for(t, name);

	if (names_find(&f->names, name) >= 0)
		return;
	names_add(&f->names, name);
	names_add(&f->values, value);
}

static int
tell(struct stated_figures *t, struct span name, struct span value,
    struct err *e)
{
	if (t->once && names_find(&figures_for(t, name)->names, name) >= 0)
		return err_set(e, ST_DATA,
		    "the total %s is told again in "
		    "one section: was a header not found? (--no-check takes "
		    "it)",
		    excerpt(name).s);
	stated_figures_set(t, name, value);
	return 0;
}

static int
match(struct stated_figures *t, struct total_source *s, struct span line,
    struct err *e)
{
	int r = pattern_match(&s->pattern, line, e);

	for (size_t i = 0; r == 1 && i < s->names.n; i++)
		if (tell(t, s->names.list[i],
			span_trim(
			    pattern_group(&s->pattern, line, (unsigned)i + 1)),
			e))
			r = -1;
	return r;
}

/* s without blanks, mark and quotes around it. */
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
		const char *d =
		    memmem(line.p, line.len, delimiter.p, delimiter.len);
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

/* Takes the figures on the line behind a header of totals. */
static int
take_figures(struct stated_figures *t, const struct names *cells, struct err *e)
{
	int r = 0;

	for (size_t i = 0; i < t->header.n && i < cells->n && r == 0; i++) {
		struct span name = t->header.list[i];

		if (names_find(&t->header, name) == (int)i)
			r = tell(t, name, cells->list[i], e);
	}
	names_free(&t->header);
	return r;
}

int
stated_figures_line(struct stated_figures *t,
    const struct total_sources *sources, struct span line,
    struct span delimiter, struct span mark, struct err *e)
{
	struct names cells = { 0 };
	int r = 0, taken = 0;

	if (sources->n == 0)
		return 0;
	cells_of(line, delimiter, mark, &cells);
	if (t->header.n) {
		r = take_figures(t, &cells, e);
		taken = 1;
	}
	for (size_t i = 0; i < sources->n && r >= 0; i++) {
		struct total_source *s = &sources->list[i];

		if (s->pattern.code) {
			r = match(t, s, line, e);
			taken |= r == 1;
		} else if (!s->pointer && has_all(&cells, &s->names)) {
			names_free(&t->header);
			t->header = cells;
			cells = (struct names){ 0 };
			taken = 1;
			break;
		}
	}
	names_free(&cells);
	return r < 0 ? -1 : taken;
}

void
stated_figures_free(struct stated_figures *t)
{
	free_figures(&t->now);
	free_figures(&t->next);
	names_free(&t->ahead);
	names_free(&t->header);
}
