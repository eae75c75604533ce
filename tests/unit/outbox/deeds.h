/*
 * deeds: runs that add, senders and people who decide, at random, ended at some
 * call that changes a file, or in the middle of a write; and a small model of
 * what may then be there.
 */
#ifndef DEEDS_H
#define DEEDS_H

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "chance.h"
#include "outbox/outbox_list.h"
#include "outbox/outbox_redo.h"
#include "outboxes.h"
#include "sys/clock.h"

enum { EVENTS = 2000, OPERATIONS = 10, CALLS = 50 };

/* Bits of what an event may be. */
enum {
	LEFT = 1,
	OK = 2,
	DEAD = 4,
	FORGOTTEN = 8,
	NOT_ADDED = 16,
};

/* Shared by the process that is killed and the one that looks. */
static struct model {
	unsigned n; /* events that were given to some run */
	struct {
		unsigned may_be;
		unsigned told;  /* what it is once that is synced; or 0 */
		unsigned tries; /* answers that say so, since the last redo */
		bool answered_ok;
	} events[EVENTS];
	bool torn;            /* the last kill was in the middle of a write */
	unsigned adding_from; /* events from there on come with a run that was
			       * not seen to commit */
} * m;

/* It is the power that fails: what is not synced may be lost. */
static bool power_fails;

/* Called with each descriptor that is synced, in place of that; or NULL. */
static void (*on_sync)(int fd);

/* Calls that change something until the process ends; 0: it does not. */
static unsigned countdown;
static bool tears; /* a write that it is killed in does half of its work */

static bool
is_last(void)
{
	return countdown && --countdown == 0;
}

static void
die(void)
{
	fflush(stdout);
	_exit(9);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	if (fd > STDERR_FILENO && is_last()) {
		m->torn = tears;
		if (tears)
			syscall(SYS_write, fd, p, n / 2);
		die();
	}
	return syscall(SYS_write, fd, p, n);
}

