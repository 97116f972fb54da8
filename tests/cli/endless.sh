# SPDX-License-Identifier: Apache-2.0
# What has no end is read up to the octets of a container where an option names it.
cert clean-sponsor data/demo/demo.pem > a.pem
for option in issuer certificates previous responder evidence; do
	for name in /dev/zero -; do
		case $option$name in issuer-) continue ;; esac
		yes 'no certificate' | timeout 60 ./smimelint --max-container 1M --$option $name a.pem > /dev/null 2> errors
		echo "$option $name: exit $?"
		cat errors
	done
done
# A pipe of no more octets is read to its end.
cat a.pem | ./smimelint --max-container 1M --certificates - a.pem > /dev/null
echo "a short one: exit $?"
