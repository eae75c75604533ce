/*
 * report_options: what recon-report can be told.
 */
#ifndef REPORT_OPTIONS_H
#define REPORT_OPTIONS_H

#include "option/option_row.h"
#include "report/stored/stored.h"
#include "report/words/words.h"
#include "text/names.h"

struct report_settings {
	int32_t date;
	const char *date_said; /* the option's name, or NULL */
	const char *db, *password_file, *book;
	const char *wait_said;
	unsigned wait_s;
	unsigned top, days;
	enum language lang;
	const char *title, *left_is, *right_is, *xlsx, *state;
	bool proof, exit_code;
	struct names by, history, stages; /* owned; patterns of files */
};

/* Where nothing else is said. */
extern const struct report_settings report_settings_usual;

extern const struct option_row report_options[];

/*
 * Do they go together? said are the names of n options; those that only a page
 * has do not go with --proof, and --state only goes with it; file is the one the
 * results are in, or NULL. ST_FAIL, told.
 */
int report_options_check(const struct report_settings *,
    const char *const *said, size_t n, const char *file, struct err *);

/* The day of the database they name. */
struct stored_wish report_options_stored(const struct report_settings *);

void report_settings_free(struct report_settings *);

#endif
