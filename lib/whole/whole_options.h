/*
 * whole_options: setters of options about parts and the whole. Each is for a
 * struct whole.
 */
#ifndef WHOLE_OPTIONS_H
#define WHOLE_OPTIONS_H

#include "option/option_row.h"

option_setter whole_option_parts; /* N or N@RUN: what has to be there */
option_setter
    whole_option_expect_total; /* adds a file, which is not read yet */

/* K/N or K/N@RUN: what is written from now on names it; "input": it names what
 * the inputs do. */
option_setter whole_option_part;

/* The same without "input", for what has no struct whole. */
option_setter whole_option_own_part;

#endif
