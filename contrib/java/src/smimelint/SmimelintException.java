// SPDX-License-Identifier: Apache-2.0
package smimelint;

/** What the library refused. */
public class SmimelintException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SmimelintException(String why) {
        super(why);
    }

    /** An option, or a document beside the options, is wrong; the message says where and why. */
    public static final class Option extends SmimelintException {
        private static final long serialVersionUID = 1;

        Option(String why) {
            super(why);
        }
    }
}
