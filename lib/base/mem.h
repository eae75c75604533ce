/*
 * mem: memory that is there or ends the program.
 *
 * The one module of lib/ that may end the program: with status 2 and one
 * line on stderr. Everything is released with free(3).
 */
#ifndef MEM_H
#define MEM_H

#include "base/span.h"

/* The name that stands before every message; set once by main(). */
extern const char *mem_program;

/* n bytes, not cleared; n may be 0. */
void *mem_alloc(size_t n) __attribute__((malloc, returns_nonnull));

/* n members of size bytes, all zero. */
void *mem_zeroed(size_t n, size_t size)
    __attribute__((malloc, returns_nonnull));

/* p or, where that is NULL, new memory becomes n bytes long, at least 1. */
void *mem_resize(void *p, size_t n) __attribute__((returns_nonnull));

/*
 * Room for at least need members of size bytes: p is returned as it is
 * where *cap already suffices, else moved to room for twice as many, with
 * *cap the new count. The caller's pointer p is dead afterwards.
 */
void *mem_grow(void *p, size_t *cap, size_t need, size_t size)
    __attribute__((returns_nonnull));

/* n bytes, all zero, straight from the system: only pages that are touched take
 * memory, and mem_unmap with the same n gives all of it back at once. */
void *mem_map(size_t n) __attribute__((returns_nonnull));
void mem_unmap(void *p, size_t n);

/* All n bytes of a mem_map will be written: where the machine has large pages,
 * those are asked for, as they cost less than many small ones. */
void mem_all_used(void *p, size_t n);

/* Gives the whole pages within these n bytes of a mem_map back to the machine;
 * what they hold afterwards is undefined. */
void mem_idle(void *p, size_t n);

/* A copy with a NUL behind it; the caller frees. */
char *mem_dup(struct span) __attribute__((malloc, returns_nonnull));

#endif
