#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The library keeps no global state, prints nothing, ends no process, and knows
# no locale, signal, file, clock or environment: it has no data that can be
# written, and of the C library it calls what is listed here and nothing else.
cd "$(dirname "$0")/../.." || exit 1
bad=0
library=${OUT:-build}/libsmimelint.so.0
object=${B:-build/release}/smimelint-all.o
c_library='calloc free malloc realloc
memchr memcmp memcpy memmove memset strchr strcmp strcspn strlen strncmp strpbrk strrchr strspn strstr
snprintf vsnprintf strtoul strtoull qsort bsearch
atan2 cos sin sincos sqrt'
# Memory by the page, which base/paged.c gives back while a large CRL is fetched.
pages='mmap munmap madvise sysconf'
# What the compiler and the linker add: checks of buffers and of the stack, start and end of the library.
compiler='__stack_chk_fail __cxa_finalize __gmon_start__ _ITM_deregisterTMCloneTable _ITM_registerTMCloneTable'
# What the processor can do, as the C library found it when the process began.
processor=__x86_get_cpuid_feature_leaf

for name in $(nm -D --undefined-only "$library" | awk '{ print $2 }' | sed 's/@.*//; s/^__\([a-z]*\)_chk$/\1/' | sort -u); do
	case $name in
	EVP_* | BN_* | EC_* | ERR_* | OSSL_* | OPENSSL_* | CRYPTO_free | d2i_PUBKEY* | i2d_PUBKEY) continue ;;	# libcrypto
	CONF_* | NCONF_*) continue ;;	# which reads its own configuration
	idn2_* | u8_* | u32_* | uc_* | uninorm_*) continue ;;				# libidn2, libunistring
	esac
	echo " $(echo $c_library $pages $compiler $processor) " | grep -q " $name " && continue
	echo "the library calls $name"
	bad=1
done
size -A "$object" | awk '$1 ~ /^\.(data|bss|tdata|tbss)$/ && $2 > 0 { print "the library has data to write: " $1 " of " $2 " octets"; n = 1 } END { exit n }' || bad=1
exit $bad
