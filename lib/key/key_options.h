/*
 * key_options: the rules of a recorder from the texts of recon-key's options.
 */
#ifndef KEY_OPTIONS_H
#define KEY_OPTIONS_H

#include "key/recorder.h"
#include "option/option_row.h"

struct key_options {
	struct recorder recorder;
	struct zone zone, from; /* what its clock points at */
	const char *time_said;  /* a time was named, if only at first */
	bool time_last;         /* and no date behind it */
};

void key_options_init(struct key_options *);

/* Their settings are a struct key_options. A list given again takes the place
 * of the one before, but formats and scales are added. Values are borrowed. */
extern const struct option_row key_options[];

/* Once all are set: makes a whole of them, -1 when they are none. */
int key_options_check(struct key_options *, struct err *);

void key_options_free(struct key_options *);

#endif
