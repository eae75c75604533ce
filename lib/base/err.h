/*
 * err: what went wrong, told upwards.
 *
 * Nothing in lib/ prints or exits (but the allocator, see mem.h). A function
 * that fails fills a struct err and returns -1; the program in cmd/ prints
 * the text behind its name and leaves with the status.
 */
#ifndef ERR_H
#define ERR_H

#include <stdint.h>

#include "base/span.h"

/* Exit statuses, the same for all programs; see recon(7). */
enum status {
	ST_OK = 0,      /* done, differences or not */
	ST_DIFFER = 1,  /* the answer "no", only where it was asked for */
	ST_FAIL = 2,    /* usage or system trouble */
	ST_DATA = 65,   /* bad data, the first bad line is named */
	ST_BROKEN = 70, /* an invariant of ours does not hold */
	ST_AGAIN = 75,  /* could not now, try again */
};

enum { ERR_CAP = 1024 };

struct err {
	enum status status;
	char text[ERR_CAP]; /* one line, "file:line: thing: reason" */
};

/* Sets status and text, made visible (visible.h). Always -1, so that callers can return it. */
int err_set(struct err *, enum status, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with ": " and the words for errno behind the text. */
int err_sys(struct err *, enum status, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "name:line: " before the text; line 0 is left out. Always -1. */
int err_at(struct err *, const char *name, uint64_t line);

/*
 * A piece of data made fit for a message: visible (visible.h), long data
 * cut to its first bytes with "..." behind them (never inside a UTF-8
 * character).
 */
struct excerpt {
	char s[160];
};

struct excerpt excerpt(struct span);

#endif
