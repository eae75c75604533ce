/*
 * archive: a zip archive and its entries. The one module that knows libzip.
 *
 * The names of entries are UTF-8, or GB18030 where they are not: archives
 * made in China often do not say. What does not match its checksum is bad
 * data. An archive that is not a regular file, or is itself unpacked from
 * another, is read into memory first, because its directory is at its end.
 */
#ifndef ARCHIVE_H
#define ARCHIVE_H

#include "io/input.h"

struct archive {
	void *zip;        /* libzip's */
	const char *name; /* borrowed: of the input it was opened from */
	char **names;     /* owned, UTF-8: of the entries that are files */
	uint64_t *index;  /* owned: theirs in the archive */
	size_t n, cap_names, cap_index;
};

/* True if the bytes at the head of a file say that it is a zip archive. */
bool archive_is(struct span head);

/* in: open, not read; it stays the caller's, and may be closed. On the heap;
 * NULL with the error told. */
struct archive *archive_open(struct input *in, struct err *);

/* The entry of this name, archive->n if there is none. */
size_t archive_find(const struct archive *, const char *name);

/*
 * Lays entry i over in, whose name has the entry behind the archive's from
 * now on, "bill.zip/bill.csv", and dies with it. With take the archive is the
 * layer's, also on an error; else it must outlive in. in may be
 * ARCHIVE_NOWHERE. -1 with the error told.
 */
int archive_cover(
    struct input *in, struct archive *, size_t i, bool take, struct err *);

/* An input that has nothing below the entry laid over it. */
#define ARCHIVE_NOWHERE ((struct input){ .fd = -1, .size = -1 })

void archive_close(struct archive *);

#endif
