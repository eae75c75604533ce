#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "test.h"

static void
growing(void)
{
	size_t cap = 0, n = 0;
	int *p = NULL;
	int moves = 0;

	for (; n < 100000; n++) {
		size_t was = cap;

		p = mem_grow(p, &cap, n + 1, sizeof *p);
		moves += cap != was;
		p[n] = (int)n;
	}
	for (n = 0; n < 100000; n++)
		EXPECT(p[n] == (int)n);
	EXPECT(moves < 20); /* by doubling */
	free(p);
}

static void
copying(void)
{
	char *p = mem_dup(SPAN("a\0b"));

	EXPECT(!memcmp(p, "a\0b", 4));
	free(p);
	p = mem_dup((struct span){ 0 });
	EXPECT_STR(p, "");
	free(p);
}

static void
nothing(void)
{
	char *p = mem_alloc(0);
	int *z = mem_zeroed(100, sizeof *z);

	EXPECT(p);
	for (int i = 0; i < 100; i++)
		EXPECT(z[i] == 0);
	free(p);
	free(z);
}

/* Runs body in a child; its status, and its stderr in said. */
static int
status_of(void (*body)(void), char said[200])
{
	int fd[2], status = 0;
	ssize_t n;
	pid_t pid;

	fflush(stdout);
	if (pipe(fd) || (pid = fork()) < 0)
		return -1;
	if (pid == 0) {
		dup2(fd[1], STDERR_FILENO);
		body();
		_exit(0);
	}
	close(fd[1]);
	n = read(fd[0], said, 199);
	said[n > 0 ? n : 0] = '\0';
	close(fd[0]);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
grow_beyond(void)
{
	size_t cap = 0;

	mem_grow(NULL, &cap, SIZE_MAX / 4, 16);
}

static void
the_end(void)
{
	char said[200];

	mem_program = "recon-unit";
	EXPECT(status_of(grow_beyond, said) == ST_FAIL);
	EXPECT_STR(said,
	    "recon-unit: out of memory (18446744073709551615 "
	    "bytes wanted)\n");
}

int
main(void)
{
	test("room doubles, and what is in it stays", growing);
	test("a copy has a NUL behind it", copying);
	test("nothing can be allocated, zeroed memory is", nothing);
	test("memory that cannot be had ends the program with status 2",
	    the_end);
	return test_done();
}
