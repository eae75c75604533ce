#include "flow/book/book.h"

#include <stdlib.h>

#include "base/mem.h"

const struct book_section *
book_section(const struct book *b, enum book_part part)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->list[i].part == part)
			return &b->list[i];
	return NULL;
}

const struct book_entry *
book_entry(const struct book_section *s, const char *key)
{
	for (size_t i = 0; s && i < s->n; i++)
		if (!strcmp(s->entries[i].key, key))
			return &s->entries[i];
	return NULL;
}

const char *
book_value(const struct book_section *s, const char *key, const char *otherwise)
{
	const struct book_entry *entry = book_entry(s, key);

	return entry ? entry->value : otherwise;
}

const char *
book_part_name(enum book_part part)
{
	static const char *const names[] = { "book", "channels", "left",
		"right", "join", "roll", "notify", "review", "store", "report",
		"param", "schedule", "alarm" };

	return names[part];
}

const char *
book_name(const struct book *b)
{
	return book_value(book_section(b, BOOK_BOOK), "name", b->stem);
}

void
book_free(struct book *b)
{
	for (size_t i = 0; i < b->n; i++)
		free(b->list[i].entries);
	free(b->list);
	arena_free(&b->texts);
	*b = (struct book){ 0 };
}
