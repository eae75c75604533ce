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

static void
beyond_all(void)
{
	mem_alloc(SIZE_MAX / 2);
}

static void
zeroed_beyond(void)
{
	mem_zeroed(SIZE_MAX / 32, 16);
}

static void
resized_beyond(void)
{
	mem_resize(NULL, SIZE_MAX / 2);
}

static void
mapped_beyond(void)
{
	mem_map(SIZE_MAX / 2);
}

static void
grown_beyond(void)
{
	size_t cap = 0;

	mem_grow(NULL, &cap, SIZE_MAX / 8, 1);
}

static void
each_end(void)
{
	static void (*const bodies[])(void) = { beyond_all, zeroed_beyond,
		resized_beyond, mapped_beyond, grown_beyond };
	char said[200];

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
	test_skip("a sanitizer ends the program itself");
	return;
#endif
	mem_program = "recon-unit";
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		EXPECT(status_of(bodies[i], said) == ST_FAIL);
		EXPECT(strstr(said, "recon-unit: out of memory ("));
	}
}

/* What is idle may read as zero; what is beside its pages stays. */
static void
idle(void)
{
	enum { N = 1 << 16, FROM = 100, TO = N - 100 };
	char *p = mem_map(N);

	mem_all_used(p, N);
	memset(p, 'x', N);
	mem_idle(p + FROM, TO - FROM);
	for (size_t i = 0; i < N; i++)
		if (i < FROM || i >= TO)
			EXPECT(p[i] == 'x');
	memset(p, 'y', N);
	mem_idle(p + FROM, 10); /* less than a page: nothing goes */
	EXPECT(p[FROM] == 'y' && p[FROM + 9] == 'y');
	mem_unmap(p, N);
}

int
main(void)
{
	test("room doubles, and what is in it stays", growing);
	test("a copy has a NUL behind it", copying);
	test("nothing can be allocated, zeroed memory is", nothing);
	test("memory that cannot be had ends the program with status 2",
	    the_end);
	test("however it is asked for", each_end);
	test("idle memory goes by whole pages, and can be used again", idle);
	return test_done();
}
