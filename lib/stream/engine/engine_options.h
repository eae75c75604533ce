/*
 * engine_options: setters of options about lines that went through an engine.
 */
#ifndef ENGINE_OPTIONS_H
#define ENGINE_OPTIONS_H

#include "option/option_row.h"

option_setter engine_option_name; /* a struct engine_rules: all of them */
option_setter engine_option_null; /* a struct engine_rules: its null */

#endif
