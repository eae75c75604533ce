#include "flow/orders/orders_words.h"

#include "base/mem.h"
#include "text/tsv.h"

static void
add_word(struct words *w, const char *word)
{
	w->argv = mem_grow(w->argv, &w->cap, w->n + 2, sizeof *w->argv);
	w->argv[w->n++] = mem_dup(span_str(word));
	w->argv[w->n] = NULL;
}

bool
orders_words(struct words *w, struct span line)
{
	struct buf word = { 0 };
	struct span field;
	bool good = true;

	while (good && tsv_next(&line, &field)) {
		buf_clear(&word);
		good = tsv_unescape(&word, field) &&
		    !(word.len && memchr(word.p, '\0', word.len));
		buf_byte(&word, '\0');
		if (good)
			add_word(w, word.p);
	}
	buf_free(&word);
	return good;
}

void
orders_answer_add(struct buf *b, enum status status, struct span text)
{
	buf_printf(b, "%d\t", (int)status);
	tsv_escape(b, text);
	buf_byte(b, '\n');
}
