/*
 * join: how records are joined, and what it came to.
 */
#ifndef JOIN_H
#define JOIN_H

#include "join/lines/compared_fields.h"
#include "join/lines/open_files.h"
#include "match/match.h"
#include "match/residuals.h"
#include "sort/disk/line_sorter.h"
#include "stream/line/result.h"

enum { JOIN_PASS_MAX = 32 }; /* bytes of the name of a pass */

/* How it is joined. Cleared with {0}, released with join_rules_free. */
struct join_rules {
	bool aggregate; /* one line per KEY and currency, of sums */
	struct match_rules match;
	struct residual_caps caps;       /* of what a tolerance lets pass */
	struct compared_fields compared; /* of records that match */
	struct span pass; /* borrowed: a name that lines of what matches bear,
			   * of at most JOIN_PASS_MAX bytes; or none */
	struct line_sorter_options spill; /* memory: what the records of a KEY
					   * may take before they go to files;
					   * 0: whatever they need */
};

/* Cleared but for the rules and open, released with join_free. */
struct join {
	const struct join_rules *rules; /* borrowed */
	struct open_files *open;        /* borrowed: records that are left,
					 * right, amount or ambiguous go there
					 * instead of a line; NULL: they do
					 * not */
	uint64_t placed;                /* records that are in a line or go
					 * there */
	uint64_t of[CLASS_COUNT];       /* lines by class, what is passed on
					 * counted as if it were in lines */
	struct residuals residuals;     /* of matched lines that differ */
	uint64_t compared;   /* bits of the fields that a record compared has */
	uint64_t unsearched; /* groups in which sums were given up, */
	struct excerpt first_unsearched; /* and the KEY of the first */
	struct excerpt first[2]; /* the first KEY that is on the left only,
				  * on the right only; else empty */
};

/* Names a pass: letters, digits and . _ - only. ST_FAIL for another name. The
 * text is borrowed. */
int join_rules_pass(struct span *to, const char *name, struct err *);

/* Sums were given up in n groups of a KEY. */
void join_note_unsearched(struct join *, size_t n, struct span key);

void join_free(struct join *);
void join_rules_free(struct join_rules *);

#endif
