/*
 * handover: what is handed over arrives byte for byte, whatever the reader
 * does with it and whenever.
 */
#define _GNU_SOURCE /* tee, splice, F_SETPIPE_SZ */
#ifdef __linux__
#include <sys/time.h>

#include "handed.h"

static void
at_once(void)
{
	int fd;
	pid_t writer = start_writer(&fd);

	EXPECT(read_text(fd, 0, UINT64_MAX, 70001) == LENGTH);
	close(fd);
	writer_ends(writer, true, true);
}

static void
late_and_slow(void)
{
	uint64_t pos = 0, n;
	int fd;
	pid_t writer = start_writer(&fd);

	usleep(100000);
	do {
		uint64_t r = scratch_random(&seed);

		if (r % 16 == 0)
			usleep(2000);
		n = read_text(fd, pos, 200000, 1 + (r >> 8) % 9000);
		pos += n;
	} while (n);
	EXPECT(pos == LENGTH);
	close(fd);
	writer_ends(writer, true, true);
}

/*
 * Takes what is in the pipe without a copy, moved or doubled, and looks at it
 * when the writer has gone on for many megabytes.
 */
static void
keep_pages(bool moved)
{
	enum { KEPT = 1 << 20, MEANWHILE = 7 << 20 };
	uint64_t pos = 0, from;
	int fd, kept[2];
	pid_t writer = start_writer(&fd);

	EXPECT(pipe(kept) == 0);
	fcntl(kept[1], F_SETPIPE_SZ, KEPT);
	while (!test_broken) {
		ssize_t n = moved ? splice(fd, NULL, kept[1], NULL, KEPT, 0)
				  : tee(fd, kept[1], KEPT, 0);

		if (n <= 0)
			break;
		from = pos;
		pos += moved ? (uint64_t)n : 0;
		pos += read_text(fd, pos, MEANWHILE, KEPT);
		EXPECT(
		    read_text(kept[0], from, (uint64_t)n, 4096) == (uint64_t)n);
	}
	EXPECT(pos == LENGTH);
	close(kept[0]);
	close(kept[1]);
	close(fd);
	writer_ends(writer, true, true);
}

static void
doubled(void)
{
	keep_pages(false);
}

static void
moved_away(void)
{
	keep_pages(true);
}

static void
gone(void)
{
	enum { SEEN = HALF + REST };
	int fd;
	pid_t writer = start_writer(&fd);

	EXPECT(read_text(fd, 0, SEEN, 70001) == SEEN);
	close(fd);
	writer_ends(writer, true, false);
}

/* --- what comes between */

static void
on_alarm(int sig)
{
	(void)sig;
}

/* Without SA_RESTART: what waits comes back with EINTR. */
static void
interrupt(void)
{
	struct itimerval often = { { 0, 300 }, { 0, 300 } };

	sigaction(SIGALRM, &(struct sigaction){ .sa_handler = on_alarm }, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
}

static void
interrupted(void)
{
	at_begin = interrupt;
	late_and_slow();
}

int
main(void)
{
	signal(SIGPIPE, SIG_IGN);
	scratch_begin();
	make_text();
	test("a reader that reads at once", at_once);
	test("a reader that comes late and is slow", late_and_slow);
	test("pages that a reader doubled and keeps do not change", doubled);
	test("pages that a reader moved away do not change", moved_away);
	test("a reader that goes away is a failure without a word", gone);
	test("signals lose and double nothing", interrupted);
	scratch_end();
	return test_done();
}

#else

#include <stdio.h>

int
main(void)
{
	puts("1..0 # SKIP only Linux hands over");
	return 0;
}

#endif
