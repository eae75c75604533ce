#include "io/xml/xml.h"

#include <libxml/xmlreader.h>

#include "base/mem.h"
#include "io/xml/xml_memory.h"

/* What libxml tells of an error, which it made const. */
#if LIBXML_VERSION >= 21200
typedef const xmlError *error_told;
#else
typedef xmlErrorPtr error_told;
#endif

/* An element's line number is kept in 16 bits, a text's in full. */
enum { ELEMENT_LINE_MAX = 65534 };

static int
read_input(void *context, char *p, int cap)
{
	struct xml *x = context;
	int64_t n = input_read(&x->in, p, (size_t)cap, &x->why);

	if (n > 0 &&
	    tag_guard_feed(
		&x->guard, (struct span){ p, (size_t)n }, x->in.name, &x->why))
		n = -1;
	if (n < 0)
		x->failed = true;
	return (int)n;
}

/* The first error counts; libxml goes on complaining. */
static void
take_error(void *context, error_told error)
{
	struct xml *x = context;
	struct span text;

	if (x->failed)
		return;
	x->failed = true;
	text = span_str(error->message ? error->message : "is not XML");
	while (text.len && strchr("\n .", text.p[text.len - 1]))
		text.len--;
	err_set(&x->why, ST_DATA, "not well-formed XML: %s", excerpt(text).s);
	err_at(
	    &x->why, x->in.name, (uint64_t)(error->line > 0 ? error->line : 0));
}

/* libxml would write these to standard error. */
static void
be_quiet(void *context, const char *format, ...)
{
	(void)context, (void)format;
}

int
xml_open(struct xml *x, struct input *in, struct err *e)
{
	xml_memory_give();
	*x = (struct xml){ .in = *in };
	*in = (struct input){ .fd = -1 };
	x->reader = xmlReaderForIO(read_input, NULL, x, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
	if (!x->reader) {
		err_set(e, ST_FAIL, "%s: out of memory", x->in.name);
		xml_close(x);
		return -1;
	}
	xmlTextReaderSetStructuredErrorHandler(x->reader, take_error, x);
	xmlSetGenericErrorFunc(NULL, be_quiet);
	/* errors below the parser, in an encoding, come here and not there */
	xmlSetStructuredErrorFunc(x, take_error);
	buf_byte(&x->path, '\0');
	return 0;
}

static struct span
span_of(const xmlChar *s)
{
	return s ? span_str((const char *)s) : (struct span){ 0 };
}

static void
descend(struct xml *x)
{
	x->path.len--; /* the NUL */
	if (x->depth)
		buf_byte(&x->path, '/');
	buf_add(&x->path, span_of(xmlTextReaderConstLocalName(x->reader)));
	buf_byte(&x->path, '\0');
	x->depth++;
}

static void
ascend(struct xml *x)
{
	x->path.len--;
	while (x->path.len && x->path.p[x->path.len - 1] != '/')
		x->path.len--;
	if (x->path.len)
		x->path.len--;
	buf_byte(&x->path, '\0');
	x->depth--;
}

static void
take_attributes(struct xml *x)
{
	buf_clear(&x->attributes);
	while (xmlTextReaderMoveToNextAttribute(x->reader) == 1) {
		buf_add(&x->attributes,
		    span_of(xmlTextReaderConstLocalName(x->reader)));
		buf_byte(&x->attributes, '\0');
		buf_add(&x->attributes,
		    span_of(xmlTextReaderConstValue(x->reader)));
		buf_byte(&x->attributes, '\0');
	}
	xmlTextReaderMoveToElement(x->reader);
}

static uint64_t
line_here(const struct xml *x)
{
	xmlNodePtr node = xmlTextReaderCurrentNode(x->reader);
	long n = node ? xmlGetLineNo(node) : 0;

	if (n <= 0 || (n > ELEMENT_LINE_MAX && node->type != XML_TEXT_NODE))
		return 0;
	return (uint64_t)n;
}

static int
end_element(struct xml *x)
{
	x->event = XML_END;
	x->leave = true;
	return 1;
}

static int
begin_element(struct xml *x)
{
	x->event = XML_BEGIN;
	x->line = line_here(x);
	descend(x);
	take_attributes(x);
	buf_clear(&x->text);
	return 1;
}

/* Takes one node of the document: 1 where it is an event, 0 where it is not, -1
 * on an error. */
static int
step(struct xml *x, struct err *e)
{
	switch (xmlTextReaderNodeType(x->reader)) {
	case XML_READER_TYPE_ELEMENT:
		return begin_element(x);
	case XML_READER_TYPE_END_ELEMENT:
		return end_element(x);
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
		x->line = line_here(x);
		buf_add(&x->text, span_of(xmlTextReaderConstValue(x->reader)));
		return 0;
	case XML_READER_TYPE_DOCUMENT_TYPE:
		err_set(e, ST_DATA,
		    "has a document type declaration, which "
		    "no statement needs");
		return err_at(e, x->in.name, 0);
	default:
		return 0;
	}
}

int
xml_next(struct xml *x, struct err *e)
{
	int r;

	if (x->leave) {
		ascend(x);
		buf_clear(&x->text);
		x->leave = false;
	} else if (x->depth && x->event == XML_BEGIN &&
	    xmlTextReaderIsEmptyElement(x->reader) == 1) {
		return end_element(x);
	}
	while ((r = xmlTextReaderRead(x->reader)) == 1 && !x->failed) {
		int s = step(x, e);

		if (s)
			return s;
	}
	if (r == 0 && !x->failed)
		return 0;
	if (!x->failed) {
		err_set(&x->why, ST_DATA, "not well-formed XML");
		err_at(&x->why, x->in.name, 0);
	}
	*e = x->why;
	return -1;
}

struct span
xml_attribute(const struct xml *x, const char *name)
{
	const char *p = x->attributes.p, *end = p + x->attributes.len;

	while (p < end) {
		const char *value = p + strlen(p) + 1;

		if (!strcmp(p, name))
			return span_str(value);
		p = value + strlen(value) + 1;
	}
	return (struct span){ 0 };
}

void
xml_close(struct xml *x)
{
	if (x->reader)
		xmlFreeTextReader(x->reader);
	xmlSetStructuredErrorFunc(NULL, NULL);
	input_close(&x->in);
	buf_free(&x->path);
	buf_free(&x->text);
	buf_free(&x->attributes);
	*x = (struct xml){ .in = { .fd = -1 } };
}
