/*
 * smtp: mails to a relay, over a connection that is kept, encrypted unless it is
 * to this machine and that was asked for.
 */
#ifndef SMTP_H
#define SMTP_H

#include "base/buf.h"
#include "base/err.h"
#include "text/names.h"
#include "transport/answer.h"

/* Borrowed as long as it is open. */
struct smtp_settings {
	const char *relay;    /* smtp://HOST[:PORT] or smtps://HOST[:PORT] */
	bool plain;           /* smtp:// without STARTTLS */
	const char *user;     /* or NULL */
	const char *password; /* or NULL */
	const char *cacert; /* certificates trusted instead of the system's, or
	                       * NULL */
	uint32_t timeout;   /* seconds */
};

struct smtp;

/* What is wrong with a relay, NULL where nothing is. */
const char *smtp_fault(const struct smtp_settings *);

struct smtp *smtp_open(const struct smtp_settings *, struct err *);

/* Sends a mail, its lines ended by CR LF, and says what came of it: 4yz is to be
 * tried again, 5yz fails. ST_FAIL where it cannot be tried. */
int smtp_send(struct smtp *, const char *from, const struct names *to,
    const struct names *cc, struct span mail, struct answer *, struct err *);

void smtp_close(struct smtp *);

#endif
