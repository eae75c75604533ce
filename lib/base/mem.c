#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/err.h"

const char *mem_program = "recon";

static _Noreturn void
die(size_t n)
{
	fprintf(
	    stderr, "%s: out of memory (%zu bytes wanted)\n", mem_program, n);
	_Exit(ST_FAIL);
}

void *
mem_alloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		die(n);
	return p;
}

void *
mem_zeroed(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size);

	if (!p)
		die(n);
	return p;
}

void *
mem_resize(void *p, size_t n)
{
	p = realloc(p, n);
	if (!p)
		die(n);
	return p;
}

void *
mem_grow(void *p, size_t *cap, size_t need, size_t size)
{
	size_t n = *cap ? *cap : 16;

	if (p && need <= *cap)
		return p;
	while (n < need) {
		if (n > SIZE_MAX / 2 / size)
			die(SIZE_MAX); /* the size overflows size_t */
		n *= 2;
	}
	p = realloc(p, n * size);
	if (!p)
		die(n * size);
	*cap = n;
	return p;
}

void *
mem_map(size_t n)
{
	int flags = MAP_PRIVATE | MAP_ANONYMOUS;
	void *p;

#ifdef MAP_NORESERVE
	flags |= MAP_NORESERVE;
#endif
	p = mmap(NULL, n, PROT_READ | PROT_WRITE, flags, -1, 0);
	if (p == MAP_FAILED)
		die(n);
	return p;
}

void
mem_unmap(void *p, size_t n)
{
	munmap(p, n);
}

void
mem_all_used(void *p, size_t n)
{
#ifdef MADV_HUGEPAGE
	(void)madvise(p, n, MADV_HUGEPAGE);
#else
	(void)p;
	(void)n;
#endif
}

void
mem_idle(void *p, size_t n)
{
#ifdef MADV_DONTNEED
	const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t from = ((uintptr_t)p + page - 1) / page * page;
	uintptr_t to = ((uintptr_t)p + n) / page * page;

	if (from < to)
		(void)madvise((void *)from, to - from, MADV_DONTNEED);
#else
	(void)p;
	(void)n;
#endif
}

char *
mem_dup(struct span s)
{
	char *p = mem_alloc(s.len + 1);

	if (s.len)
		memcpy(p, s.p, s.len);
	p[s.len] = '\0';
	return p;
}
