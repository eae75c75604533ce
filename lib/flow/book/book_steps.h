/*
 * book_steps: the nodes of the flow of a book, and what people read about them.
 */
#ifndef BOOK_STEPS_H
#define BOOK_STEPS_H

#include "flow/book/book_text.h"

/* 数据准备, 对账处理, 差异处理, 结果处理. */
enum book_stage { BOOK_DATA, BOOK_MATCHING, BOOK_DIFFERENCES, BOOK_RESULTS };

enum book_step {
	BOOK_BEGIN,
	BOOK_FETCH,
	BOOK_CLEAN,
	BOOK_KEY,
	BOOK_SORT,
	BOOK_MATCH,
	BOOK_CARRY,
	BOOK_OVERDUE,
	BOOK_TELL,
	BOOK_LOOK,
	BOOK_KEEP,
	BOOK_PAGE,
};

/* While a flow is written. */
struct book_writing {
	const struct sections *book;
	struct book_text *text;
	const char *dir;   /* of one day, or one day of a channel, for words */
	const char *words; /* --book of it, for words */
	const char *state; /* of recon-roll, for words */
	bool zh;           /* titles are Chinese */
};

/* A comment above the nodes of a stage, in both languages. */
void book_stage_line(struct book_writing *, enum book_stage);

/* The section and the title of a node; "of" is what the step is about, "" for
 * none. */
void book_node(struct book_writing *, const struct sections_section *,
    enum book_step, const char *name, const char *of);

/* How it is tried again: a step that changes nothing when it is done again. */
void book_tries(struct book_writing *, const struct sections_section *);

/* The same of one that another run may be in the way of, status 75. */
void book_tries_busy(struct book_writing *, const struct sections_section *);

/* Adds " --OPTION VALUE" for an entry that is there, to the line; an option of
 * one letter is said as such. */
void book_option(struct book_writing *, const struct sections_section *,
    const char *key, const char *option);

/* Adds the words of options = as they stand, a blank before them. */
void book_options(
    struct book_writing *, const struct sections_section *, const char *key);

#endif
