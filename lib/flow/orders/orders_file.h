/*
 * orders_file: files of orders and answers, read and written; within the room.
 */
#ifndef ORDERS_FILE_H
#define ORDERS_FILE_H

#include "base/buf.h"
#include "base/err.h"

enum { ORDERS_FILE_MAX = 1 << 26 }; /* bytes of a file */

#define ORDERS_HEAD SPAN("recon-flow 1\n")
#define ORDERS_ORDER ".order"
#define ORDERS_ANSWER ".answer"
#define ORDERS_TEMP ".temp"

struct orders_stat {
	unsigned long uid; /* who owns it */
	int64_t written;   /* s since 1970 */
};

/* Adds DIR/orders, or DIR/orders/NAME END, and a NUL. */
void orders_path(
    struct buf *, const char *dir, const char *name, const char *end);

/*
 * Adds the bytes of a file: 1. 0: it is not there. -1: told; ST_DATA for what is
 * no regular file, has several names, or is longer than ORDERS_FILE_MAX.
 */
int orders_read(
    const char *path, struct buf *, struct orders_stat *, struct err *);

/* A file appears there, DIR/orders/NAME END; sync: on the disk. */
int orders_write(const char *dir, const char *name, const char *end,
    struct span head, struct span text, bool sync, struct err *);

#endif
