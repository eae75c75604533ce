/*
 * delivery: what is left for one target being delivered by one courier. Nothing
 * here waits: sender.c polls for several.
 */
#ifndef DELIVERY_H
#define DELIVERY_H

#include "courier/courier.h"
#include "outbox/policy/due_queue.h"
#include "outbox/policy/key_lanes.h"
#include "outbox/policy/retry_pause.h"
#include "outbox/send/sender_rules.h"

/* At most so many events wait to be tried again, or behind others of their key:
 * then none is taken from the outbox until one of them is done. */
enum { DELIVERY_SLOTS = 1 << 20 };

enum { DELIVERY_NO_SLOT = UINT32_MAX };

/* An event that was taken from the outbox and is neither done nor dead. */
struct delivery_slot {
	struct pending_ref ref;
	uint64_t lane;  /* of its key; 0: it waits for none */
	int64_t due_s;  /* not before then */
	uint32_t tries; /* that counted */
	enum outbox_kind kind;
	uint32_t next; /* of free ones: the next */
};

struct delivery {
	struct sender_target *target;     /* borrowed */
	const struct sender_rules *rules; /* borrowed */
	struct outbox outbox;    /* the rules', which waits for no lock */
	struct pending *pending; /* owned; NULL: not open, or not any more */
	int64_t lock_until;      /* ms: the lock is asked for until then, */
	int64_t lock_next;       /* and the next time then */
	bool over;               /* nothing is done any more */
	bool stopping;           /* nothing more is sent */

	struct courier courier;
	struct courier_answer answer; /* owned: the last one */
	int64_t start_at;             /* ms: it is not started before then */
	int64_t start_pause; /* ms: and how long after the next fault */

	struct delivery_slot *slots; /* owned */
	size_t n_slots, slots_cap;
	uint32_t spare; /* the first free one, or DELIVERY_NO_SLOT */
	size_t used;    /* that are not free */
	uint32_t ready; /* the one to be sent next, or DELIVERY_NO_SLOT */
	bool drained;   /* the outbox has no more */
	struct due_queue waiting;
	struct key_lanes lanes;

	struct retry_chance chance;
	unsigned in_row; /* retries, since anything else was answered */
	struct buf line; /* owned: scratch */
};

void delivery_begin(
    struct delivery *, struct sender_target *, const struct sender_rules *);

/* Goes on as far as that goes without waiting. */
void delivery_step(struct delivery *);

/* For poll(2): at most COURIER_FDS descriptors; returns how many. */
size_t delivery_poll(const struct delivery *, struct pollfd *);

/* When delivery_step has to be called at the latest, in ms of
 * clock_monotonic_ms; INT64_MAX: not at all. */
int64_t delivery_due(const struct delivery *);

/* Is something under way, which will end by itself? */
bool delivery_is_busy(const struct delivery *);

/* Sends nothing more: what is under way is waited for. */
void delivery_stop(struct delivery *);

/* What came of it is in the target; releases the rest. To be called once it is
 * over. */
void delivery_end(struct delivery *);

/* The parts of it: */

/*
 * Keeps what was answered; the answer may be changed. True: the event is done or
 * dead. False: it is to be tried again, and the slot says when. given: the
 * transport had it.
 */
bool delivery_settle(
    struct delivery *, struct delivery_slot *, bool given, struct answer *);

/* Until when the target is left alone, in seconds since 1970; 0: it is not. */
int64_t delivery_left_alone(const struct delivery *);

/* Is only one event tried, to see if the target is back? */
bool delivery_is_probing(const struct delivery *);

/* There is trouble: nothing more is sent. The first one stays. */
void delivery_fail(struct delivery *, const struct err *);

/* Notes why something is left; the first reason stays. */
void delivery_note_left(struct delivery *, struct span reason);

/* Do events of one key go one after the other? */
bool delivery_is_in_order(const struct delivery *);

/* Takes the events that may be sent: is one ready? */
bool delivery_fetch(struct delivery *);

/* The slot of an event that is done, or waits. */
void delivery_release(struct delivery *, uint32_t slot);
void delivery_wait(struct delivery *, uint32_t slot, int64_t due_s);

#endif
