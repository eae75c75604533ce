/*
 * profile_name: names of columns and values as profiles have them.
 */
#ifndef PROFILE_NAME_H
#define PROFILE_NAME_H

#include "base/buf.h"

/* Adds a name with the escapes that lists of names need. */
void profile_name_put(struct buf *, struct span name);

/* Are there control characters in it? It then cannot stand in a rule. */
bool profile_name_has_control(struct span name);

/* Can it stand in a sum, "sum A - B", as it is? */
bool profile_name_is_plain(struct span name);

/* Adds a name as a rule has it. */
void profile_name_put_quoted(struct buf *, struct span name);

#endif
