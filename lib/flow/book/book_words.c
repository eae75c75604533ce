#include "flow/book/book_words.h"

#include <string.h>

/*
 * Adds what stands before the next name that begins so, and goes behind a
 * doubled brace, which begins none. NULL: the rest was added.
 */
static const char *
add_until(struct buf *b, const char *p, const char *name)
{
	size_t n = strlen(name);

	while (*p && strncmp(p, name, n) != 0) {
		if (!strncmp(p, "{{", 2))
			buf_byte(b, *p++);
		buf_byte(b, *p++);
	}
	return *p ? p : NULL;
}

void
book_words_of_file(struct buf *b, const char *words, const char *file)
{
	static const char name[] = "{file}";
	const char *p = words;

	while ((p = add_until(b, p, name)) != NULL) {
		buf_str(b, file);
		p += sizeof name - 1;
	}
}

void
book_words_of_fetch(struct buf *b, const char *words)
{
	const char *p = words;

	while ((p = add_until(b, p, "{date:")) != NULL) {
		buf_str(b, "{{");
		p++;
	}
}
