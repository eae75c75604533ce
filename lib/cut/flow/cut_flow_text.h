/*
 * cut_flow_text: the text of a flow while it is written.
 */
#ifndef CUT_FLOW_TEXT_H
#define CUT_FLOW_TEXT_H

#include "cut/book/cut_steps.h"

struct cut_flow_text {
	const struct cut_book *book;
	const char *store; /* NULL: none is said */
	bool rehearse;
	const char *date; /* of the round, by parameters */
	const char *work; /* the directory of a round, for words */
	struct buf *text;
};

/* A line. */
void cut_flow_line(struct cut_flow_text *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* [node NAME] and its title: "title: what", in one of two languages; title NULL:
 * none. */
void cut_flow_node(struct cut_flow_text *, const char *name, const char *title,
    const char *en, const char *zh);

/* "after = " for all that a step of the book is after, but this one;
 * cut_steps_n leaves out none. */
void cut_flow_after(struct cut_flow_text *, size_t step, size_t without);

/* Adds " recon-cut COMMAND --store URL": the words of a command of recon-cut. */
void cut_flow_command(struct cut_flow_text *, const char *command);

/* Adds " BOOK": its file, which the flow stands beside. */
void cut_flow_book(struct cut_flow_text *);

/* Adds " BOOK {date}" and the end of the line. */
void cut_flow_date(struct cut_flow_text *);

/* The same with a system behind the date. */
void cut_flow_date_of(struct cut_flow_text *, size_t system);

/* How a step is asked again, and tried again: for so long, in seconds. */
void cut_flow_polls(struct cut_flow_text *, uint32_t deadline);

/* How a step that is done at once is tried again. */
void cut_flow_tries(struct cut_flow_text *);

#endif
