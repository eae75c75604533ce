/*
 * program: what every program of the toolkit does the same way: options
 * from the command line and the profile, messages, the exit status.
 *
 * A main() calls program_begin, then program_option until it returns 0, and
 * leaves with program_end or program_die. These functions print and exit;
 * nothing in lib/ does.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "base/err.h"
#include "io/profile.h"
#include "stream/stream_in.h"

/* One option of a program's own; a table ends with {0}. */
struct program_option {
	const char *name; /* the long one, and the key in a profile */
	int letter;       /* the short one, or a number above 255 */
	bool takes_arg;
};

struct program {
	const char *name;  /* "recon-join" */
	const char *usage; /* the whole text of --help */
	const struct program_option *own;
	char **operands; /* FILE operands, at least one ("-") once
	                    * program_option returned 0 */
	int n_operands;

	char *arg;         /* of the option just returned */
	const char *where; /* "--tolerance", or "shop.ini:12: tolerance" */

	/* the common options, set by program_option */
	const char *output; /* NULL: standard output */
	bool plain;
	struct stream_rules rules;
	int verbose;
	bool progress;

	/* private */
	int argc;
	char **argv;
	struct profile profile;
	size_t next_entry;
	bool profile_done;
	void *long_options, *letters;
	char place[512];
};

/* Names the program, makes standard descriptors safe, loads -p's profile. */
void program_begin(struct program *, const char *name, const char *usage,
    const struct program_option *own, int argc, char **argv);

/*
 * The letter of the next of the program's own options, those of the profile
 * first so that the command line has the last word; 0 after the last. Bad
 * options end the program with status 2.
 */
int program_option(struct program *);

/* The argument of --threads; a bad one ends the program. */
unsigned program_threads(const struct program *);

/* Done: releases what the options hold (p->arg and p->output die). Returns
 * the status for main() to return. */
int program_end(struct program *);

/* Ends the program: "NAME: WHERE: text", status 2. */
_Noreturn void program_bad_option(const struct program *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * The directory of the profiles that were installed: share/recon/profiles
 * beside the directory the program is in, so that a tree can be moved, else
 * where it was installed. The caller frees.
 */
char *program_profiles(void);

/* One line on stderr, "NAME: text". */
void program_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Ends the program with the error's text (nothing for an empty one) and
 * its status. */
_Noreturn void program_die(const struct err *);

#endif
