/*
 * template_escape: values made harmless where they stand.
 *
 * In all but JSON a value is first made visible (visible.h): it is one line,
 * and commands no terminal and no direction of writing.
 */
#ifndef TEMPLATE_ESCAPE_H
#define TEMPLATE_ESCAPE_H

#include "base/buf.h"

enum template_escape {
	TEMPLATE_PLAIN,
	TEMPLATE_HTML,     /* text and attributes in quotes */
	TEMPLATE_MARKDOWN, /* CommonMark: backslashes, < > & as in HTML */
	TEMPLATE_MRKDWN,   /* Slack: & < >, as its page has it */
	TEMPLATE_CHAT,     /* robots whose markup has no escapes: what it is
			    * made of in its full width */
	TEMPLATE_JSON,     /* a text with its quotes */
	TEMPLATE_STRING,   /* the same without them */
	TEMPLATE_ESCAPES
};

/* Its name in a template; the one of a name, or TEMPLATE_ESCAPES. */
const char *template_escape_name(enum template_escape);
enum template_escape template_escape_find(struct span name);

/* Adds the value, which is UTF-8 if escape is one of JSON. */
void template_escape(struct buf *, enum template_escape, struct span value);

/* Adds an address, every byte of it that could end it or be markup in HTML or
 * Markdown, but "&", as %HH. False, and nothing added, where it is not one of
 * http or https. */
bool template_link(struct buf *, struct span value);

#endif
