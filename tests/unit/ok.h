/*
 * ok: a call that has to succeed, in tests with a struct err e.
 */
#ifndef OK_H
#define OK_H

#include "test.h"

/* It returns 0; else what it told is shown. */
#define OK(call) \
	do { \
		e.text[0] = '\0'; \
		EXPECT((call) == 0); \
		if (e.text[0]) \
			printf("# %s\n", e.text); \
	} while (0)

#endif
