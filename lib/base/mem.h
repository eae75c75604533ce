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

/*
 * Room for at least need members of size bytes: p is returned as it is
 * where *cap already suffices, else moved to room for twice as many, with
 * *cap the new count. The caller's pointer p is dead afterwards.
 */
void *mem_grow(void *p, size_t *cap, size_t need, size_t size)
    __attribute__((returns_nonnull));

/*
 * n bytes, all zero, straight from the system: the machine gives memory only
 * to what is touched, and takes it back at once at mem_unmap with the same n.
 */
void *mem_map(size_t n) __attribute__((returns_nonnull));
void mem_unmap(void *p, size_t n);

/* The n bytes of mem_map's will be used from end to end: large pages, where
 * the machine has them, come at less than many small ones. */
void mem_all_used(void *p, size_t n);

/* Gives the machine back what lies whole within these n bytes of mem_map's;
 * what they hold afterwards does not matter. */
void mem_idle(void *p, size_t n);

/* A copy with a NUL behind it; the caller frees. */
char *mem_dup(struct span) __attribute__((malloc, returns_nonnull));

#endif
