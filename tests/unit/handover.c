/*
 * handover: what is handed over arrives byte for byte, whatever the reader
 * does with it and whenever, and whatever the system does not have.
 *
 * The writer is a process of its own, which writes by an output in pieces of
 * any size; the reader knows the text by where a byte stands in it.
 */
#define _GNU_SOURCE /* tee, splice, F_SETPIPE_SZ */
#ifdef __linux__
#include "handover.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>

#include "output.h"
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
		text[i] = i < PERIOD ? (char)scratch_random(&seed)
		                     : text[i - PERIOD];
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

/* Has the machine what handing over takes? */
static bool
can_hand_over(void)
{
	struct iovec one = { text, 1 };
	char line[100] = "";
	FILE *f = fopen("/sys/kernel/mm/transparent_hugepage/enabled", "r");
	bool can = f && fgets(line, sizeof line, f) && !strstr(line, "[never]");
	int fd[2];

	if (f)
		fclose(f);
	EXPECT(pipe(fd) == 0);
	can = can && vmsplice(fd[1], &one, 1, 0) == 1;
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
		printf("# nothing can be handed over on this machine\n");
		wanted = 0;
	}
	if (WEXITSTATUS(status) != wanted)
		printf("# exits with %d, not %d\n", WEXITSTATUS(status),
		    wanted);
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
		EXPECT(read_text(kept[0], from, (uint64_t)n, 4096) ==
		    (uint64_t)n);
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

/* --- what the system does not have */

/* Reads all of a stream that is not handed over in the end; was it before? */
static void
falls_back(void begin(void), void half(void), bool before)
{
	int fd;
	pid_t writer;

	at_begin = begin;
	at_half = half;
	writer = start_writer(&fd);
	EXPECT(read_text(fd, 0, UINT64_MAX, 70001) == LENGTH);
	close(fd);
	writer_ends(writer, before, false);
}

/* As a sandbox or an old system does; it stays so for the process. */
static void
refuse_vmsplice(unsigned error)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		    offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_vmsplice, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof code / sizeof *code, code };

	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
}

static void
refuse_unknown(void)
{
	refuse_vmsplice(ENOSYS);
}

static void
refuse_forbidden(void)
{
	refuse_vmsplice(EPERM);
}

static void
without_vmsplice(void)
{
	/* it shows at the first try */
	falls_back(refuse_unknown, NULL, true);
	falls_back(refuse_forbidden, NULL, true);
	falls_back(NULL, refuse_unknown, true);
	falls_back(NULL, refuse_forbidden, true);
}

static void
refuse_huge_pages(void)
{
	EXPECT(prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0) == 0);
}

static void
without_huge_pages(void)
{
	falls_back(refuse_huge_pages, NULL, false);
	falls_back(NULL, refuse_huge_pages, true);
}

/* By its number: a sanitizer's mlock does nothing. */
static bool
lock(void *p)
{
	return syscall(SYS_mlock, p, REGION) == 0;
}

/* Locked memory is not given back by madvise(2). */
static void
lock_region(void)
{
	EXPECT(lock(writing->handover.region));
}

