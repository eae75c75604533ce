#include "bill/json/json_parser.h"

#include <stdlib.h>

#include "base/mem.h"

static void *
more(void *context, size_t n)
{
	(void)context;
	return mem_alloc(n);
}

static void *
resize(void *context, void *p, size_t n)
{
	(void)context;
	return mem_resize(p, n ? n : 1);
}

static void
release(void *context, void *p)
{
	(void)context;
	free(p);
}

/* yajl does not ask whether it got memory: where there is none the program
 * ends. */
static yajl_alloc_funcs memory = {
	.malloc = more, .realloc = resize, .free = release
};

yajl_handle
json_parser_open(const yajl_callbacks *calls, void *context)
{
	return yajl_alloc(calls, &memory, context);
}

int
json_parser_stopped(yajl_handle parser, struct err *e)
{
	unsigned char *text = yajl_get_error(parser, 0, NULL, 0);
	struct span s = span_str(text ? (const char *)text : "error");

	while (s.len && strchr("\n .", s.p[s.len - 1]))
		s.len--;
	err_set(e, ST_DATA, "not JSON: %s", excerpt(s).s);
	yajl_free_error(parser, text);
	return -1;
}

int
json_parser_half(struct err *e)
{
	return err_set(e, ST_DATA,
	    "not JSON: a text with half a character (\\ud800 "
	    "to \\udfff)");
}
