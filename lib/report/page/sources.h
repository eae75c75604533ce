/*
 * sources: tables of the files that a day was made of, and of the programs.
 */
#ifndef REPORT_SOURCES_H
#define REPORT_SOURCES_H

#include "report/stages/stages.h"
#include "report/words/words.h"

/* What none of the programs wrote. */
void sources_put_files(struct buf *, enum language, const struct stages *);

/* The programs, and how they ended. */
void sources_put_stages(struct buf *, enum language, const struct stages *);

#endif
