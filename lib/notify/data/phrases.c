#include "notify/data/phrases.h"

#include <stdlib.h>

int
phrases_open(struct phrases *w, const char *name, const char *lang,
    const char *installed, struct err *e)
{
	char *path = template_find(name, lang, installed, e);
	int r = path ? template_open(&w->template, path, e) : -1;

	free(path);
	w->is_there = r == 0;
	return r;
}

int
phrases_make(struct phrases *w, struct span data, struct err *e)
{
	return w->is_there ? template_render(&w->template, data, &w->text, e)
			   : 0;
}

void
phrases_free(struct phrases *w)
{
	if (w->is_there)
		template_free(&w->template);
	template_text_free(&w->text);
	*w = (struct phrases){ 0 };
}
