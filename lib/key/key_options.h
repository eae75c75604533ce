/*
 * key_options: the rules of a recorder from the texts of recon-key's options.
 */
#ifndef KEY_OPTIONS_H
#define KEY_OPTIONS_H

#include "key/recorder.h"

/* Options, by their letter or a number of their own. */
enum key_option {
	KEY_OPTIONS_KEY = 'k',
	KEY_OPTIONS_AMOUNT = 'a',
	KEY_OPTIONS_SIDE = 's',
	KEY_OPTIONS_CURRENCY = 'c',
	KEY_OPTIONS_TIME = 't',
	KEY_OPTIONS_DATE = 'd',
	KEY_OPTIONS_CARRY = 'x',
	KEY_OPTIONS_EMPTY_PART = 256,
	KEY_OPTIONS_ROUNDED_KEY,
	KEY_OPTIONS_DECIMAL,
	KEY_OPTIONS_THOUSANDS,
	KEY_OPTIONS_MINOR,
	KEY_OPTIONS_MINOR_DIGITS,
	KEY_OPTIONS_SIGN,
	KEY_OPTIONS_SCALE,
	KEY_OPTIONS_ROUND,
	KEY_OPTIONS_DATE_FORMAT,
	KEY_OPTIONS_ZONE,
	KEY_OPTIONS_FROM_ZONE,
	KEY_OPTIONS_AMBIGUOUS,
	KEY_OPTIONS_CUT,
	KEY_OPTIONS_END, /* where other numbers may begin */
};

struct key_options {
	struct recorder recorder;
	struct zone zone, from; /* what its clock points at */
	bool has_time;          /* a time was named, if only at first */
};

void key_options_init(struct key_options *);

/*
 * Takes one option; a list given again takes the place of the one before,
 * but formats and scales are added. arg (NULL for an option without one) is
 * borrowed. -1 with the reason.
 */
int key_options_set(
    struct key_options *, int option, const char *arg, struct err *);

/* Once all are set: -1 when they do not make a whole. */
int key_options_check(const struct key_options *, struct err *);

void key_options_free(struct key_options *);

#endif
