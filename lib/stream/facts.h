/*
 * facts: what a program read and wrote, and what became of it, as --facts puts
 * it into a file, recon-facts(5).
 *
 * Every function takes a NULL for facts that nobody wants, and does nothing.
 */
#ifndef FACTS_H
#define FACTS_H

#include "io/digest.h"
#include "io/output.h"
#include "stream/line/control_total.h"

#define FACTS_READ "read"       /* the role of a FILE operand */
#define FACTS_WRITTEN "written" /* that of the stream that goes out */

/* An input or an output. */
struct facts_file {
	const char *role;          /* borrowed */
	char *name;                /* owned */
	struct digest_text digest; /* known once it is closed */
	struct digest_sum *sum;    /* owned: of an output being written */
	struct total total;
	bool totalled;
	uint64_t lines; /* the digest of its lines, line_digest.h, */
	bool digested;  /* if that is known */
	struct facts_file *next;
};

/* A number of things, and what they are. */
struct facts_count {
	char *name; /* owned */
	char *text; /* owned, or NULL */
	uint64_t n;
};

/* Cleared with {0}, released with facts_free. */
struct facts {
	bool
	    is_undigested; /* no SHA-256 is wanted; set before the first file */
	struct facts_file *inputs, *outputs; /* owned, in the order opened */
	struct facts_file *sums;             /* owned: of no file */
	struct facts_count *counts;          /* owned */
	size_t n, cap;
};

/*
 * Notes an input that was opened and not read: what is read through it until it
 * is closed is digested. role NULL is FACTS_READ; it is borrowed. name as
 * input_open has it.
 */
struct facts_file *facts_input(
    struct facts *, const char *role, const char *name, struct input *);

/* Notes an input whose digest the caller puts there. */
struct facts_file *facts_input_by_name(
    struct facts *, const char *role, const char *name);

/* The same of an output. */
struct facts_file *facts_output_by_name(
    struct facts *, const char *role, const char *name);

/* An input that is part of another, an entry of an archive, has its name. */
void facts_call(struct facts_file *, const char *name);

/* Notes an output that was opened; nothing of it was handed on yet. */
struct facts_file *facts_output(
    struct facts *, const char *role, const char *path, struct output *);

/* It holds this, all in all. A total that it had is replaced. */
void facts_total(struct facts_file *, const struct total *);

/* And its lines have this digest. */
void facts_lines(struct facts_file *, uint64_t digest);

/* Such an output was closed, all of it is written. */
void facts_written(struct facts_file *);

/* Sums of something else than a file, under a name that is no role's. */
void facts_sums(struct facts *, const char *name, const struct total *);

/* Adds n to the count of that name; of what it is, or NULL. */
void facts_count(
    struct facts *, const char *name, uint64_t n, const char *text);

/* ST_BROKEN, told, where an input was not read to its end: the facts would not
 * be complete. */
int facts_check(const struct facts *, struct err *);

/* Adds a line for each input and output. */
void facts_format_files(const struct facts *, struct buf *);

/*
 * Adds lines NAME<TAB>VALUE, no NAME twice: the records and sums of all inputs
 * and outputs of a role, and the counts. Those of outputs that were not
 * finished are left out. -1, told, where a sum is too large.
 */
int facts_format_counts(const struct facts *, struct buf *, struct err *);

void facts_free(struct facts *);

#endif
