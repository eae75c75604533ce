/*
 * target_values: the values of keys of recon-targets(5), setters for rows of
 * options.
 */
#ifndef TARGET_VALUES_H
#define TARGET_VALUES_H

#include "transport/target.h"

option_setter target_value_list;    /* struct names: one more */
option_setter target_value_seconds; /* uint32_t, from least to most */
option_setter target_value_yes;     /* bool, from yes or no */
option_setter target_value_retry;   /* struct target_common */
option_setter target_value_order;   /* struct target_common */

/* 0 5s 30s 5m 30m 2h 5h 10h 24h */
void target_retry_default(struct target_common *);

#endif
