/* fetch: the bytes of a file, wherever it stands and however it is read. */
#include "sys/file/read_ahead.h"

#include <errno.h>

#include "scratch.h"
#include "test.h"

enum { LARGEST = 3 * READ_AHEAD_BLOCK + 5000 };

static char text[LARGEST], got[LARGEST];
static uint64_t seed = 1;

/* Reads the file of n bytes from that place on, in pieces of up to most
 * bytes, and closes it when that many were read. */
static void
read_from(int fd, size_t n, size_t from, size_t most, size_t enough)
{
	size_t have = 0, left = from < n ? n - from : 0;
	struct read_ahead *f;
	ssize_t r;

	EXPECT(lseek(fd, (off_t)from, SEEK_SET) == (off_t)from);
	f = read_ahead_open(fd);
	EXPECT(f != NULL);
	if (!f)
		return;
	while (have < enough &&
	    (r = read_ahead_read(
		 f, got + have, 1 + scratch_random(&seed) % most)) != 0) {
		EXPECT(r > 0);
		if (r < 0)
			break;
		have += (size_t)r;
	}
	EXPECT(have >= (enough < left ? enough : left) && have <= left);
	EXPECT(!memcmp(got, text + from, have));
	read_ahead_close(f);
	EXPECT(lseek(fd, 0, SEEK_CUR) == (off_t)(from + have));
}

static void
read_all_ways(const char *path, size_t n)
{
	int fd;

	scratch_write(path, text, n);
	fd = open(path, O_RDONLY);
	for (int cached = 0; cached < 2; cached++) {
		if (!cached) {
			fsync(fd);
			posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
		}
		read_from(fd, n, 0, 100000, SIZE_MAX);
		read_from(fd, n, 7, 5000, SIZE_MAX);
		read_from(fd, n, n / 2, 1 << 20, SIZE_MAX);
		read_from(fd, n, READ_AHEAD_BLOCK, 1 << 18, SIZE_MAX);
		read_from(fd, n, n, 10, SIZE_MAX);
		read_from(fd, n, 0, 3000, 10000);
		read_from(fd, n, 100, 1, 1);
	}
	close(fd);
	unlink(path);
}

static void
all_sizes(const char *path)
{
	static const size_t sizes[] = { 0, 1, 4095, 4096, READ_AHEAD_BLOCK - 1,
		READ_AHEAD_BLOCK, READ_AHEAD_BLOCK + 1, 2 * READ_AHEAD_BLOCK,
		LARGEST };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		read_all_ways(path, sizes[i]);
}

static void
files(void)
{
	char path[] = "/dev/shm/recon-unit-XXXXXX";
	int fd = mkstemp(path);

	all_sizes("file");
	if (fd >= 0) { /* where there is no disk to read from */
		close(fd);
		all_sizes(path);
	}
}

static void
a_file_that_grows(void)
{
	int to = open("grows", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int fd = open("grows", O_RDONLY);
	struct read_ahead *f;
	size_t have = 0;
	ssize_t r;

	EXPECT(write(to, text, 1000) == 1000);
	f = read_ahead_open(fd);
	EXPECT(read_ahead_read(f, got, 1) == 1);
	have = 1;
	EXPECT(write(to, text + 1000, 1000) == 1000);
	while ((r = read_ahead_read(f, got + have, 100)) > 0)
		have += (size_t)r;
	EXPECT(r == 0 && have >= 1000 && have <= 2000);
	EXPECT(!memcmp(got, text, have));
	read_ahead_close(f);
	close(to);
	close(fd);
}

static void
an_error_comes_behind_what_was_read(void)
{
	int fd = open(".", O_RDONLY);
	struct read_ahead *f = read_ahead_open(fd);

	EXPECT(read_ahead_read(f, got, 100) == -1 && errno == EISDIR);
	EXPECT(read_ahead_read(f, got, 100) == -1 && errno == EISDIR);
	read_ahead_close(f);
	close(fd);
}

static void
what_cannot_be_sought(void)
{
	int fd[2];

	EXPECT(pipe(fd) == 0);
	EXPECT(read_ahead_open(fd[0]) == NULL);
	close(fd[0]);
	close(fd[1]);
}

int
main(void)
{
	for (size_t i = 0; i < LARGEST; i++)
		text[i] = (char)scratch_random(&seed);
	scratch_begin();
	test("files of any size are read from any place, cached or not", files);
	test("a file may grow while it is read", a_file_that_grows);
	test("an error is told each time", an_error_comes_behind_what_was_read);
	test("a pipe is not fetched", what_cannot_be_sought);
	scratch_end();
	return test_done();
}
