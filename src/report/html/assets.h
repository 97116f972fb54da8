/* SPDX-License-Identifier: Apache-2.0 */
/* assets.h - the style sheet and the script of the HTML report, from src/report/html/; made by embed.sh there. */
#ifndef REPORT_HTML_ASSETS_H
#define REPORT_HTML_ASSETS_H

#include <stddef.h>

extern const unsigned char html_css[], html_js[];
extern const size_t html_css_size, html_js_size;
/* Base64 of their SHA-256, for the Content-Security-Policy. */
extern const char html_css_sha256[], html_js_sha256[];

#endif
