/*
 * transfer_url: may a URL be asked for?
 */
#ifndef TRANSFER_URL_H
#define TRANSFER_URL_H

#include "net/curl/transfer_wish.h"

/* Is it of a file that is there and no regular one? A pipe would be waited for,
 * and a directory be taken for an empty file. */
bool transfer_url_is_special(const char *url);

/* NULL where nothing is wrong with it; else what is. */
const char *transfer_url_fault(
    const char *url, const struct transfer_settings *);

/* The same of a proxy's. */
const char *transfer_proxy_fault(const char *url);

#endif
