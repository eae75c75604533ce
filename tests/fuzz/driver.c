/*
 * driver: a target without libFuzzer, so that every build runs what the
 * fuzzers found.
 *
 *	TARGET [-n BYTES] [-k FILE] FILE...
 *
 * reads each FILE, then files changed at random (the same in every run) until
 * these are BYTES in all. The status is 1 where one of them ends the process;
 * that input is then kept in the file of -k.
 */
#include <sys/mman.h>
#include <sys/wait.h>

#include "chance.h"
#include "fuzz.h"

enum { INPUT_MAX = 1 << 16, CHANGES = 6 };

/* The input at work, shared by the process that reads it and the one that
 * waits for that. */
struct work {
	size_t len;
	char text[INPUT_MAX];
};

static struct work *work;
static struct buf *seeds;
static size_t n_seeds;

static _Noreturn void
die(const char *what)
{
	perror(what);
	exit(2);
}

static void
read_seed(const char *path)
{
	FILE *f = fopen(path, "r");
	struct buf *to = &seeds[n_seeds++];

	if (!f)
		die(path);
	to->len = fread(buf_room(to, INPUT_MAX), 1, INPUT_MAX, f);
	if (ferror(f) || fclose(f))
		die(path);
}

/* Makes room for n bytes at place at, as far as there is any. */
static size_t
open_gap(size_t at, size_t n)
{
	if (n > INPUT_MAX - work->len)
		n = INPUT_MAX - work->len;
	memmove(work->text + at + n, work->text + at, work->len - at);
	work->len += n;
	return n;
}

/* Part of a seed goes to place at, instead of what is there or before it. */
static void
splice(size_t at)
{
	struct span s = buf_span(&seeds[chance((unsigned)n_seeds)]);
	size_t from = s.len ? chance((unsigned)s.len) : 0;
	size_t n = s.len ? chance((unsigned)(s.len - from)) + 1 : 0;

	if (n > 200)
		n = 1 + chance(200);
	if (chance(2))
		n = open_gap(at, n);
	else if (n > work->len - at)
		n = work->len - at;
	if (n)
		memcpy(work->text + at, s.p + from, n);
}

static void
change(void)
{
	static const char bytes[] = "\t\n\r\"\\#-.,;:|%0149 AZ\0\x7f\x80\xff";
	size_t at = chance((unsigned)work->len + 1);
	size_t n = work->len - at;

	switch (n ? chance(5) : 4) {
	case 0:
		work->text[at] = (char)chance(256);
		break;
	case 1:
		work->text[at] = bytes[chance(sizeof bytes - 1)];
		break;
	case 2:
		work->text[at] ^= (char)(1 << chance(8));
		break;
	case 3:
		n = 1 + chance(n < 40 ? (unsigned)n : 40);
		memmove(
		    work->text + at, work->text + at + n, work->len - at - n);
		work->len -= n;
		break;
	default:
		splice(at);
	}
}

static void
run_one(struct span s)
{
	char *p;

	work->len = s.len;
	if (s.len)
		memcpy(work->text, s.p, s.len);
	p = fuzz_copy(s);
	LLVMFuzzerTestOneInput((const uint8_t *)p, s.len);
	free(p);
}

static void
run_all(size_t bytes)
{
	char *p;

	for (size_t i = 0; i < n_seeds; i++)
		run_one(buf_span(&seeds[i]));
	for (size_t done = 0; n_seeds && done < bytes; done += work->len + 1) {
		struct span s = buf_span(&seeds[chance((unsigned)n_seeds)]);
		unsigned n = 1 + chance(CHANGES);

		work->len = s.len;
		if (s.len)
			memcpy(work->text, s.p, s.len);
		while (n--)
			change();
		p = fuzz_copy((struct span){ work->text, work->len });
		LLVMFuzzerTestOneInput((const uint8_t *)p, work->len);
		free(p);
	}
}

static int
run_apart(size_t bytes)
{
	pid_t child = fork();
	int status = 0;

	if (child < 0)
		die("fork");
	if (child == 0) {
		run_all(bytes);
		exit(0);
	}
	if (waitpid(child, &status, 0) != child)
		die("wait");
	return status;
}

static void
keep(const char *path)
{
	FILE *f = fopen(path, "w");

	if (!f || fwrite(work->text, 1, work->len, f) != work->len || fclose(f))
		die(path);
	fprintf(stderr, "the input is kept in %s\n", path);
}

int
main(int argc, char **argv)
{
	const char *kept = NULL;
	size_t bytes = 0;
	int c;

	while ((c = getopt(argc, argv, "n:k:")) != -1) {
		if (c == 'n')
			bytes = strtoul(optarg, NULL, 10);
		else if (c == 'k')
			kept = optarg;
		else
			return 2;
	}
	work = mmap(NULL, sizeof *work, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	seeds = calloc((size_t)(argc - optind) + 1, sizeof *seeds);
	if (work == MAP_FAILED || !seeds)
		die("memory");
	for (int i = optind; i < argc; i++)
		read_seed(argv[i]);
	c = run_apart(bytes);
	if (c && kept)
		keep(kept);
	for (size_t i = 0; i < n_seeds; i++)
		buf_free(&seeds[i]);
	free(seeds);
	return c != 0;
}
