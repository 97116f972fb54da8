# SPDX-License-Identifier: Apache-2.0
# Standard input is read without operands and as "-".
cert address-not-in-san data/demo/demo.pem > a.pem
run -f line < a.pem
run -f line - < a.pem
run - -f line a.pem < a.pem
run -f line < /dev/null
run -q < cli/key.pem
