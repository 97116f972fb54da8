#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# OpenSSL is used in src/key and in tests only, and where the command opens what a passphrase closes and says what its process need not load.
cd "$(dirname "$0")/../.." || exit 1
! grep -rnE '#include *<openssl/' src rules --include='*.[ch]' | grep -vE '^src/(key/|input/der/decrypt\.c|os/crypto\.c)'
