#define _GNU_SOURCE /* O_DIRECT */
#include "sys/file/read_ahead.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/file/uncached_io.h"
#include "sys/threads.h"

struct read_ahead {
	int fd;     /* borrowed */
	int direct; /* the same file without the system's memory, or -1 */
	pthread_t thread;
	char *memory; /* owned: the blocks, aligned as O_DIRECT wants it */

	/* what the two threads share */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	unsigned full; /* blocks, from first on; the others are empty */
	size_t len[READ_AHEAD_BLOCKS]; /* bytes in each */
	bool over;                     /* the full blocks are the last ones */
	int error;                     /* errno of a read that failed, or 0 */
	bool closed;                   /* read_ahead_close was called */

	/* the reader's side */
	unsigned first;
	size_t pos;  /* bytes of the first block that were handed out */
	off_t taken; /* where the file stands for the caller */
	/* the thread's */
	unsigned next; /* block to be filled */
	off_t at;      /* place of it in the file */
};

/* The file once more, read without the system's memory. */
static int
open_direct(int fd)
{
#ifdef O_DIRECT
	char path[40];

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	return open(path, O_RDONLY | O_DIRECT | O_CLOEXEC);
#else
	(void)fd;
	return -1;
#endif
}

/* True if the system has all of the block at f->at in memory, and where it does
 * not tell. */
static bool
is_cached(const struct read_ahead *f)
{
#ifdef __linux__
	/* cachestat(2), Linux 6.5, which the C library may not know */
	enum { NUMBER = 451 };
	struct {
		uint64_t off, len;
	} range = { (uint64_t)f->at, READ_AHEAD_BLOCK };
	struct {
		uint64_t cached, dirty, writing, gone, gone_lately;
	} got;
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);

	return syscall(NUMBER, f->fd, &range, &got, 0) ||
	    got.cached * page >= READ_AHEAD_BLOCK;
#else
	return true;
#endif
}

static ssize_t
read_block(struct read_ahead *f, char *to)
{
	if (f->direct >= 0 && !is_cached(f)) {
		ssize_t n = pread(f->direct, to, READ_AHEAD_BLOCK, f->at);

		if (n >= 0 || errno == EINTR)
			return n;
		/* O_DIRECT does not work on this file system, or the error will
		 * come again without it */
		close(f->direct);
		f->direct = -1;
	}
	return uncached_read(f->fd, to, READ_AHEAD_BLOCK, f->at);
}

/* A block that is not full ends where the file ended when it was read. Whether
 * the file has grown, the next read tells, from a place that need not be
 * aligned: so without O_DIRECT. */
static ssize_t
fill(struct read_ahead *f)
{
	char *to = f->memory + (size_t)f->next * READ_AHEAD_BLOCK;
	ssize_t n;

	do
		n = f->at % READ_AHEAD_BLOCK
		    ? uncached_read(f->fd, to, READ_AHEAD_BLOCK, f->at)
		    : read_block(f, to);
	while (n < 0 && errno == EINTR);
	return n;
}

/* Holds the lock when it returns. */
static bool
wait_for_empty(struct read_ahead *f)
{
	pthread_mutex_lock(&f->lock);
	while (f->full == READ_AHEAD_BLOCKS && !f->closed)
		pthread_cond_wait(&f->changed, &f->lock);
	return !f->closed;
}

static void *
run(void *arg)
{
	struct read_ahead *f = arg;

	while (wait_for_empty(f) && !f->over) {
		ssize_t n;

		pthread_mutex_unlock(&f->lock);
		n = fill(f);
		pthread_mutex_lock(&f->lock);
		if (n > 0) {
			f->len[f->next] = (size_t)n;
			f->next = (f->next + 1) % READ_AHEAD_BLOCKS;
			f->at += n;
			f->full++;
		} else {
			f->over = true;
			f->error = n < 0 ? errno : 0;
		}
		pthread_cond_signal(&f->changed);
		pthread_mutex_unlock(&f->lock);
	}
	pthread_mutex_unlock(&f->lock);
	return NULL;
}

static void
release(struct read_ahead *f)
{
	if (f->direct >= 0)
		close(f->direct);
	pthread_mutex_destroy(&f->lock);
	pthread_cond_destroy(&f->changed);
	mem_unmap(f->memory, (size_t)READ_AHEAD_BLOCKS * READ_AHEAD_BLOCK);
	free(f);
}

struct read_ahead *
read_ahead_open(int fd)
{
	struct read_ahead *f = mem_zeroed(1, sizeof *f);

	f->fd = fd;
	f->taken = lseek(fd, 0, SEEK_CUR);
	/* from the beginning of the block in which the file stands */
	f->pos = (size_t)(f->taken % READ_AHEAD_BLOCK);
	f->at = f->taken - (off_t)f->pos;
	f->memory = mem_map((size_t)READ_AHEAD_BLOCKS * READ_AHEAD_BLOCK);
	f->direct = open_direct(fd);
	pthread_mutex_init(&f->lock, NULL);
	pthread_cond_init(&f->changed, NULL);
	if (f->taken >= 0 && threads_start(&f->thread, run, f))
		return f;
	release(f);
	return NULL;
}

/* The bytes at hand; 0 at the end, -1 on an error. */
static ssize_t
wait_for_bytes(struct read_ahead *f)
{
	ssize_t n;

	pthread_mutex_lock(&f->lock);
	while (f->full == 0 && !f->over)
		pthread_cond_wait(&f->changed, &f->lock);
	n = f->full ? (ssize_t)f->len[f->first] : f->error ? -1 : 0;
	errno = f->error;
	pthread_mutex_unlock(&f->lock);
	return n;
}

static void
give_back(struct read_ahead *f)
{
	f->first = (f->first + 1) % READ_AHEAD_BLOCKS;
	f->pos = 0;
	pthread_mutex_lock(&f->lock);
	f->full--;
	pthread_cond_signal(&f->changed);
	pthread_mutex_unlock(&f->lock);
}

ssize_t
read_ahead_read(struct read_ahead *f, char *p, size_t n)
{
	ssize_t len = wait_for_bytes(f);

	if (len <= 0)
		return len;
	if ((size_t)len <= f->pos) /* the file stood behind its end */
		return 0;
	if (n > (size_t)len - f->pos)
		n = (size_t)len - f->pos;
	memcpy(p, f->memory + (size_t)f->first * READ_AHEAD_BLOCK + f->pos, n);
	f->pos += n;
	f->taken += (off_t)n;
	if (f->pos == (size_t)len)
		give_back(f);
	return (ssize_t)n;
}

void
read_ahead_close(struct read_ahead *f)
{
	pthread_mutex_lock(&f->lock);
	f->closed = true;
	pthread_cond_signal(&f->changed);
	pthread_mutex_unlock(&f->lock);
	pthread_join(f->thread, NULL);
	lseek(f->fd, f->taken, SEEK_SET);
	release(f);
}
