/*
 * stage: a file of facts, recon-facts(5), read.
 */
#ifndef STAGE_H
#define STAGE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "stream/line/control_total.h"

/* An input or an output. */
struct stage_file {
	struct span role, name; /* name is escaped */
	uint64_t bytes;
	struct span digest; /* - where it was not read or written to its end */
	bool totalled;
	struct total total;
	struct span lines; /* the digest of its lines, or {0} */
};

struct stage_list {
	struct stage_file *of; /* owned */
	size_t n, cap;
};

/* NAME<TAB>VALUE, escaped. */
struct stage_word {
	struct span name, value;
};

struct stage_words {
	struct stage_word *of; /* owned */
	size_t n, cap;
};

/* Released with stage_free. Spans lie in text. */
struct stage {
	char *path;      /* owned: of the file of facts */
	struct buf text; /* owned */
	char digest[65]; /* SHA-256 of that file */
	struct span program, version, begun, ended;
	struct span profile, profile_digest; /* or {0} */
	struct span reason;                  /* or {0} */
	bool whole; /* it has a status: the file is not cut */
	uint64_t status;
	struct stage_list inputs, outputs;
	struct stage_words options, counts;
};

/* Reads a file. -1, told, with what is then released: ST_FAIL where it cannot be
 * read, ST_DATA with the line where it is no file of facts, or has no status. */
int stage_read(struct stage *, const char *path, struct err *);

/* The same of the text of such a file, which it takes; it is called name. */
int stage_take(
    struct stage *, const char *name, struct buf *text, struct err *);

/* The value of a count, or {0}. */
struct span stage_count(const struct stage *, const char *name);

/* Did it end well: 0, or 1 where that was asked for? */
bool stage_is_well(const struct stage *);

void stage_free(struct stage *);

#endif
