/*
 * key_options: the rules of a recorder from the texts of recon-key's options.
 */
#ifndef KEY_OPTIONS_H
#define KEY_OPTIONS_H

#include "key/recorder.h"

/* Options, by their letter or a number of their own. */
enum keyrules_option {
	KEYRULES_KEY = 'k',
	KEYRULES_AMOUNT = 'a',
	KEYRULES_SIDE = 's',
	KEYRULES_CURRENCY = 'c',
	KEYRULES_TIME = 't',
	KEYRULES_DATE = 'd',
	KEYRULES_CARRY = 'x',
	KEYRULES_EMPTY_PART = 256,
	KEYRULES_ROUNDED_KEY,
	KEYRULES_DECIMAL,
	KEYRULES_THOUSANDS,
	KEYRULES_MINOR,
	KEYRULES_MINOR_DIGITS,
	KEYRULES_SIGN,
	KEYRULES_SCALE,
	KEYRULES_ROUND,
	KEYRULES_DATE_FORMAT,
	KEYRULES_ZONE,
	KEYRULES_FROM_ZONE,
	KEYRULES_AMBIGUOUS,
	KEYRULES_CUT,
	KEYRULES_END, /* where other numbers may begin */
};

struct keyrules {
	struct recorder recorder;
	struct zone zone, from; /* what its clock points at */
	bool has_time;          /* a time was named, if only at first */
};

void keyrules_init(struct keyrules *);

/*
 * Takes one option; a list given again takes the place of the one before,
 * but formats and scales are added. arg (NULL for an option without one) is
 * borrowed. -1 with the reason.
 */
int keyrules_set(struct keyrules *, int option, const char *arg,
    struct err *);

/* Once all are set: -1 when they do not make a whole. */
int keyrules_check(const struct keyrules *, struct err *);

void keyrules_free(struct keyrules *);

#endif
