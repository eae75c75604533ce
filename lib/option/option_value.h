/*
 * option_value: setters that many options share, so that what they say of a
 * bad value is said alike.
 */
#ifndef OPTION_VALUE_H
#define OPTION_VALUE_H

#include "option/option_row.h"

option_setter option_value_flag;        /* a bool: true */
option_setter option_value_text;        /* a const char *, borrowed */
option_setter option_value_names;       /* a struct names: adds a list */
option_setter option_value_number;      /* an unsigned, from least to most */
option_setter option_value_bytes;       /* a size_t, from least to most bytes */
option_setter option_value_memory;      /* a size_t, as machine_size has it */
option_setter option_value_time_format; /* a struct accounting_day: adds one */
option_setter option_value_day;         /* an int32_t, from YYYY-MM-DD */
option_setter option_value_duration;    /* a uint32_t, seconds */

#endif
