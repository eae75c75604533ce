#include "cut/book/cut_systems.h"

#include <stdlib.h>

#include "base/mem.h"
#include "cut/book/cut_circle.h"

/* The section of the system at a place, which are in the order of the file. */
static void
take(struct cut_book *b, const struct sections_section *s)
{
	struct cut_system *to = &b->systems[b->n_systems++];

	*to = (struct cut_system){ .name = s->name, .line = s->line };
	to->title = sections_value(s, "title", s->name);
	to->target = sections_value(s, "target", s->name);
	to->extract = sections_value(s, "extract", NULL);
	to->extract_timeout = cut_value_seconds(s, "extract-timeout", "1h");
	to->validates = cut_value_choice(&cut_form, s, "validates", "no") == 1;
	to->after = mem_zeroed(s->n + 1, sizeof *to->after);
}

static bool
has(const struct cut_system *s, size_t after)
{
	for (size_t i = 0; i < s->n_after; i++)
		if (s->after[i] == after)
			return true;
	return false;
}

/* One system that another gets data from. */
static void
take_after(struct cut_book *b, size_t system,
    const struct sections_entry *entry, struct told *told)
{
	struct cut_system *s = &b->systems[system];
	size_t up = cut_book_system(b, span_str(entry->value));
	const char *path = b->file.path;

	if (!cut_name_is(span_str(entry->value)))
		return; /* it was told */
	if (up == b->n_systems)
		told_add(told, path, entry->line,
		    "after: there is no [system %s]", entry->value);
	else if (up == system)
		told_add(told, path, entry->line, "after: it is after itself");
	else if (has(s, up))
		told_add(told, path, entry->line, "after: %s is there twice",
		    entry->value);
	else
		s->after[s->n_after++] = up;
}

static void
take_data(struct cut_book *b, struct told *told)
{
	for (size_t i = 0, at = 0; i < b->file.n; i++) {
		const struct sections_section *s = &b->file.list[i];

		if (s->part != CUT_PART_SYSTEM || at == b->n_systems)
			continue;
		for (size_t k = 0; k < s->n; k++)
			if (!strcmp(s->entries[k].key, "after"))
				take_after(b, at, &s->entries[k], told);
		at++;
	}
}

static void
check_validates(const struct cut_book *b, struct told *told)
{
	const struct cut_system *first = NULL;

	for (size_t i = 0; i < b->n_systems; i++) {
		const struct cut_system *s = &b->systems[i];

		if (s->validates && first)
			told_add(told, b->file.path, s->line,
			    "[system %s] validates, and [system %s] does "
			    "already: one is asked first",
			    s->name, first->name);
		else if (s->validates)
			first = s;
	}
	if (!first && b->n_systems)
		told_add(told, b->file.path, 0,
		    "no system says validates = yes: one is asked first");
}

static size_t
parents(const void *arg, size_t system, size_t *to)
{
	const struct cut_book *b = arg;
	const struct cut_system *s = &b->systems[system];

	if (s->n_after)
		memcpy(to, s->after, s->n_after * sizeof *to);
	return s->n_after;
}

static void
tell_circle(
    const struct cut_book *b, const size_t *circle, size_t n, struct told *told)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < n; i++)
		buf_printf(&text, "%s is after ", b->systems[circle[i]].name);
	told_add(told, b->file.path, b->systems[circle[0]].line,
	    "a circle of the data: %.*s%s", (int)text.len, text.p,
	    b->systems[circle[0]].name);
	buf_free(&text);
}

static int
by_number(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/* Puts them as order says, but the one that validates first. */
static void
arrange(struct cut_book *b, size_t *order)
{
	struct cut_system *to = mem_alloc(b->n_systems * sizeof *to);
	size_t *place = mem_alloc(b->n_systems * sizeof *place), n = 0;

	for (int first = 1; first >= 0; first--)
		for (size_t i = 0; i < b->n_systems; i++)
			if (b->systems[order[i]].validates == first) {
				place[order[i]] = n;
				to[n++] = b->systems[order[i]];
			}
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < to[i].n_after; k++)
			to[i].after[k] = place[to[i].after[k]];
		qsort(
		    to[i].after, to[i].n_after, sizeof *to[i].after, by_number);
	}
	free(b->systems);
	free(place);
	b->systems = to;
}

static void
sort(struct cut_book *b, struct told *told)
{
	size_t *order = mem_zeroed(b->n_systems + 1, sizeof *order);
	size_t *circle = mem_zeroed(b->n_systems + 1, sizeof *circle);
	size_t n = cut_circle(b->n_systems, parents, b, order, circle);

	if (n)
		tell_circle(b, circle, n, told);
	else
		arrange(b, order);
	free(order);
	free(circle);
}

void
cut_systems_read(struct cut_book *b, struct told *told)
{
	b->systems = mem_zeroed(CUT_SYSTEMS_MAX, sizeof *b->systems);
	for (size_t i = 0; i < b->file.n; i++) {
		const struct sections_section *s = &b->file.list[i];

		if (s->part != CUT_PART_SYSTEM)
			continue;
		if (b->n_systems == CUT_SYSTEMS_MAX) {
			told_add(told, b->file.path, s->line,
			    "more than %d systems", CUT_SYSTEMS_MAX);
			break;
		}
		take(b, s);
	}
	if (b->n_systems == 0) {
		told_add(told, b->file.path, 0, "there is no [system NAME]");
		return;
	}
	take_data(b, told);
	check_validates(b, told);
	sort(b, told);
}
