/*
 * help: what --help and --version print; at is the struct program, and both
 * end it.
 */
#ifndef HELP_H
#define HELP_H

#include "option/option_row.h"

option_setter help_print, help_version;

#endif
