/*
 * malloc_fail: preloaded into a program, lets memory run out: the
 * $MALLOC_FAIL_AT-th allocation gets none, with $MALLOC_FAIL_ON each one
 * behind it neither. $MALLOC_COUNT is a file that gets the number of
 * allocations. What writes the counts of --coverage, in the end, gets all that
 * it asks for.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

extern char **environ;

static atomic_long made;
static atomic_bool is_over; /* what follows is not the program's */
static long fail_at;
static bool fail_on;

static __attribute__((constructor)) void
begin(void)
{
	const char *at = getenv("MALLOC_FAIL_AT");

	made = 0;
	fail_on = getenv("MALLOC_FAIL_ON");
	fail_at = at ? atol(at) : 0;
}

static __attribute__((destructor)) void
end(void)
{
	const char *name = getenv("MALLOC_COUNT");
	char text[24];
	int fd, n;

	if (!name)
		return;
	fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	n = snprintf(text, sizeof text, "%ld\n", atomic_load(&made));
	if (fd < 0 || write(fd, text, (size_t)n) != n)
		_exit(125);
	close(fd);
}

/* What writes the counts asks first where they are to be. */
char *
getenv(const char *name)
{
	size_t n = strlen(name);

	if (!strncmp(name, "GCOV_", 5))
		is_over = true;
	for (char **e = environ; e && *e; e++)
		if (!strncmp(*e, name, n) && (*e)[n] == '=')
			return *e + n + 1;
	return NULL;
}

static bool
none_left(void)
{
	long n = is_over ? 0 : atomic_fetch_add(&made, 1) + 1;

	if (is_over || !fail_at || n < fail_at || (n > fail_at && !fail_on))
		return false;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t n)
{
	return none_left() ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return none_left() ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return none_left() ? NULL : __libc_realloc(p, n);
}

void *
aligned_alloc(size_t align, size_t n)
{
	return none_left() ? NULL : __libc_memalign(align, n);
}

int
posix_memalign(void **p, size_t align, size_t n)
{
	void *got = none_left() ? NULL : __libc_memalign(align, n);

	if (got)
		*p = got;
	return got ? 0 : ENOMEM;
}
