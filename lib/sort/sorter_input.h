/*
 * sorter_input: what a line_sorter hands out as an input, for whoever reads
 * streams: its lines, each with an LF.
 */
#ifndef SORTER_INPUT_H
#define SORTER_INPUT_H

#include "io/input.h"
#include "sort/disk/line_sorter.h"

/* The sorter is finished, and borrowed until the input is closed; so is the
 * name. */
void sorter_input_open(struct input *, const char *name, struct line_sorter *);

#endif
