/*
 * sax: a document fed in pieces, told as calls: faster than xml.h, for those
 * who need no path. Nothing is fetched: a document type declaration, the only
 * way to ask for more, is refused.
 */
#ifndef SAX_H
#define SAX_H

#include "base/buf.h"
#include "io/input.h"
#include "io/xml/tag_guard.h"

struct sax;

/* What to call; names are without namespace. */
struct sax_calls {
	void (*begin)(void *context, struct sax *, const char *name);
	void (*end)(void *context, const char *name);
	void (*text)(void *context, struct span);
};

struct sax {
	void *parser; /* libxml's */
	struct tag_guard guard;
	const struct sax_calls *calls;
	void *context;
	const char *name;        /* borrowed: for messages */
	const void **attributes; /* libxml's: of the element that begins */
	int n_attributes;
	bool failed; /* why says it */
	struct err why;
};

/* name, calls and context are borrowed. The struct must stay where it is. */
int sax_open(struct sax *, const char *name, const struct sax_calls *,
    void *context, struct err *);

/* The next piece of the document; end: it was the last. -1 also where a call
 * said sax_fail. */
int sax_feed(struct sax *, struct span, bool end, struct err *);

/* Reads the whole of an input, and closes it. */
int sax_read(
    struct input *, const struct sax_calls *, void *context, struct err *);

/* In begin: the attribute of the element, its value up to the end of the call;
 * not there: empty, of a null pointer. */
struct span sax_attribute(const struct sax *, const char *name);

/* For the calls: nothing more is told. The error is complete. */
void sax_fail(struct sax *, const struct err *);

void sax_close(struct sax *);

#endif
