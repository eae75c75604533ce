/*
 * pattern: regular expressions. The one module that knows pcre2.h.
 *
 * Perl's syntax over UTF-8, compiled to machine code where PCRE2 can. "$"
 * matches at the very end only, \d is 0-9. A match that would take too long
 * is given up with an error, it never hangs.
 */
#ifndef PATTERN_H
#define PATTERN_H

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

struct pattern {
	char *text;         /* owned: as it was written */
	void *code, *match; /* owned by pattern.c */
	void *context, *stack;
	struct span prefix; /* into text: what every match begins with, at
	                     * the beginning of the subject */
	unsigned groups;
};

/* ST_FAIL, with reason and offset, for a pattern that does not compile. */
int pattern_open(struct pattern *, struct span text, struct err *);

/*
 * Is it in subject (valid UTF-8, p not NULL)? 1 or 0; -1 when it was given
 * up. The groups of a match are those of pattern_group until the next call.
 */
int pattern_match(struct pattern *, struct span subject, struct err *);

/* Group i (0: all of it) of the last match; empty if it took no part. */
struct span pattern_group(
    const struct pattern *, struct span subject, unsigned i);

/*
 * Checks a replacement text: $0 to $9 and ${10} are groups, $$ is a dollar.
 * ST_FAIL for a group the pattern does not have.
 */
int pattern_check_text(const struct pattern *, struct span with, struct err *);

/*
 * Writes subject to out with every match replaced. The number of matches, 0
 * with nothing written, -1 when it was given up.
 */
int64_t pattern_replace(struct pattern *, struct span subject, struct span with,
    struct buf *out, struct err *);

void pattern_close(struct pattern *);

#endif
