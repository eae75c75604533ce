/*
 * transfer_url: may a URL be asked for?
 */
#ifndef TRANSFER_URL_H
#define TRANSFER_URL_H

#include "net/curl/transfer_wish.h"

/* NULL where nothing is wrong with it; else what is. */
const char *transfer_url_fault(
    const char *url, const struct transfer_settings *);

#endif
