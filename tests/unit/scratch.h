/*
 * scratch: a directory of their own for unit tests that read and write
 * files, and an input that arrives in pieces of any size.
 */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char scratch_dir[] = "/tmp/recon-unit.XXXXXX";

static inline _Noreturn void
scratch_die(const char *what)
{
	perror(what);
	exit(2);
}

/* Makes the directory and goes there. */
static inline void
scratch_begin(void)
{
	if (!mkdtemp(scratch_dir) || chdir(scratch_dir))
		scratch_die(scratch_dir);
}

/* How many files are there, hidden ones included; removes them if asked. */
static inline int
scratch_files(int remove)
{
	DIR *d = opendir(".");
	struct dirent *entry;
	int n = 0;

	if (!d)
		scratch_die("opendir");
	while ((entry = readdir(d))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		n++;
		if (remove && unlink(entry->d_name) && rmdir(entry->d_name))
			scratch_die(entry->d_name);
	}
	closedir(d);
	return n;
}

static inline void
scratch_end(void)
{
	scratch_files(1);
	if (chdir("/") || rmdir(scratch_dir))
		scratch_die(scratch_dir);
}

static inline void
scratch_write(const char *path, const void *p, size_t n)
{
	FILE *f = fopen(path, "w");

	if (!f || fwrite(p, 1, n, f) != n || fclose(f))
		scratch_die(path);
}

/* The file's bytes and a NUL behind them, or NULL; the caller frees. */
static inline char *
scratch_read(const char *path)
{
	FILE *f = fopen(path, "r");
	char *p;
	long n;

	if (!f)
		return NULL;
	n = fseek(f, 0, SEEK_END) ? -1 : ftell(f);
	if (n < 0)
		scratch_die(path);
	rewind(f);
	p = malloc((size_t)n + 1);
	if (!p || fread(p, 1, (size_t)n, f) != (size_t)n)
		scratch_die(path);
	p[n] = '\0';
	fclose(f);
	return p;
}

/* True if the file is there with exactly this text. */
static inline int
scratch_holds(const char *path, const char *text)
{
	char *got = scratch_read(path);
	int same = got && !strcmp(got, text);

	if (!same)
		printf("# %s holds \"%s\"\n", path, got ? got : "(nothing)");
	free(got);
	return same;
}

/* The same numbers on every machine: xorshift64. */
static inline uint64_t
scratch_random(uint64_t *state)
{
	uint64_t x = *state;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return *state = x;
}

/*
 * Makes standard input a pipe from which n bytes of p arrive in pieces of 1
 * to 4096 bytes, most of them short. Returns the writer's process, to be
 * given to scratch_fed.
 */
static inline pid_t
scratch_feed(const char *p, size_t n, uint64_t seed)
{
	int fd[2];
	pid_t writer;

#ifdef O_DIRECT /* packets: a piece written is a piece read */
	if (pipe2(fd, O_DIRECT) && pipe(fd))
#else
	if (pipe(fd))
#endif
		scratch_die("pipe");
	fflush(stdout);
	writer = fork();
	if (writer < 0)
		scratch_die("fork");
	if (writer == 0) {
		close(fd[0]);
		while (n) {
			uint64_t r = scratch_random(&seed);
			size_t most = r & 7 ? 64 : 4096;
			size_t piece = 1 + (r >> 8) % most;
			ssize_t w = write(fd[1], p, piece < n ? piece : n);

			if (w <= 0)
				_exit(1);
			p += w;
			n -= (size_t)w;
		}
		_exit(0);
	}
	close(fd[1]);
	dup2(fd[0], STDIN_FILENO);
	close(fd[0]);
	return writer;
}

static inline void
scratch_fed(pid_t writer)
{
	int null = open("/dev/null", O_RDONLY);

	dup2(null, STDIN_FILENO); /* the pipe is closed: the writer ends */
	close(null);
	waitpid(writer, NULL, 0);
}

#endif
