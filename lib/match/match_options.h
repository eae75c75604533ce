/*
 * match_options: setters of options that several programs have alike.
 */
#ifndef MATCH_OPTIONS_H
#define MATCH_OPTIONS_H

#include "option/option_row.h"

option_setter match_option_tolerance;    /* a struct tolerances: adds one */
option_setter match_option_residual_cap; /* a struct residual_caps, likewise */

#endif
