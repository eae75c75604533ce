/*
 * plain_name: the names that people give to sections and values, which are the
 * same wherever they stand: in paths, in commands, on a screen.
 */
#ifndef PLAIN_NAME_H
#define PLAIN_NAME_H

#include "base/span.h"

enum { PLAIN_NAME_MAX = 100 /* bytes of a name */ };

#define PLAIN_NAME_SAYS \
	"letters of any script, digits, _ and -, at most 100 bytes, no - " \
	"first"

/* Only letters of any script that are shown as they are, digits, and those of
 * also? */
bool plain_name_made_of(struct span, const char *also);

/* Is it a name: letters of any script, digits, "_", "-"; no "-" first? A dotted
 * one may have "." within, as those of recon-facts(5). */
bool plain_name_is(struct span);
bool plain_name_is_dotted(struct span);

/* May it stand for a value: a name, NODE.status, NODE.out.NAME? */
bool plain_name_is_ref(struct span);

#endif
