/*
 * inject: runs a command and lets chosen system calls of it go wrong.
 *
 *	inject count FILE COMMAND...   how many calls of each kind it makes, and
 *	                               how many of them change something
 *	inject record FILE COMMAND...  which calls changed which files, in order
 *	inject fail KIND N once|on ERRNO COMMAND...
 *	inject short KIND N once|on COMMAND...  half of the bytes, at least one
 *	inject kill N COMMAND...       SIGKILL instead of the N-th change
 *
 * "on" is the N-th call and each one behind it. What the dynamic loader does
 * is let alone: counting begins where the program does. It ends where one that
 * is built with --coverage opens the first file of its counts. The status is
 * that of the command, 128 + N where signal N ended it, 125 where nothing could
 * be run.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __x86_64__
#error "inject knows the registers of x86-64 only"
#endif

enum { TASKS = 64, BREAK = 0xcc };

static const struct call {
	long number;
	const char *kind;
	bool changes; /* something that outlives the process */
} calls[] = {
	{ SYS_read, "read", false },
	{ SYS_pread64, "read", false },
	{ SYS_readv, "read", false },
	{ SYS_write, "write", true },
	{ SYS_pwrite64, "write", true },
	{ SYS_writev, "write", true },
	{ SYS_open, "open", true },
	{ SYS_openat, "open", true },
	{ SYS_close, "close", true },
	{ SYS_fsync, "fsync", true },
	{ SYS_fdatasync, "fsync", true },
	{ SYS_rename, "rename", true },
	{ SYS_renameat, "rename", true },
	{ SYS_renameat2, "rename", true },
	{ SYS_link, "rename", true },
	{ SYS_linkat, "rename", true },
	{ SYS_unlink, "unlink", true },
	{ SYS_unlinkat, "unlink", true },
	{ SYS_rmdir, "unlink", true },
	{ SYS_mkdir, "mkdir", true },
	{ SYS_mkdirat, "mkdir", true },
	{ SYS_ftruncate, "truncate", true },
	{ SYS_fallocate, "truncate", true },
	{ SYS_fchmod, "chmod", true },
	{ SYS_splice, "splice", true },
	{ SYS_sendfile, "splice", true },
	{ SYS_copy_file_range, "splice", true },
	{ SYS_lseek, "seek", false },
	{ SYS_fcntl, "fcntl", false },
	{ SYS_stat, "stat", false },
	{ SYS_lstat, "stat", false },
	{ SYS_fstat, "stat", false },
	{ SYS_newfstatat, "stat", false },
	{ SYS_getdents64, "readdir", false },
	{ SYS_mmap, "mmap", false },
	{ SYS_mremap, "mmap", false },
	{ SYS_brk, "mmap", false },
	{ SYS_clone, "clone", false },
	{ SYS_clone3, "clone", false },
};
enum { CALLS = sizeof calls / sizeof *calls };

enum action { COUNT, RECORD, FAIL, SHORT, KILL };

static struct {
	enum action action;
	const char *kind;
	long n;
	bool on;
	int error;
	FILE *out;
} plan;

static long counted[CALLS]; /* of each kind, at its first row */
static long seen;           /* calls that the plan is about */
static bool is_over;        /* what follows is not the program's */

/* A thread of the command between two of its stops. */
static struct task {
	pid_t id;
	const struct call *call; /* it is in this one; NULL: none of ours */
	uint64_t args[6];
	bool changed; /* its registers, which it gets back as they were */
	struct user_regs_struct was;
	bool answers; /* with this instead of what the system says */
	long answer;
} tasks[TASKS];

static pid_t child;
static long entry, entry_word;

static _Noreturn void
die(const char *what)
{
	perror(what);
	exit(125);
}

static struct task *
task_of(pid_t id)
{
	struct task *free_one = NULL;

	for (int i = 0; i < TASKS; i++) {
		if (tasks[i].id == id)
			return &tasks[i];
		if (!tasks[i].id && !free_one)
			free_one = &tasks[i];
	}
	if (!free_one) {
		errno = EAGAIN;
		die("too many threads");
	}
	*free_one = (struct task){ .id = id };
	return free_one;
}

static const struct call *
call_of(long number)
{
	for (int i = 0; i < CALLS; i++)
		if (calls[i].number == number)
			return &calls[i];
	return NULL;
}

static bool
is_meant(const struct call *c)
{
	if (plan.action == KILL)
		return c->changes;
	return plan.kind && !strcmp(c->kind, plan.kind);
}

static void
count(const struct call *c)
{
	int first = 0;

	while (strcmp(calls[first].kind, c->kind))
		first++;
	counted[first]++;
}

