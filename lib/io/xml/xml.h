/*
 * xml: a document as a walk over its elements, in bounded memory.
 *
 * Encodings are those the document declares; namespaces are left aside, an
 * element is known by the local names from the root down to it. Nothing is
 * fetched: a document type declaration, the only way to ask for more, is
 * refused.
 */
#ifndef XML_H
#define XML_H

#include "base/buf.h"
#include "io/input.h"
#include "io/xml/tag_guard.h"

enum xml_event {
	XML_BEGIN, /* an element begins: path and attributes are its own */
	XML_END,   /* it ends: path is still its own; text is what stood
	            * directly in it, if it held no other element */
};

struct xml {
	struct input in; /* owned */
	void *reader;    /* libxml's */
	struct tag_guard guard;
	enum xml_event event;
	struct buf path; /* "Document/Stmt/Id", with a NUL behind */
	struct buf text;
	struct buf attributes; /* of the element begun last: names and
	                        * values, a NUL behind each */
	int depth;             /* elements in path */
	uint64_t line;         /* where the element or text met last begins; 0
	                     * where it is not known */
	bool leave;            /* the path's last element has ended */
	bool failed;           /* one of libxml's callbacks says why */
	struct err why;
};

/* in: open, as it is in the file; moved, the reader owns it. The struct must
 * stay where it is until xml_close. */
int xml_open(struct xml *, struct input *in, struct err *);

/* The next event: 1, 0 the end of the document, -1 told with its place. */
int xml_next(struct xml *, struct err *);

/* The attribute of the element begun last; empty if it has none. */
struct span xml_attribute(const struct xml *, const char *name);

static inline const char *
xml_path(const struct xml *x)
{
	return x->path.p;
}

void xml_close(struct xml *);

#endif
