#define _GNU_SOURCE /* vmsplice, RUSAGE_THREAD */
#include "sys/process/pipe_splice.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#if defined(__linux__) && defined(MADV_HUGEPAGE)

enum {
	REGION = 1 << 21,   /* bytes: a huge page, on most machines */
	LAST = REGION - 1,  /* the byte that is never handed over */
	ROOM_MAX = 1 << 20, /* bytes: half a region, so that at most half of
			     * one stays unused */
	SMALL = 1 << 14,    /* bytes: shorter writes are copied. Handed over,
			     * even one byte takes a whole page's place in
			     * the pipe */
};

/* AddressSanitizer's shadow memory and its copies of stack frames take page
 * faults too, which would be counted. */
#define NO_SHADOW __attribute__((no_sanitize_address))

/* Page faults of this thread that needed no disk. */
NO_SHADOW static long
faults(void)
{
	struct rusage r;

	return getrusage(RUSAGE_THREAD, &r) ? 0 : r.ru_minflt;
}

/*
 * Touches the region from end to end, so that the system gives it a page. True
 * if that is one new huge page: exactly one page fault. No fault at first: the
 * old page was not taken away, as under an emulator that ignores madvise(2),
 * and only LAST may be written. Another fault behind it: the pages are small.
 */
NO_SHADOW static bool
take_page(struct pipe_splice *h)
{
	volatile char *p = h->region;
	long before = faults(), first;

	p[LAST] = 0;
	first = faults();
	if (first == before)
		return false;
	p[0] = 0;
	h->used = 0;
	return faults() == first;
}

static bool
renew(struct pipe_splice *h)
{
	/* locked memory (mlockall) is not given back */
	return madvise(h->region, REGION, MADV_DONTNEED) == 0 && take_page(h);
}

/* A huge page can only lie at a multiple of its size. */
static char *
map_region(void)
{
	char *p = mmap(NULL, 2 * REGION, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t before;

	if (p == MAP_FAILED)
		return NULL;
	before = -(uintptr_t)p % REGION;
	if (before)
		munmap(p, before);
	munmap(p + before + REGION, REGION - before);
	return p + before;
}

static bool
is_waiting_pipe(int fd)
{
	struct stat st;
	int flags;

	if (fstat(fd, &st) || !S_ISFIFO(st.st_mode))
		return false;
	flags = fcntl(fd, F_GETFL);
	return flags >= 0 && !(flags & O_NONBLOCK);
}

bool
pipe_splice_begin(struct pipe_splice *h, int fd)
{
	if (h->cannot || !is_waiting_pipe(fd) || !(h->region = map_region())) {
		h->cannot = true;
		return false;
	}
	if (madvise(h->region, REGION, MADV_HUGEPAGE) == 0 && take_page(h))
		return true;
	pipe_splice_end(h);
	return false;
}

char *
pipe_splice_room(struct pipe_splice *h, size_t n)
{
	if (h->cannot || n > ROOM_MAX || (n > LAST - h->used && !renew(h))) {
		pipe_splice_end(h);
		return NULL;
	}
	return h->region + h->used;
}

ssize_t
pipe_splice_write(struct pipe_splice *h, int fd, size_t n)
{
	struct iovec room = { h->region + h->used, n };
	ssize_t w = -1;

	if (n >= SMALL && !h->cannot) {
		w = vmsplice(fd, &room, 1, 0);
		if (w < 0 && errno == EINTR)
			return w;
		h->cannot = w <= 0;
	}
	/* write(2) works where vmsplice(2) does not, and tells the errors its
	 * callers know */
	if (w <= 0)
		w = write(fd, room.iov_base, n);
	if (w > 0)
		h->used += (size_t)w;
	return w;
}

void
pipe_splice_end(struct pipe_splice *h)
{
	if (h->region)
		munmap(h->region, REGION);
	*h = (struct pipe_splice){ .cannot = true };
}

#else

bool
pipe_splice_begin(struct pipe_splice *h, int fd)
{
	(void)fd;
	h->cannot = true;
	return false;
}

char *
pipe_splice_room(struct pipe_splice *h, size_t n)
{
	(void)h;
	(void)n;
	return NULL;
}

ssize_t
pipe_splice_write(struct pipe_splice *h, int fd, size_t n)
{
	return write(fd, h->region + h->used, n);
}

void
pipe_splice_end(struct pipe_splice *h)
{
	(void)h;
}

#endif
