#include "flow/book/book_words.h"

#include <string.h>

static void
add_word(struct buf *b, const char *word, const char *doubled)
{
	bool quoted = !word[0] || strpbrk(word, " \t\"");

	if (quoted)
		buf_byte(b, '"');
	for (const char *p = word; *p; p++) {
		if (strchr(doubled, *p))
			buf_byte(b, *p);
		buf_byte(b, *p);
	}
	if (quoted)
		buf_byte(b, '"');
}

void
book_word_add(struct buf *b, const char *word)
{
	add_word(b, word, "\"");
}

void
book_plain_add(struct buf *b, const char *text)
{
	add_word(b, text, "\"{");
}

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
