/*
 * handover: nothing is lost or doubled where the system does not have what it
 * takes, from the beginning or from somewhere on.
 */
#define _GNU_SOURCE /* F_SETPIPE_SZ */
#ifdef __linux__
#include "sys/process/pipe_splice.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "handed.h"

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
		test_skip("nothing can be locked on this machine");
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
		struct pipe_splice h = { 0 };
		ssize_t w, done;

		close(fd[0]);
		if (!pipe_splice_begin(&h, fd[1]))
			_exit(can_hand_over() ? 1 : 0);
		memcpy(pipe_splice_room(&h, SIZE), text, SIZE);
		done = pipe_splice_write(&h, fd[1], SIZE);
		EXPECT(done > 0 && done < SIZE && !h.cannot);
		refuse_vmsplice(EINVAL);
		for (; done < SIZE; done += w) {
			EXPECT(pipe_splice_is_next(&h, h.region + done));
			w = pipe_splice_write(&h, fd[1], (size_t)(SIZE - done));
			EXPECT(w > 0 && h.cannot);
			if (w <= 0)
				break;
		}
		EXPECT(!pipe_splice_room(&h, 1) && !h.region);
		EXPECT(!pipe_splice_begin(&h, fd[1]));
		fflush(stdout);
		_exit(test_broken);
	}
	close(fd[1]);
	usleep(20000);
	if (can_hand_over())
		EXPECT(read_text(fd[0], 0, UINT64_MAX, 4096) == SIZE);
	else
		test_skip("nothing can be handed over on this machine");
	close(fd[0]);
	EXPECT(waitpid(child, &status, 0) == child && status == 0);
}

static bool
begins(int fd)
{
	struct pipe_splice h = { 0 };
	bool did = pipe_splice_begin(&h, fd);

	EXPECT(did == (h.region != NULL) && did == !h.cannot);
	pipe_splice_end(&h);
	EXPECT(!h.region && !pipe_splice_begin(&h, fd));
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
	struct pipe_splice h = { 0 };
	size_t left;
	int fd[2];

	EXPECT(pipe(fd) == 0);
	fcntl(fd[1], F_SETPIPE_SZ, 1 << 20);
	if (!pipe_splice_begin(&h, fd[1])) {
		test_skip("nothing can be handed over on this machine");
		return;
	}
	for (size_t n = 1; n < PERIOD; n = n * 3 + 1) {
		char *p = pipe_splice_room(&h, n);

		EXPECT(pipe_splice_is_next(&h, p) &&
		    !pipe_splice_is_next(&h, text));
		for (size_t i = 0; i < n; i++)
			EXPECT(p[i] == 0);
		memcpy(p, text, n);
		EXPECT(pipe_splice_write(&h, fd[1], n) == (ssize_t)n);
		EXPECT(read_text(fd[0], 0, n, n) == n);
		EXPECT(pipe_splice_is_next(&h, p + n));
	}
	left = REGION - 1 - h.used;
	EXPECT(pipe_splice_room(&h, left) == h.region + h.used && h.used);
	EXPECT(pipe_splice_room(&h, left + 1) == h.region && !h.used);
	EXPECT(pipe_splice_room(&h, 1 << 20) == h.region);
	EXPECT(!pipe_splice_room(&h, (1 << 20) + 1) && !h.region && h.cannot);
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