int
rename(const char *from, const char *to)
{
	if (is_last())
		die();
	return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int
unlink(const char *path)
{
	if (is_last())
		die();
	return unlinkat(AT_FDCWD, path, 0);
}

int
ftruncate(int fd, off_t len)
{
	if (is_last())
		die();
	return (int)syscall(SYS_ftruncate, fd, len);
}

int
truncate(const char *path, off_t len)
{
	if (is_last())
		die();
	return (int)syscall(SYS_truncate, path, len);
}

/* The disk itself is not what is tried, and is spared. */
int
fsync(int fd)
{
	if (on_sync)
		on_sync(fd);
	return 0;
}

int
fdatasync(int fd)
{
	return fsync(fd);
}

/* An event has become so; it may still be what it was, where that is not
 * synced. */
static void
becomes(unsigned i, unsigned is)
{
	if (!power_fails) {
		m->events[i].may_be = is;
		return;
	}
	m->events[i].may_be |= is;
	m->events[i].told = is;
}

/* All that was told is synced. */
static void
all_synced(void)
{
	for (unsigned i = 0; i < m->n; i++) {
		if (m->events[i].told)
			m->events[i].may_be = m->events[i].told;
		m->events[i].told = 0;
	}
}

/* The event of an id; EVENTS where it is none. */
static unsigned
number_of(const struct pending_event *ev)
{
	char text[16] = "";

	if (ev->json.len < 7 || ev->json.len > 15)
		return EVENTS;
	memcpy(text, ev->json.p + 5, ev->json.len - 6);
	return (unsigned)atoi(text);
}

static void
add_some(void)
{
	struct outbox_add *a =
	    outbox_add_begin(&box, "ops", SPAN("shop"), NOW, &e);
	unsigned n = 1 + chance(6);

	EXPECT(a);
	m->adding_from = m->n;
	for (unsigned i = 0; i < n && m->n < EVENTS; i++) {
		m->events[m->n].may_be = LEFT | NOT_ADDED;
		EXPECT(add_one(a, m->n++) == 0);
	}
	if (chance(8) == 0) {
		outbox_add_drop(a);
		for (unsigned i = m->adding_from; i < m->n; i++)
			m->events[i].may_be = NOT_ADDED;
	} else {
		EXPECT(outbox_add_commit(a, &e) == 0);
		for (unsigned i = m->adding_from; i < m->n; i++)
			m->events[i].may_be = LEFT;
	}
	m->adding_from = m->n;
}

/* A transport writes an answer, which no kill of ours stops. */
static uint64_t
answer(unsigned i, const char *says)
{
	char line[64], id[EVENT_ID_TEXT + 1];
	struct event_id of = id_of(i);
	int fd = open("box/ops/answers", O_WRONLY | O_APPEND), n;
	off_t end;

	event_id_format(&of, id);
	n = snprintf(line, sizeof line, "%s\t%s\n", id, says);
	if (fd < 0 || syscall(SYS_write, fd, line, n) != n)
		scratch_die("answers");
	end = lseek(fd, 0, SEEK_END);
	close(fd);
	return (uint64_t)end;
}

/* Tells what came of an event. */
static void
tell(struct pending *p, const struct pending_event *ev, char says)
{
	const struct span none = { 0 };

	if (says == 'o')
		pending_ok(p, &ev->ref, ev->tries + 1, none);
	else if (says == 'r')
		pending_retry(p, &ev->ref, ev->tries + 1, 0, SPAN("busy"));
	else
		pending_dead(p, &ev->ref, ev->tries + 1, SPAN("no"), none);
}

static void
answer_and_tell(struct pending *p, const struct pending_event *ev)
{
	static const char *const says[] = { "ok", "retry\t-\tbusy",
		"fail\tno" };
	unsigned i = number_of(ev), w = chance(4) % 3;

	EXPECT(i < EVENTS && m->events[i].may_be & LEFT);
	EXPECT(power_fails || ev->tries == m->events[i].tries);
	m->events[i].tries += 1;
	m->events[i].answered_ok |= w == 0 && !power_fails;
	becomes(i, w == 0 ? OK : w == 1 ? LEFT : DEAD);
	pending_answers_taken(p, answer(i, says[w]));
	tell(p, ev, *says[w]);
}

/* What a transport left is told as if it just came. */
static void
take_left(struct pending *p)
{
	struct pending_event ev;
	struct span line;
	int r;

	while ((r = pending_left_answer(p, &ev, &line, &e)) == 1)
		tell(p, &ev, line.p[EVENT_ID_TEXT + 1]);
	if (r)
		printf("# %s\n", e.text);
	EXPECT(r == 0);
}

static struct pending *
begin_sending(void)
{
	struct pending *p = pending_open(&box, "ops", &e);

	if (!p)
		printf("# %s\n", e.text);
	EXPECT(p);
	if (p)
		take_left(p);
	return p;
}

static void
send_some(void)
{
	struct pending *p = begin_sending();
	struct pending_event ev;

	for (unsigned n = chance(12); n && pending_next(p, &ev, &e) == 1; n--) {
		answer_and_tell(p, &ev);
		if (chance(2))
			EXPECT(pending_write(p, &e) == 0);
	}
	if (chance(4) == 0)
		EXPECT(pending_answers_empty(p, &e) == 0);
	EXPECT(pending_close(p, &e) == 0);
	all_synced();
}

/* Redoes or forgets one event, if it is one for that. */
static void
decide(void)
{
	bool redo = chance(2), found = false;
	unsigned i = m->n ? chance(m->n) : 0, was = m->events[i].may_be;
	struct event_id id = id_of(i);
	uint64_t done;

	if (was != DEAD && (redo || was != LEFT))
		return;
	if (redo) {
		m->events[i].may_be = LEFT | DEAD;
		EXPECT(outbox_redo(
			   &box, "ops", &id, 1, "li", &found, &done, &e) == 0);
		m->events[i].may_be = LEFT;
		m->events[i].tries = 0;
	} else {
		m->events[i].may_be |= FORGOTTEN;
		EXPECT(outbox_forget(&box, "ops", &id, 1, "li", "why", &found,
			   &done, &e) == 0);
		m->events[i].may_be = FORGOTTEN;
	}
	EXPECT(found && done == 1);
}

static void
work(void)
{
	for (unsigned n = 0; n < OPERATIONS; n++) {
		switch (chance(5)) {
		case 0:
			decide();
			break;
		case 1:
		case 2:
			add_some();
			break;
		default:
			send_some();
		}
	}
}

static unsigned seen[EVENTS];

static int
note(void *arg, const struct outbox_listed *is, struct err *err)
{
	static const unsigned states[] = {
		[OUTBOX_LEFT] = LEFT,
		[OUTBOX_RETRY] = LEFT,
		[OUTBOX_DEAD] = DEAD,
		[OUTBOX_OK] = OK,
		[OUTBOX_FORGOTTEN] = FORGOTTEN,
	};
	struct pending_event ev = { .json = is->json };
	unsigned i = number_of(&ev);

	(void)arg;
	(void)err;
	EXPECT(i < EVENTS && seen[i] == 0);
	seen[i] = states[is->state];
	/* a redo that was killed may have been done */
	if (seen[i] == LEFT && m->events[i].may_be == (LEFT | DEAD))
		m->events[i].tries = is->tries;
	/* half a round of answers may be told twice where a write was torn */
	if (seen[i] == LEFT && !power_fails)
		EXPECT(m->torn ? is->tries >= m->events[i].tries
			       : is->tries == m->events[i].tries);
	m->events[i].tries = is->tries;
	return 0;
}

/* What is not listed was never added, or its run is finished. */
static unsigned
unlisted(struct outbox_add *a, unsigned i)
{
	struct event_id id = id_of(i);

	if (!outbox_add_knows(a, &id))
		return NOT_ADDED;
	return m->events[i].may_be & (OK | FORGOTTEN);
}

/* All that is there may be there; from now on it is what it is. */
static void
look(void)
{
	struct pending *p = begin_sending();
	struct outbox_add *a;
	unsigned before = 0;

	EXPECT(pending_close(p, &e) == 0);
	memset(seen, 0, sizeof seen);
	EXPECT(outbox_list(&box, "ops", note, NULL, &e) == 0);
	a = outbox_add_begin(&box, "ops", SPAN("shop"), NOW, &e);
	for (unsigned i = 0; a && i < m->n; i++) {
		unsigned is = seen[i] ? seen[i] : unlisted(a, i);

		if (!(is & m->events[i].may_be))
			printf("# event %u is %u, may be %u\n", i, is,
			    m->events[i].may_be);
		EXPECT(is & m->events[i].may_be);
		/* a run is added whole, or not at all */
		if (i > m->adding_from)
			EXPECT((is == NOT_ADDED) == (before == NOT_ADDED));
		if (m->events[i].answered_ok)
			EXPECT(is & OK);
		m->events[i].may_be = before = is;
		m->events[i].told = 0;
	}
	outbox_add_drop(a);
	m->adding_from = m->n;
}

/* Round for round: before, work that is ended somewhere, after, and a look. */
static void
deeds(unsigned rounds, void (*before)(void), void (*after)(void))
{
	unsigned ended = 0;

	m = mmap(NULL, sizeof *m, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (m == MAP_FAILED)
		scratch_die("mmap");
	fresh();
	clock_set(NOW, 1000);
	for (unsigned round = 0; round < rounds && !test_broken; round++) {
		int status;
		pid_t pid;

		chance_seed = round;
		before();
		fflush(stdout);
		pid = fork();
		if (pid == 0) {
			countdown = 1 + chance(CALLS);
			tears = chance(2);
			m->torn = false;
			work();
			fflush(stdout);
			_exit(test_broken);
		}
		EXPECT(waitpid(pid, &status, 0) == pid);
		EXPECT(WIFEXITED(status) &&
		    (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 9));
		ended += WEXITSTATUS(status) == 9;
		after();
		look();
		if (test_broken)
			printf("# in round %u\n", round);
	}
	printf("# %u events, ended %u times\n", m->n, ended);
	EXPECT(m->n > 4 * rounds && ended > rounds / 2);
	munmap(m, sizeof *m);
}

#endif
