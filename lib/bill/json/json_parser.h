/*
 * json_parser: yajl as all who read JSON set it up. Who includes this knows
 * yajl's calls; how it gets memory and what it says of errors is known here.
 */
#ifndef JSON_PARSER_H
#define JSON_PARSER_H

#include <yajl/yajl_parse.h>

#include "base/err.h"

/* calls and context are borrowed. NULL where there is no memory; released with
 * yajl_free. */
yajl_handle json_parser_open(const yajl_callbacks *calls, void *context);

/* Why the parser stopped: "not JSON: ...", ST_DATA. Always -1. */
int json_parser_stopped(yajl_handle, struct err *);

/* The same where json_text found half a character. */
int json_parser_half(struct err *);

#endif
