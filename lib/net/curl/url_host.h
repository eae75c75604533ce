/*
 * url_host: what a URL says of where it leads.
 */
#ifndef URL_HOST_H
#define URL_HOST_H

#include "base/span.h"

struct url_host {
	char *scheme;  /* owned, in small letters */
	bool is_here;  /* the host is this machine, this_machine.h */
	bool has_user; /* a user stands in it, or a password */
};

/* NULL, or what is wrong with the URL; then nothing has to be released. */
const char *url_host_read(struct url_host *, const char *url);

void url_host_free(struct url_host *);

#endif