static void
with_locked_memory(void)
{
	char *p = mmap(NULL, REGION, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	EXPECT(p != MAP_FAILED);
	if (!can_hand_over() || !lock(p))
		printf("# nothing can be locked on this machine\n");
	else
		falls_back(NULL, lock_region, true);
	munmap(p, REGION);
}

static void
longer_lines(void)
{
	longest = PIECE;
}

static void
with_long_lines(void)
{
	falls_back(NULL, longer_lines, true);
}

/* --- the module by itself */

/* The pipe takes a part, by pages, and then no more pages at all. */
static void
refused_half_way(void)
{
	enum { SIZE = 300000 };
	int fd[2], status = 0;
	pid_t child;

	EXPECT(pipe(fd) == 0);
	fflush(stdout);
	child = fork();
	if (child == 0) {
		struct handover h = { 0 };
		ssize_t w, done;

		close(fd[0]);
		if (!handover_begin(&h, fd[1]))
			_exit(can_hand_over() ? 1 : 0);
		memcpy(handover_room(&h, SIZE), text, SIZE);
		done = handover_write(&h, fd[1], SIZE);
		EXPECT(done > 0 && done < SIZE && !h.cannot);
		refuse_vmsplice(EINVAL);
		for (; done < SIZE; done += w) {
			EXPECT(handover_is_next(&h, h.region + done));
			w = handover_write(&h, fd[1], (size_t)(SIZE - done));
			EXPECT(w > 0 && h.cannot);
			if (w <= 0)
				break;
		}
		EXPECT(!handover_room(&h, 1) && !h.region);
		EXPECT(!handover_begin(&h, fd[1]));
		fflush(stdout);
		_exit(test_broken);
	}
	close(fd[1]);
	usleep(20000);
	EXPECT(read_text(fd[0], 0, UINT64_MAX, 4096) == SIZE ||
	    !can_hand_over());
	close(fd[0]);
	EXPECT(waitpid(child, &status, 0) == child && status == 0);
}

static bool
begins(int fd)
{
	struct handover h = { 0 };
	bool did = handover_begin(&h, fd);

	EXPECT(did == (h.region != NULL) && did == !h.cannot);
	handover_end(&h);
	EXPECT(!h.region && !handover_begin(&h, fd));
	return did;
}

static void
begins_where_it_can(void)
{
	int fd[2], file = open("file", O_RDWR | O_CREAT, 0600);

	EXPECT(pipe(fd) == 0);
	EXPECT(begins(fd[1]) == can_hand_over());
	EXPECT(fcntl(fd[1], F_SETFL, O_NONBLOCK) == 0 && !begins(fd[1]));
	EXPECT(file >= 0 && !begins(file));
	close(fd[0]);
	close(fd[1]);
	EXPECT(!begins(fd[1]));
	close(file);
	unlink("file");
}

/* No byte of the room was written before it was given. */
static void
gives_room(void)
{
	struct handover h = { 0 };
	size_t left;
	int fd[2];

	EXPECT(pipe(fd) == 0);
	fcntl(fd[1], F_SETPIPE_SZ, 1 << 20);
	if (!handover_begin(&h, fd[1]))
		return;
	for (size_t n = 1; n < PERIOD; n = n * 3 + 1) {
		char *p = handover_room(&h, n);

		EXPECT(handover_is_next(&h, p) && !handover_is_next(&h, text));
		for (size_t i = 0; i < n; i++)
			EXPECT(p[i] == 0);
		memcpy(p, text, n);
		EXPECT(handover_write(&h, fd[1], n) == (ssize_t)n);
		EXPECT(read_text(fd[0], 0, n, n) == n);
		EXPECT(handover_is_next(&h, p + n));
	}
	left = REGION - 1 - h.used;
	EXPECT(handover_room(&h, left) == h.region + h.used && h.used);
	EXPECT(handover_room(&h, left + 1) == h.region && !h.used);
	EXPECT(handover_room(&h, 1 << 20) == h.region);
	EXPECT(!handover_room(&h, (1 << 20) + 1) && !h.region && h.cannot);
	close(fd[0]);
	close(fd[1]);
}

int
main(void)
{
	signal(SIGPIPE, SIG_IGN);
	scratch_begin();
	make_text();
	test("begins where the pipe may wait and there are huge pages",
	    begins_where_it_can);
	test("gives room that was never written", gives_room);
	test("a reader that reads at once", at_once);
	test("a reader that comes late and is slow", late_and_slow);
	test("pages that a reader doubled and keeps do not change", doubled);
	test("pages that a reader moved away do not change", moved_away);
	test("a reader that goes away is a failure without a word", gone);
	test("signals lose and double nothing", interrupted);
	test("without vmsplice, from the beginning or the middle on",
	    without_vmsplice);
	test("refused when a part is in the pipe", refused_half_way);
	test("without huge pages, from the beginning or the middle on",
	    without_huge_pages);
	test("memory that is not given back is not written again",
	    with_locked_memory);
	test("lines longer than any region", with_long_lines);
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
