#include "io/xml/sax.h"

#include <libxml/parser.h>

#include "io/xml/xml_memory.h"

/* What libxml tells of an error, which it made const. */
#if LIBXML_VERSION >= 21200
typedef const xmlError *error_told;
#else
typedef xmlErrorPtr error_told;
#endif

/* What is read of an input and fed at once. */
enum { PIECE = 1 << 13 };

/* Where the parts of an attribute are among libxml's pointers. */
enum { NAME, VALUE = 3, VALUE_END, PARTS };

void
sax_fail(struct sax *s, const struct err *why)
{
	if (s->failed)
		return;
	s->failed = true;
	s->why = *why;
	xmlStopParser(s->parser);
}

static void
on_begin(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_spaces, const xmlChar **spaces, int n,
    int n_default, const xmlChar **attributes)
{
	struct sax *s = context;

	(void)prefix, (void)uri, (void)n_spaces, (void)spaces, (void)n_default;
	if (s->failed)
		return;
	s->attributes = (const void **)attributes;
	s->n_attributes = n;
	s->calls->begin(s->context, s, (const char *)name);
	s->n_attributes = 0;
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct sax *s = context;

	(void)prefix, (void)uri;
	if (!s->failed)
		s->calls->end(s->context, (const char *)name);
}

static void
on_text(void *context, const xmlChar *p, int n)
{
	struct sax *s = context;

	if (!s->failed)
		s->calls->text(
		    s->context, (struct span){ (const char *)p, (size_t)n });
}

static void
on_doctype(void *context, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	struct sax *s = context;
	struct err why;

	(void)name, (void)external, (void)system;
	err_set(&why, ST_DATA,
	    "has a document type declaration, which no such file needs");
	err_at(&why, s->name, 0);
	sax_fail(s, &why);
}

/* The first error counts; libxml goes on complaining. */
static void
on_error(void *context, error_told error)
{
	struct sax *s = context;
	struct span text =
	    span_str(error->message ? error->message : "is not XML");
	struct err why;

	if (error->level == XML_ERR_WARNING)
		return;
	while (text.len && strchr("\n .", text.p[text.len - 1]))
		text.len--;
	err_set(&why, ST_DATA, "not well-formed XML: %s", excerpt(text).s);
	err_at(&why, s->name, (uint64_t)(error->line > 0 ? error->line : 0));
	sax_fail(s, &why);
}

/* libxml would write these to standard error. */
static void
be_quiet(void *context, const char *format, ...)
{
	(void)context, (void)format;
}

int
sax_open(struct sax *s, const char *name, const struct sax_calls *calls,
    void *context, struct err *e)
{
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_begin,
		.endElementNs = on_end,
		.characters = on_text,
		.cdataBlock = on_text,
		.ignorableWhitespace = on_text,
		.internalSubset = on_doctype,
		.serror = on_error,
	};

	xml_memory_give();
	xmlSetGenericErrorFunc(NULL, be_quiet);
	*s = (struct sax){ .name = name, .calls = calls, .context = context };
	s->parser = xmlCreatePushParserCtxt(&handler, s, NULL, 0, NULL);
	if (!s->parser)
		return err_set(e, ST_FAIL, "%s: out of memory", name);
	/* entities are the five of XML: others need a declaration */
	xmlCtxtUseOptions(s->parser, XML_PARSE_NONET | XML_PARSE_NOENT);
	return 0;
}

int
sax_feed(struct sax *s, struct span piece, bool end, struct err *e)
{
	struct err why;
	const xmlError *last;
	int r;

	if (!s->failed && tag_guard_feed(&s->guard, piece, s->name, e))
		return -1;
	r = xmlParseChunk(s->parser, piece.p, (int)piece.len, end);

	/* an encoding that fails is told by what comes back alone */
	last = xmlCtxtGetLastError(s->parser);
	if (!s->failed && r && (!last || last->level > XML_ERR_WARNING)) {
		err_set(&why, ST_DATA, "not well-formed XML");
		err_at(&why, s->name, 0);
		sax_fail(s, &why);
	}
	if (!s->failed)
		return 0;
	*e = s->why;
	return -1;
}

int
sax_read(struct input *in, const struct sax_calls *calls, void *context,
    struct err *e)
{
	char piece[PIECE];
	struct sax s;
	int64_t n = 1;
	int r = sax_open(&s, in->name, calls, context, e);

	while (r == 0 && n > 0) {
		n = input_read(in, piece, sizeof piece, e);
		r = n < 0 ? -1
			  : sax_feed(&s, (struct span){ piece, (size_t)n },
				n == 0, e);
	}
	sax_close(&s);
	input_close(in);
	return r;
}

struct span
sax_attribute(const struct sax *s, const char *name)
{
	for (int i = 0; i < s->n_attributes; i++) {
		const void **a = s->attributes + (ptrdiff_t)i * PARTS;
		const char *value = a[VALUE];

		if (!strcmp(a[NAME], name))
			return (struct span){ value,
				(size_t)((const char *)a[VALUE_END] - value) };
	}
	return (struct span){ 0 };
}

void
sax_close(struct sax *s)
{
	if (s->parser)
		xmlFreeParserCtxt(s->parser);
	*s = (struct sax){ 0 };
}
