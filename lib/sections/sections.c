#include "sections/sections.h"

#include <stdlib.h>

const struct sections_section *
sections_find(const struct sections *b, unsigned part)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->list[i].part == part)
			return &b->list[i];
	return NULL;
}

const struct sections_entry *
sections_entry(const struct sections_section *s, const char *key)
{
	for (size_t i = 0; s && i < s->n; i++)
		if (!strcmp(s->entries[i].key, key))
			return &s->entries[i];
	return NULL;
}

const char *
sections_value(
    const struct sections_section *s, const char *key, const char *otherwise)
{
	const struct sections_entry *entry = sections_entry(s, key);

	return entry ? entry->value : otherwise;
}

static bool
is_called(const struct sections_key *k, const char *name)
{
	size_t n = strlen(k->name);

	return k->name[n - 1] == ' ' ? !strncmp(k->name, name, n)
				     : !strcmp(k->name, name);
}

const struct sections_key *
sections_key(const struct sections_form *form, unsigned part, const char *name)
{
	for (const struct sections_key *k = form->keys; k->name; k++)
		if ((k->parts >> part & 1) && is_called(k, name))
			return k;
	return NULL;
}

void
sections_head_add(const struct sections_form *form,
    const struct sections_section *s, struct buf *to)
{
	const char *const words[] = { form->parts[s->part].word, s->name,
		s->to };

	for (size_t i = 0; i < 3 && words[i][0]; i++) {
		buf_byte(to, i ? ' ' : '[');
		buf_str(to, words[i]);
	}
	buf_byte(to, ']');
}

void
sections_lacks(const struct sections *b, const struct sections_section *s,
    const char *key, struct told *told)
{
	struct buf head = { 0 };

	if (!s || sections_entry(s, key))
		return;
	sections_head_add(b->form, s, &head);
	told_add(told, b->path, s->line, "%.*s says no %s =", (int)head.len,
	    head.p, key);
	buf_free(&head);
}

void
sections_free(struct sections *b)
{
	for (size_t i = 0; i < b->n; i++)
		free(b->list[i].entries);
	free(b->list);
	arena_free(&b->texts);
	*b = (struct sections){ 0 };
}
