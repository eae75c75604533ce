/*
 * day_entry: what a state directory knows of one generation of one day,
 * recon-state(5): what it was rolled from, by whom, and what came of it.
 *
 * Its file is sealed (sealed_file.h) and never changed. The lines stand in
 * this order; those with * may be missing or come again.
 *
 *	recon-state day 1
 *	date DATE
 *	generation GEN
 *	kind rolled|imported|taken-over
 *	from DATE GEN DIGEST      (- where a chain begins)
 *	when YYYY-MM-DDTHH:MM:SSZ
 *	user NAME UID
 *	version VERSION
 *	option NAME VALUE       *
 *	force WHAT              *
 *	by PERSON WHY           *
 *	reply NAME WHAT RECORD  *
 *	input ROLE NAME BYTES DIGEST records=N SUMS   *
 *	facts NAME BYTES DIGEST TEXT    *
 *	total before records=N SUMS
 *	total new records=N SUMS
 *	total closed records=N SUMS
 *	total open records=N SUMS
 *	total reopened records=N SUMS   *
 *	oldest DATE             (- where nothing is open)
 *	file open NAME BYTES DIGEST
 *	copy NAME BYTES DIGEST  *
 */
#ifndef DAY_ENTRY_H
#define DAY_ENTRY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "io/digest.h"
#include "stream/line/control_total.h"

#define DAY_ENTRY_HEAD "recon-state day 1"

enum day_kind { DAY_ROLLED, DAY_IMPORTED, DAY_TAKEN_OVER };

/* Bytes that were read or written. */
struct day_bytes {
	struct span role; /* of an input: results, import, amend, adjust */
	struct span name; /* escaped; of a file in the directory, its name */
	uint64_t bytes;
	struct span digest;
	struct span total; /* of an input, as #total has it */
};

/* Several of them. */
struct day_list {
	struct day_bytes *of; /* owned */
	size_t n, cap;
};

/* Items that came, went or stayed; and of those that are open, those that an
 * earlier generation of the day had closed. */
enum day_total {
	DAY_BEFORE,
	DAY_NEW,
	DAY_CLOSED,
	DAY_OPEN,
	DAY_REOPENED, /* without a line where there are none */
	DAY_TOTALS
};

/* Cleared with {0}, released with day_entry_free. Spans lie in the arena or
 * are borrowed from whoever set them. */
struct day_entry {
	int32_t day;
	unsigned generation;
	enum day_kind kind;
	int32_t from;
	unsigned from_generation; /* 0: a chain begins with it */
	struct span from_digest;
	struct span when, user, uid, version;
	struct span options; /* lines NAME<TAB>VALUE, each with its LF */
	struct span forced;  /* lines, each with its LF */
	struct span by, why; /* .p is NULL where nobody had to say */
	struct span replies; /* of amendments, lines NAME<TAB>WHAT<TAB>RECORD,
	                      * each with its LF; RECORD is escaped once
	                      * more, or - where it was rolled */
	struct span facts;   /* of the stages before, lines
			    * NAME<TAB>BYTES<TAB>DIGEST<TAB>TEXT, each with its
			    * LF; TEXT is the whole file, escaped */
	struct day_list inputs;
	struct total totals[DAY_TOTALS];
	bool has_oldest;
	int32_t oldest; /* DATE of an open item */
	struct day_bytes open;
	struct day_list copies;
	struct arena arena;
};

void day_list_add(struct day_list *, const struct day_bytes *);

/* Reads the text above the check line, which may go afterwards. ST_DATA, told
 * behind name, with the first line that is not as it should be. */
int day_entry_parse(
    struct day_entry *, struct span text, const char *name, struct err *);

void day_entry_format(const struct day_entry *, struct buf *);

const char *day_kind_name(enum day_kind);

/* The name of a total in the file. */
const char *day_total_name(enum day_total);

/* What a #total line has behind its first field, in the arena. */
struct span day_total_text(struct arena *, const struct total *);

/* True if both were made in one way from the same inputs, byte for byte and in
 * one order. */
bool day_entry_same_inputs(const struct day_entry *, const struct day_entry *);

void day_entry_free(struct day_entry *);

#endif
