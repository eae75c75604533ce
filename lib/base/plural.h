/*
 * plural: the end of a noun behind a number, "1 record", "2 records".
 */
#ifndef PLURAL_H
#define PLURAL_H

#include <stdint.h>

static inline const char *
plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

#endif
