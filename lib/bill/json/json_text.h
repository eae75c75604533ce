/*
 * json_text: what a JSON parser does not tell of the text it is fed: its lines,
 * and escapes of half a character, \ud83d without its other half, which are
 * no text.
 */
#ifndef JSON_TEXT_H
#define JSON_TEXT_H

#include "base/span.h"

/* Cleared with {0}. */
struct json_text {
	bool in_string;
	bool escape;     /* behind a backslash */
	unsigned digits; /* of \uHHHH to come */
	unsigned code;
	bool half; /* the first half of a character, its other must follow */
};

/* Reads on. Returns how many bytes are good: fewer than s.len where an escape
 * of half a character ends there. */
size_t json_text_scan(struct json_text *, struct span s);

#endif
