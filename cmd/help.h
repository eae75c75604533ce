/*
 * help: what --help and --version print; at is the struct program, and all
 * end it.
 */
#ifndef HELP_H
#define HELP_H

#include "option/option_row.h"

option_setter help_print, help_version;

/* The profiles that -p finds; at and the option may be NULL. */
option_setter help_profiles;

#endif
