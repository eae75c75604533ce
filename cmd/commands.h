/*
 * commands: what programs that have commands print and say.
 */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "option/option_argv.h"
#include "program.h"

/* What a program does before anything else: its name is known, standard
 * descriptors are held, and signals that writes tell of by themselves are none. */
void commands_begin(const char *name);

/* On standard output; ends the program where that cannot be. */
void commands_print(struct span);

/* The same of its name and version. */
void commands_version(void);

/* On standard output, seen at once, and again and again. -1, told, without a
 * text where nobody reads it. */
int commands_print_now(struct span, struct err *);

/* For a command that reads and writes files: notes in *p, which is cleared with
 * {0} but for its name and the name of the facts, what was said; sees that no
 * file written is another one, files_apart.h, and begins the facts,
 * facts_file.h. The first n words behind the command are files. */
void commands_begin_files(
    struct program *p, const struct option_argv *, size_t n);

/* It has ended so: the facts are written, and all is released. */
void commands_end_files(struct program *p, enum status);

/* A line on standard error. */
void commands_say(const char *line);

#endif
