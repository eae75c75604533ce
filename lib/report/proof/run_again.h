/*
 * run_again: which programs a second person runs again, as facts tell them.
 */
#ifndef REPORT_RUN_AGAIN_H
#define REPORT_RUN_AGAIN_H

#include "report/stages/stages.h"

/* The stream that goes out, if it has a digest; else NULL. */
const struct stage_file *run_again_written(const struct stage *);

/* Is this one run again? Only what, with all that it reads through pipes,
 * keeps nothing and runs no command. */
bool run_again(const struct stages *, const struct stage *);

#endif
