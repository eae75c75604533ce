#include "report/stages/stages.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/day/paths.h"
#include "text/tsv.h"

/* Room for one more. */
static struct stage *
next(struct stages *s)
{
	s->of = mem_grow(s->of, &s->cap, s->n + 1, sizeof *s->of);
	return &s->of[s->n];
}

int
stages_read(struct stages *s, const char *pattern, struct err *e)
{
	struct paths paths;
	int r = paths_find(&paths, pattern, e);

	for (size_t i = 0; i < paths.n && r == 0; i++) {
		r = stage_read(next(s), paths.of[i], e);
		s->n += r == 0;
	}
	paths_free(&paths);
	return r;
}

int
stages_take(struct stages *s, const char *name, struct buf *text, struct err *e)
{
	int r = stage_take(next(s), name, text, e);

	s->n += r == 0;
	return r;
}

const struct stage_file *
stages_wrote(const struct stages *s, struct span digest,
    const struct stage *but, const struct stage **by)
{
	if (tsv_is_none(digest))
		return NULL;
	for (size_t i = 0; i < s->n; i++) {
		const struct stage_list *l = &s->of[i].outputs;

		for (size_t k = 0; k < l->n && &s->of[i] != but; k++)
			if (l->of[k].bytes &&
			    span_eq(l->of[k].digest, digest)) {
				*by = &s->of[i];
				return &l->of[k];
			}
	}
	return NULL;
}

/* Does one of the stages from the first on write what this one reads? */
static bool
waits(const struct stages *s, size_t first, size_t i)
{
	struct stages rest = { .of = s->of + first, .n = s->n - first };
	const struct stage *by;

	for (size_t k = 0; k < s->of[i].inputs.n; k++)
		if (stages_wrote(
			&rest, s->of[i].inputs.of[k].digest, &s->of[i], &by))
			return true;
	return false;
}

void
stages_sort(struct stages *s)
{
	for (size_t first = 0; first < s->n; first++) {
		struct stage next;
		size_t i = first;

		while (i < s->n && waits(s, first, i))
			i++;
		if (i == s->n) /* a circle: as they were read */
			return;
		next = s->of[i];
		memmove(&s->of[first + 1], &s->of[first],
		    (i - first) * sizeof next);
		s->of[first] = next;
	}
}

void
stages_free(struct stages *s)
{
	for (size_t i = 0; i < s->n; i++)
		stage_free(&s->of[i]);
	free(s->of);
	*s = (struct stages){ 0 };
}
