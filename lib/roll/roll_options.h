/*
 * roll_options: the options of recon-roll, and which go together.
 *
 * What a profile says of days that are run does not concern who only looks at
 * them: there it is passed over, and refused only where the command line has it.
 */
#ifndef ROLL_OPTIONS_H
#define ROLL_OPTIONS_H

#include "book/state_options.h"
#include "roll/overdue_options.h"
#include "roll/repair_options.h"
#include "roll/roll.h"

/* Cleared with {0}, released with roll_options_free. */
struct roll_options {
	struct state_options state;
	const char *open, *open_out;
	const char *today; /* the FILE operand, set by roll_options_settle */
	const char *date_said; /* NULL: no date was given */
	int32_t date;
	bool no_total;
	struct repair_options repair;
	struct overdue_options overdue;
	struct roll_rules roll;
	struct repair_files facts_in;
	const char *after_said; /* NULL: no --sum-of-after was given */
};

/* Of struct roll_options: those that are in no table of its parts. */
extern const struct option_row roll_options[];

/* What was said beside; borrowed. */
struct roll_said {
	const char *const *names; /* of all n options, */
	size_t n, n_from_profile; /* those of the profile first */
	char *const *files;       /* the operands, "-" where there is none */
	int n_files;              /* at least 1 */
	bool output;              /* is there an --output? */
};

/*
 * After the last option: takes back what is passed over, and says in *task what
 * is to be done unless something is overdue. Returns why the options do not go
 * together, as words for the operator, or NULL; *option is the one they are
 * about, or NULL.
 */
const char *roll_options_settle(struct roll_options *, const struct roll_said *,
    enum task *task, const char **option);

void roll_options_free(struct roll_options *);

#endif
