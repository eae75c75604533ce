#include "db/sql_words.h"

void
sql_words_put(struct buf *b, enum db_kind kind, const struct sql_word *words,
    size_t n, const char *text)
{
	while (*text) {
		struct span rest = span_str(text);
		size_t i = 0;

		while (i < n && !span_begins(rest, span_str(words[i].word)))
			i++;
		if (i == n) {
			buf_byte(b, *text++);
			continue;
		}
		buf_str(b,
		    kind == DB_POSTGRES ? words[i].postgres : words[i].sqlite);
		text += strlen(words[i].word);
	}
	buf_byte(b, '\0');
}
