#include "cut/book/cut_book.h"

#include <stdlib.h>

size_t
cut_book_system(const struct cut_book *b, struct span name)
{
	size_t i = 0;

	while (i < b->n_systems && !span_eq(name, span_str(b->systems[i].name)))
		i++;
	return i;
}

void
cut_book_free(struct cut_book *b)
{
	for (size_t i = 0; i < b->n_systems; i++)
		free(b->systems[i].after);
	for (size_t i = 0; i < b->n_jobs; i++) {
		free(b->jobs[i].after);
		free(b->jobs[i].before);
	}
	free(b->systems);
	free(b->jobs);
	free(b->pairs);
	zone_free(&b->zone);
	calendar_free(&b->calendar);
	sections_free(&b->file);
	*b = (struct cut_book){ 0 };
}
