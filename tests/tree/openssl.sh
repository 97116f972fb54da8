#!/bin/sh
# OpenSSL is used in src/key and in tests only.
cd "$(dirname "$0")/../.." || exit 1
! grep -rnE '#include *<openssl/' src rules --include='*.[ch]' | grep -v '^src/key/'
