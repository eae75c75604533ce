/*
 * currency_sign: the signs and words that people write for currencies.
 */
#ifndef CURRENCY_SIGN_H
#define CURRENCY_SIGN_H

#include "value/currency.h"

/*
 * The length of the longest currency sign ("$", "US$", "kr", "元", "zł")
 * that s begins with, 0 for none. *codes is then a list of the codes it may
 * stand for, separated by blanks, or NULL where it says too little to tell.
 */
size_t currency_sign(struct span s, const char **codes);

/*
 * The code that a word stands for which is none itself, but the sign of one
 * currency alone: CNY for RMB, MYR for RM, EUR for the euro sign. Other words
 * are returned as they are.
 */
struct span currency_named(struct span word);

#endif