/* What the call is to do instead. */
static void
change(struct task *t)
{
	struct user_regs_struct r;

	if (ptrace(PTRACE_GETREGS, t->id, 0, &r))
		die("registers");
	t->was = r;
	t->changed = true;
	if (plan.action == SHORT) {
		if (r.rdx > 1)
			r.rdx /= 2;
	} else if (t->call->number == SYS_brk) {
		r.rdi = 0; /* it is as it was: so this call says no */
	} else {
		t->answers = true;
		t->answer = -plan.error;
		/* the descriptor goes whatever close(2) answers */
		if (t->call->number != SYS_close)
			r.orig_rax = (unsigned long long)-1;
	}
	if (ptrace(PTRACE_SETREGS, t->id, 0, &r))
		die("registers");
}

static size_t
peek(pid_t id, uint64_t at, void *to, size_t n)
{
	struct iovec here = { to, n }, there = { (void *)(uintptr_t)at, n };
	ssize_t r = process_vm_readv(id, &here, 1, &there, 1, 0);

	return r < 0 ? 0 : (size_t)r;
}

/* Are these the counts of --coverage, opened for reading and writing? */
static bool
opens_counts(const struct task *t)
{
	static const char end[] = ".gcda";
	char path[PATH_MAX] = "";
	size_t i = 0;

	if (t->call->number != SYS_openat && t->call->number != SYS_open)
		return false;
	while (i < sizeof path - 1 &&
	    peek(t->id, t->args[t->call->number == SYS_openat] + i, path + i,
		1) == 1 &&
	    path[i])
		i++;
	return i >= sizeof end && !strcmp(path + i - (sizeof end - 1), end);
}

static void
enter(struct task *t, const struct __ptrace_syscall_info *i)
{
	t->call = call_of((long)i->entry.nr);
	t->answers = t->changed = false;
	if (!t->call)
		return;
	memcpy(t->args, i->entry.args, sizeof t->args);
	is_over = is_over || opens_counts(t);
	if (is_over) {
		t->call = NULL;
		return;
	}
	count(t->call);
	if (plan.action <= RECORD || !is_meant(t->call))
		return;
	seen++;
	if (seen < plan.n || (seen > plan.n && !plan.on))
		return;
	if (plan.action == KILL)
		kill(child, SIGKILL);
	else
		change(t);
}

/* A path may end just before a page that is not there. */
static void
put_path(pid_t id, uint64_t at)
{
	char c;

	fputc('\t', plan.out);
	while (peek(id, at++, &c, 1) == 1 && c)
		fputc(c, plan.out);
}

static void
put_bytes(pid_t id, uint64_t at, size_t n)
{
	unsigned char part[4096];

	fputc('\t', plan.out);
	while (n) {
		size_t want = n < sizeof part ? n : sizeof part;
		size_t got = peek(id, at, part, want);

		if (!got)
			die("what is written");
		for (size_t i = 0; i < got; i++)
			fprintf(plan.out, "%02x", part[i]);
		at += got;
		n -= got;
	}
}

static void
record_paths(const struct task *t, int from, int to)
{
	put_path(t->id, t->args[from]);
	if (to >= 0)
		put_path(t->id, t->args[to]);
}

/* One line: the call, its answer, the descriptor, and what else it says. */
static void
record(const struct task *t, int64_t answer)
{
	const uint64_t *a = t->args;

	fprintf(plan.out, "%s\t%lld", t->call->kind, (long long)answer);
	switch (t->call->number) {
	case SYS_write:
	case SYS_pwrite64:
		fprintf(plan.out, "\t%d\t%lld", (int)a[0],
		    t->call->number == SYS_write ? -1LL : (long long)a[3]);
		put_bytes(t->id, a[1], (size_t)answer);
		break;
	case SYS_open:
		fprintf(plan.out, "\t%d", (int)a[1]);
		record_paths(t, 0, -1);
		break;
	case SYS_openat:
		fprintf(plan.out, "\t%d", (int)a[2]);
		record_paths(t, 1, -1);
		break;
	case SYS_rename:
	case SYS_link:
		record_paths(t, 0, 1);
		break;
	case SYS_renameat2:
		record_paths(t, 1, 3);
		fprintf(plan.out, "\t%u", (unsigned)a[4]);
		break;
	case SYS_renameat:
	case SYS_linkat:
		record_paths(t, 1, 3);
		break;
	case SYS_unlink:
	case SYS_rmdir:
	case SYS_mkdir:
		record_paths(t, 0, -1);
		break;
	case SYS_unlinkat:
	case SYS_mkdirat:
		record_paths(t, 1, -1);
		break;
	default:
		fprintf(plan.out, "\t%d\t%lld", (int)a[0], (long long)a[1]);
	}
	fputc('\n', plan.out);
}

static void
leave(struct task *t, const struct __ptrace_syscall_info *i)
{
	struct user_regs_struct r;

	if (!t->call)
		return;
	if (plan.action == RECORD && !i->exit.is_error &&
	    (t->call->changes || t->call->number == SYS_lseek))
		record(t, i->exit.rval);
	if (t->changed) {
		if (ptrace(PTRACE_GETREGS, t->id, 0, &r))
			die("registers");
		r.rdi = t->was.rdi;
		r.rdx = t->was.rdx;
		if (t->answers)
			r.rax = (unsigned long long)t->answer;
		if (ptrace(PTRACE_SETREGS, t->id, 0, &r))
			die("registers");
	}
	t->call = NULL;
}

