/*
 * program: the begin and the end of every program of the toolkit. What these
 * functions and those of options.h and messages.h do, nothing in lib/ does:
 * print on stderr and exit.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "io/profile.h"
#include "messages.h"
#include "option/option_row.h"
#include "stream/stream_in.h"

/* An option that was given, of those that change what comes out. */
struct program_given {
	const char *option; /* its long name */
	const char *value;  /* borrowed; "yes" for a flag */
};

/* A file that an option names. */
struct program_file {
	const char *option; /* its long name */
	const char *path;   /* borrowed */
	enum option_file is;
};

struct program {
	/* set by the caller */
	const char *name;              /* "recon-join" */
	const char *usage;             /* what --help says above the options */
	size_t column;                 /* where it says what each is for */
	const struct option_row *rows; /* may name those that all programs
	                                * have, to say more of them */
	void *settings;                /* what the rows set */
	enum stream_kind kind;         /* of the stream it writes */
	bool (*is_stream)(const void *settings); /* is it one that goes to
	                                          * standard output? NULL:
	                                          * always */

	bool no_stream; /* it neither reads nor writes streams: it has no
	                 * options of theirs */

	bool in_place; /* -o may be an operand: it is read to its end before
			* anything appears */

	/* told by program_begin */
	char **operands; /* FILE operands, at least one ("-") */
	int n_operands;
	const char **said; /* owned: the names of the options that were
	                    * given, but for those that all programs have */
	size_t n_said, cap_said;
	size_t n_before; /* so many, the first, by the profile and
	                  * RECON_OPTIONS */

	struct program_file *files; /* owned: of the options given */
	size_t n_files, cap_files;

	struct program_given *given; /* owned: in the order given, those of
	                              * the profile first */
	size_t n_given, cap_given;
	size_t n_given_before; /* so many, the first, likewise */

	struct facts facts; /* told by the program; rules.facts is it where
			     * --facts was given, else NULL */

	/* the options that all programs have */
	const char *output; /* NULL: standard output */
	bool plain;
	unsigned stream_version; /* 0: not said */
	struct stream_rules rules;
	bool verbose;
	bool progress;
	const char *profile_name; /* or NULL */
	const char *facts_name;   /* or NULL */

	/* by the environment, values_file.h */
	const char *values_name; /* or NULL */
	const char *values_as;   /* before the names */

	struct options *options; /* private: while they are read */
	struct profile profile;  /* private: values point into it */
};

/*
 * Makes standard descriptors safe, reads the options of the profile, of
 * RECON_OPTIONS and of the command line into the settings and *p, options.h, sees
 * that no file written is another one, files_apart.h, and begins the facts,
 * facts_file.h, and values, values_file.h.
 */
void program_begin(struct program *p, int argc, char **argv);

/*
 * A closed descriptor 0, 1 or 2 would be given to the next file opened, and
 * messages or data would land in it. Each gets a stand-in on which the use
 * it is meant for fails.
 */
void program_hold_standard_descriptors(void);

/* Done, with this status, which it returns for main() to return: writes the
 * facts (every input and output is closed), and releases what the values of
 * options live in. */
int program_end(struct program *, enum status);

/*
 * The directory of what was installed, "profiles" or "templates":
 * share/recon/profiles beside the directory the program is in, so that a tree
 * can be moved, else where it was installed. The caller frees.
 */
char *program_installed(const char *what);
char *program_profiles(void);

/* The same of the transports, libexec/recon/transport. */
char *program_transports(void);

/* The same of what gives and takes tickets, libexec/recon/tickets. */
char *program_tickets(void);

/* The same of the shim, libexec/recon/attempt, for attempt_spec. */
char *program_attempt(void);

/* Of all programs, parted by blanks. */
extern const char program_names[];

/* For --version. */
extern const char program_version[];

#endif
