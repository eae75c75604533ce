#define _GNU_SOURCE /* preadv2, pwritev2 */
#include "sys/file/uncached_io.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/uio.h>
#include <unistd.h>

#include "sys/machine.h"

#if defined(__linux__) && !defined(RWF_DONTCACHE)
#define RWF_DONTCACHE 0x80 /* <linux/fs.h> has it, an older libc not */
#endif

enum {
	SHARE = 32,       /* a file of more than 1/SHARE of the memory is
			   * large */
	SURELY = 1 << 24, /* bytes: less is never large, and the memory need
			   * not be asked for */
};

bool
uncached_is_large(uint64_t bytes)
{
	static _Atomic uint64_t most;

	if (bytes <= SURELY)
		return false;
	if (most == 0) /* machine_memory reads several files of the system:
		        * once is enough */
		most = machine_memory() / SHARE + 1;
	return bytes > most;
}

/* True if the file system or the kernel does not know RWF_DONTCACHE. */
static bool
is_unknown(ssize_t n)
{
	return n < 0 &&
	    (errno == EOPNOTSUPP || errno == EINVAL || errno == ENOSYS ||
		errno == ESPIPE);
}

ssize_t
uncached_read(int fd, void *p, size_t n, off_t at)
{
#ifdef RWF_DONTCACHE
	struct iovec to = { p, n };
	ssize_t got = preadv2(fd, &to, 1, at, RWF_DONTCACHE);

	if (!is_unknown(got))
		return got;
#endif
	return at == UNCACHED_HERE ? read(fd, p, n) : pread(fd, p, n, at);
}

ssize_t
uncached_write(int fd, const void *p, size_t n, off_t at)
{
#ifdef RWF_DONTCACHE
	struct iovec from = { (void *)(uintptr_t)p, n };
	ssize_t put = pwritev2(fd, &from, 1, at, RWF_DONTCACHE);

	if (!is_unknown(put))
		return put;
#endif
	return at == UNCACHED_HERE ? write(fd, p, n) : pwrite(fd, p, n, at);
}
