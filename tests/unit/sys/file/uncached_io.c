/* passing: the same bytes as by the usual calls, wherever they are. */
#include "sys/file/uncached_io.h"

#include <errno.h>

#include "scratch.h"
#include "test.h"

enum { SIZE = 300000 };

static char text[SIZE], got[SIZE];

/* Writes and reads a file by these calls, in uneven pieces. */
static void
goes_through(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	size_t i, n;

	EXPECT(fd >= 0);
	for (i = 0; i < SIZE / 2; i += n) {
		n = SIZE / 2 - i < 70001 ? SIZE / 2 - i : 70001;
		EXPECT(uncached_write(fd, text + i, n, UNCACHED_HERE) ==
		    (ssize_t)n);
	}
	EXPECT(uncached_write(fd, text + i, SIZE - i, (off_t)i) ==
	    (ssize_t)(SIZE - i));
	lseek(fd, 0, SEEK_SET);
	memset(got, 0, SIZE);
	for (i = 0; i < SIZE; i += n) {
		ssize_t r = uncached_read(fd, got + i, 65537, UNCACHED_HERE);

		EXPECT(r > 0);
		n = r > 0 ? (size_t)r : SIZE;
	}
	EXPECT(uncached_read(fd, got, 1, UNCACHED_HERE) == 0);
	EXPECT(!memcmp(got, text, SIZE));
	EXPECT(uncached_read(fd, got, 100, 5000) == 100);
	EXPECT(!memcmp(got, text + 5000, 100));
	close(fd);
	unlink(path);
}

static void
files(void)
{
	char path[] = "/dev/shm/recon-unit-XXXXXX";
	int fd = mkstemp(path);

	goes_through("file");
	if (fd >= 0) { /* where the data has no other place than memory */
		close(fd);
		goes_through(path);
	}
}

static void
pipes(void)
{
	int fd[2];

	EXPECT(pipe(fd) == 0);
	EXPECT(uncached_write(fd[1], text, 1000, UNCACHED_HERE) == 1000);
	memset(got, 0, SIZE);
	EXPECT(uncached_read(fd[0], got, SIZE, UNCACHED_HERE) == 1000);
	EXPECT(!memcmp(got, text, 1000));
	close(fd[1]);
	EXPECT(uncached_read(fd[0], got, SIZE, UNCACHED_HERE) == 0);
	close(fd[0]);
}

static void
errors(void)
{
	EXPECT(
	    uncached_read(-1, got, 1, UNCACHED_HERE) == -1 && errno == EBADF);
	EXPECT(uncached_write(-1, got, 1, 0) == -1 && errno == EBADF);
}

static void
sizes(void)
{
	EXPECT(!uncached_is_large(0));
	EXPECT(!uncached_is_large(1 << 20));
	EXPECT(uncached_is_large(UINT64_MAX));
}

int
main(void)
{
	uint64_t seed = 1;

	for (size_t i = 0; i < SIZE; i++)
		text[i] = (char)scratch_random(&seed);
	scratch_begin();
	test("files hold what passes through, on any file system", files);
	test("pipes are read and written all the same", pipes);
	test("errors come as from the usual calls", errors);
	test("a share of the memory is large, a megabyte never", sizes);
	scratch_end();
	return test_done();
}