static void
at_call(struct task *t)
{
	struct __ptrace_syscall_info i;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, t->id, sizeof i, &i) < 0)
		return; /* it was killed */
	if (i.op == PTRACE_SYSCALL_INFO_ENTRY)
		enter(t, &i);
	else if (i.op == PTRACE_SYSCALL_INFO_EXIT)
		leave(t, &i);
}

/* Where the program itself begins, behind its loader. */
static void
find_entry(void)
{
	char name[40];
	Elf64_auxv_t v;
	FILE *f;

	snprintf(name, sizeof name, "/proc/%d/auxv", (int)child);
	f = fopen(name, "r");
	if (!f)
		die(name);
	while (fread(&v, sizeof v, 1, f) == 1)
		if (v.a_type == AT_ENTRY)
			entry = (long)v.a_un.a_val;
	fclose(f);
	errno = 0;
	entry_word = ptrace(PTRACE_PEEKTEXT, child, entry, 0);
	if (errno ||
	    ptrace(
		PTRACE_POKETEXT, child, entry, (entry_word & ~0xffL) | BREAK))
		die("entry");
}

static void
pass_entry(void)
{
	struct user_regs_struct r;

	if (ptrace(PTRACE_GETREGS, child, 0, &r) ||
	    ptrace(PTRACE_POKETEXT, child, entry, entry_word))
		die("entry");
	r.rip = (unsigned long long)entry;
	if (ptrace(PTRACE_SETREGS, child, 0, &r))
		die("registers");
}

static void
start(char **argv)
{
	int status;

	child = fork();
	if (child < 0)
		die("fork");
	if (child == 0) {
		if (plan.out)
			fclose(plan.out);
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		execvp(*argv, argv);
		die(*argv);
	}
	if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
		exit(125);
	ptrace(PTRACE_SETOPTIONS, child, 0,
	    PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL);
	find_entry();
	if (ptrace(PTRACE_CONT, child, 0, 0))
		die("start");
	if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
		exit(125);
	pass_entry();
	ptrace(PTRACE_SYSCALL, child, 0, 0);
}

/* Lets the command run to its end; its status as a shell would say it. */
static int
follow(void)
{
	int status, end = 125;
	pid_t id;

	while ((id = waitpid(-1, &status, __WALL)) > 0) {
		struct task *t = task_of(id);
		int sig = 0;

		if (!WIFSTOPPED(status)) {
			t->id = 0;
			if (id == child)
				end = WIFEXITED(status)
				    ? WEXITSTATUS(status)
				    : 128 + WTERMSIG(status);
			continue;
		}
		if (WSTOPSIG(status) == (SIGTRAP | 0x80))
			at_call(t);
		else if (WSTOPSIG(status) != SIGTRAP &&
		    WSTOPSIG(status) != SIGSTOP)
			sig = WSTOPSIG(status);
		ptrace(PTRACE_SYSCALL, id, 0, sig);
	}
	return end;
}

static void
tell_counts(void)
{
	long changes = 0;

	for (int i = 0; i < CALLS; i++) {
		if (counted[i])
			fprintf(
			    plan.out, "%s %ld\n", calls[i].kind, counted[i]);
		if (calls[i].changes)
			changes += counted[i];
	}
	fprintf(plan.out, "changes %ld\n", changes);
}

/* Reads the plan; what is left of the arguments is the command. */
static char **
read_plan(char **a)
{
	static const char *const names[] = { "count", "record", "fail", "short",
		"kill" };
	static const int words[] = { 1, 1, 4, 3, 1 };
	int have = 0;

	while (plan.action <= KILL && strcmp(names[plan.action], *a))
		plan.action++;
	if (plan.action > KILL)
		return NULL;
	while (a[have])
		have++;
	if (have < words[plan.action] + 2)
		return NULL;
	if (plan.action <= RECORD) {
		plan.out = fopen(a[1], "we");
		if (!plan.out)
			die(a[1]);
	} else if (plan.action == KILL) {
		plan.n = atol(a[1]);
	} else {
		plan.kind = a[1];
		plan.n = atol(a[2]);
		plan.on = !strcmp(a[3], "on");
		plan.error = plan.action == FAIL ? atoi(a[4]) : 0;
	}
	return a + 1 + words[plan.action];
}

int
main(int argc, char **argv)
{
	char **command = argc > 2 ? read_plan(argv + 1) : NULL;
	int status;

	if (!command) {
		fprintf(stderr, "usage: see the first lines of inject.c\n");
		return 125;
	}
	start(command);
	status = follow();
	if (plan.action == COUNT)
		tell_counts();
	if (plan.out && fclose(plan.out))
		die("what was seen");
	return status;
}
