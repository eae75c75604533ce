/*
 * postgres_inside: a connection to a server, for the files that know libpq:
 * postgres.c, the driver; postgres_link.c, what is connected, and again;
 * postgres_pipe.c, statements on their way; postgres_load.c, rows loaded.
 */
#ifndef POSTGRES_INSIDE_H
#define POSTGRES_INSIDE_H

#include <libpq-fe.h>

#include "base/buf.h"
#include "db/db.h"
#include "db/kept.h"

enum postgres_sent_is { SENT_PREPARE, SENT_DROP, SENT_STATEMENT, SENT_SYNC };

/* What the server was told, and has not answered. */
struct postgres_sent {
	enum postgres_sent_is is;
	unsigned number; /* of what is prepared, dropped or run; 0: none */
	bool is_old;     /* it was prepared before */
};

struct postgres {
	PGconn *conn;                         /* owned */
	char *password_file, *who, *settings; /* owned: as they were wished */
	struct buf listens; /* LISTEN of each channel, to be said again */
	bool missed;        /* signs may have been given before */

	PGresult *result; /* owned: all rows asked for, or one, or NULL */
	int row;          /* of it */
	bool large;       /* a row a result, and not all were taken */

	struct kept texts;
	unsigned
	    numbers[KEPT_MAX]; /* by the places of texts: "rN" is prepared */
	unsigned last;         /* number that was given */
	unsigned *drops;       /* owned: numbers that go from the server */
	size_t drops_n, drops_cap;

	struct postgres_sent *sent; /* owned: from next on it is not answered */
	size_t next, sent_n, sent_cap;
	size_t bytes;      /* of them, about */
	struct buf values; /* of one statement */
	bool mends_text;   /* as it was wished */

	bool loading;     /* COPY goes on */
	struct buf lines; /* rows to load that were not handed over */
	size_t columns;   /* of each */
};

/* -- postgres_link.c: -1, told -------------------------------------------- */

int postgres_open(struct db *, const struct db_wish *, struct err *);
void postgres_close(struct db *);
int postgres_again(struct db *, struct err *);
/* Of a result, or of the connection where it is NULL; clears it. */
int postgres_fail(struct db *, PGresult *, struct err *);
int postgres_run(struct db *, const char *sql, struct err *);
int postgres_listen(struct db *, const char *channel, struct err *);
int postgres_heard(struct db *, bool *, struct err *);

/* -- postgres_pipe.c ------------------------------------------------------- */

/* A statement is on its way with what is sent next. */
int postgres_queue(struct db *, const char *sql, const struct db_value *,
    size_t n, struct err *);
/* The same, which is not prepared; texts are its values. */
int postgres_queue_once(struct db *, const char *sql, const char *const *texts,
    size_t n, struct err *);
/* Notes what was queued; taken: what libpq said of it. */
int postgres_sent(struct db *, int taken, struct postgres_sent, struct err *);
/* All that is on its way is answered: *got, owned, by the last statement; or
 * -1, told: the first that has failed, none behind it was done. */
int postgres_sync(struct db *, PGresult **got, struct err *);
/* The same, where nobody asks for the answer. */
int postgres_settle(struct db *, struct err *);
/* Nothing is on its way, and libpq takes what it takes outside of a pipeline. */
int postgres_plain(struct db *, struct err *);
/* What was asked is done with. */
void postgres_done(struct db *);
/* Nothing of the connection counts any more. */
void postgres_forget(struct postgres *);
enum { POSTGRES_VALUES = 32 };
/* Values as texts that live until the next ones. */
int postgres_texts(struct db *, const struct db_value *, size_t n,
    const char *texts[POSTGRES_VALUES], struct err *);

/* -- postgres_prepared.c --------------------------------------------------- */

/* The number of a text, "rN", which is prepared with what is sent next where it
 * is not yet. */
int postgres_prepare(
    struct db *, const char *sql, struct postgres_sent *, struct err *);
/* It was not done: what it would have prepared is not, what it would have
 * dropped is there still. */
void postgres_not_done(struct postgres *, const struct postgres_sent *);
/* All is prepared anew, as the tables are others. */
void postgres_prepare_anew(struct postgres *);

/* -- postgres_load.c ------------------------------------------------------- */

int postgres_load_begin(struct db *, const char *table, const char *columns,
    size_t n, struct err *);
int postgres_load_row(struct db *, const struct db_value *, struct err *);
int postgres_load_end(struct db *, struct err *);
/* One that has not ended is taken back. */
void postgres_load_stop(struct postgres *);

#endif
