/*
 * expected: the total that all inputs together are to have, told where they were
 * made, before they were parted and sent about.
 *
 * A file with it has #total lines, those of a stream as any program writes it,
 * or is one of recon-facts(5), whose written streams count. What several lines
 * and files say is added up.
 */
#ifndef EXPECTED_H
#define EXPECTED_H

#include "stream/line/control_total.h"

/* Cleared with {0}, released with expected_free. */
struct expected {
	const char **files; /* owned; the names are borrowed */
	size_t n, cap;
	struct total total; /* records are those that the lines were made of,
			     * where that is told */
	uint64_t digest;    /* of those records, */
	bool undigested;    /* unless a line has none */
	struct buf names;   /* of the files, for messages */
};

/* One file more. */
void expected_add(struct expected *, const char *path);

/* Reads all. ST_FAIL where one cannot be read, ST_DATA where it says nothing. */
int expected_read(struct expected *, struct err *);

/*
 * ST_DATA, with the figures side by side, where what was read is something else:
 * sums, and, if counted, records and, where both are known, their digest.
 */
int expected_check(const struct expected *, const struct total *read,
    bool counted, const uint64_t *digest, struct err *);

void expected_free(struct expected *);

#endif
