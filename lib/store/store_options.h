/*
 * store_options: what recon-store can be told.
 */
#ifndef STORE_OPTIONS_H
#define STORE_OPTIONS_H

#include "option/option_row.h"
#include "text/names.h"

enum store_task {
	STORE_LOAD,
	STORE_COLUMN, /* add columns alone */
	STORE_EXPORT,
	STORE_VERIFY,
	STORE_USUAL,
	STORE_PRUNE,
	STORE_SCHEMA,
};

/* Cleared with {0}, released with store_options_free. */
struct store_options {
	const char *db, *password_file, *book;
	unsigned wait_s;
	int32_t date;
	const char *date_said; /* the option's name, or NULL */
	struct names columns, facts;
	bool tee, no_total, export, verify, schema, exit_code;
	const char *usual_said, *prune_said;
	unsigned usual, prune;
};

extern const struct option_row store_options[];

/* What is to be done, or NULL and what is wrong. */
const char *store_options_settle(const struct store_options *, bool has_output,
    bool has_operand, enum store_task *);

void store_options_free(struct store_options *);

#endif
