/*
 * style: how pages look: on wide and narrow screens, in the dark, on paper.
 * Colours have a contrast of at least 4.5 to 1 (WCAG 2.1, AA) to what is behind
 * them.
 */
#ifndef REPORT_STYLE_H
#define REPORT_STYLE_H

extern const char page_style[]; /* CSS */

#endif
