/*
 * frame: what pages of one look have around what they say.
 */
#ifndef REPORT_FRAME_H
#define REPORT_FRAME_H

#include "report/words/words.h"

/* All that is above what a page says; the heading may be data. */
void frame_begin(
    struct buf *, enum language, const char *heading, int32_t date);

/* Begins the header: the title, or the usual one for NULL, and the date. It is
 * left open. */
void frame_header(struct buf *, enum language, const char *title,
    enum word usual, int32_t date);

/* All that is below. */
void frame_end(struct buf *, enum language, const char *made_by);

#endif
