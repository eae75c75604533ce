/*
 * url_edit: URLs made of others.
 */
#ifndef URL_EDIT_H
#define URL_EDIT_H

#include "base/buf.h"

/* Each adds, and a NUL behind it; false where the URL is none. */

/* The URL with a text, encoded, at the end of its path, before a "?". */
bool url_with_suffix(struct buf *, const char *url, const char *text);

/* The last name of the path, decoded; none where it ends with a slash. */
bool url_name(struct buf *, const char *url);

/* All of the path, decoded. */
bool url_path(struct buf *, const char *url);

/* Adds a URL for people, and for what keeps messages: a password is not in it.
 * Without a NUL; what is no URL stays as it is. */
void url_shown(struct buf *, struct span url);

/* Is the scheme this one? */
bool url_is(const char *url, const char *scheme);

#endif
