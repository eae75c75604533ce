/*
 * mail_message: an event as a mail, RFC 5322 and MIME: what is text goes as
 * base64, so that no line is too long, and a header holds no byte of it.
 */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include "base/buf.h"
#include "event/event.h"
#include "text/names.h"

struct mail_message {
	const char *from;            /* an address */
	const struct names *to, *cc; /* addresses; cc may be empty */
	int64_t seconds;             /* since 1970: its Date */
	const char *line_end;        /* "\r\n", or "\n" for a program */
};

/* True for LOCAL@DOMAIN of letters, digits and .!#$%&'*+/=?^_`{|}~- alone. */
bool mail_is_address(struct span);

/*
 * Adds the mail: its text the event's words, beside them its html where it has
 * that, its subject the title or else the id, its Message-ID the id at the
 * domain of from.
 */
void mail_message_add(
    struct buf *, const struct mail_message *, const struct event *);

#endif
