#include "bill/json/json_members.h"

#include <stdlib.h>

#include "base/mem.h"

void
json_members_add(struct json_members *m, struct span name)
{
	buf_add(&m->text, name);
	m->ends = mem_grow(m->ends, &m->cap, m->n + 1, sizeof *m->ends);
	m->ends[m->n++] = m->text.len;
}

static int
by_bytes(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* Two of n names, the first of which begins at byte at, that are the same. */
static bool
find_twice(const struct json_members *m, size_t from, size_t at, size_t n,
    struct span *twice)
{
	struct span *list = mem_zeroed(n, sizeof *list);
	bool found = false;

	for (size_t i = 0; i < n; i++) {
		size_t end = m->ends[from + i];

		list[i] = (struct span){ m->text.p + at, end - at };
		at = end;
	}
	qsort(list, n, sizeof *list, by_bytes);
	for (size_t i = 1; i < n && !found; i++) {
		found = span_eq(list[i - 1], list[i]);
		*twice = list[i];
	}
	free(list);
	return found;
}

bool
json_members_end(struct json_members *m, size_t from, struct span *twice)
{
	size_t at = from ? m->ends[from - 1] : 0;
	bool found =
	    m->n > from + 1 && find_twice(m, from, at, m->n - from, twice);

	m->n = from;
	m->text.len = at;
	return found;
}

void
json_members_free(struct json_members *m)
{
	buf_free(&m->text);
	free(m->ends);
}
