/*
 * overdue_options: the options of recon-roll that list what is overdue.
 */
#ifndef OVERDUE_OPTIONS_H
#define OVERDUE_OPTIONS_H

#include "option/option_row.h"

/* Values are borrowed; what was not given is 0. */
struct overdue_options {
	unsigned days;
	const char *said; /* NULL: nothing is listed */
	const char *holidays;
	bool exit_code; /* 1 where anything is listed */
};

extern const struct option_row overdue_options[];

/* What else was given; borrowed. */
struct overdue_beside {
	const char *const *said;  /* the names of all n options */
	size_t n, n_from_profile; /* those of the profile first */
	const char *file;         /* the operand, "-" where there is none */
	int files;                /* at least 1 */
};

/* After the last option: why they do not go together, as words for the
 * operator, or NULL; *option is the one they are about, or NULL. */
const char *overdue_options_fault(const struct overdue_options *,
    const struct overdue_beside *, const char **option);

#endif
