/*
 * handed: a writer for the tests of handover, a process of its own, which
 * writes by an output in pieces of any size; the reader knows the text by
 * where a byte stands in it.
 */
#ifndef HANDED_H
#define HANDED_H

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "io/output.h"
#include "scratch.h"
#include "test.h"

/* --- the text */

enum {
	PERIOD = 999983,   /* a prime: no two pages of the text are equal */
	PIECE = 3 << 20,   /* the longest piece: longer than the region */
	LENGTH = 40 << 20, /* of a whole stream */
	HALF = LENGTH / 2,
	REST = LENGTH / 8, /* at the end, when what ends has ended */
	REGION = 2 << 20,
};

static char text[PERIOD + PIECE];

static void
make_text(void)
{
	uint64_t seed = 5;

	for (size_t i = 0; i < sizeof text; i++)
		text[i] =
		    i < PERIOD ? (char)scratch_random(&seed) : text[i - PERIOD];
}

static const char *
text_at(uint64_t pos)
{
	return text + pos % PERIOD;
}

static bool
is_text(const char *p, size_t n, uint64_t pos)
{
	return !memcmp(p, text_at(pos), n);
}

/* --- the writer */

/* What happens to the writer before the first byte, and in the middle. */
static void (*at_begin)(void), (*at_half)(void);
static size_t longest = 1 << 20; /* bytes: room that is asked for */
static struct output *writing;
static uint64_t seed = 11;

static size_t
any_size(uint64_t r)
{
	static const size_t most[] = { 100, 2000, 2000, 2000, 40000, 300000,
		1200000, PIECE };
	size_t kind = r % 256;

	return (r >> 16) % most[kind < 8 ? kind : 1 + kind % 3] + 1;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* From memory that is used for something else at once. */
static void
write_lent(struct output *o, uint64_t pos, size_t n)
{
	static char lent[PIECE];

	memcpy(lent, text_at(pos), n);
	output_write(o, (struct span){ lent, n });
	memset(lent, '!', n);
}

/* Into the output's own room, of which more is asked for than is used, and
 * something is written there too. */
static void
write_room(struct output *o, uint64_t pos, size_t n)
{
	uint64_t r = scratch_random(&seed);
	size_t room = r & 8 ? n : least(n + any_size(r >> 8), longest);
	char *to = output_room(o, room);

	memset(to + n, '?', least(room - n, 64));
	memcpy(to, text_at(pos), n);
	output_took(o, n);
}

/* One piece of at most that length; its length. */
static size_t
write_piece(struct output *o, uint64_t pos, uint64_t length)
{
	uint64_t r = scratch_random(&seed);
	size_t n = least(any_size(r >> 8), length);
	struct err e;

	if (r & 1) {
		write_lent(o, pos, n);
	} else {
		n = least(n, longest);
		write_room(o, pos, n);
	}
	if ((r & 0xfe) == 0)
		output_flush(o, &e);
	return n;
}

/* Was there anything to hand over, before the middle and in the end? */
struct went {
	bool before, behind;
};

static struct went
write_text(struct output *o)
{
	struct went went = { false, false };
	bool half = false;

	writing = o;
	for (uint64_t pos = 0; pos < LENGTH && !output_failed(o);) {
		if (pos >= HALF && !half) {
			half = true;
			if (at_half)
				at_half();
		}
		pos += write_piece(o, pos, LENGTH - pos);
		EXPECT(o->bytes == pos);
		if (pos < HALF)
			went.before |= o->handover.region != NULL;
		else if (pos > LENGTH - REST)
			went.behind |= o->handover.region != NULL;
	}
	return went;
}

/*
 * Starts the writer; its pipe is then at *fd. What it exits with says what
 * went wrong there, or with 2 and 4 what was handed over.
 */
static pid_t
start_writer(int *fd)
{
	pid_t child;

	EXPECT(mkfifo("pipe", 0600) == 0);
	seed = scratch_random(&seed);
	fflush(stdout);
	child = fork();
	if (child == 0) {
		struct output o;
		struct went went;
		struct err e;

		test_broken = 0;
		EXPECT(output_open(&o, "pipe", &e) == 0);
		if (at_begin)
			at_begin();
		went = write_text(&o);
		if (output_failed(&o)) { /* the reader went away */
			EXPECT(output_close(&o, &e) == -1);
			EXPECT(e.status == ST_FAIL);
			EXPECT_STR(e.text, "");
		} else {
			EXPECT(output_close(&o, &e) == 0);
		}
		fflush(stdout);
		_exit(test_broken | went.before << 1 | went.behind << 2);
	}
	*fd = open("pipe", O_RDONLY);
	unlink("pipe");
	return child;
}

/* KiB of this process that lie in huge pages. */
static long
in_huge_pages(void)
{
	FILE *f = fopen("/proc/self/smaps_rollup", "r");
	char line[100];
	long n = 0;

	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "AnonHugePages: %ld", &n) == 1)
			break;
	if (f)
		fclose(f);
	return n;
}

/* Somewhere in these two regions a huge page could lie. */
static bool
gets_huge_page(void)
{
	long before = in_huge_pages();
	char *p = mmap(NULL, 2 * REGION, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	bool gets;

	EXPECT(p != MAP_FAILED);
	madvise(p, 2 * REGION, MADV_HUGEPAGE);
	p[REGION] = 1;
	gets = in_huge_pages() > before;
	munmap(p, 2 * REGION);
	return gets;
}

/* Has the machine what handing over takes? */
static bool
can_hand_over(void)
{
	struct iovec one = { text, 1 };
	int fd[2];
	bool can;

	EXPECT(pipe(fd) == 0);
	can = vmsplice(fd[1], &one, 1, 0) == 1 && gets_huge_page();
	close(fd[0]);
	close(fd[1]);
	return can;
}

static void
writer_ends(pid_t writer, bool before, bool behind)
{
	int status = 0, wanted = before << 1 | behind << 2;

	EXPECT(waitpid(writer, &status, 0) == writer);
	EXPECT(WIFEXITED(status));
	if (!can_hand_over()) {
		test_skip("nothing can be handed over on this machine");
		wanted = 0;
	}
	if (WEXITSTATUS(status) != wanted)
		printf(
		    "# exits with %d, not %d\n", WEXITSTATUS(status), wanted);
	EXPECT(WEXITSTATUS(status) == wanted);
	at_begin = at_half = NULL;
}

/* --- readers */

/* Reads n bytes, or up to the end, in pieces of at most so many, and compares
 * them; how many there were. */
static uint64_t
read_text(int fd, uint64_t pos, uint64_t n, size_t piece)
{
	static char got[1 << 20];
	uint64_t done = 0;

	piece = piece < sizeof got ? piece : sizeof got;
	while (done < n) {
		ssize_t r = read(fd, got, n - done < piece ? n - done : piece);

		if (r <= 0)
			break;
		if (!is_text(got, (size_t)r, pos + done)) {
			printf("# not the text from byte %llu on\n",
			    (unsigned long long)(pos + done));
			test_broken = 1;
			break;
		}
		done += (uint64_t)r;
	}
	return done;
}

#endif
