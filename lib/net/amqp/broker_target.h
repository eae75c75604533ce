/*
 * broker_target: which broker a section of an INI file names, and who we are to
 * it, for targets and for tickets.
 */
#ifndef BROKER_TARGET_H
#define BROKER_TARGET_H

#include "base/buf.h"
#include "net/amqp/broker_settings.h"
#include "transport/target.h"

struct broker_target {
	struct target_common common;
	struct broker_settings broker;
	const char *password_file, *cacert; /* borrowed, as written */
	unsigned port;                      /* 0: not said */
	struct buf password,
	    cacert_path; /* owned: the settings point to them */
};

/* What is not said. */
extern const struct broker_target broker_target_default;

/* Rows of option_row for such a struct at the begin of the settings. */
extern const struct option_row broker_target_rows[];

/* Sees that all is there that is needed, and reads the password. ST_FAIL,
 * told. */
int broker_target_ready(
    struct broker_target *, const struct target *, struct err *);

void broker_target_free(struct broker_target *);

#endif
