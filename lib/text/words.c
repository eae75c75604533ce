#include "text/words.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void
add(struct words *w, struct span word)
{
	w->argv = mem_grow(w->argv, &w->cap, w->n + 2, sizeof *w->argv);
	w->argv[w->n++] = mem_dup(word);
	w->argv[w->n] = NULL;
}

static void
take_byte(struct span *s, struct buf *word)
{
	buf_byte(word, s->p[0]);
	*s = (struct span){ s->p + 1, s->len - 1 };
}

/* Reads what stands between quotes, the first of which was taken. Returns
 * false where the second is missing. */
static bool
take_quoted(struct span *s, struct buf *word)
{
	while (s->len) {
		if (!span_take(s, '"'))
			take_byte(s, word);
		else if (span_take(s, '"'))
			buf_byte(word, '"');
		else
			return true;
	}
	return false;
}

static bool
take_word(struct span *s, struct buf *word)
{
	buf_clear(word);
	while (s->len && !is_blank(s->p[0])) {
		if (span_take(s, '"')) {
			if (!take_quoted(s, word))
				return false;
			continue;
		}
		take_byte(s, word);
	}
	return true;
}

int
words_split(struct words *w, struct span text, struct err *e)
{
	struct span left = span_trim(text);
	struct buf word = { 0 };
	bool closed = true;

	if (left.len == 0)
		return err_set(e, ST_FAIL, "no command");
	if (memchr(left.p, '\0', left.len))
		return err_set(e, ST_FAIL, "a NUL in a command");
	while (left.len && (closed = take_word(&left, &word))) {
		add(w, buf_span(&word));
		left = span_trim(left);
	}
	buf_free(&word);
	if (!closed)
		return err_set(e, ST_FAIL, "a quote that is not closed");
	return 0;
}

void
words_free(struct words *w)
{
	for (size_t i = 0; i < w->n; i++)
		free(w->argv[i]);
	free(w->argv);
	*w = (struct words){ 0 };
}
