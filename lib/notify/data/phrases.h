/*
 * phrases: what people read of an event, made of its data by a template.
 */
#ifndef PHRASES_H
#define PHRASES_H

#include "template/template.h"

/* Cleared with {0}: there are none. Released with phrases_free. */
struct phrases {
	bool is_there;
	struct template template;  /* owned */
	struct template_text text; /* owned: made last */
};

/* Finds the template as template_find does, and reads it. ST_FAIL. */
int phrases_open(struct phrases *, const char *name, const char *lang,
    const char *installed, struct err *);

/* Makes the text of the data; without a template none. ST_DATA. */
int phrases_make(struct phrases *, struct span data, struct err *);

/* A part of the text made last, empty where there is none. */
static inline struct span
phrases_part(const struct phrases *w, enum template_part part)
{
	return buf_span(&w->text.parts[part]);
}

void phrases_free(struct phrases *);

#endif
