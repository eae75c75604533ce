/*
 * amount_order: amounts as text whose order as bytes is that of the numbers.
 *
 * Equal numbers are equal text, whatever their decimals. Digits before the point
 * stand behind how many they are, digits behind it as far as they are not zero;
 * below zero each digit is taken from nine, and "~" ends it, which is above all
 * digits.
 */
#ifndef AMOUNT_ORDER_H
#define AMOUNT_ORDER_H

#include "base/span.h"
#include "value/amount.h"

enum { AMOUNT_ORDER_CAP = AMOUNT_TEXT_CAP + 4 };

/* Writes that of an amount, as amount_parse takes it, to text; its length. */
size_t amount_order(struct span amount, char *text);

#endif
