#include "flow/book/book_text.h"

#include <stdlib.h>

#include "base/mem.h"

void
book_line_end(struct book_text *t, const struct sections_section *s,
    const struct sections_entry *entry)
{
	struct book_origin o = { 0 };

	if (entry)
		o = (struct book_origin){ entry->line, entry->key };
	else if (s)
		o.line = s->line;
	buf_byte(&t->text, '\n');
	t->of = mem_grow(t->of, &t->cap, t->n + 1, sizeof *t->of);
	t->of[t->n++] = o;
}

void
book_line(
    struct book_text *t, const struct sections_section *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&t->text, fmt, ap);
	va_end(ap);
	book_line_end(t, s, NULL);
}

void
book_key_line(struct book_text *t, const struct sections_section *s,
    const char *key, const char *otherwise)
{
	const struct sections_entry *entry = sections_entry(s, key);

	if (!entry && !otherwise)
		return;
	buf_printf(&t->text, "%s = %s", key, entry ? entry->value : otherwise);
	book_line_end(t, s, entry);
}

void
book_pass(struct book_text *t, const struct sections_section *s)
{
	if (!s)
		return;
	book_line(t, NULL, "%s", "");
	sections_head_add(&book_form, s, &t->text);
	book_line_end(t, s, NULL);
	for (size_t i = 0; i < s->n; i++) {
		buf_printf(&t->text, "%s = %s", s->entries[i].key,
		    s->entries[i].value);
		book_line_end(t, s, &s->entries[i]);
	}
}

void
book_text_free(struct book_text *t)
{
	buf_free(&t->text);
	free(t->of);
	*t = (struct book_text){ 0 };
}
