/*
 * cut_book: the systems that turn a day together, and how, recon-cut(5).
 *
 * All texts are borrowed from the book and live as long as it does. Systems
 * stand in order along the data: none before one that it is after; those that
 * the data leaves open stand as in the file. But the one that validates is the
 * first, wherever it gets its data from.
 */
#ifndef CUT_BOOK_H
#define CUT_BOOK_H

#include "cut/book/cut_cycle.h"
#include "cut/book/cut_keys.h"
#include "cut/book/cut_value.h"
#include "value/time/accounting_day.h"
#include "value/time/calendar.h"

enum {
	CUT_SYSTEMS_MAX = 64, /* of a book */
	CUT_JOBS_MAX = 1000,
};

struct cut_system {
	const char *name;
	const char *title;   /* what people read; the name where none is said */
	const char *target;  /* of the file of targets */
	const char *extract; /* the command that writes its records, as words
	                       * (named_words.h: {date}, {next}); NULL: the
	                       * event extract asks for them */
	uint32_t extract_timeout; /* seconds */
	size_t *after; /* owned: systems whose data it gets, ascending */
	size_t n_after;
	bool validates; /* is asked first; one of a book */
	uint64_t line;
};

/* What a job or a pair comes after. */
enum cut_point {
	CUT_AT_CUT,
	CUT_AT_READY,
	CUT_AT_COMPLETE,
	CUT_AT_SEALED,
	CUT_AT_TIED,
	CUT_AT_LOCKED,
	CUT_AT_JOB
};

struct cut_after {
	enum cut_point point;
	size_t which; /* a system, or a job; none where the round is meant */
};

struct cut_job {
	const char *name, *title;
	size_t system;
	const char *run;         /* as words */
	struct cut_after *after; /* owned */
	size_t n_after;
	struct cut_after *before; /* owned: what waits for it, no job */
	size_t n_before;
	const struct sections_section *section; /* timeout, retry, ... */
	uint64_t line;
};

/* Data goes from one system to another: what both say of it is verified. */
struct cut_pair {
	size_t from, to;
	const char *left, *right; /* commands that write the records; NULL: the
	                           * extracts of the systems */
	const char *options;      /* words for recon-join, "" where none */
	uint64_t line;            /* of its [verify]; 0: there is none */
};

struct cut_book {
	struct sections file; /* owned */
	const char *name; /* of the book: its file's, without the last "." */
	const char *title;
	enum cut_cycle cycle;              /* what a round turns */
	struct zone zone;                  /* owned */
	int cut;                           /* seconds of the day: the cut-off */
	enum accounting_day_choice choice; /* of a cut-off that comes twice, and
	                                    * of times without an offset */
	uint32_t margin;                   /* seconds before the cut-off */
	uint32_t begin; /* likewise: when the flow of a round begins, a
	                        * whole minute */
	bool every_day; /* no day is off */
	struct calendar calendar; /* owned: else */
	int32_t first;            /* the first accounting date that is turned */
	uint32_t max;   /* missed dates that are turned without a person */
	uint32_t stuck; /* seconds until a round that stands still alarms */
	bool shadow;    /* nothing is sent */
	bool zh;        /* titles in the flow are Chinese */
	bool is_kept;   /* by a round, below */
	const char *targets; /* the path of the file of targets */
	const struct sections_section *head; /* [cut]; NULL: there is none */
	struct cut_system *systems; /* owned; the one that validates first */
	size_t n_systems;
	struct cut_job *jobs; /* owned */
	size_t n_jobs;
	struct cut_pair *pairs; /* owned: one for each "after" of a system */
	size_t n_pairs;
};

/*
 * Reads the file; whatever is wrong in it is told, by line. -1, ST_FAIL, where
 * it cannot be read, or others can write it; cut_book_free releases it in any
 * case.
 */
int cut_book_read(
    struct cut_book *, const char *path, struct told *, struct err *);

/* The same of the text that is in that file. */
int cut_book_read_text(struct cut_book *, const char *path, struct span text,
    struct told *, struct err *);

/* The same of a text that was whole when a round began, which keeps it. The
 * calendar is another file, and may have changed: what is wrong with it is not
 * told here, and what is off only where dates are asked for. */
int cut_book_read_kept(struct cut_book *, const char *path, struct span text,
    struct told *, struct err *);

/* The place of a system of that name; n_systems where there is none. */
size_t cut_book_system(const struct cut_book *, struct span name);

void cut_book_free(struct cut_book *);

#endif
