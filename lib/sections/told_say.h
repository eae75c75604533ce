/*
 * told_say: what is wrong with files that people write, said.
 */
#ifndef TOLD_SAY_H
#define TOLD_SAY_H

#include "sections/told.h"

/* A line each, in order: "FILE:LINE: TEXT". */
void told_say(struct told *, void (*say)(const char *line));

#endif
