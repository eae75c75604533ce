/*
 * rule_inside: what the parts of the rule share.
 */
#ifndef RULE_INSIDE_H
#define RULE_INSIDE_H

#include "cut/rule/cut_rule.h"

/* Each sets what the next step is; because is a system, or n. */
void rule_wait(struct cut_next *, size_t because, int64_t at, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));
void rule_refuse(struct cut_next *, size_t because, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void rule_send(const struct cut_round *, size_t system, enum cut_event,
    enum cut_state to, struct cut_next *);
void rule_all(struct cut_next *, enum cut_state from, enum cut_state to,
    enum cut_state round_to);

/* The commands; next says DONE, of no system, when they begin. */
void rule_announce(
    const struct cut_round *, int64_t now, bool insists, struct cut_next *);
void rule_withdraw(const struct cut_round *, bool insists, struct cut_next *);
void rule_cut(
    const struct cut_round *, size_t system, int64_t now, struct cut_next *);
void rule_ready(const struct cut_round *, size_t system, struct cut_next *);
void rule_complete(const struct cut_round *, size_t system, struct cut_next *);
void rule_seal(const struct cut_round *, struct cut_next *);
void rule_extract(const struct cut_round *, size_t system, struct cut_next *);
void rule_tie(const struct cut_round *, struct cut_next *);
void rule_lock(const struct cut_round *, size_t system, struct cut_next *);

/* The round is being withdrawn: its next step. */
void rule_withdraw_on(const struct cut_round *, struct cut_next *);

#endif
