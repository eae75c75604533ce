/*
 * key_value: the values of keys, as people write them. Each is ST_FAIL with
 * what is wrong, and what belongs there.
 */
#ifndef KEY_VALUE_H
#define KEY_VALUE_H

#include "base/err.h"

/* From least to most seconds. */
int key_value_seconds(
    uint32_t *, struct span, uint32_t least, uint32_t most, struct err *);

/* What is told of one that is no duration; -1. */
int key_value_no_duration(struct span, struct err *);

int key_value_number(
    unsigned *, struct span, unsigned least, unsigned most, struct err *);

/* One of the words, parted by blanks; *i is its place. */
int key_value_one_of(int *i, struct span, const char *words, struct err *);

/* "08:30": minutes of the day. */
int key_value_time(unsigned *minutes, struct span, struct err *);

/* Takes what stands before the next comma off *list, blanks at its ends gone;
 * false at the end. */
bool key_value_next(struct span *list, struct span *item);

#endif
