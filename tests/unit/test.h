/*
 * test: the unit tests' frame. Each program prints TAP: a plan-less list of
 * "ok N - sentence" lines and the plan at the end.
 */
#ifndef TEST_H
#define TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int test_count, test_failures, test_broken;
static const char *test_lack;

/* Within a test: notes what is wrong, goes on. */
#define EXPECT(what) \
	do { \
		if (!(what)) { \
			test_broken = 1; \
			printf("# %s:%d: %s\n", __FILE__, __LINE__, #what); \
		} \
	} while (0)

#define EXPECT_STR(got, want) \
	do { \
		const char *got_ = (got), *want_ = (want); \
		if (strcmp(got_, want_)) { \
			test_broken = 1; \
			printf("# %s:%d: got \"%s\", want \"%s\"\n", __FILE__, \
			    __LINE__, got_, want_); \
		} \
	} while (0)

/* Within a test: the machine lacks what it asks for; it is counted as skipped
 * unless something is wrong nevertheless. */
static inline void
test_skip(const char *reason)
{
	test_lack = reason;
}

/* Runs one test, named by a sentence about behaviour. */
static inline void
test(const char *sentence, void (*body)(void))
{
	test_broken = 0;
	test_lack = NULL;
	body();
	test_failures += test_broken;
	printf("%s %d - %s%s%s\n", test_broken ? "not ok" : "ok", ++test_count,
	    sentence, test_lack ? " # SKIP " : "", test_lack ? test_lack : "");
	fflush(stdout);
}

/* The plan and the exit status, the last thing main() does. */
static inline int
test_done(void)
{
	printf("1..%d\n", test_count);
	return test_failures != 0;
}

#endif
