/*
 * turn: a book and its store, open for what is to be done with its rounds.
 */
#ifndef TURN_H
#define TURN_H

#include "cut/book/cut_book.h"
#include "cut/truth/truth.h"

/* All is borrowed. */
struct turn_wish {
	const char *book;       /* the path of its file */
	const char *store;      /* its URL */
	enum db_use use;        /* of the store */
	bool may_lack;          /* one that is not there yet is one without
	                         * rounds; it is read, whatever use says */
	const char *transports; /* the directory of those installed */
	const char *who;        /* acts, for steps */
	const char *why;        /* a person's reason, or NULL */
	bool rehearsal;         /* the store is one of rehearsals */
	bool has_at;            /* it is this moment, whatever clocks say: */
	int64_t at;             /* seconds since 1970 */
	void (*say)(const char *line); /* what was done */
};

/* Released with turn_close. */
struct turn {
	struct turn_wish wish;
	struct buf text;      /* owned: of the book's file, as it is now */
	struct cut_book book; /* owned: of that text */
	struct told told;     /* owned: what is wrong with it */
	struct truth truth;   /* owned */
};

/* Reads the book, with which something may be wrong: a round goes on with the
 * text that it keeps. Opens the store. Errors as cut_book_read and truth_open
 * have them. */
int turn_open(struct turn *, const struct turn_wish *, struct err *);
void turn_close(struct turn *);

/* ST_DATA, with the first fault, where something is wrong with the book. */
int turn_needs_book(const struct turn *, struct err *);

/* Seconds since 1970. */
int64_t turn_now(const struct turn *);

/* Says "DATE: SYSTEM: ...", or without a system (NULL) "DATE: ...". */
void turn_say(const struct turn *, int32_t date, const char *system,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
