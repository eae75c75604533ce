/*
 * cut_options: the words behind recon-cut: a command, its options, and the rest
 * of it.
 */
#ifndef CUT_OPTIONS_H
#define CUT_OPTIONS_H

#include "cut/post/post.h"
#include "cut/split/split.h"
#include "option/option_argv.h"

/* What was not said is NULL, false, or as it is told. Borrowed. */
struct cut_options {
	bool help, version;
	const char *store;
	const char *why;
	bool rehearse;
	bool has_at;
	int64_t at; /* seconds since 1970 */
	bool json, exit_code;
	const char *output;

	/* of split */
	const char *into, *time, *refused, *facts;
	struct accounting_day clock; /* its formats */
	bool has_as_of;
	int64_t as_of; /* a step */
	enum split_late late;
	const char *late_said; /* the option's name, or NULL */
	struct line_sorter_options sorter;

	/* of post and balance */
	const char *db, *opening;
	int32_t date, next, turn;
	const char *date_said, *next_said, *turn_said; /* as late_said */
	unsigned together, wait_s;
	const char *wait_said;
	struct stream_rules rules;
	bool plain;

	/* of extract */
	const char *of, *left, *right;

	struct option_argv argv;
};

/* Reads the words behind the name of the program; option_argv_read. */
int cut_options_read(struct cut_options *, int argc, char **argv, struct err *);

/* ST_FAIL for a rehearsal of which the store is not named. */
int cut_options_check_rehearsal(const struct cut_options *, struct err *);

/* Adds the URL of the store, and a NUL: the option, else $RECON_CUT_STORE, else
 * recon/cut.db in $XDG_STATE_HOME or in ~/.local/state. ST_FAIL where none is
 * known, or where one of rehearsals is not named by the option. */
int cut_options_store(const struct cut_options *, struct buf *, struct err *);

#endif
