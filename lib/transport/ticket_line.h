/*
 * ticket_line: the lines between a worker and the program that gives and takes
 * tickets for it, recon-tickets(7).
 */
#ifndef TICKET_LINE_H
#define TICKET_LINE_H

#include "base/buf.h"
#include "base/err.h"

/* The first line that the program writes; the window stands behind it. */
#define TICKET_HELLO "recon-tickets 1 window="

enum {
	TICKET_WINDOW_MAX = 65536, /* tickets given that have no answer */
	TICKET_AT_ONCE_MAX = 1000, /* of a queue, that a worker has */
	TICKET_NAME_MAX = 1024,    /* bytes of a class, and of a lane */
	TICKET_TEXT_MAX = 4096,    /* bytes of a ticket */
	TICKET_LINE_MAX = 1 << 16, /* bytes of a line */
};

enum ticket_word {
	/* of the worker: */
	TICKET_QUEUE, /* class, lane, number: so many at once; 0: none */
	TICKET_GIVE,  /* number, class, lane, text */
	TICKET_TOOK,  /* number, of a ticket that came */
	TICKET_BACK,  /* number, likewise */
	TICKET_ASK,   /* class, lane */
	/* to it: */
	TICKET_GIVEN,     /* number */
	TICKET_LOST,      /* number, text: why */
	TICKET_TICKET,    /* number, class, lane, text */
	TICKET_DEPTH,     /* class, lane, number that wait, takers */
	TICKET_REFUSED,   /* class, lane, text: why */
	TICKET_BLOCKED,   /* text: why */
	TICKET_UNBLOCKED, /* */
};

/* Cleared with {0}; what a word does not have is empty. */
struct ticket_line {
	enum ticket_word word;
	uint64_t number, takers;
	struct buf class, lane, text; /* owned: as they are, not escaped */
};

/* The same, to be written. */
struct ticket_said {
	uint64_t number, takers;
	struct span class, lane, text;
};

/* Adds the line, with its end. */
void ticket_line_add(
    struct buf *, enum ticket_word, const struct ticket_said *);

/* Reads one without its end. ST_DATA where it is none. */
int ticket_line_parse(struct ticket_line *, struct span line, struct err *);

void ticket_line_free(struct ticket_line *);

#endif
